//! Scale scores. The one place besides `fairness` where floating point is allowed; results are rounded half up at the door.

use serde::{Deserialize, Serialize};

use super::population::Population;
use crate::{
    competition::{ScaleRule, SpreadEstimator},
    decimal::Decimal,
};

/// Places that middle and spread are published with.
const BASIS_DECIMALS: u32 = 6;

/// What a scale is laid out around, as taken from its population; part of every published standing.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Basis {
    /// Results in the population.
    pub size: usize,
    /// Mean or median, in marks; `None` where the method needs none or nobody has a result.
    pub middle: Option<f64>,
    /// In marks; 0: everyone stands at the centre. `None` where the method needs none.
    pub spread: Option<f64>,
}

/// [`Basis`] with its numbers as they are shown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PublishedBasis {
    /// The group, where every group stands on a scale of its own.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub group: Option<String>,
    pub size: u32,
    #[cfg_attr(test, ts(type = "string | null"))]
    pub middle: Option<Decimal>,
    #[cfg_attr(test, ts(type = "string | null"))]
    pub spread: Option<Decimal>,
}

impl PublishedBasis {
    pub(super) fn line(&self) -> String {
        let group = self.group.as_ref().map_or_else(String::new, |group| format!("{group}: "));
        let mut parts = vec![format!("{group}{} results", self.size)];
        parts.extend(self.middle.map(|middle| format!("middle {middle}")));
        parts.extend(self.spread.map(|spread| format!("spread {spread}")));
        parts.join(", ")
    }
}

impl Basis {
    #[must_use]
    pub fn of(rule: &ScaleRule, population: &Population) -> Self {
        let size = population.size();
        match rule {
            ScaleRule::Worldskills { estimator, .. } => {
                Self { size, middle: population.median(), spread: Some(population.spread(*estimator)) }
            }
            ScaleRule::Standard { .. } => Self { size, middle: population.mean(), spread: Some(population.spread(SpreadEstimator::Sd)) },
            ScaleRule::None | ScaleRule::Linear { .. } | ScaleRule::Percentile { .. } => Self { size, ..Self::default() },
        }
    }

    #[must_use]
    pub fn published(&self, group: Option<String>) -> PublishedBasis {
        let shown = |number: Option<f64>| number.and_then(|number| Decimal::from_f64(number, BASIS_DECIMALS));
        PublishedBasis { group, size: u32::try_from(self.size).unwrap_or(u32::MAX), middle: shown(self.middle), spread: shown(self.spread) }
    }
}

/// Further out than this nobody stands; only scales that no rulebook has get there.
pub const SCALE_SCORE_MAX: i32 = 1_000_000_000;

/// The scale score of a result, held within ±[`SCALE_SCORE_MAX`]. `None`: there is no scale, or nobody it could be taken from.
#[must_use]
pub fn scale_score(rule: &ScaleRule, basis: &Basis, population: &Population, result: Decimal) -> Option<Decimal> {
    match rule {
        ScaleRule::None => None,
        ScaleRule::Worldskills { centre, target_spread, clamp, decimals, .. }
        | ScaleRule::Standard { centre, target_spread, clamp, decimals } => {
            let score = centre.to_f64() + target_spread.to_f64() * basis.spreads_away(result.to_f64())?;
            let score = clamp.map_or(score, |(low, high)| score.clamp(low.to_f64(), high.to_f64()));
            let limit = f64::from(SCALE_SCORE_MAX);
            Decimal::from_f64(score.clamp(-limit, limit), *decimals)
        }
        ScaleRule::Linear { from, to, decimals } => Some(linear(result, *from, *to, *decimals)),
        ScaleRule::Percentile { decimals } => percentile(population, result, *decimals),
    }
}

impl Basis {
    /// How many spreads a result lies above the middle; where everyone is equal, none.
    fn spreads_away(&self, result: f64) -> Option<f64> {
        let (middle, spread) = (self.middle?, self.spread?);
        Some(if spread > 0.0 { (result - middle) / spread } else { 0.0 })
    }
}

