//! The results a scale is taken from, kept up to date one result at a time. Sums are exact whole numbers, so the order of arrival never
//! changes a parameter by a single bit.

use super::sorted::SortedBlocks;
use crate::{competition::SpreadEstimator, decimal::Decimal};

/// Median absolute deviation × this estimates the standard deviation of a normal population.
pub const MAD_TO_SD: f64 = 1.4826;

#[derive(Debug, Clone, Default)]
pub struct Population {
    /// In units of 10⁻⁸.
    sorted: SortedBlocks<i64>,
    sum: i128,
    squares: i128,
}

impl Population {
    #[must_use]
    pub fn new(mut results: Vec<Decimal>) -> Self {
        results.sort_unstable();
        let units: Vec<i64> = results.iter().map(|result| result.units()).collect();
        let sum = units.iter().map(|&unit| i128::from(unit)).sum();
        let squares = units.iter().map(|&unit| square(unit)).fold(0, i128::wrapping_add);
        Self { sorted: SortedBlocks::from_sorted(&units), sum, squares }
    }

    pub fn insert(&mut self, result: Decimal) {
        let units = result.units();
        self.sorted.insert(units, |other| other.cmp(&units));
        self.sum += i128::from(units);
        self.squares = self.squares.wrapping_add(square(units));
    }

    pub fn remove(&mut self, result: Decimal) {
        let units = result.units();
        if self.sorted.remove(|other| other.cmp(&units)) {
            self.sum -= i128::from(units);
            self.squares = self.squares.wrapping_sub(square(units));
        }
    }

    #[must_use]
    pub const fn size(&self) -> usize {
        self.sorted.len()
    }

    /// Lowest first.
    pub fn results(&self) -> impl Iterator<Item = Decimal> {
        self.sorted.iter().map(Decimal::from_units)
    }

    /// How many results are lower, and how many are not higher.
    #[must_use]
    pub fn below(&self, result: Decimal) -> (usize, usize) {
        let units = result.units();
        let not_higher = |other: &i64| if *other <= units { std::cmp::Ordering::Less } else { std::cmp::Ordering::Greater };
        (self.sorted.count_before(|other| other.cmp(&units)), self.sorted.count_before(not_higher))
    }

    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn mean(&self) -> Option<f64> {
        (self.size() > 0).then(|| self.sum as f64 / self.size() as f64 / units_per_mark())
    }

    #[must_use]
    #[allow(clippy::cast_precision_loss)]
    pub fn median(&self) -> Option<f64> {
        self.doubled_median().map(|doubled| doubled as f64 / 2.0 / units_per_mark())
    }

    /// The sum of the two middle results, which are one and the same where their number is odd.
    fn doubled_median(&self) -> Option<i128> {
        let size = self.size();
        let lower = self.sorted.get(size.checked_sub(1)? / 2)?;
        Some(i128::from(lower) + i128::from(self.sorted.get(size / 2)?))
    }

    /// In marks; 0 where everyone is equal or there are fewer than two results.
    #[must_use]
    pub fn spread(&self, estimator: SpreadEstimator) -> f64 {
        match estimator {
            SpreadEstimator::Fixed(spread) => spread.to_f64(),
            SpreadEstimator::Sd => self.standard_deviation(),
            SpreadEstimator::Mad => MAD_TO_SD * self.median_absolute_deviation(),
        }
    }

    /// Of the sample: √(Σ(x − mean)² ÷ (n − 1)). The squares are summed exactly, so nothing is lost by subtracting.
    #[allow(clippy::cast_precision_loss)]
    fn standard_deviation(&self) -> f64 {
        let Some(others) = self.size().checked_sub(1).filter(|&others| others > 0) else { return 0.0 };
        let size = self.size() as i128;
        // Σ(x − mean)² = Σx² − (Σx)² ÷ n, the division as whole part and rest.
        let (mean, left) = (self.sum / size, self.sum % size);
        let squared_sum = mean.wrapping_mul(mean).wrapping_mul(size).wrapping_add(2 * mean * left).wrapping_add(left * left / size);
        let away = self.squares.wrapping_sub(squared_sum) as f64 - (left * left % size) as f64 / size as f64;
        (away.max(0.0) / others as f64).sqrt() / units_per_mark()
    }

    #[allow(clippy::cast_precision_loss)]
    fn median_absolute_deviation(&self) -> f64 {
        let Some(middle) = self.doubled_median() else { return 0.0 };
        let size = self.size();
        let below = self.sorted.count_before(|other| (2 * i128::from(*other)).cmp(&middle));
        let sorted = self.sorted.indexed();
        let deviation = |place: usize| sorted.get(place).map_or(i128::MAX, |result| (2 * i128::from(result) - middle).abs());
        let lower = nth_smallest(&deviation, below, size, (size - 1) / 2);
        let upper = if size % 2 == 1 { lower } else { nth_smallest(&deviation, below, size, size / 2) };
        // Doubled twice: by the median and by the two in the middle.
        (lower + upper) as f64 / 4.0 / units_per_mark()
    }
}

