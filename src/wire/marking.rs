//! `/ws/marking`.

use serde::{Deserialize, Serialize};

use super::affairs::{Affairs, PanelScore};
use crate::{
    competition::{ExpertRole, Text},
    judging::{Part, Proposal},
};

/// What a tablet says. The first message is `hello`.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum FromTablet {
    Hello(Hello),
    Submit(SubmitMessage),
    Lock(LockRequest),
    Unlock(UnlockMessage),
    Sign(SignMessage),
    CompetitorSign(CompetitorSignMessage),
    Propose(ProposeMessage),
    Confirm(ConfirmMessage),
    Reject(RejectMessage),
    Appeal(AppealMessage),
    AssignAppeal(AssignAppealMessage),
    Remark(RemarkMessage),
    NoticeAppeal(AppealNumber),
    WithdrawAppeal(WithdrawAppealMessage),
    Ping(Ping),
}

#[derive(Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Hello {
    pub protocol: u32,
    pub competition: String,
    pub token: String,
    /// The position of the last `marks`; absent for the whole picture.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub since: Option<u64>,
    /// False: receipts only, as a program that just submits wants it.
    #[serde(default = "yes")]
    #[cfg_attr(test, ts(optional, as = "Option<bool>"))]
    pub watch: bool,
}

const fn yes() -> bool {
    true
}

impl std::fmt::Debug for Hello {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Hello").field("protocol", &self.protocol).field("competition", &self.competition).finish_non_exhaustive()
    }
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SubmitMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub competitor: String,
    pub aspect: String,
    pub value: String,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub corrects: Option<u64>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    /// Position of the machine's measurement this one confirms.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub confirms: Option<u64>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub made_at: Option<i64>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct LockRequest {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub sub_criterion: Option<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct UnlockMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub sub_criterion: Option<String>,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SignMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub part: Part,
    /// Of what the signer was shown.
    pub digest: String,
    /// A chief expert signs for a member of the team who cannot.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub in_place_of: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
}

/// A competitor signs the own sheet on this tablet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CompetitorSignMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub day: u32,
    pub competitor: String,
    pub agreed: bool,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    pub digest: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ProposeMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub what: Proposal,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ConfirmMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub proposal: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RejectMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub proposal: u32,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AppealMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub competitor: String,
    pub aspects: Vec<String>,
    pub grounds: String,
    /// How long before sending the button was pressed, in milliseconds.
    #[cfg_attr(test, ts(type = "number"))]
    pub pressed_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AssignAppealMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
    pub experts: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RemarkMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
    pub aspect: String,
    pub value: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AppealNumber {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct WithdrawAppealMessage {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub appeal: u32,
    pub reason: String,
}

/// The page's own sign of life.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Ping {
    /// Entries that wait on the device.
    pub queued: u32,
}

/// What the server says.
#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
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
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Pong {
    /// The server's clock.
    #[cfg_attr(test, ts(type = "number"))]
    pub now: i64,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Welcome {
    /// The server's clock.
    #[cfg_attr(test, ts(type = "number"))]
    pub now: i64,
    pub protocol: u32,
    pub competition: Text,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// One above the highest sequence this device has used.
    #[cfg_attr(test, ts(type = "number"))]
    pub next_sequence: u64,
    pub expert: ExpertCard,
    pub skill: SkillCard,
    pub sub_criteria: Vec<SubCriterionCard>,
    pub competitors: Vec<CompetitorCard>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ExpertCard {
    pub id: String,
    pub name: Text,
    pub role: ExpertRole,
    pub panel: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SkillCard {
    pub id: String,
    pub title: Text,
    /// Of the first judgement aspect; an aspect's own range is in its `score`.
    pub judgement: Option<JudgementCard>,
    pub measurement_step: String,
    /// Competitors are known by codes.
    pub blind: bool,
    pub experts: Vec<ColleagueCard>,
}

/// An expert of the same skill.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ColleagueCard {
    pub id: String,
    pub role: ExpertRole,
    pub panel: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct JudgementCard {
    pub min: String,
    pub max: String,
    pub step: String,
    pub experts: u32,
    pub max_spread: Option<String>,
    pub decimals: u32,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct SubCriterionCard {
    pub id: String,
    pub name: Text,
    pub criterion: String,
    pub criterion_name: Text,
    pub day: Option<u32>,
    pub locked: bool,
    /// False: another panel's; shown, and locked by a chief, but not entered here.
    pub may_mark: bool,
    pub aspects: Vec<AspectCard>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct AspectCard {
    pub id: String,
    pub kind: AspectType,
    pub name: Text,
    pub max_mark: String,
    pub requirement: String,
    pub extra: String,
    pub entry: EntryKind,
    /// Smallest step of a mark that is entered directly.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub step: Option<String>,
    pub choices: Vec<String>,
    pub unit: String,
    /// Values competitors really reach, lowest and highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub typical: Option<[String; 2]>,
    /// The machine that measures it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub grader: Option<String>,
    /// Of the judgement scores, lowest first.
    pub descriptions: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub score: Option<ScoreRange>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum AspectType {
    M,
    J,
}

/// How an aspect is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum EntryKind {
    Mark,
    YesNo,
    Value,
    Choice,
    Score,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct ScoreRange {
    pub min: String,
    pub max: String,
    pub step: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct CompetitorCard {
    pub id: String,
    pub name: Text,
    pub delegation: Text,
    /// False: same delegation as the expert.
    pub may_mark: bool,
    pub withdrawn: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Marks {
    /// Everything up to here was told.
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// True: the whole picture, forget what you had.
    pub full: bool,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Cell {
    pub competitor: String,
    pub aspect: String,
    pub state: CellProgress,
    pub round: u8,
    /// Scores there are in this round, and scores wanted.
    pub given: u32,
    pub of: u32,
    pub mark: Option<String>,
    /// Absent: none, or in a change: as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub own: Option<OwnEntry>,
    /// Everybody's, once the panel is complete.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<PanelScore>>"))]
    pub scores: Vec<PanelScore>,
    /// Who has scored while others have not; chief experts and supervisors only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<String>>"))]
    pub scored: Vec<String>,
    /// Rounds before this one, the first one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<Vec<PanelScore>>>"))]
    pub earlier: Vec<Vec<PanelScore>>,
    /// What a machine measured and nobody has confirmed yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub measured: Option<MeasuredCard>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct MeasuredCard {
    pub value: String,
    pub grader: String,
    /// SHA-256 of what the machine kept, hex.
    pub evidence: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum CellProgress {
    Open,
    Partial,
    Rescore,
    Done,
}

/// This expert's current entry; for a measurement, the team's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct OwnEntry {
    pub value: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
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
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Refused {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub code: &'static str,
    pub message: Text,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Locked {
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    pub sub_criteria: Vec<String>,
    pub locked: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Failure {
    pub code: &'static str,
    pub message: Text,
    /// True: the server closes next.
    pub fatal: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Status {
    pub writable: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
}
