//! What may be seen by whom. Everything public is built from a [`PublishedSkill`], and a [`PublishedSkill`] is built here alone.

mod decided;
mod gate;
mod label;
mod published;
mod seen;

pub use decided::{DECIDED_MAX_COMPETITORS, Decided};
pub use gate::{Entries, Gate, GateFault};
pub use label::Label;
pub use published::{MarkingProgress, MarkingStage, PublishedSkill, publish, publish_progress};
pub use seen::Seen;
