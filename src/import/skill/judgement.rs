//! `[judgement]`, and its overrides for one aspect.

use crate::{
    competition::{Judgement, JudgementResult, Missing, Reduction},
    decimal::Decimal,
    import::{keys::Keys, limits},
    scoring::PANEL_MAX_EXPERTS,
};

#[derive(Clone, Copy, PartialEq)]
enum Method {
    Mean,
    Median,
    TrimmedMean,
    ClosestPair,
}

const METHODS: [(&str, Method); 4] =
    [("mean", Method::Mean), ("median", Method::Median), ("trimmed-mean", Method::TrimmedMean), ("closest-pair", Method::ClosestPair)];
const MISSING: [(&str, Missing); 2] = [("wait", Missing::Wait), ("skip", Missing::Skip)];
const RESULTS: [(&str, JudgementResult); 2] = [("proportion", JudgementResult::Proportion), ("value", JudgementResult::Value)];

/// Three experts, scores 0 to 3, at most 1 apart (rules.md §1).
pub(super) fn usual() -> Judgement {
    Judgement {
        min: Decimal::ZERO,
        max: Decimal::from_int(3),
        step: Decimal::ONE,
        experts: 3,
        max_spread: None,
        reduction: Reduction::Mean,
        missing: Missing::Wait,
        result: JudgementResult::Proportion,
        decimals: 2,
        descriptions: Vec::new(),
    }
}

/// `base` with the keys that are there. Faulty ones are reported and keep the value of `base`.
pub(super) fn read(keys: &Keys<'_>, base: &Judgement) -> Judgement {
    let mut rule = base.clone();
    (rule.min, rule.max) = scores(keys).unwrap_or((base.min, base.max));
    if let Some(step) = keys.decimal("step") {
        if step > Decimal::ZERO {
            rule.step = step;
        } else {
            keys.place_of("step").error(
                "not-positive",
                step.to_string(),
                "the step between two scores must be above 0",
                "write 1, 0.5, 0.01 …",
            );
        }
    }
    if let Some(spread) = keys.decimal("max_spread") {
        if spread.is_negative() {
            keys.place_of("max_spread").error(
                "negative",
                spread.to_string(),
                "a spread is never below 0",
                "write 0 or more; omit the key for no rule",
            );
        } else {
            rule.max_spread = Some(spread);
        }
    }
    rule.experts = keys.count("experts", 1..=PANEL_MAX_EXPERTS).unwrap_or(base.experts);
    rule.missing = keys.word("missing", &MISSING).unwrap_or(base.missing);
    rule.result = keys.word("result", &RESULTS).unwrap_or(base.result);
    rule.decimals = keys.count("decimals", 0..=limits::DECIMALS_MAX).unwrap_or(base.decimals);
    rule.reduction = reduction(keys, base.reduction);
    check_together(keys, &rule);
    rule
}

fn scores(keys: &Keys<'_>) -> Option<(Decimal, Decimal)> {
    let (min, max) = keys.pair("scores")?;
    let limit = Decimal::from_int(limits::MARK_MAX);
    let (code, problem) = match (min, max) {
        _ if min >= max => ("range-upside-down", "the lowest score is not below the highest"),
        _ if min.is_negative() => ("negative", "a score below 0 would make a mark below 0"),
        _ if max > limit => ("out-of-range", "the highest score is above 1,000,000"),
        _ => return Some((min, max)),
    };
    keys.place_of("scores").error(code, keys.written("scores"), problem, "write the lowest and the highest score, as [0, 3]");
    None
}

fn reduction(keys: &Keys<'_>, base: Reduction) -> Reduction {
    let drop = keys.count("drop", 0..=PANEL_MAX_EXPERTS);
    match (keys.word("reduction", &METHODS), base, drop) {
        (None, Reduction::TrimmedMean { .. }, Some(drop)) => Reduction::TrimmedMean { drop },
        (None, base, _) => base,
        (Some(Method::Mean), ..) => Reduction::Mean,
        (Some(Method::Median), ..) => Reduction::Median,
        (Some(Method::ClosestPair), ..) => Reduction::ClosestPair,
        (Some(Method::TrimmedMean), ..) => Reduction::TrimmedMean { drop: drop.unwrap_or(1) },
    }
}

/// What each key allows and all of them together do not.
fn check_together(keys: &Keys<'_>, rule: &Judgement) {
    let left = match rule.reduction {
        Reduction::TrimmedMean { drop } => i64::from(rule.experts) - 2 * i64::from(drop),
        Reduction::ClosestPair => i64::from(rule.experts) - 1,
        Reduction::Mean | Reduction::Median => 1,
    };
    if left < 1 {
        let key = if matches!(rule.reduction, Reduction::ClosestPair) { "reduction" } else { "drop" };
        let problem = format!("a panel of {} experts leaves no score to reduce", rule.experts);
        keys.place_of(key).error("nothing-left-to-reduce", keys.written(key), problem, "drop fewer scores, or seat more experts");
    }
    if !rule.max.on_grid(rule.min, rule.step) {
        let problem = format!("steps of {} from {} never reach {}", rule.step, rule.min, rule.max);
        keys.place_of("step").warning(
            "step-misses-highest",
            rule.step.to_string(),
            problem,
            "choose a step that divides the range of scores",
        );
    }
}
