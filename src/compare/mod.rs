//! Would ranks and medals differ under another reduction, another scale, or with adjusted scores.
//!
//! A comparison informs; what counts is what the skill's own rules say.

// Counts stay far below 2⁵³.
#![allow(clippy::cast_precision_loss)]

mod applied;
mod compared;
mod comparison;
mod marks;
mod method;
mod tau;

pub use compared::compared;
pub use comparison::{Change, Comparison, CompetitorComparison, MedalChange, MethodSummary, SkillComparison};
pub use method::{Kind, Method, Way};
