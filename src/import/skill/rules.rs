//! `[medals]` and `[modules]`.

use std::collections::BTreeMap;

use crate::{
    competition::{MedalRule, ScaleRule, Scheme},
    decimal::Decimal,
    import::keys::Keys,
};

/// By name, as indices of criteria.
pub(super) type Modules = BTreeMap<String, Vec<usize>>;

pub(super) fn modules(keys: &Keys<'_>, scheme: &Scheme) -> Modules {
    let mut modules = BTreeMap::new();
    for (name, written) in keys.lists_of_names() {
        let mut criteria = Vec::new();
        for id in written {
            let Some(index) = scheme.criteria.iter().position(|criterion| criterion.id.as_str() == id) else {
                let known: Vec<&str> = scheme.criteria.iter().map(|criterion| criterion.id.as_str()).collect();
                let remedy = format!("write ids of criteria: {}", known.join(", "));
                keys.place_of(&name).error("unknown-criterion", id, "the scheme has no such criterion", remedy);
                continue;
            };
            criteria.push(index);
        }
        modules.insert(name, criteria);
    }
    modules
}

#[derive(Clone, Copy)]
enum Medals {
    None,
    Worldskills,
    TopN,
    Share,
}

const MEDALS: [(&str, Medals); 4] =
    [("none", Medals::None), ("worldskills", Medals::Worldskills), ("top-n", Medals::TopN), ("share", Medals::Share)];

pub(super) fn medals(keys: &Keys<'_>, scale: &ScaleRule) -> MedalRule {
    let rule = match keys.word("rule", &MEDALS).unwrap_or(Medals::None) {
        Medals::None => MedalRule::None,
        Medals::Worldskills => {
            if *scale == ScaleRule::None {
                let problem = "without a scale, window and medallion are compared with totals";
                keys.place_of("rule").warning("medals-without-scale", "worldskills", problem, "add [scale] method = \"worldskills\"");
            }
            let window = keys.decimal("window").unwrap_or(Decimal::from_int(2));
            if window.is_negative() {
                keys.place_of("window").error("negative", window.to_string(), "a window is never below 0", "write 0 or more");
            }
            MedalRule::Worldskills { window, medallion: keys.decimal("medallion").unwrap_or(Decimal::from_int(700)) }
        }
        Medals::TopN => {
            let [gold, silver, bronze] = counts(keys).unwrap_or([1, 1, 1]);
            MedalRule::TopN { gold, silver, bronze, merit: keys.flag("merit").unwrap_or(true) }
        }
        Medals::Share => {
            let per_cent = shares(keys).unwrap_or([10, 20, 30].map(Decimal::from_int));
            MedalRule::Share { per_cent, merit: keys.flag("merit").unwrap_or(false) }
        }
    };
    for key in ["window", "medallion", "counts", "shares", "merit"] {
        keys.has(key);
    }
    keys.finish();
    rule
}

fn counts(keys: &Keys<'_>) -> Option<[u32; 3]> {
    let written = keys.decimals("counts")?;
    let counts: Option<Vec<u32>> = written
        .iter()
        .map(|count| u32::try_from(count.units() / Decimal::ONE.units()).ok().filter(|_| count.on_grid(Decimal::ZERO, Decimal::ONE)))
        .collect();
    let counts = counts.and_then(|counts| <[u32; 3]>::try_from(counts).ok()).filter(|counts| counts.iter().all(|count| *count <= 10_000));
    if counts.is_none() {
        keys.place_of("counts").error(
            "bad-counts",
            keys.written("counts"),
            "these are not three counts",
            "write how many gold, silver and bronze, as [1, 1, 1]",
        );
    }
    counts
}

/// `[0.1, 0.2, 0.3]` of the entrants or `[10, 20, 30]` per cent of them: a sum above 1 can only be per cent.
fn shares(keys: &Keys<'_>) -> Option<[Decimal; 3]> {
    let written = keys.decimals("shares")?;
    let hundred = Decimal::from_int(100);
    let sane = written.len() == 3 && written.iter().all(|share| !share.is_negative() && *share <= hundred);
    let sum: Decimal = if sane { written.iter().copied().sum() } else { Decimal::ZERO };
    if !sane || sum > hundred || sum == Decimal::ZERO {
        let remedy = "write the shares of gold, silver and bronze, as [0.1, 0.2, 0.3] or in per cent as [10, 20, 30]";
        keys.place_of("shares").error("bad-shares", keys.written("shares"), "these are not three shares of one whole", remedy);
        return None;
    }
    let factor = if sum <= Decimal::ONE { 100 } else { 1 };
    let per_cent: Vec<Decimal> = written.iter().map(|share| Decimal::from_units(share.units() * factor)).collect();
    <[Decimal; 3]>::try_from(per_cent).ok()
}
