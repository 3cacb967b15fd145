//! Do the experts judge alike: severity, agreement, what stands out, and how sure the ranks are.
//!
//! Floating point is allowed here. Nothing in this room reads a clock, a file or a source of chance: seeds are parameters. Every
//! method has a versioned name, its formulas are in `docs/fairness.md`.

// Counts stay far below 2⁵³, and formulas keep the letters of their sources.
#![allow(clippy::cast_precision_loss, clippy::many_single_char_names)]

mod additive;
mod adjusted;
pub mod agreement;
mod analysis;
mod blocks;
mod bootstrap;
mod conjugate;
mod fault;
pub mod flags;
mod rasch;
mod ratings;
pub mod report;
#[cfg(test)]
mod sample;
mod standard;

pub use additive::{ADDITIVE_METHOD, Additive, DIRECT_MAX_EXPERTS, additive};
pub use adjusted::{Adjusted, Method, adjusted_by_effect, adjusted_by_rasch, adjusted_by_z, adjusted_scores};
pub use analysis::{AnalysisOptions, Stage, analysed};
pub use blocks::expert_blocks;
pub use bootstrap::{
    BOOTSTRAP_METHOD, BootstrapOptions, DRAWS_MAX_COUNT, KEPT_MAX_COUNT, RANK_CONFIDENCE, REPLICATES_MIN_COUNT, RankConfidence,
    RankInterval, rank_confidence,
};
pub use fault::FairnessFault;
pub use rasch::{
    BiasCorrection, CATEGORIES_MAX_COUNT, Category, Convergence, Element, Fit, ITERATIONS_MAX_COUNT, MARGIN_TOLERANCE, RASCH_METHOD, Rasch,
    RaschOptions, ScaleGroup, Separation, rasch,
};
pub use ratings::{Rating, Ratings, RatingsFault, ScoreRange};
pub use standard::{Standardised, Z_METHOD, standardised};
