//! What may be seen by whom. Everything public is built from a [`PublishedSkill`], and a [`PublishedSkill`] is built here alone.

mod decided;
mod published;

pub use decided::{DECIDED_MAX_COMPETITORS, Decided};
pub use published::{MarkingProgress, MarkingStage, PublishedSkill, publish, publish_progress};
