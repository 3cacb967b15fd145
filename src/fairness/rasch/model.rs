//! The likelihood: log(Pₖ / Pₖ₋₁) = B − D − C − Fₖ (Linacre, *Many-Facet Rasch Measurement*, 1989).

use super::categories::CATEGORIES_MAX_COUNT;

/// The ratings that are estimated from, side by side, and where each parameter is in one long list: competitors, aspects, experts,
/// then each scale's thresholds.
pub(super) struct Model {
    /// Per rating the places of B, D and C.
    pub(super) places: Vec<[u32; 3]>,
    pub(super) categories: Vec<u8>,
    /// Per rating its scale.
    pub(super) scales: Vec<u32>,
    /// Per scale the place of its first threshold, and how many there are.
    pub(super) thresholds: Vec<(usize, usize)>,
    pub(super) parameters: usize,
}

/// Value, gradient and diagonal of the information at one point.
pub(super) struct Point {
    pub(super) log_likelihood: f64,
    pub(super) gradient: Vec<f64>,
    pub(super) information: Vec<f64>,
}

pub(super) type Weights = [f64; CATEGORIES_MAX_COUNT];

/// One scale's thresholds made ready.
#[derive(Clone)]
pub(super) struct Curve {
    /// Highest category.
    pub(super) top: usize,
    /// F₁ + … + Fₖ.
    sums: Weights,
    /// e^(−Fₖ) and e^(Fₖ).
    down: Weights,
    up: Weights,
}

impl Curve {
    pub(super) fn new(thresholds: &[f64]) -> Self {
        let mut curve = Self {
            top: thresholds.len(),
            sums: [0.0; CATEGORIES_MAX_COUNT],
            down: [1.0; CATEGORIES_MAX_COUNT],
            up: [1.0; CATEGORIES_MAX_COUNT],
        };
        for (index, threshold) in thresholds.iter().enumerate() {
            curve.sums[index + 1] = curve.sums[index] + threshold;
            curve.down[index + 1] = (-threshold).exp();
            curve.up[index + 1] = threshold.exp();
        }
        curve
    }

    /// Fills the probabilities of the categories at `theta` = B − D − C, and answers the logarithm of what they were divided by.
    /// Starting from the likeliest category every factor is at most 1 after the first, so nothing overflows.
    #[inline]
    pub(super) fn probabilities(&self, theta: f64, into: &mut Weights) -> f64 {
        let (mut mode, mut highest, mut level) = (0, 0.0, 0.0);
        for k in 1..=self.top {
            level += theta;
            if level - self.sums[k] > highest {
                (mode, highest) = (k, level - self.sums[k]);
            }
        }
        let (up, down) = (theta.exp(), (-theta).exp());
        into[mode] = 1.0;
        let mut total = 1.0;
        for k in mode + 1..=self.top {
            into[k] = into[k - 1] * up * self.down[k];
            total += into[k];
        }
        for k in (0..mode).rev() {
            into[k] = into[k + 1] * down * self.up[k + 1];
            total += into[k];
        }
        let share = 1.0 / total;
        into[..=self.top].iter_mut().for_each(|weight| *weight *= share);
        highest + total.ln()
    }

    /// Mean and variance of the category.
    #[inline]
    pub(super) fn moments(&self, probabilities: &Weights) -> (f64, f64) {
        let (mut mean, mut square) = (0.0, 0.0);
        for (k, p) in probabilities[..=self.top].iter().enumerate() {
            mean += p * k as f64;
            square += p * (k * k) as f64;
        }
        (mean, (square - mean * mean).max(0.0))
    }

    /// Log-weight of a category, before division.
    fn level(&self, theta: f64, category: usize) -> f64 {
        let steps = category as f64;
        steps * theta - self.sums[category]
    }
}

impl Model {
    pub(super) fn curves(&self, at: &[f64]) -> Vec<Curve> {
        self.thresholds.iter().map(|&(first, count)| Curve::new(&at[first..first + count])).collect()
    }

    #[inline]
    pub(super) fn theta(&self, rating: usize, at: &[f64]) -> f64 {
        let [b, d, c] = self.places[rating];
        at[b as usize] - at[d as usize] - at[c as usize]
    }

    /// The gradient is the observed less the expected margin of each parameter, with the sign of its part in the model.
    pub(super) fn evaluate(&self, at: &[f64]) -> Point {
        let curves = self.curves(at);
        let (mut gradient, mut information) = (vec![0.0; self.parameters], vec![0.0; self.parameters]);
        let mut log_likelihood = 0.0;
        let mut p = [0.0; CATEGORIES_MAX_COUNT];
        for (rating, (places, (&x, &scale))) in self.places.iter().zip(self.categories.iter().zip(&self.scales)).enumerate() {
            let (curve, first) = (&curves[scale as usize], self.thresholds[scale as usize].0);
            let (theta, x) = (self.theta(rating, at), usize::from(x));
            log_likelihood += curve.level(theta, x) - curve.probabilities(theta, &mut p);
            let (mean, variance) = curve.moments(&p);
            let residual = x as f64 - mean;
            let [b, d, c] = places.map(|place| place as usize);
            gradient[b] += residual;
            gradient[d] -= residual;
            gradient[c] -= residual;
            for place in [b, d, c] {
                information[place] += variance;
            }
            let mut above = 0.0;
            for k in (1..=curve.top).rev() {
                above += p[k];
                gradient[first + k - 1] += above - if x >= k { 1.0 } else { 0.0 };
                information[first + k - 1] += above * (1.0 - above);
            }
        }
        Point { log_likelihood, gradient, information }
    }

    /// The product of the information matrix (the negative Hessian) at `at` with `v`.
    pub(super) fn information_times(&self, at: &[f64], v: &[f64], out: &mut [f64]) {
        let curves = self.curves(at);
        out.fill(0.0);
        let (mut p, mut change) = ([0.0; CATEGORIES_MAX_COUNT], [0.0; CATEGORIES_MAX_COUNT]);
        for (rating, (places, &scale)) in self.places.iter().zip(&self.scales).enumerate() {
            let (curve, first) = (&curves[scale as usize], self.thresholds[scale as usize].0);
            curve.probabilities(self.theta(rating, at), &mut p);
            // The log-weight of category k changes by Σ (u − tⱼ), j ≤ k; the information is the covariance with that.
            let u = self.theta(rating, v);
            let (mut sum, mut mean) = (0.0, 0.0);
            for k in 1..=curve.top {
                sum += u - v[first + k - 1];
                change[k] = sum;
                mean += p[k] * sum;
            }
            let (mut above, mut covariance) = (0.0, 0.0);
            for k in (1..=curve.top).rev() {
                above += p[k] * (change[k] - mean);
                out[first + k - 1] -= above;
                covariance += above;
            }
            let [b, d, c] = places.map(|place| place as usize);
            out[b] += covariance;
            out[d] -= covariance;
            out[c] -= covariance;
        }
    }
}
