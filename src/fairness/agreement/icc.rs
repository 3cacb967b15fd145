//! Intraclass correlations, the six forms of Shrout and Fleiss, Psychological Bulletin 86 (1979) 420–428.

use rustc_hash::FxHashMap;
use statrs::distribution::{ContinuousCDF, FisherSnedecor};

use super::{
    super::{FairnessFault, Rating, Ratings},
    crossed::largest_block,
};

pub const ICC_METHOD: &str = "icc-shrout-fleiss/1";
/// Of the intervals.
pub const CONFIDENCE: f64 = 0.95;

/// A coefficient with its interval.
#[derive(Debug, Clone, PartialEq)]
pub struct Coefficient {
    /// Below 0 where experts differ more on a unit than units differ; there is none where the formula divides by 0 or less.
    pub value: Result<f64, FairnessFault>,
    pub interval: Result<(f64, f64), FairnessFault>,
}

/// One random or fixed set of raters: of single scores, and of the mean of all k.
#[derive(Debug, Clone, PartialEq)]
pub struct Pair {
    pub single: Coefficient,
    pub mean: Coefficient,
}

/// ICC(1, ·): each unit with raters of its own.
#[derive(Debug, Clone, PartialEq)]
pub struct OneWay {
    pub icc1: Pair,
    /// Units with exactly `raters` scores, which the coefficients are from.
    pub units: usize,
    /// The commonest number of scores a unit has (of equals the larger), from 2.
    pub raters: usize,
}

/// ICC(2, ·) and ICC(3, ·): the same raters for every unit, as a sample of raters or as the only ones.
#[derive(Debug, Clone, PartialEq)]
pub struct TwoWay {
    pub icc2: Pair,
    pub icc3: Pair,
    /// Units that all of `experts` scored.
    pub units: usize,
    /// The experts of the largest complete block.
    pub experts: Vec<u32>,
}

/// # Errors
/// Where fewer than two units have two scores, or all scores are equal.
pub fn one_way(ratings: &Ratings) -> Result<OneWay, FairnessFault> {
    let mut counts: FxHashMap<usize, usize> = FxHashMap::default();
    ratings.units().filter(|unit| unit.len() >= 2).for_each(|unit| *counts.entry(unit.len()).or_default() += 1);
    let commonest = counts.into_iter().filter(|(_, units)| *units >= 2).max_by_key(|&(raters, units)| (units, raters));
    let (raters, units) = commonest.ok_or(FairnessFault::NoSharedUnit)?;
    let scores = ratings.units().filter(|unit| unit.len() == raters).flat_map(|unit| unit.iter().map(Rating::score)).collect();
    let squares = Squares::of(&Table { scores, raters });
    let (bms, wms) = (squares.between, squares.within);
    let (n, k) = (squares.units, squares.raters);
    if bms + wms <= 0.0 {
        return Err(FairnessFault::AllEqual);
    }
    let interval = |bound: fn(f64, f64) -> f64| {
        if wms <= 0.0 {
            return Err(FairnessFault::ExactAgreement);
        }
        let (low, high) = f_bounds(bms / wms, n - 1.0, n * (k - 1.0));
        finite(bound(low, k), bound(high, k))
    };
    let icc1 = Pair {
        single: Coefficient { value: quotient(bms - wms, bms + (k - 1.0) * wms), interval: interval(of_single) },
        mean: Coefficient { value: quotient(bms - wms, bms), interval: interval(of_mean) },
    };
    Ok(OneWay { icc1, units, raters })
}

