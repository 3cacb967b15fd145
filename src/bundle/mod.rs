//! A published result with everything it rests on, and a competitor's part of it: whoever has the file recomputes all of it offline.
//! `docs/verification.md` tells how the files are made.

mod blinding;
mod difference;
mod file;
mod receipt;
mod result;
mod shares;
mod verify;

pub use blinding::{Salt, Seed};
pub use difference::Difference;
pub use file::{BUNDLE_FORMAT, Line, written};
pub use receipt::{RECEIPT_FORMAT, Received, receipt, verify_receipt};
pub use result::{Fold, PublicResult, Row};
pub use shares::{Share, ShareFault, Shares};
pub use verify::{Verified, verify};

use crate::competition::{CompetitionId, SkillId};

/// The name that checkpoints give to a skill's log.
#[must_use]
pub fn origin(competition: &CompetitionId, skill: &SkillId) -> String {
    format!("jinbang/{competition}/{skill}")
}
