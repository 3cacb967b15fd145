//! Rules that cannot all be meant: quotas above the whole, things named twice, and what nobody can ever fulfil.

use std::collections::HashSet;

use crate::{
    honours::{Category, Condition, Programme, Rule, SkillLevel},
    import::keys::Keys,
};

/// `category_keys` are the tables of `[[categories]]`, also of those that could not be read.
pub(super) fn check(keys: &Keys<'_>, category_keys: &[Keys<'_>], programme: &Programme) {
    names(keys, programme);
    quotas(keys, programme);
    ratio(keys, programme);
    for category in &programme.categories {
        let of = |table: &&Keys<'_>| table.string("id").as_deref() == Some(category.id.as_str());
        if let Some(table) = category_keys.iter().find(of) {
            unfulfillable(table, category);
            promotion(table, category);
        }
    }
}

fn names(keys: &Keys<'_>, programme: &Programme) {
    let report = |key: &'static str, ids: &mut dyn Iterator<Item = &str>| {
        let mut seen = HashSet::new();
        for id in ids.filter(|id| !seen.insert(*id)).collect::<Vec<_>>() {
            keys.place_of(key).error("duplicate-id", id, format!("{key} has this id twice"), "give each an id of its own");
        }
    };
    report("categories", &mut programme.categories.iter().map(|category| category.id.as_str()));
    report("tiers", &mut programme.tiers.iter().map(|tier| tier.id.as_str()));
    report("bodies", &mut programme.bodies.iter().map(|body| body.id.as_str()));
    report("watch", &mut programme.watch.iter().map(|watch| watch.id.as_str()));
    for (index, tier) in programme.tiers.iter().enumerate() {
        if !programme.categories.iter().any(|category| category.tier == Some(index)) {
            keys.place_of("tiers").error("unused-tier", &tier.id, "no category is of this tier", "write tier in a category, or remove it");
        }
    }
}

/// Those of parts add up to no more than that of the whole.
fn quotas(keys: &Keys<'_>, programme: &Programme) {
    let within = |key: &str, what: &str, whole: Option<u32>, parts: &[Option<u32>]| {
        let sum: u64 = parts.iter().flatten().map(|quota| u64::from(*quota)).sum();
        if let Some(whole) = whole
            && sum > u64::from(whole)
        {
            let problem = format!("the quotas of {what} add up to {sum}, more than the whole of {whole}");
            keys.place_of(key).error("quotas-above-whole", sum.to_string(), problem, "lower them, or raise the whole");
        }
    };
    let quotas = |tier: Option<usize>| -> Vec<Option<u32>> {
        let of = programme.categories.iter().filter(|category| tier.is_none() || category.tier == tier);
        of.map(|category| category.quota).collect()
    };
    within("quota", "the categories", programme.quota, &quotas(None));
    within("tiers", "the tiers", programme.quota, &programme.tiers.iter().map(|tier| tier.quota).collect::<Vec<_>>());
    within("bodies", "the bodies", programme.quota, &programme.bodies.iter().map(|body| body.quota).collect::<Vec<_>>());
    for (index, tier) in programme.tiers.iter().enumerate() {
        within("tiers", &format!("the categories of tier {}", tier.id), tier.quota, &quotas(Some(index)));
    }
}

/// A ratio speaks of several categories, and of those who recommend.
fn ratio(keys: &Keys<'_>, programme: &Programme) {
    let with = programme.categories.iter().filter(|category| category.ratio.is_some()).count();
    if with == 1 {
        keys.place_of("categories").error("ratio-alone", "", "one category alone has a ratio", "give the others theirs, or remove it");
    }
    if with > 0 && programme.bodies.is_empty() {
        let remedy = "add [[bodies]], or remove ratio";
        keys.place_of("categories").error("ratio-without-bodies", "", "a ratio is of what a body recommends, and there is none", remedy);
    }
}

