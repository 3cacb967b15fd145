//! Scale scores. The one place besides `fairness` where floating point is allowed; results are rounded half up at the door.

use crate::{
    competition::{ScaleRule, SpreadEstimator},
    decimal::Decimal,
    scoring::SkillTally,
};

/// Median absolute deviation × this estimates the standard deviation of a normal population.
const MAD_TO_SD: f64 = 1.4826;

/// One scale score per competitor. The population is everyone with at least one mark; the others have none.
/// When all totals are equal everyone stands at the centre.
#[must_use]
pub fn scale_scores(rule: &ScaleRule, tally: &SkillTally) -> Vec<Option<Decimal>> {
    let totals: Vec<Option<Decimal>> =
        (0..tally.competitors()).map(|c| Some(tally.sums(c)).filter(|sums| sums.done > 0).map(|sums| sums.total)).collect();
    scaled(rule, &totals)
}

fn scaled(rule: &ScaleRule, totals: &[Option<Decimal>]) -> Vec<Option<Decimal>> {
    let population = || -> Vec<f64> {
        // Sums of floating point depend on the order: that of the competitor list must not matter.
        let mut sorted: Vec<Decimal> = totals.iter().flatten().copied().collect();
        sorted.sort_unstable();
        sorted.into_iter().map(Decimal::to_f64).collect()
    };
    match rule {
        ScaleRule::None => vec![None; totals.len()],
        ScaleRule::Worldskills { centre, estimator, target_spread, clamp, decimals } => {
            let population = population();
            let middle = median(&population);
            let line = Line { middle, spread: spread(*estimator, &population, middle), centre: *centre, target_spread: *target_spread };
            line.scaled(totals, *clamp, *decimals)
        }
        ScaleRule::Standard { centre, target_spread, clamp, decimals } => {
            let population = population();
            let middle = mean(&population);
            let line =
                Line { middle, spread: spread(SpreadEstimator::Sd, &population, middle), centre: *centre, target_spread: *target_spread };
            line.scaled(totals, *clamp, *decimals)
        }
        ScaleRule::Linear { from, to, decimals } => totals.iter().map(|total| linear((*total)?, *from, *to, *decimals)).collect(),
        ScaleRule::Percentile { decimals } => percentiles(totals, *decimals),
    }
}

/// Distances from the middle, in spreads, laid out around a centre.
struct Line {
    middle: f64,
    spread: f64,
    centre: Decimal,
    target_spread: Decimal,
}

impl Line {
    fn scaled(&self, totals: &[Option<Decimal>], clamp: Option<(Decimal, Decimal)>, decimals: u32) -> Vec<Option<Decimal>> {
        let score = |total: Decimal| {
            let away = if self.spread > 0.0 { (total.to_f64() - self.middle) / self.spread } else { 0.0 };
            let score = self.centre.to_f64() + self.target_spread.to_f64() * away;
            let score = clamp.map_or(score, |(low, high)| score.clamp(low.to_f64(), high.to_f64()));
            Decimal::from_f64(score, decimals)
        };
        totals.iter().map(|total| total.and_then(score)).collect()
    }
}

/// Exact: no floating point is needed.
fn linear(total: Decimal, from: (Decimal, Decimal), to: (Decimal, Decimal), decimals: u32) -> Option<Decimal> {
    let units = |value: Decimal| i128::from(value.units());
    let (span, rise) = (units(from.1) - units(from.0), units(to.1) - units(to.0));
    let climbed = (units(total) - units(from.0)).checked_mul(rise)?;
    let numerator = units(to.0).checked_mul(span)?.checked_add(climbed)?;
    Decimal::ratio(numerator, span.checked_mul(units(Decimal::ONE))?, decimals)
}

fn percentiles(totals: &[Option<Decimal>], decimals: u32) -> Vec<Option<Decimal>> {
    let mut sorted: Vec<Decimal> = totals.iter().flatten().copied().collect();
    sorted.sort_unstable();
    let share = |total: Decimal| {
        let below = sorted.partition_point(|&other| other < total);
        let not_above = sorted.partition_point(|&other| other <= total);
        // below + equal ÷ 2 is (below + not above) ÷ 2
        let halves = i128::try_from(below + not_above).ok()?;
        Decimal::ratio(halves * 100, 2 * i128::try_from(sorted.len()).ok()?, decimals)
    };
    totals.iter().map(|total| total.and_then(share)).collect()
}

#[allow(clippy::cast_precision_loss)]
fn mean(values: &[f64]) -> f64 {
    if values.is_empty() { 0.0 } else { values.iter().sum::<f64>() / values.len() as f64 }
}

fn median(values: &[f64]) -> f64 {
    let mut sorted = values.to_vec();
    sorted.sort_unstable_by(f64::total_cmp);
    match sorted.len() {
        0 => 0.0,
        n if n % 2 == 1 => sorted[n / 2],
        n => f64::midpoint(sorted[n / 2 - 1], sorted[n / 2]),
    }
}

#[allow(clippy::cast_precision_loss)]
fn spread(estimator: SpreadEstimator, population: &[f64], middle: f64) -> f64 {
    match estimator {
        SpreadEstimator::Mad => MAD_TO_SD * median(&population.iter().map(|value| (value - middle).abs()).collect::<Vec<_>>()),
        SpreadEstimator::Fixed(spread) => spread.to_f64(),
        SpreadEstimator::Sd if population.len() < 2 => 0.0,
        SpreadEstimator::Sd => {
            let n = population.len() as f64;
            let mean = mean(population);
            (population.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn middle_and_spread_of_small_populations() {
        for (values, middle, sd, mad) in [
            (vec![], 0.0, 0.0, 0.0),
            (vec![5.0], 5.0, 0.0, 0.0),
            (vec![2.0, 4.0], 3.0, std::f64::consts::SQRT_2, MAD_TO_SD),
            (vec![1.0, 2.0, 9.0], 2.0, 19.0_f64.sqrt(), MAD_TO_SD),
        ] {
            let found = median(&values);
            assert!((found - middle).abs() < 1e-12, "{values:?}");
            assert!((spread(SpreadEstimator::Sd, &values, found) - sd).abs() < 1e-12, "{values:?}");
            assert!((spread(SpreadEstimator::Mad, &values, found) - mad).abs() < 1e-12, "{values:?}");
        }
    }

    fn dec(text: &str) -> Decimal {
        text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
    }

    /// `-` is a competitor without a mark: never part of the population.
    fn on(rule: &ScaleRule, totals: &str) -> String {
        let totals: Vec<Option<Decimal>> = totals.split_whitespace().map(|total| total.parse().ok()).collect();
        let shown = scaled(rule, &totals).into_iter().map(|score| score.map_or("-".to_owned(), |score| score.to_string()));
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
        ] {
            assert_eq!(on(&rule, totals), expected, "{rule:?} on {totals}");
        }
    }
}
