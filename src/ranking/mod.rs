//! From totals to standings: places, scale scores, medals, and what is already decided.

pub mod draw;
mod expert_places;
mod majority;
mod medals;
mod reach;
mod scale;
mod standing;

pub use draw::{Draw, DrawOutcome, DrawRecord, open_ties, settle};
pub use expert_places::{MajorityFault, Missing, MissingBecause, Places, expert_places};
pub use majority::{Count, Placed, Rule, Step, majority_of, rank_by_majority};
pub use medals::Medal;
pub use reach::reachable_ranks;
pub use scale::scale_scores;
pub use standing::{Standing, standings};
