//! `[ranking]`, `[scale]`, `[ties]`, `[medals]` and `[modules]`.

use std::collections::BTreeMap;

use crate::{
    competition::{AspectKind, Mapping, MedalRule, RankingMethod, ScaleRule, Scheme, SpreadEstimator, TieKey, TieLast, TieRule},
    decimal::Decimal,
    import::{keys::Keys, limits},
};

pub(super) fn ranking(keys: &Keys<'_>) -> RankingMethod {
    const METHODS: [(&str, Option<RankingMethod>); 2] = [("total", Some(RankingMethod::Total)), ("rank-majority", None)];
    let method = keys.word("method", &METHODS);
    if method == Some(None) {
        not_available(keys, "method", "write \"total\"");
    }
    keys.finish();
    method.flatten().unwrap_or_default()
}

fn not_available(keys: &Keys<'_>, key: &'static str, remedy: &str) {
    keys.place_of(key).error("not-available", keys.written(key), "this is not available in this version", remedy);
}

#[derive(Clone, Copy)]
enum Scale {
    None,
    Worldskills,
    Linear,
    Z,
    T,
    Percentile,
}

const SCALES: [(&str, Scale); 6] = [
    ("none", Scale::None),
    ("worldskills", Scale::Worldskills),
    ("linear", Scale::Linear),
    ("z", Scale::Z),
    ("t", Scale::T),
    ("percentile", Scale::Percentile),
];
const ESTIMATORS: [(&str, SpreadEstimator); 2] = [("sd", SpreadEstimator::Sd), ("mad", SpreadEstimator::Mad)];

pub(super) fn scale(keys: &Keys<'_>, max_total: Decimal) -> ScaleRule {
    let rule = match keys.word("method", &SCALES).unwrap_or(Scale::None) {
        Scale::None => ScaleRule::None,
        Scale::Worldskills => ScaleRule::Worldskills {
            centre: limited(keys, "centre", keys.decimal("centre")).unwrap_or(Decimal::from_int(700)),
            estimator: estimator(keys),
            target_spread: target_spread(keys, 30),
            clamp: range(keys, "clamp"),
            decimals: places(keys, 0),
        },
        Scale::Linear => ScaleRule::Linear {
            from: range(keys, "from").unwrap_or((Decimal::ZERO, max_total.max(Decimal::from_units(1)))),
            to: range(keys, "to").unwrap_or((Decimal::ZERO, Decimal::from_int(100))),
            decimals: places(keys, 2),
        },
        Scale::Z => standard(keys, 0, 1, 4),
        Scale::T => standard(keys, 50, 10, 2),
        Scale::Percentile => ScaleRule::Percentile { decimals: places(keys, 2) },
    };
    // Parameters of another method are unused, not unknown.
    for key in ["centre", "estimator", "spread", "target_spread", "clamp", "decimals", "from", "to"] {
        keys.has(key);
    }
    keys.finish();
    rule
}

fn standard(keys: &Keys<'_>, centre: i32, target_spread_default: i32, decimals: u32) -> ScaleRule {
    ScaleRule::Standard {
        centre: limited(keys, "centre", keys.decimal("centre")).unwrap_or(Decimal::from_int(centre)),
        target_spread: target_spread(keys, target_spread_default),
        clamp: range(keys, "clamp"),
        decimals: places(keys, decimals),
    }
}

fn estimator(keys: &Keys<'_>) -> SpreadEstimator {
    match keys.decimal("spread") {
        Some(spread) if spread > Decimal::ZERO => SpreadEstimator::Fixed(spread),
        Some(spread) => {
            keys.place_of("spread").error(
                "not-positive",
                spread.to_string(),
                "a fixed spread must be above 0",
                "write marks above 0, or use estimator",
            );
            SpreadEstimator::Sd
        }
        None => keys.word("estimator", &ESTIMATORS).unwrap_or_default(),
    }
}

fn target_spread(keys: &Keys<'_>, default: i32) -> Decimal {
    let found = limited(keys, "target_spread", keys.decimal("target_spread")).unwrap_or(Decimal::from_int(default));
    if found.is_negative() {
        keys.place_of("target_spread").error("negative", found.to_string(), "a spread is never below 0", "write 0 or more");
    }
    found.max(Decimal::ZERO)
}

