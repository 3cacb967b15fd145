//! `[ranking]` and `[groups]`: how marks become a total, and totals a place.

use super::{modules::Modules, selector};
use crate::{
    competition::{Group, RankingMethod, Scheme, TotalRule, WeightedPart},
    decimal::Decimal,
    import::{keys::Keys, limits},
    scoring::TotalFormula,
};

const TOTAL_DECIMALS: u32 = 2;

pub(super) fn method(keys: &Keys<'_>) -> RankingMethod {
    const METHODS: [(&str, RankingMethod); 3] =
        [("total", RankingMethod::Total), ("scale", RankingMethod::Scale), ("rank-majority", RankingMethod::RankMajority)];
    keys.word("method", &METHODS).unwrap_or_default()
}

/// Groups by name with their factors: `[groups] A = 1, B = 1.02`.
pub(super) fn groups(keys: &Keys<'_>) -> Vec<Group> {
    let mut groups = Vec::new();
    for (name, factor) in keys.numbers() {
        let problem = match name.parse() {
            Err(fault) => format!("the name of the group {fault}"),
            Ok(_) if factor <= Decimal::ZERO || factor > Decimal::from_int(limits::GROUP_FACTOR_MAX) => {
                format!("a factor is above 0 and at most {}", limits::GROUP_FACTOR_MAX)
            }
            Ok(id) => {
                groups.push(Group { id, factor });
                continue;
            }
        };
        keys.place_of(&name).error("bad-group", format!("{name} = {factor}"), problem, "write it as A = 1.02");
    }
    groups
}

pub(super) fn total(keys: &Keys<'_>, scheme: &Scheme, modules: &Modules, groups: Vec<Group>) -> TotalRule {
    let decimals = keys.count("decimals", 0..=limits::DECIMALS_MAX).unwrap_or(TOTAL_DECIMALS);
    let weights = keys.table("weights");
    let parts = weighted_parts(&weights, scheme, modules);
    keys.finish();
    let rule = TotalRule { parts, decimals, groups };
    if TotalFormula::new(&rule).is_none() {
        let problem = "weights, max marks and factors are too fine to be added up exactly";
        weights.place().error("weights-too-fine", "", problem, "write them with fewer places");
        return TotalRule { groups: Vec::new(), ..TotalRule::default() };
    }
    rule
}

fn weighted_parts(keys: &Keys<'_>, scheme: &Scheme, modules: &Modules) -> Vec<WeightedPart> {
    let written = keys.numbers();
    let sum: Decimal = written.iter().map(|(_, weight)| *weight).sum();
    if written.is_empty() {
        return Vec::new();
    }
    // 0.2 and 0.8 mean 20 and 80.
    let per_cent = if sum == Decimal::ONE { 100 } else { 1 };
    if sum != Decimal::ONE && sum != Decimal::from_int(100) {
        keys.place().error("bad-weights", sum.to_string(), "the weights do not add up to 100 (or 1)", "correct the weights");
    }
    let mut parts: Vec<WeightedPart> = Vec::new();
    for (name, weight) in written {
        let place = keys.place_of(&name);
        let aspects = match selector::aspects(&format!("module:{name}"), scheme, modules) {
            Ok(aspects) => aspects,
            Err(problem) => {
                place.error("unknown-module", &name, problem, "name it in [modules], or write the id of a criterion");
                continue;
            }
        };
        let max: Decimal = aspects.iter().map(|&aspect| scheme.aspects[aspect].max_mark).sum();
        if weight <= Decimal::ZERO || max <= Decimal::ZERO {
            place.error("bad-weights", weight.to_string(), "a weighted module has marks and a weight above 0", "correct or remove it");
            continue;
        }
        parts.push(WeightedPart { name, aspects, max, weight: Decimal::from_units(weight.units().saturating_mul(per_cent)) });
    }
    if !keys.names().is_empty() && parts.len() == keys.names().len() {
        report_uneven(keys, scheme, &parts);
    }
    parts
}

/// Every aspect counts once.
fn report_uneven(keys: &Keys<'_>, scheme: &Scheme, parts: &[WeightedPart]) {
    for (index, aspect) in scheme.aspects.iter().enumerate() {
        let counted: Vec<&str> = parts.iter().filter(|part| part.aspects.contains(&index)).map(|part| part.name.as_str()).collect();
        match counted.as_slice() {
            [_] => {}
            [] if aspect.max_mark == Decimal::ZERO => {}
            [] => {
                let problem = format!("{} is in no weighted module, so its mark would count for nothing", aspect.id);
                keys.place().error("contradictory-rules", aspect.id.as_str(), problem, "give its criterion a module and a weight");
                return;
            }
            several => {
                let problem = format!("{} counts in several modules: {}", aspect.id, several.join(", "));
                keys.place().error("contradictory-rules", aspect.id.as_str(), problem, "put every criterion into one module only");
                return;
            }
        }
    }
}
