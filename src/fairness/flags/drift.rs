//! Does an expert become milder or stricter as the day goes on?

use super::super::{Additive, Ratings};

pub const DRIFT_METHOD: &str = "drift-regression/1";
/// With fewer scores a line says nothing.
const SCORES_MIN_COUNT: usize = 4;

/// The least-squares line through an expert's residuals in their order of entry.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Drift {
    /// Change from the expert's first score to the last, in score units; positive: milder towards the end.
    pub change: f64,
    /// `change` ÷ its standard error, with `df` degrees of freedom.
    pub t: f64,
    pub df: usize,
}

/// Per expert the drift against the other experts of the same units: what a whole panel does together does not show. `None` with
/// fewer than four scores, or where residuals leave no error to compare with.
#[must_use]
pub fn drift(ratings: &Ratings, additive: &Additive) -> Vec<Option<Drift>> {
    let mut series: Vec<Vec<(u64, f64)>> = vec![Vec::new(); ratings.experts()];
    for (rating, residual) in ratings.list().iter().zip(&additive.residuals) {
        series[rating.expert as usize].push((rating.position, *residual));
    }
    let of_expert = |series: &mut Vec<(u64, f64)>| {
        series.sort_by_key(|(position, _)| *position);
        line(&series.iter().map(|(_, residual)| *residual).collect::<Vec<_>>())
    };
    series.iter_mut().map(of_expert).collect()
}

/// Regression on 0, 1/(n−1), … 1.
fn line(residuals: &[f64]) -> Option<Drift> {
    if residuals.len() < SCORES_MIN_COUNT {
        return None;
    }
    let n = residuals.len() as f64;
    let mean = residuals.iter().sum::<f64>() / n;
    let times = || (0..residuals.len()).map(|index| index as f64 / (n - 1.0) - 0.5);
    let spread: f64 = times().map(|time| time * time).sum();
    let change = times().zip(residuals).map(|(time, residual)| time * (residual - mean)).sum::<f64>() / spread;
    let left: f64 = times().zip(residuals).map(|(time, residual)| (residual - mean - change * time).powi(2)).sum();
    let error = (left / (n - 2.0) / spread).sqrt();
    (error > 1e-9).then(|| Drift { change, t: change / error, df: residuals.len() - 2 })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::near;

    /// y = 0 1 1 2 on x = 0 ⅓ ⅔ 1: slope 1.8, squares left 0.2, error √(0.1 ÷ (5/9)).
    #[test]
    fn a_line_by_hand() {
        let found = line(&[0.0, 1.0, 1.0, 2.0]).expect("four scores");
        assert!(near(found.change, 1.8, 1e-12) && near(found.t, 1.8 / 0.18_f64.sqrt(), 1e-9) && found.df == 2, "{found:?}");
        assert_eq!(line(&[0.0, 1.0, 2.0]), None);
        assert_eq!(line(&[1.0; 9]), None);
    }
}