/// Exact: no floating point is needed.
fn linear(total: Decimal, from: (Decimal, Decimal), to: (Decimal, Decimal), decimals: u32) -> Decimal {
    let units = |value: Decimal| i128::from(value.units());
    let (span, rise) = (units(from.1) - units(from.0), units(to.1) - units(to.0));
    let score = || {
        let climbed = (units(total) - units(from.0)).checked_mul(rise)?;
        let numerator = units(to.0).checked_mul(span)?.checked_add(climbed)?;
        Decimal::ratio(numerator, span.checked_mul(units(Decimal::ONE))?, decimals)
    };
    let limit = Decimal::from_int(SCALE_SCORE_MAX);
    let beyond = if total < from.0 { Decimal::ZERO - limit } else { limit };
    score().unwrap_or(beyond).clamp(Decimal::ZERO - limit, limit)
}

fn percentile(population: &Population, result: Decimal, decimals: u32) -> Option<Decimal> {
    let (below, not_above) = population.below(result);
    // below + equal ÷ 2 is (below + not above) ÷ 2
    let halves = i128::try_from(below + not_above).ok()?;
    Decimal::ratio(halves * 100, 2 * i128::try_from(population.size()).ok()?, decimals)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    /// `-` is a competitor without a mark: never part of the population.
    fn on(rule: &ScaleRule, totals: &str) -> String {
        let totals: Vec<Option<Decimal>> = totals.split_whitespace().map(|total| total.parse().ok()).collect();
        let population = Population::new(totals.iter().flatten().copied().collect());
        let basis = Basis::of(rule, &population);
        let score = |total: Option<Decimal>| scale_score(rule, &basis, &population, total?);
        let shown = totals.into_iter().map(|total| score(total).map_or("-".to_owned(), |score| score.to_string()));
        shown.collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn totals_on_each_scale() {
        let worldskills = |estimator| ScaleRule::Worldskills {
            centre: dec("700"),
            estimator,
            target_spread: dec("30"),
            clamp: Some((dec("650"), dec("800"))),
            decimals: 0,
        };
        let standard =
            |centre, spread, decimals| ScaleRule::Standard { centre: dec(centre), target_spread: dec(spread), clamp: None, decimals };
        let linear = |from: (&str, &str), to: (&str, &str)| ScaleRule::Linear {
            from: (dec(from.0), dec(from.1)),
            to: (dec(to.0), dec(to.1)),
            decimals: 2,
        };
        for (rule, totals, expected) in [
            (worldskills(SpreadEstimator::Sd), "60 70 80", "670 700 730"),
            (worldskills(SpreadEstimator::Sd), "70 - 70", "700 - 700"),
            (worldskills(SpreadEstimator::Fixed(dec("5"))), "60 70 80 -", "650 700 760 -"),
            (standard("0", "1", 4), "2 4 4 4 5 5 7 9", "-1.4031 -0.4677 -0.4677 -0.4677 0 0 0.9354 1.8708"),
            (standard("50", "10", 2), "60 70 80", "40 50 60"),
            (standard("50", "10", 2), "60", "50"),
            (linear(("0", "50"), ("0", "100")), "25 33.335 50 -", "50 66.67 100 -"),
            (linear(("40", "100"), ("60", "100")), "40 70 100 10", "60 80 100 40"),
            (ScaleRule::Percentile { decimals: 2 }, "10 20 20 30 -", "12.5 50 50 87.5 -"),
            (ScaleRule::Percentile { decimals: 2 }, "10", "50"),
            (ScaleRule::None, "10 20", "- -"),
            // Steeper than any number: held at the limit, never without a score.
            (worldskills(SpreadEstimator::Fixed(dec("0.00000001"))), "0 50 100", "650 700 800"),
            (standard("0", "1000000", 8), "1 1 1", "0 0 0"),
            (ScaleRule::Linear { from: (dec("0"), dec("0.00000001")), to: (dec("0"), dec("1000000")), decimals: 2 }, "0 6", "0 1000000000"),
            (
                ScaleRule::Worldskills {
                    centre: dec("700"),
                    estimator: SpreadEstimator::Fixed(dec("0.00000001")),
                    target_spread: dec("1000000"),
                    clamp: None,
                    decimals: 2,
                },
                "4 5 6",
                "-1000000000 700 1000000000",
            ),
        ] {
            assert_eq!(on(&rule, totals), expected, "{rule:?} on {totals}");
        }
    }
}