fn range(keys: &Keys<'_>, key: &'static str) -> Option<(Decimal, Decimal)> {
    let (low, high) = keys.pair(key)?;
    if low >= high {
        keys.place_of(key).error(
            "range-upside-down",
            keys.written(key),
            "the low end is not below the high end",
            "write the low end first",
        );
    }
    let (low, high) = (limited(keys, key, Some(low))?, limited(keys, key, Some(high))?);
    (low < high).then_some((low, high))
}

/// Scale parameters stay well inside what exact arithmetic can hold.
fn limited(keys: &Keys<'_>, key: &str, value: Option<Decimal>) -> Option<Decimal> {
    let value = value?;
    let limit = Decimal::from_int(limits::MARK_MAX);
    if value > limit || value < Decimal::from_int(-limits::MARK_MAX) {
        keys.place_of(key).error("out-of-range", value.to_string(), format!("{key} lies beyond ±{limit}"), "write a smaller number");
        return None;
    }
    Some(value)
}

fn places(keys: &Keys<'_>, default: u32) -> u32 {
    keys.count("decimals", 0..=limits::DECIMALS_MAX).unwrap_or(default)
}

/// Modules by name, as indices of criteria.
pub(super) fn modules(keys: &Keys<'_>, scheme: &Scheme) -> BTreeMap<String, Vec<usize>> {
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

pub(super) fn ties(keys: &Keys<'_>, scheme: &Scheme, modules: &BTreeMap<String, Vec<usize>>) -> TieRule {
    const LAST: [(&str, TieLast); 2] = [("shared", TieLast::Shared), ("draw", TieLast::Draw)];
    let written = keys.strings("keys").unwrap_or_default();
    let found = written.iter().filter_map(|name| {
        let key = tie_key(name, scheme, modules);
        if let Err(problem) = &key {
            let remedy = "write module:…, criterion:A, sub-criterion:A1, aspect:A1.M1, aspects:A1.M1,A1.M2 or time:A1.M1";
            keys.place_of("keys").error("unknown-tie-key", name, problem, remedy);
        }
        key.ok()
    });
    let found = found.collect();
    let last = keys.word("last", &LAST).unwrap_or_default();
    keys.finish();
    TieRule { keys: found, last }
}

fn tie_key(written: &str, scheme: &Scheme, modules: &BTreeMap<String, Vec<usize>>) -> Result<TieKey, String> {
    let (kind, what) = written.split_once(':').ok_or_else(|| format!("a tie key says what it compares: {written:?} has no colon"))?;
    let what = what.trim();
    let name = written.to_owned();
    let aspects_where = |wanted: &dyn Fn(usize) -> bool| (0..scheme.aspects.len()).filter(|&index| wanted(index)).collect::<Vec<_>>();
    let aspect = |id: &str| scheme.aspect_index(id.trim()).ok_or_else(|| format!("the scheme has no aspect {:?}", id.trim()));
    let criterion = || scheme.criteria.iter().position(|criterion| criterion.id.as_str() == what);
    let aspects = match kind.trim() {
        "module" => {
            let criteria = modules.get(what).cloned().or_else(|| criterion().map(|index| vec![index]));
            let criteria = criteria.ok_or_else(|| format!("[modules] does not name {what:?}"))?;
            aspects_where(&|index| criteria.contains(&scheme.criterion_of(index)))
        }
        "criterion" => {
            let criterion = criterion().ok_or_else(|| format!("the scheme has no criterion {what:?}"))?;
            aspects_where(&|index| scheme.criterion_of(index) == criterion)
        }
        "sub-criterion" => {
            let sub = scheme.sub_criterion_index(what).ok_or_else(|| format!("the scheme has no sub-criterion {what:?}"))?;
            aspects_where(&|index| scheme.aspects[index].sub_criterion == sub)
        }
        "aspect" => vec![aspect(what)?],
        "aspects" => {
            let mut list = what.split(',').map(aspect).collect::<Result<Vec<_>, _>>()?;
            list.sort_unstable();
            list.dedup();
            list
        }
        "time" => {
            let aspect = aspect(what)?;
            return if is_number(&scheme.aspects[aspect].kind) {
                Ok(TieKey::SmallerValue { name, aspect })
            } else {
                Err(format!("no number is entered for aspect {what:?}"))
            };
        }
        other => return Err(format!("there is no tie key {other:?}")),
    };
    Ok(TieKey::Sum { name, aspects })
}

fn is_number(kind: &AspectKind) -> bool {
    match kind {
        AspectKind::Judgement(_) => false,
        AspectKind::Measurement(measured) => !matches!(measured.mapping, Mapping::YesNo | Mapping::Choice { .. }),
    }
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
