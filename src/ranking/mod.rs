//! From totals to standings: places, scale scores, medals, and what is already decided.

mod awards;
mod chances;
mod delegations;
pub mod draw;
mod expert_places;
mod live_ranking;
mod live_scale;
mod majority;
mod medals;
mod order;
mod outlook;
mod places;
mod population;
mod published;
mod reach;
mod scale;
mod sorted;
mod standing;
mod window;

pub use crate::competition::Medal;
pub use awards::{Award, Comparable, Outcome, awards, comparable};
pub use chances::{Chance, MedalChances};
pub use delegations::{AVERAGE_DECIMALS, DelegationRow, delegation_table};
pub use draw::{Draw, DrawOutcome, DrawRecord, settle};
pub use expert_places::{MajorityFault, Missing, MissingBecause, Places, expert_places};
pub use live_ranking::Ranking;
pub use live_scale::LiveScale;
pub use majority::{Count, Placed, Rule, Step, majority_of, rank_by_majority};
pub use medals::{GivenMedal, MedalReason, MedalRow, Opening, medal_rows, medals};
pub use order::{Order, PlaceKey};
pub use population::{MAD_TO_SD, Population};
pub use published::{Named, PublishedMethod, PublishedRules, PublishedScale};
pub use reach::Reach;
pub use scale::{Basis, PublishedBasis, scale_score};
pub use standing::{Standing, standings};
pub use window::WindowRow;
