//! `/ws/marking`.

mod commands;
mod marks;
mod welcome;

use serde::Serialize;

pub use self::{
    commands::{
        AppealMessage, AppealNumber, AssignAppealMessage, CompetitorSignMessage, ConfirmMessage, FromTablet, Hello, LockRequest, Ping,
        ProposeMessage, RejectMessage, RemarkMessage, SignMessage, SubmitMessage, UnlockMessage, WithdrawAppealMessage,
    },
    marks::{Cell, CellProgress, Marks, MeasuredCard, OwnEntry},
    welcome::{
        AspectCard, AspectType, ColleagueCard, CompetitorCard, EntryKind, ExpertCard, JudgementCard, ScoreRange, SkillCard,
        SubCriterionCard, Welcome,
    },
};
use super::affairs::Affairs;
use crate::competition::Text;

/// What the server says.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ToTablet {
    Welcome(Box<Welcome>),
    Marks(Marks),
    Receipt(ReceiptMessage),
    Refused(Refused),
    Locked(Locked),
    Error(Failure),
    Status(Status),
    Affairs(Box<Affairs>),
    Pong(Pong),
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Pong {
    /// The server's clock.
    #[cfg_attr(test, ts(type = "number"))]
    pub now: i64,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ReceiptMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    pub hash: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Refused {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub code: &'static str,
    pub message: Text,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Locked {
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    pub sub_criteria: Vec<String>,
    pub locked: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Failure {
    pub code: &'static str,
    pub message: Text,
    /// True: the server closes next.
    pub fatal: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Status {
    pub writable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
}
