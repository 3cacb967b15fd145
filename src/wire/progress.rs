//! `/api/progress/…` and `/api/disagreements/…`: how far a skill is, who is behind, where panels did not agree.

use serde::{Deserialize, Serialize};

use super::PanelScore;
use crate::competition::{ExpertRole, Text};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SkillProgress {
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// The server's clock.
    #[cfg_attr(test, ts(type = "number"))]
    pub now: i64,
    pub days: Vec<DayProgress>,
    pub panels: Vec<PanelProgress>,
    /// In the order of the list; supervisors too, for their devices.
    pub experts: Vec<ExpertProgress>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DayProgress {
    pub day: u32,
    /// Marks there are, and marks there will be; of competitors who have not withdrawn.
    pub done: u32,
    pub of: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub deadline: Option<i64>,
    /// Entries that came after the deadline of then.
    pub late: u32,
    pub sub_criteria: Vec<SubCriterionProgress>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SubCriterionProgress {
    pub id: String,
    pub name: Text,
    pub aspects: Vec<AspectName>,
    /// Absent: any expert of the skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub panel: Option<String>,
    pub done: u32,
    pub of: u32,
    /// Cells whose panel has to score again.
    pub rescore: u32,
    pub locked: bool,
}

/// Other answers speak of aspects by id.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AspectName {
    pub id: String,
    pub name: Text,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PanelProgress {
    /// Absent: sub-criteria that any expert marks.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub panel: Option<String>,
    pub done: u32,
    pub of: u32,
    /// Measurements nobody of the panel has entered.
    pub measurements_missing: u32,
    /// Experts for whose scores others of the panel wait, who keeps most waiting first.
    pub behind: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExpertProgress {
    pub expert: String,
    pub name: Text,
    pub role: ExpertRole,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub panel: Option<String>,
    /// Everything this expert has entered, corrections too.
    #[cfg_attr(test, ts(type = "number"))]
    pub entries: u64,
    /// Judgement scores that are there, and those still wanted where the panel is not full.
    pub given: u32,
    pub missing: u32,
    /// Of the missing ones: where somebody else of the panel has scored already.
    pub awaited: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub last_entry_at: Option<i64>,
    pub devices: Vec<DeviceProgress>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeviceProgress {
    pub device: String,
    pub name: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub paired_at: i64,
    pub online: bool,
    /// Absent while it is online, and where the server was started since it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub offline_since: Option<i64>,
    /// Entries that wait on the device, as it said last.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub queued: Option<u32>,
}

/// Which missing marks are asked for; what is absent is not asked.
#[derive(Debug, Clone, Default, Deserialize)]
pub struct MissingQuery {
    pub day: Option<u32>,
    pub sub_criterion: Option<String>,
    /// Empty: sub-criteria that any expert marks.
    pub panel: Option<String>,
    /// Cells that wait for this expert's judgement score.
    pub expert: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Missing {
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// All that were asked for, also those not listed.
    pub missing: u32,
    /// In the order of the scheme; only those that lack something.
    pub parts: Vec<MissingPart>,
    /// There are more cells than are listed.
    pub more: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MissingPart {
    pub sub_criterion: String,
    pub missing: u32,
    /// Nobody can enter them before it is unlocked.
    pub locked: bool,
    pub cells: Vec<MissingCell>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MissingCell {
    pub competitor: String,
    pub aspect: String,
    /// Else measured.
    pub judged: bool,
    /// Scores there are, and wanted; a measurement wants one.
    pub given: u32,
    pub of: u32,
    /// The panel did not agree and scores again.
    pub again: bool,
    /// A machine's value waits to be confirmed.
    pub measured: bool,
    /// Who may still score, of whom not all may be needed; nobody for a measurement, which anyone of the panel enters, nor where it is locked.
    pub experts: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Disagreements {
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// Cells whose panel has to score again now.
    pub waiting: u32,
    /// The latest first.
    pub cells: Vec<Disagreement>,
    /// There are more of them than are listed.
    pub more: bool,
}

/// A cell that waits for scores of another round, or had more than one.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Disagreement {
    pub competitor: String,
    pub aspect: String,
    pub name: Text,
    pub sub_criterion: String,
    /// True: the panel has not agreed yet.
    pub open: bool,
    /// Of the last entry in it.
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// Complete rounds, the first one first.
    pub rounds: Vec<DisagreementRound>,
    /// Once there is one.
    pub mark: Option<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DisagreementRound {
    pub scores: Vec<PanelScore>,
    /// Highest minus lowest.
    pub spread: String,
}