/// Deviations fall until `below` and rise from there: the nth smallest (from 0) of the two runs together, by halving.
fn nth_smallest(deviation: &impl Fn(usize) -> i128, below: usize, size: usize, nth: usize) -> i128 {
    let (left, right) = (|at: usize| deviation(below - 1 - at), |at: usize| deviation(below + at));
    let (left_len, right_len) = (below, size - below);
    // How many of the nth + 1 smallest are on the left.
    let (mut low, mut high) = ((nth + 1).saturating_sub(right_len), (nth + 1).min(left_len));
    while low < high {
        let taken = usize::midpoint(low, high);
        if left(taken) < right(nth - taken) { low = taken + 1 } else { high = taken }
    }
    let from_left = (low > 0).then(|| left(low - 1));
    let from_right = (nth + 1 > low).then(|| right(nth - low));
    from_left.max(from_right).unwrap_or_default()
}

/// Sums of squares may pass the end of the number and come back: what is asked for is a difference.
fn square(units: i64) -> i128 {
    i128::from(units) * i128::from(units)
}

fn units_per_mark() -> f64 {
    #[allow(clippy::cast_precision_loss)]
    let units = Decimal::ONE.units() as f64;
    units
}

#[cfg(test)]
mod tests {
    use rand::{RngExt, SeedableRng, rngs::StdRng};

    use super::*;

    #[test]
    fn middle_and_spread_of_small_populations() {
        for (results, mean, median, sd, mad) in [
            (vec![], None, None, 0.0, 0.0),
            (vec![5], Some(5.0), Some(5.0), 0.0, 0.0),
            (vec![2, 4], Some(3.0), Some(3.0), std::f64::consts::SQRT_2, MAD_TO_SD),
            (vec![1, 2, 9], Some(4.0), Some(2.0), 19.0_f64.sqrt(), MAD_TO_SD),
            (vec![7, 7, 7, 7], Some(7.0), Some(7.0), 0.0, 0.0),
            (vec![2, 4, 4, 4, 5, 5, 7, 9], Some(5.0), Some(4.5), (32.0_f64 / 7.0).sqrt(), 0.5 * MAD_TO_SD),
        ] {
            let population = Population::new(results.iter().map(|&result| Decimal::from_int(result)).collect());
            assert_eq!((population.mean(), population.median()), (mean, median), "{results:?}");
            assert!((population.spread(SpreadEstimator::Sd) - sd).abs() < 1e-12, "{results:?}");
            assert!((population.spread(SpreadEstimator::Mad) - mad).abs() < 1e-12, "{results:?}");
        }
    }

    /// Kept up to date it is, to the last bit, what it is made afresh.
    #[test]
    fn a_population_forgets_how_it_came_about() {
        let mut random = StdRng::seed_from_u64(3);
        for _ in 0..300 {
            let mut results: Vec<Decimal> = Vec::new();
            let mut kept = Population::default();
            for _ in 0..random.random_range(1..60) {
                let result = Decimal::from_units(random.random_range(0..12) * 10_i64.pow(random.random_range(0..11)));
                results.push(result);
                kept.insert(result);
                if random.random_bool(0.3) {
                    let gone = results.swap_remove(random.random_range(0..results.len()));
                    kept.remove(gone);
                }
            }
            let afresh = Population::new(results.clone());
            assert_eq!(kept.median().map(f64::to_bits), afresh.median().map(f64::to_bits));
            assert_eq!(kept.mean().map(f64::to_bits), afresh.mean().map(f64::to_bits));
            for estimator in [SpreadEstimator::Sd, SpreadEstimator::Mad] {
                assert_eq!(kept.spread(estimator).to_bits(), afresh.spread(estimator).to_bits(), "{results:?}");
            }
            let mut away: Vec<f64> = results.iter().map(|x| (x.to_f64() - kept.median().unwrap_or_default()).abs()).collect();
            away.sort_unstable_by(f64::total_cmp);
            let plain = if away.is_empty() { 0.0 } else { f64::midpoint(away[(away.len() - 1) / 2], away[away.len() / 2]) };
            assert!((kept.spread(SpreadEstimator::Mad) - MAD_TO_SD * plain).abs() <= 1e-9 * plain.max(1.0), "{results:?}");
        }
    }
}
