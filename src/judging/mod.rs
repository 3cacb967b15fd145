//! The state machine of a competition: `command → decide → entry`, `entry → apply → state`. Deterministic: time, actor and chance are
//! fields of a command and recorded in the entry.

mod answers;
mod appeals;
mod ceremony;
mod codes;
mod command;
mod content;
mod decide;
mod decide_at_desk;
mod device_affairs;
mod drawn;
mod draws;
mod dump;
mod entry;
mod graders;
mod proceedings;
mod proposals;
mod publishing;
mod records;
mod refusal;
mod sender;
mod signing;
mod state;
mod time;
mod veil;

pub use answers::{Answered, Answers};
pub use appeals::{AppealEnd, AppealState, SecondLook};
pub use ceremony::Ceremony;
pub use codes::Codes;
pub use command::{
    APPEAL_ASPECTS_MAX, APPEAL_PRESSED_AGO_MAX_MS, Action, Appeal, CODE_MAX_CHARS, Command, CommitDraw, CompetitorSign, Decision, Measure,
    MeasuredValue, PROPOSED_SCORES_MAX, REASON_MAX_CHARS, RUN_MAX_CHARS, RUN_MAX_MEASUREMENTS, RevealDraw, SEQUENCE_MAX, Sign, Submit,
};
pub use content::content_of;
pub use decide::decide;
pub use draws::DrawTable;
pub use entry::{Actor, Body, CommandId, Entry, MarkEntry};
pub use graders::{Grader, Measured, RunAnswer, grader_of, run_faults};
pub use proceedings::Proceedings;
pub use proposals::{Closed, ProposalState, Replacement};
pub use publishing::Publishing;
pub use records::{
    AppealFiled, AppealOutcome, CompetitorSignature, GraderRun, MachineMeasurement, Part, Proposal, ProposedCeremony, ProposedScore,
    Signature,
};
pub use refusal::Refusal;
pub use signing::{GivenSignature, SignedSheet, Signing, Wanted, covered, day_of, parts};
pub use state::{ApplyFault, ContestState, Device, SkillState, UnlockRequest};
pub use time::Millis;
