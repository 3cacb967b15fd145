//! `[categories.grants]`: what a category brings.

use super::parts;
use crate::{
    decimal::Decimal,
    honours::{Catalogue, Grants, Money, Rung, SkillLevel},
    import::keys::Keys,
};

pub(super) fn read(keys: &Keys<'_>, catalogue: &Catalogue) -> Grants {
    let grants = Grants {
        money: if keys.has("money") { money(&keys.table("money")) } else { None },
        honours: parts::honours(keys, "honours", catalogue).unwrap_or_default(),
        promotion: keys.tables("promotion").iter().filter_map(rung).collect(),
        certificate: if keys.has("certificate") { parts::both(keys, "certificate") } else { crate::competition::Text::default() },
        training: parts::texts(keys, "training"),
        posts: parts::texts(keys, "posts"),
        recommended_for: parts::honours(keys, "recommended_for", catalogue).unwrap_or_default(),
    };
    for (index, rung) in grants.promotion.iter().enumerate() {
        if grants.promotion[..index].iter().any(|other| other.from == rung.from) {
            let from = rung.from.map_or("whoever it is", SkillLevel::word);
            keys.place_of("promotion").error("duplicate-rung", from, "two rungs begin at the same level", "keep one of them");
        }
    }
    keys.finish_strictly();
    grants
}

fn money(keys: &Keys<'_>) -> Option<Money> {
    let amount = parts::required(keys, "amount", keys.decimal("amount"));
    let currency = parts::required(keys, "currency", keys.string("currency"));
    let purpose = parts::both(keys, "purpose");
    keys.finish_strictly();
    let (amount, currency) = (amount?, currency?);
    if amount <= Decimal::ZERO {
        keys.place_of("amount").error("out-of-range", amount.to_string(), "a grant is above zero", "correct the amount");
    }
    if currency.len() != 3 || !currency.bytes().all(|letter| letter.is_ascii_uppercase()) {
        keys.place_of("currency").error("bad-currency", &currency, "a currency has three letters", "write CNY for yuan (ISO 4217)");
    }
    Some(Money { amount, currency, purpose })
}

fn rung(keys: &Keys<'_>) -> Option<Rung> {
    let from = keys.word("from", &SkillLevel::WORDS);
    let to = parts::required(keys, "to", keys.word("to", &SkillLevel::WORDS));
    keys.finish_strictly();
    let to = to?;
    if from.is_some_and(|from| from >= to) {
        let found = format!("{} to {}", keys.written("from"), keys.written("to"));
        keys.place().error("reversed-range", found, "this promotion does not rise", "name a higher level in to");
        return None;
    }
    Some(Rung { from, to })
}
