//! From committed entries to what people see: a second fold beside the writer's, boards encoded once, changes for tablets. The marking
//! path never waits for anything here.

pub mod affairs;
mod analysis;
pub mod aspects;
pub mod audit;
mod bell;
mod board;
pub mod called;
pub mod cell;
mod contests;
mod disagreement;
mod follower;
mod look;
pub mod marking;
mod missing;
pub mod progress;
pub mod sight;
mod stage;
mod view;

pub use analysis::{Analyses, AnalysisKind, FIRST_WAIT, Found, LIVE_COMPETITORS_MAX, LIVE_REPLICATES_COUNT, Latest, Which};
pub use bell::Bell;
pub use board::{
    BoardChannel, BoardFrames, BoardKey, DELTAS_KEPT_MAX, Frame, Gap, HISTORY_MAX_COMPETITORS, HISTORY_MAX_SAMPLES, LoadedBoard,
    TAG_DIGITS, WINDOWS_MAX, Window, content_tag, state_of as skill_state,
};
pub use contests::{CONTESTS_MAX, Contests};
pub use disagreement::{DISAGREEMENTS_MAX_CELLS, disagreements};
pub use follower::{TICK_MS, follow};
pub use look::{Look, find_competitor, known_as};
pub use marking::{MarkingHub, OUTBOX_MAX_FRAMES, Outbox, Outgoing, Presence, SubscriberId};
pub use missing::{MISSING_MAX_CELLS, missing};
pub use stage::{Boards, Stage};
pub use view::{ContestView, OwnBoards, Views};
