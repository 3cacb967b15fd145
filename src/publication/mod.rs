//! What may be seen by whom. Everything public is built from a [`PublishedSkill`], and a [`PublishedSkill`] is built here alone.

mod published;

pub use published::{MarkingProgress, MarkingStage, PublishedSkill, publish, publish_progress};
