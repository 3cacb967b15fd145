//! Do the experts judge alike: severity, agreement, what stands out, and how sure the ranks are.
//!
//! Floating point is allowed here. Nothing in this room reads a clock, a file or a source of chance: seeds are parameters. Every
//! method has a versioned name, its formulas are in `docs/fairness.md`.

// Counts stay far below 2⁵³, and formulas keep the letters of their sources.
#![allow(clippy::cast_precision_loss, clippy::many_single_char_names)]

mod additive;
pub mod agreement;
mod blocks;
mod conjugate;
mod fault;
mod rasch;
mod ratings;
#[cfg(test)]
mod sample;
mod standard;

pub use additive::{ADDITIVE_METHOD, Additive, DIRECT_MAX_EXPERTS, additive};
pub use blocks::expert_blocks;
pub use fault::FairnessFault;
pub use rasch::{
    BiasCorrection, CATEGORIES_MAX_COUNT, Category, Convergence, Element, Fit, ITERATIONS_MAX_COUNT, MARGIN_TOLERANCE, RASCH_METHOD, Rasch,
    RaschOptions, ScaleGroup, Separation, rasch,
};
pub use ratings::{Rating, Ratings, RatingsFault, ScoreRange};
pub use standard::{Standardised, Z_METHOD, standardised};
