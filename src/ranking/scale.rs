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
    match rule {
        ScaleRule::None => vec![None; tally.competitors()],
        ScaleRule::Worldskills { centre, estimator, target_spread, clamp, decimals } => {
            let totals: Vec<Option<f64>> = (0..tally.competitors())
                .map(|c| Some(tally.sums(c)).filter(|sums| sums.done > 0).map(|sums| sums.total.to_f64()))
                .collect();
            let mut population: Vec<f64> = totals.iter().flatten().copied().collect();
            population.sort_unstable_by(f64::total_cmp);
            let middle = median(&population);
            let spread = spread(*estimator, &population, middle);
            totals
                .into_iter()
                .map(|total| {
                    let away = if spread > 0.0 { (total? - middle) / spread } else { 0.0 };
                    let score = centre.to_f64() + target_spread.to_f64() * away;
                    let score = clamp.map_or(score, |(low, high)| score.clamp(low.to_f64(), high.to_f64()));
                    total.and_then(|_| Decimal::from_f64(score, *decimals))
                })
                .collect()
        }
    }
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
        SpreadEstimator::Sd if population.len() < 2 => 0.0,
        SpreadEstimator::Sd => {
            let n = population.len() as f64;
            let mean = population.iter().sum::<f64>() / n;
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
}
