//! Do the experts judge alike: severity, agreement, what stands out, and how sure the ranks are.
//!
//! Floating point is allowed here. Nothing in this room reads a clock, a file or a source of chance: seeds are parameters. Every
//! method has a versioned name, its formulas are in `docs/fairness.md`.

mod additive;
mod blocks;
mod conjugate;
mod fault;
mod ratings;
#[cfg(test)]
mod sample;
mod standard;

pub use additive::{ADDITIVE_METHOD, Additive, DIRECT_MAX_EXPERTS, additive};
pub use blocks::expert_blocks;
pub use fault::FairnessFault;
pub use ratings::{Rating, Ratings, RatingsFault, ScoreRange};
pub use standard::{Standardised, Z_METHOD, standardised};
