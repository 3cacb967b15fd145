//! From totals to standings: places, scale scores, medals, and what is already decided.

mod awards;
mod delegations;
mod medals;
mod reach;
mod scale;
mod standing;

pub use crate::competition::Medal;
pub use awards::{Award, Comparable, Outcome, awards, comparable};
pub use delegations::{AVERAGE_DECIMALS, DelegationRow, delegation_table};
pub use medals::{GivenMedal, MedalReason, MedalRow, Opening, medals};
pub use reach::reachable_ranks;
pub use scale::scale_scores;
pub use standing::{Standing, standings};
