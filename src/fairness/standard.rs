//! z: where an expert's scores lie among everybody's scores of the same aspects.

use super::Ratings;

pub const Z_METHOD: &str = "z-score/1";

#[derive(Debug, Clone)]
pub struct Standardised {
    /// Per aspect: mean and sample standard deviation of all its scores; `None` where they are equal or fewer than two.
    pub spreads: Vec<Option<(f64, f64)>>,
    /// Per rating, in the order of [`Ratings::list`]: `d = (score − aspect mean) ÷ aspect sd`; `None` on aspects without spread.
    pub deviations: Vec<Option<f64>>,
    /// Per expert the mean of the deviations, positive: higher scores than others give on these aspects; `None` without any.
    pub z: Vec<Option<f64>>,
    /// Per expert the sample standard deviation of the deviations; `None` below two, or where they are equal.
    pub spread: Vec<Option<f64>>,
}

/// Standardises every score within its aspect, over all competitors and experts, and takes each expert's mean: unlike the additive
/// effect it does not know that some experts met stronger competitors than others.
#[must_use]
pub fn standardised(ratings: &Ratings) -> Standardised {
    let list = ratings.list();
    let by_aspect = moments(ratings.aspects().len(), list.iter().map(|rating| (rating.aspect as usize, rating.score())));
    let spreads: Vec<Option<(f64, f64)>> = by_aspect.iter().map(|moments| Some((moments.mean, moments.sd()?))).collect();
    let deviation = |aspect: u32, score: f64| spreads[aspect as usize].map(|(mean, sd)| (score - mean) / sd);
    let deviations: Vec<Option<f64>> = list.iter().map(|rating| deviation(rating.aspect, rating.score())).collect();
    let known = list.iter().zip(&deviations).filter_map(|(rating, deviation)| Some((rating.expert as usize, (*deviation)?)));
    let by_expert = moments(ratings.experts(), known);
    Standardised {
        z: by_expert.iter().map(|moments| (moments.count > 0.0).then_some(moments.mean)).collect(),
        spread: by_expert.iter().map(Moments::sd).collect(),
        spreads,
        deviations,
    }
}

/// Running mean and sum of squares (Welford 1962), so that large equal scores have no spread at all.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Moments {
    pub(super) count: f64,
    pub(super) mean: f64,
    pub(super) squares: f64,
}

impl Moments {
    pub(super) fn add(&mut self, value: f64) {
        self.count += 1.0;
        let before = value - self.mean;
        self.mean += before / self.count;
        self.squares += before * (value - self.mean);
    }

    /// Sample standard deviation, where there is any.
    pub(super) fn sd(&self) -> Option<f64> {
        let sd = (self.squares / (self.count - 1.0)).sqrt();
        (self.count >= 2.0 && sd > 1e-12 * self.mean.abs().max(1.0)).then_some(sd)
    }
}

fn moments(groups: usize, values: impl Iterator<Item = (usize, f64)>) -> Vec<Moments> {
    let mut moments = vec![Moments::default(); groups];
    values.for_each(|(group, value)| moments[group].add(value));
    moments
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::{near, table};

    #[test]
    fn z_is_the_mean_distance_from_the_aspect_in_its_deviations() {
        for (rows, expected) in [
            // Mean 2, sample deviation √(4/3).
            ("1 3\n1 3", vec![Some(-(0.75_f64.sqrt())), Some(0.75_f64.sqrt())]),
            ("1 3\n3 1", vec![Some(0.0), Some(0.0)]),
            ("5 5\n5 5", vec![None, None]),
            ("5 .", vec![None]),
        ] {
            let found = standardised(&table(rows)).z;
            let same = |(a, b): (&Option<f64>, &Option<f64>)| a.is_some() == b.is_some() && near(a.unwrap_or(0.0), b.unwrap_or(0.0), 1e-12);
            assert!(found.iter().zip(&expected).all(same), "{rows}: {found:?}");
        }
    }
}
