//! The state machine of a competition: `command → decide → entry`, `entry → apply → state`. Deterministic: time, actor and chance are
//! fields of a command and recorded in the entry.

mod answers;
mod command;
mod decide;
mod drawn;
mod draws;
mod dump;
mod entry;
mod refusal;
mod state;

pub use answers::{Answered, Answers};
pub use command::{Action, Command, CommitDraw, Decision, REASON_MAX_CHARS, RevealDraw, SEQUENCE_MAX, Submit};
pub use decide::decide;
pub use draws::DrawTable;
pub use entry::{Actor, Body, CommandId, Entry, MarkEntry, Millis};
pub use refusal::Refusal;
pub use state::{ApplyFault, ContestState, Device, SkillState, UnlockRequest, content_of};