/// Words that one rule asks for and another excludes.
fn unfulfillable(keys: &Keys<'_>, category: &Category) {
    let asked: Vec<(&Rule, &Condition)> =
        category.rules.iter().flat_map(|rule| conjuncts(&rule.condition).into_iter().map(move |condition| (rule, condition))).collect();
    for (index, (rule, condition)) in asked.iter().enumerate() {
        for (other, with) in &asked[..index] {
            if contradict(condition, with) {
                let found = if rule.id == other.id { rule.id.to_string() } else { format!("{}, {}", other.id, rule.id) };
                let problem = "nobody can ever fulfil both: what one asks for the other excludes";
                keys.place_of("rules").error("contradictory-rules", found, problem, "correct one of them, or make two categories");
            }
        }
    }
}

/// Whether both can hold for one result, as far as the words of the conditions say.
pub(super) fn can_both_hold(one: &Condition, other: &Condition) -> bool {
    let others = conjuncts(other);
    !conjuncts(one).iter().any(|condition| others.iter().any(|with| contradict(condition, with)))
}

/// Everything that must hold for the condition to hold.
fn conjuncts(condition: &Condition) -> Vec<&Condition> {
    match condition {
        Condition::All(parts) => parts.iter().flat_map(conjuncts).collect(),
        other => vec![other],
    }
}

fn contradict(one: &Condition, other: &Condition) -> bool {
    match (one, other) {
        (Condition::Kind(one), Condition::Kind(other)) => disjoint(one, other),
        (Condition::Class(one), Condition::Class(other)) => disjoint(one, other),
        (Condition::Medal(one), Condition::Medal(other)) => disjoint(one, other),
        (Condition::Field(one), Condition::Field(other))
        | (Condition::Province(one), Condition::Province(other))
        | (Condition::Channel(one), Condition::Channel(other))
        | (Condition::Employer(one), Condition::Employer(other))
        | (Condition::Occupation(one), Condition::Occupation(other)) => disjoint(one, other),
        (Condition::Gender(one), Condition::Gender(other)) => one != other,
        (Condition::Migrant(one), Condition::Migrant(other)) => one != other,
        (Condition::Level { at_least, at_most }, Condition::Level { at_least: other_least, at_most: other_most }) => {
            is_above(*at_least, *other_most) || is_above(*other_least, *at_most)
        }
        (Condition::Place(one), Condition::Place(other)) => [1, 2, 3, 4].iter().all(|size| match (one.of(*size), other.of(*size)) {
            (Some(one), Some(other)) => one.0 > other.1 || other.0 > one.1,
            _ => true,
        }),
        // Every honour that is asked for is one that excludes.
        (Condition::Not(excluded), Condition::Honour(asked)) | (Condition::Honour(asked), Condition::Not(excluded)) => {
            matches!(&**excluded, Condition::Honour(excluded) if asked.iter().all(|honour| excluded.contains(honour)))
        }
        (Condition::Not(excluded), asked) | (asked, Condition::Not(excluded)) => **excluded == *asked,
        _ => false,
    }
}

fn is_above(lowest: Option<SkillLevel>, highest: Option<SkillLevel>) -> bool {
    lowest.zip(highest).is_some_and(|(lowest, highest)| lowest > highest)
}

fn disjoint<T: PartialEq>(one: &[T], other: &[T]) -> bool {
    !one.iter().any(|word| other.contains(word))
}

/// A promotion that no level which is asked for can have.
fn promotion(keys: &Keys<'_>, category: &Category) {
    let highest = category.rules.iter().flat_map(|rule| conjuncts(&rule.condition)).filter_map(|condition| match condition {
        Condition::Level { at_most, .. } => *at_most,
        _ => None,
    });
    let (Some(highest), rungs) = (highest.min(), &category.grants.promotion) else { return };
    for from in rungs.iter().filter_map(|rung| rung.from).filter(|from| *from > highest) {
        let problem = format!("a promotion begins at {}, and the rules ask for at most {}", from.word(), highest.word());
        keys.place_of("grants").error("contradictory-rules", from.word(), problem, "correct the promotion or the rule");
    }
}
