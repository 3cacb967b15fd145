//! From committed entries to what people see: a second fold beside the writer's, boards encoded once, changes for tablets. The marking
//! path never waits for anything here.

pub mod affairs;
mod analysis;
mod board;
mod contests;
mod follower;
pub mod marking;
mod view;

pub use analysis::{Analyses, AnalysisKind, FIRST_WAIT, Found, LIVE_COMPETITORS_MAX, LIVE_REPLICATES_COUNT, Latest, Which};
pub use board::{BoardChannel, BoardFrames, state_of as skill_state};
pub use contests::{CONTESTS_MAX, Contests};
pub use follower::follow;
pub use marking::{MarkingHub, OUTBOX_MAX_FRAMES, Outbox, Outgoing, SubscriberId};
pub use view::{ContestView, Views};
