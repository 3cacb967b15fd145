//! How well the ratings follow the model: infit and outfit (Wright and Masters, *Rating Scale Analysis*, 1982, ch. 5).

use super::{
    categories::CATEGORIES_MAX_COUNT,
    model::{Curve, Model},
};

/// Below this a variance counts as this: a rating that the model is certain about.
const VARIANCE_MIN: f64 = 1e-12;

/// Mean squares are about 1 where the ratings follow the model; above: noisier, below: more alike than chance allows.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Fit {
    /// Squared residuals ÷ their variances, sum by sum: sensitive to the ratings near the element's own level.
    pub infit: f64,
    /// The mean of squared standardised residuals: sensitive to single surprising ratings.
    pub outfit: f64,
    /// The same as approximately normal deviates (Wilson–Hilferty cube root); `None` without variation to standardise by.
    pub infit_z: Option<f64>,
    pub outfit_z: Option<f64>,
}

/// What the model says about one rating, in categories.
#[derive(Debug, Clone, Copy)]
pub(super) struct Expectation {
    pub(super) mean: f64,
    pub(super) variance: f64,
    /// Fourth central moment.
    pub(super) fourth: f64,
}

impl Expectation {
    pub(super) fn at(curve: &Curve, theta: f64) -> Self {
        let mut p = [0.0; CATEGORIES_MAX_COUNT];
        curve.probabilities(theta, &mut p);
        let (mean, variance) = curve.moments(&p);
        let fourth = p[..=curve.top].iter().enumerate().map(|(k, p)| p * (k as f64 - mean).powi(4)).sum();
        Self { mean, variance: variance.max(VARIANCE_MIN), fourth }
    }
}

#[derive(Debug, Clone, Copy, Default)]
struct Sums {
    count: f64,
    squares: f64,
    variance: f64,
    standard_squares: f64,
    outfit_spread: f64,
    infit_spread: f64,
}

impl Sums {
    fn add(&mut self, residual: f64, of: Expectation) {
        let square = residual * residual;
        self.count += 1.0;
        self.squares += square;
        self.variance += of.variance;
        self.standard_squares += square / of.variance;
        self.outfit_spread += of.fourth / (of.variance * of.variance) - 1.0;
        self.infit_spread += of.fourth - of.variance * of.variance;
    }

    fn fit(&self) -> Fit {
        let (infit, outfit) = (self.squares / self.variance, self.standard_squares / self.count);
        Fit {
            infit,
            outfit,
            infit_z: standardised(infit, self.infit_spread.max(0.0).sqrt() / self.variance),
            outfit_z: standardised(outfit, self.outfit_spread.max(0.0).sqrt() / self.count),
        }
    }
}

/// t = (MS^⅓ − 1) · 3/q + q/3, q the model's standard deviation of the mean square.
fn standardised(mean_square: f64, q: f64) -> Option<f64> {
    (q > 1e-9).then(|| (mean_square.cbrt() - 1.0) * 3.0 / q + q / 3.0)
}

/// Per parameter place the fit (`None` for thresholds), and per rating the standardised residual.
pub(super) fn fit(model: &Model, at: &[f64], located: usize) -> (Vec<Option<Fit>>, Vec<f64>) {
    let curves = model.curves(at);
    let mut sums = vec![Sums::default(); located];
    let mut residuals = Vec::with_capacity(model.places.len());
    for (rating, places) in model.places.iter().enumerate() {
        let of = Expectation::at(&curves[model.scales[rating] as usize], model.theta(rating, at));
        let residual = f64::from(model.categories[rating]) - of.mean;
        for &place in places {
            sums[place as usize].add(residual, of);
        }
        residuals.push(residual / of.variance.sqrt());
    }
    (sums.iter().map(|sums| (sums.count > 0.0).then(|| sums.fit())).collect(), residuals)
}
