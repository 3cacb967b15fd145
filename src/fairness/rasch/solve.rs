//! Newton's method on the joint likelihood, which is concave.

use super::super::{FairnessFault, conjugate};
use super::model::{Model, Point};

/// Observed and expected margins may differ by this much in the end, in categories.
pub const MARGIN_TOLERANCE: f64 = 1e-8;
pub const ITERATIONS_MAX_COUNT: u32 = 200;
/// Logits a parameter may move in one iteration.
const STEP_MAX: f64 = 2.0;
/// Where the margins already agree, a last step of more than this means that there is no finite maximum.
const SETTLED_CHANGE: f64 = 1e-3;
const CONJUGATE_MAX_STEPS: u32 = 1_000;

/// How the estimation went.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Convergence {
    pub iterations: u32,
    /// The largest change of any parameter in the last iteration, in logits.
    pub largest_change: f64,
    /// The largest difference between an observed and an expected margin, in categories.
    pub largest_residual: f64,
    /// What `largest_residual` had to come down to: [`MARGIN_TOLERANCE`], or for very many scores what rounding allows.
    pub tolerance: f64,
    pub log_likelihood: f64,
}

impl Convergence {
    #[must_use]
    pub fn is_reached(&self) -> bool {
        self.largest_residual <= self.tolerance
    }
}

/// Moves `at` to the maximum of the likelihood. Each step solves the information equations by conjugate gradients, so that a
/// design which hangs together by few ratings costs more products, not thousands of iterations.
pub(super) fn maximise(model: &Model, at: &mut [f64], progress: &mut dyn FnMut(u32, f64)) -> Result<Convergence, FairnessFault> {
    let mut point = model.evaluate(at);
    // Sums of many terms are exact to about this share of them.
    let tolerance = MARGIN_TOLERANCE.max(1e-15 * model.places.len() as f64);
    let (mut step, mut change) = (vec![0.0; at.len()], 0.0);
    for iteration in 0..ITERATIONS_MAX_COUNT {
        let residual = largest(&point.gradient);
        progress(iteration, residual);
        if residual <= tolerance {
            // Without a finite maximum the margins agree ever better while the steps stay at one logit.
            return if change > SETTLED_CHANGE { Err(FairnessFault::Separated) } else { Ok(settled(iteration, change, tolerance, &point)) };
        }
        let information = |v: &[f64], out: &mut [f64]| model.information_times(at, v, out);
        let precision = residual.clamp(1e-6, 0.01);
        conjugate::solve(information, &point.information, &point.gradient, &mut step, precision, CONJUGATE_MAX_STEPS);
        change = largest(&step);
        if !change.is_finite() {
            return Err(FairnessFault::Separated);
        }
        point = climb(model, at, &step, (STEP_MAX / change).min(1.0), &point);
    }
    Err(FairnessFault::NotConverged(ITERATIONS_MAX_COUNT))
}

fn settled(iterations: u32, largest_change: f64, tolerance: f64, point: &Point) -> Convergence {
    let largest_residual = largest(&point.gradient);
    Convergence { iterations, largest_change, largest_residual, tolerance, log_likelihood: point.log_likelihood }
}

/// Goes along `step`, halving it until the likelihood does not fall by more than rounding.
fn climb(model: &Model, at: &mut [f64], step: &[f64], share: f64, from: &Point) -> Point {
    let slack = 1e-12 * from.log_likelihood.abs();
    let start = at.to_vec();
    let mut share = share;
    loop {
        at.copy_from_slice(&start);
        conjugate::axpy(at, share, step);
        let point = model.evaluate(at);
        if point.log_likelihood >= from.log_likelihood - slack || share < 1e-6 {
            return point;
        }
        share /= 2.0;
    }
}

fn largest(values: &[f64]) -> f64 {
    values.iter().fold(0.0, |largest: f64, value| if value.abs() > largest || value.is_nan() { value.abs() } else { largest })
}