/// # Errors
/// Where no two experts scored the same two units, or all their scores are equal.
pub fn two_way(ratings: &Ratings) -> Result<TwoWay, FairnessFault> {
    let units: Vec<&[Rating]> = ratings.units().collect();
    let rows = (0_u32..).zip(&units).map(|(row, unit)| (row, unit.iter().map(|rating| rating.expert).collect()));
    let block = largest_block(&rows.collect::<Vec<_>>()).ok_or(FairnessFault::NoSharedUnit)?;
    let inside = |rating: &&Rating| block.experts.binary_search(&rating.expert).is_ok();
    let scores = block.rows.iter().flat_map(|&row| units[row as usize].iter().filter(inside).map(Rating::score)).collect();
    let squares = Squares::of(&Table { scores, raters: block.experts.len() });
    let (bms, jms, ems) = (squares.between, squares.raters_between, squares.residual);
    let (n, k) = (squares.units, squares.raters);
    if bms + jms + ems <= 0.0 {
        return Err(FairnessFault::AllEqual);
    }
    let agreement = quotient(bms - ems, bms + (k - 1.0) * ems + k * (jms - ems) / n);
    let between = agreement.clone().and_then(|icc| agreement_interval(&squares, icc));
    let stepped = |r: f64| k * r / (1.0 + (k - 1.0) * r);
    let icc2 = Pair {
        single: Coefficient { value: agreement, interval: between.clone() },
        mean: Coefficient {
            value: quotient(bms - ems, bms + (jms - ems) / n),
            interval: between.map(|(low, high)| (stepped(low), stepped(high))),
        },
    };
    let interval = |bound: fn(f64, f64) -> f64| {
        if ems <= 0.0 {
            return Err(FairnessFault::ExactAgreement);
        }
        let (low, high) = f_bounds(bms / ems, n - 1.0, (n - 1.0) * (k - 1.0));
        finite(bound(low, k), bound(high, k))
    };
    let icc3 = Pair {
        single: Coefficient { value: quotient(bms - ems, bms + (k - 1.0) * ems), interval: interval(of_single) },
        mean: Coefficient { value: quotient(bms - ems, bms), interval: interval(of_mean) },
    };
    Ok(TwoWay { icc2, icc3, units: block.rows.len(), experts: block.experts })
}

fn quotient(top: f64, bottom: f64) -> Result<f64, FairnessFault> {
    if bottom > 0.0 { Ok(top / bottom) } else { Err(FairnessFault::UnitsDoNotDiffer) }
}

struct Table {
    /// Unit by unit.
    scores: Vec<f64>,
    raters: usize,
}

/// Mean squares between units, within units, between raters, and of what is left.
struct Squares {
    between: f64,
    within: f64,
    raters_between: f64,
    residual: f64,
    units: f64,
    raters: f64,
}

impl Squares {
    fn of(table: &Table) -> Self {
        let k = table.raters as f64;
        let n = table.scores.len() as f64 / k;
        let mean = table.scores.iter().sum::<f64>() / (n * k);
        let mut rater_sums = vec![0.0; table.raters];
        let (mut between, mut within) = (0.0, 0.0);
        for unit in table.scores.chunks_exact(table.raters) {
            let level = unit.iter().sum::<f64>() / k;
            between += k * (level - mean).powi(2);
            within += unit.iter().map(|score| (score - level).powi(2)).sum::<f64>();
            rater_sums.iter_mut().zip(unit).for_each(|(sum, score)| *sum += score - mean);
        }
        let raters_between = rater_sums.iter().map(|sum| sum * sum / n).sum::<f64>();
        // What rounding leaves of nothing is nothing.
        let total = between + within;
        let cleaned = |squares: f64| if squares > 1e-12 * total { squares } else { 0.0 };
        Self {
            between: cleaned(between) / (n - 1.0),
            within: cleaned(within) / (n * (k - 1.0)),
            raters_between: cleaned(raters_between) / (k - 1.0),
            residual: cleaned(within - raters_between) / ((n - 1.0) * (k - 1.0)),
            units: n,
            raters: k,
        }
    }
}

fn finite(low: f64, high: f64) -> Result<(f64, f64), FairnessFault> {
    if low.is_finite() && high.is_finite() { Ok((low, high)) } else { Err(FairnessFault::UnitsDoNotDiffer) }
}

fn of_single(f: f64, k: f64) -> f64 {
    (f - 1.0) / (f + k - 1.0)
}

fn of_mean(f: f64, _: f64) -> f64 {
    1.0 - 1.0 / f
}

fn f_bounds(f: f64, between: f64, within: f64) -> (f64, f64) {
    (f / f_quantile(between, within), f * f_quantile(within, between))
}

fn f_quantile(above: f64, below: f64) -> f64 {
    FisherSnedecor::new(above, below).map_or(f64::NAN, |f| f.inverse_cdf(f64::midpoint(1.0, CONFIDENCE)))
}

