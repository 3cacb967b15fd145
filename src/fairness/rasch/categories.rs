//! From scores to the categories of a rating scale, one scale for all aspects with the same range and step.

use super::super::{Ratings, ScoreRange};
use crate::decimal::Decimal;

/// At most so many categories; a finer scale is cut into this many intervals of equal width.
pub const CATEGORIES_MAX_COUNT: usize = 21;

/// The scores that count as one step of the scale.
#[derive(Debug, Clone, PartialEq)]
pub struct Category {
    pub lowest: Decimal,
    /// Below this in a scale that was cut into intervals, exactly `lowest` otherwise.
    pub highest: Decimal,
    pub count: u32,
    /// Mean of its scores: what an expected score counts it as.
    pub value: f64,
    /// Threshold between the category below and this one, and its standard error; `None` for the lowest.
    pub threshold: Option<(f64, f64)>,
}

/// Aspects that share a range and a step, and so their thresholds.
#[derive(Debug, Clone)]
pub struct ScaleGroup {
    pub range: ScoreRange,
    pub aspects: Vec<u32>,
    /// Whether the scale was cut into intervals because it has more than [`CATEGORIES_MAX_COUNT`] scores.
    pub cut: bool,
    /// Categories that were observed in the ratings used; an unobserved one counts as the one below.
    pub categories: Vec<Category>,
}

/// The steps of one scale before unobserved ones are dropped.
#[derive(Debug, Clone, Copy)]
pub(super) struct Steps {
    range: ScoreRange,
    pub(super) count: usize,
    pub(super) cut: bool,
}

impl Steps {
    fn of(range: ScoreRange) -> Self {
        let span = i128::from(range.max.units()) - i128::from(range.min.units());
        let step = i128::from(range.step.units());
        let whole = if step > 0 { span / step + 1 } else { i128::MAX };
        match usize::try_from(whole) {
            Ok(count) if count <= CATEGORIES_MAX_COUNT => Self { range, count, cut: false },
            _ => Self { range, count: CATEGORIES_MAX_COUNT, cut: true },
        }
    }

    /// The category of a score within the range, from 0.
    fn index(&self, value: Decimal) -> usize {
        let above = i128::from(value.units()) - i128::from(self.range.min.units());
        let index = if self.cut {
            let span = (i128::from(self.range.max.units()) - i128::from(self.range.min.units())).max(1);
            above * self.count as i128 / span
        } else {
            above / i128::from(self.range.step.units())
        };
        usize::try_from(index).unwrap_or(0).min(self.count - 1)
    }

    /// Lowest and highest score of a category.
    pub(super) fn bounds(&self, index: usize) -> (Decimal, Decimal) {
        let at = |index: usize| {
            let span = i128::from(self.range.max.units()) - i128::from(self.range.min.units());
            let above =
                if self.cut { span * index as i128 / self.count as i128 } else { i128::from(self.range.step.units()) * index as i128 };
            Decimal::from_units(self.range.min.units() + i64::try_from(above).unwrap_or(0))
        };
        (at(index), if self.cut { at(index + 1) } else { at(index) })
    }
}

/// Per aspect its scale, per scale its steps, per rating its step.
pub(super) struct Coding {
    pub(super) scales: Vec<Steps>,
    pub(super) scale_of: Vec<u32>,
    pub(super) steps: Vec<u8>,
}

impl Coding {
    pub(super) fn of(ratings: &Ratings) -> Self {
        let mut ranges: Vec<ScoreRange> = Vec::new();
        let mut scale_of = vec![0; ratings.aspects().len()];
        for aspect in ratings.active_aspects() {
            let range = ratings.aspects()[aspect as usize];
            let scale = ranges.iter().position(|known| *known == range).unwrap_or(ranges.len());
            if scale == ranges.len() {
                ranges.push(range);
            }
            scale_of[aspect as usize] = u32::try_from(scale).unwrap_or(u32::MAX);
        }
        let scales: Vec<Steps> = ranges.into_iter().map(Steps::of).collect();
        let step = |aspect: u32, value| scales[scale_of[aspect as usize] as usize].index(value);
        let steps = ratings.list().iter().map(|rating| u8::try_from(step(rating.aspect, rating.value)).unwrap_or(u8::MAX)).collect();
        Self { scales, scale_of, steps }
    }
}

/// Which categories of each scale occur, and every step's place among them.
#[derive(Debug, Clone)]
pub(super) struct Observed {
    /// Per scale and step, the category it counts as: its own, or of the nearest observed step below (else the lowest).
    category: Vec<[u8; CATEGORIES_MAX_COUNT]>,
    /// Per scale, the steps that occur.
    pub(super) steps: Vec<Vec<usize>>,
}

impl Observed {
    pub(super) fn among(coding: &Coding, ratings: &Ratings, active: &[bool]) -> Self {
        let mut seen = vec![[false; CATEGORIES_MAX_COUNT]; coding.scales.len()];
        for ((rating, step), _) in ratings.list().iter().zip(&coding.steps).zip(active).filter(|(_, active)| **active) {
            seen[coding.scale_of[rating.aspect as usize] as usize][usize::from(*step)] = true;
        }
        let mut category = vec![[0; CATEGORIES_MAX_COUNT]; seen.len()];
        for (places, seen) in category.iter_mut().zip(&seen) {
            let mut next = 0_u8;
            for (place, seen) in places.iter_mut().zip(seen) {
                next += u8::from(*seen);
                *place = next.saturating_sub(1);
            }
        }
        let steps = seen.iter().map(|seen| (0..CATEGORIES_MAX_COUNT).filter(|&step| seen[step]).collect()).collect();
        Self { category, steps }
    }

    pub(super) fn category(&self, scale: u32, step: u8) -> u8 {
        self.category[scale as usize][usize::from(step)]
    }

    /// The highest category of a scale, from 0.
    pub(super) fn top(&self, scale: u32) -> usize {
        self.steps[scale as usize].len().saturating_sub(1)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::{dec, range};

    #[test]
    fn a_fine_scale_is_cut_into_equal_intervals() {
        for (of, cut, count, scores) in [
            (range("0", "3", "1"), false, 4, vec![("0", 0), ("3", 3)]),
            (range("1", "5", "0.5"), false, 9, vec![("1", 0), ("2.5", 3), ("5", 8)]),
            (range("0", "100", "0.01"), true, 21, vec![("0", 0), ("4.76", 0), ("4.77", 1), ("50", 10), ("99.99", 20), ("100", 20)]),
            (range("0", "1", "0"), true, 21, vec![("0", 0), ("1", 20)]),
            (range("2", "2", "1"), false, 1, vec![("2", 0)]),
        ] {
            let steps = Steps::of(of);
            assert_eq!((steps.cut, steps.count), (cut, count), "{of:?}");
            for (score, index) in scores {
                assert_eq!(steps.index(dec(score)), index, "{score} of {of:?}");
            }
        }
        assert_eq!(Steps::of(range("0", "3", "1")).bounds(2), (dec("2"), dec("2")));
        assert_eq!(Steps::of(range("0", "21", "0.01")).bounds(2), (dec("2"), dec("3")));
    }
}
