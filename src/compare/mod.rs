//! Would ranks and medals differ under another reduction, another scale, or with adjusted scores.
//!
//! A comparison informs; what counts is what the skill's own rules say.

mod comparison;

pub use comparison::{Change, Comparison, CompetitorComparison, MedalChange, MethodSummary, SkillComparison};
