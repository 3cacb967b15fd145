//! What stands out in one expert's scores, for people to look at. A flag is a question, never a verdict.

mod compatriots;
mod drift;
mod experts;

pub use compatriots::{COMPATRIOT_METHOD, Compatriots, compatriots};
pub use drift::{DRIFT_METHOD, Drift, drift};
pub use experts::{Flag, Surprises, flags, surprises};

/// Where something begins to stand out.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Limits {
    /// Infit and outfit mean squares outside are flagged (Wright and Linacre 1994: 0.5 to 1.5 is productive for measurement).
    pub mean_square: (f64, f64),
    /// … where they are also this far from chance, as normal deviates: few scores scatter widely by themselves.
    pub fit_deviate: f64,
    /// An additive effect is flagged beyond so many of its standard errors …
    pub effect_errors: f64,
    /// … and beyond so much of the residual standard deviation, because with many scores every difference is beyond its error.
    pub effect_spreads: f64,
    /// A single score is listed from this standardised residual.
    pub residual: f64,
    /// Drift and compatriot differences are flagged from this t.
    pub t: f64,
    /// So many single scores are listed at most, the most surprising first.
    pub listed_max_count: usize,
}

impl Default for Limits {
    fn default() -> Self {
        Self {
            mean_square: (0.5, 1.5),
            fit_deviate: 2.0,
            effect_errors: 3.0,
            effect_spreads: 0.5,
            residual: 3.0,
            t: 3.0,
            listed_max_count: 20,
        }
    }
}