/// Of ICC(2,1): Shrout and Fleiss's approximation after Satterthwaite.
fn agreement_interval(of: &Squares, icc: f64) -> Result<(f64, f64), FairnessFault> {
    let (bms, jms, ems, n, k) = (of.between, of.raters_between, of.residual, of.units, of.raters);
    if ems <= 0.0 {
        return Err(FairnessFault::ExactAgreement);
    }
    let f = jms / ems;
    let rest = n * (1.0 + (k - 1.0) * icc) - k * icc;
    let top = (k - 1.0) * (n - 1.0) * (k * icc * f + rest).powi(2);
    let v = top / ((n - 1.0) * k * k * icc * icc * f * f + rest * rest);
    if !(v.is_finite() && v > 0.0) {
        return Err(FairnessFault::NoDegreesOfFreedom);
    }
    let (high_f, low_f) = (f_quantile(n - 1.0, v), f_quantile(v, n - 1.0));
    let raters = k * jms + (k * n - k - n) * ems;
    let low = n * (bms - high_f * ems) / (high_f * raters + n * bms);
    let high = n * (low_f * bms - ems) / (raters + n * low_f * bms);
    if low.is_finite() && high.is_finite() { Ok((low, high)) } else { Err(FairnessFault::NoDegreesOfFreedom) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::{near, table};

    const SHROUT_FLEISS: &str = "9 2 5 8\n6 1 3 2\n8 4 6 8\n7 1 2 6\n10 5 6 9\n6 2 4 7";

    /// Values from Shrout and Fleiss 1979, table 4; intervals as R's package psych prints them.
    #[test]
    fn the_worked_example_comes_out() {
        let (one, two) = (one_way(&table(SHROUT_FLEISS)).expect("data"), two_way(&table(SHROUT_FLEISS)).expect("data"));
        for (form, found, value, low, high) in [
            ("1,1", &one.icc1.single, 0.17, -0.13, 0.72),
            ("2,1", &two.icc2.single, 0.29, 0.02, 0.76),
            ("3,1", &two.icc3.single, 0.71, 0.34, 0.95),
            ("1,k", &one.icc1.mean, 0.44, -0.88, 0.91),
            ("2,k", &two.icc2.mean, 0.62, 0.07, 0.93),
            ("3,k", &two.icc3.mean, 0.91, 0.68, 0.99),
        ] {
            let (found_low, found_high) = found.interval.clone().expect("an interval");
            assert!(near(found.value.clone().expect("a value"), value, 0.005), "{form}: {found:?}");
            assert!(near(found_low, low, 0.006) && near(found_high, high, 0.006), "{form}: {found:?}");
        }
        assert_eq!((one.units, one.raters, two.units, two.experts.len()), (6, 4, 6, 4));
    }

    #[test]
    fn incomplete_units_are_left_out_and_counted() {
        let ratings = table(&format!("{SHROUT_FLEISS}\n1 . 2 .\n3 . . ."));
        let (one, two) = (one_way(&ratings).expect("data"), two_way(&ratings).expect("data"));
        assert_eq!((one.units, one.raters, two.units), (6, 4, 6));
        assert!(near(two.icc3.single.value.expect("a value"), 0.71, 0.005));
    }

    #[test]
    fn edges_have_a_value_or_a_reason() {
        let two = two_way(&table("1 2\n3 4\n5 6")).expect("data");
        assert_eq!((two.icc3.single.value, two.icc3.single.interval), (Ok(1.0), Err(FairnessFault::ExactAgreement)));
        for (rows, fault) in [
            ("4 4\n4 4", FairnessFault::AllEqual),
            ("4 .\n. 4", FairnessFault::NoSharedUnit),
            ("4 5", FairnessFault::NoSharedUnit),
            (". .", FairnessFault::NoSharedUnit),
        ] {
            let found = (one_way(&table(rows)).err(), two_way(&table(rows)).err());
            assert_eq!(found, (Some(fault.clone()), Some(fault)), "{rows}");
        }
    }

    /// By numpy from the same mean squares: experts who differ more on a unit than units differ.
    #[test]
    fn the_strongest_disagreement_has_its_own_figures() {
        let two = two_way(&table("7 9 2\n5 6 7\n10 5 7")).expect("data");
        for (found, value) in [(&two.icc2.single, -0.506), (&two.icc3.single, -0.360), (&two.icc3.mean, -3.844)] {
            assert!(near(found.value.clone().expect("a value"), value, 0.001), "{found:?}");
        }
        let rows = "4 7\n6 5";
        let (one, two) = (one_way(&table(rows)).expect("data"), two_way(&table(rows)).expect("data"));
        for (found, value) in [(&one.icc1.single, -1.0), (&two.icc2.single, -4.0), (&two.icc3.single, -1.0)] {
            assert!(near(found.value.clone().expect("a value"), value, 0.001), "{found:?}");
        }
        assert_eq!(one.icc1.mean.value, Err(FairnessFault::UnitsDoNotDiffer));
    }
}
