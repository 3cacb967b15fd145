//! `[scale]` and `[scales.NAME]`.

use super::{modules::Modules, selector};
use crate::{
    competition::{Group, MissingMarks, NamedScale, PopulationMembers, PopulationRule, ScaleRule, Scheme, SpreadEstimator},
    decimal::Decimal,
    import::{keys::Keys, limits},
};

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

/// One scale: the method, and whose results it is taken from. `max_sum`: what the results can be at most.
pub(super) fn scale(keys: &Keys<'_>, max_sum: Decimal, groups: &[Group]) -> (ScaleRule, PopulationRule) {
    let method = keys.word("method", &SCALES).unwrap_or(Scale::None);
    let rule = match method {
        Scale::None => ScaleRule::None,
        Scale::Worldskills => ScaleRule::Worldskills {
            centre: limited(keys, "centre", keys.decimal("centre")).unwrap_or(Decimal::from_int(700)),
            estimator: estimator(keys),
            target_spread: target_spread(keys, 30),
            clamp: range(keys, "clamp"),
            decimals: places(keys, 0),
        },
        Scale::Linear => ScaleRule::Linear {
            from: range(keys, "from").unwrap_or((Decimal::ZERO, max_sum.max(Decimal::from_units(1)))),
            to: range(keys, "to").unwrap_or((Decimal::ZERO, Decimal::from_int(100))),
            decimals: places(keys, 2),
        },
        Scale::Z => standard(keys, 0, 1, 4),
        Scale::T => standard(keys, 50, 10, 2),
        Scale::Percentile => ScaleRule::Percentile { decimals: places(keys, 2) },
    };
    report_unused(keys, method);
    let population = population(keys, groups);
    keys.finish();
    (rule, population)
}

/// Parameters of another method are not unknown, but change nothing.
fn report_unused(keys: &Keys<'_>, method: Scale) {
    let used: &[&str] = match method {
        Scale::None => &[],
        Scale::Worldskills => &["centre", "estimator", "spread", "target_spread", "clamp", "decimals"],
        Scale::Linear => &["from", "to", "decimals"],
        Scale::Z | Scale::T => &["centre", "target_spread", "clamp", "decimals"],
        Scale::Percentile => &["decimals"],
    };
    let shadowed = |key: &str| key == "estimator" && keys.has("spread");
    for key in ["centre", "estimator", "spread", "target_spread", "clamp", "decimals", "from", "to"] {
        if keys.has(key) && (!used.contains(&key) || shadowed(key)) {
            let problem = if shadowed(key) { "spread is given, so nothing is estimated" } else { "this method has no such parameter" };
            keys.place_of(key).warning(
                "setting-without-effect",
                keys.written(key),
                problem,
                "remove it, or choose the method it belongs to",
            );
        }
    }
}

fn population(keys: &Keys<'_>, groups: &[Group]) -> PopulationRule {
    const WHO: [(&str, PopulationMembers); 2] = [("all", PopulationMembers::All), ("eligible", PopulationMembers::Eligible)];
    const MISSING: [(&str, MissingMarks); 2] = [("so-far", MissingMarks::SoFar), ("wait", MissingMarks::Wait)];
    let per_group = keys.flag("per_group").unwrap_or_default();
    if per_group && groups.is_empty() {
        let problem = "every group is to stand on a scale of its own, and there are no groups";
        keys.place_of("per_group").error("contradictory-rules", "true", problem, "name the groups in [groups], or remove per_group");
    }
    PopulationRule {
        who: keys.word("population", &WHO).unwrap_or_default(),
        missing: keys.word("missing", &MISSING).unwrap_or_default(),
        per_group: per_group && !groups.is_empty(),
    }
}

/// `[scales.NAME]`: scales that tie keys speak of.
pub(super) fn more(keys: &Keys<'_>, scheme: &Scheme, modules: &Modules, max_total: Decimal, groups: &[Group]) -> Vec<NamedScale> {
    let named = keys.named_tables().into_iter().map(|(name, keys)| {
        let written = keys.string("of").unwrap_or_else(|| "total".to_owned());
        let of = if written == "total" { Ok(None) } else { selector::aspects(&written, scheme, modules).map(Some) };
        if let Err(problem) = &of {
            keys.place_of("of").error("unknown-sum", &written, problem, format!("write total, or {}", selector::REMEDY));
        }
        let of = of.unwrap_or_default();
        let max_sum = of.as_ref().map_or(max_total, |aspects| aspects.iter().map(|&aspect| scheme.aspects[aspect].max_mark).sum());
        let (rule, population) = scale(&keys, max_sum, groups);
        if rule == ScaleRule::None {
            keys.place_of("method").error("no-method", &name, "this scale has no method", "write method = \"t\" or another one");
        }
        NamedScale { name, of, rule, population }
    });
    named.collect()
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
