//! Nominations on their way from a result to an honour: stages, quotas with waiting lists, and what would be if.

mod check;
mod event;
mod person;
mod quota;
mod refusal;
mod register;
mod stage;

pub use check::{Known, ResultState, TEXT_MAX_BYTES};
pub use event::{Evidence, NominationEvent, RestsOn, Subject, What};
pub use quota::{Limit, Use, Uses, uses};
pub use refusal::NominationRefusal;
pub use register::{Nomination, Register};
pub use stage::{Stage, Step};

/// Given when it is identified, and kept for ever.
pub type NominationId = u64;
