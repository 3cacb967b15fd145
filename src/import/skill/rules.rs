//! `[ranking]`, `[scale]`, `[ties]` and `[modules]`.

use std::collections::BTreeMap;

use crate::{
    competition::{AspectKind, Mapping, RankingMethod, ScaleRule, Scheme, SpreadEstimator, TieKey, TieRule},
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
    const LAST: [(&str, bool); 2] = [("shared", false), ("draw", true)];
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
    if keys.word("last", &LAST) == Some(true) {
        not_available(keys, "last", "write \"shared\"; a draw needs recorded draws, which a later version brings");
    }
    keys.finish();
    TieRule { keys: found }
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
