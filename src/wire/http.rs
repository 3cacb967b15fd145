//! The JSON of the HTTP routes.

use serde::{Deserialize, Serialize};

use crate::{
    competition::{CompetitionClass, ExpertRole, Text},
    publication::Label,
};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Competitions {
    pub competitions: Vec<CompetitionSummary>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompetitionSummary {
    pub id: String,
    pub title: Text,
    pub class: CompetitionClass,
    pub starts: Option<String>,
    pub ends: Option<String>,
    pub skills: Vec<SkillSummary>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SkillSummary {
    pub id: String,
    pub title: Text,
    pub competitors: u32,
    pub aspects: u32,
    pub visibility: Visibility,
    /// Of which time the marks are.
    pub label: Label,
    pub state: SkillState,
    /// None while hidden.
    pub progress: Option<Progress>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Visibility {
    Live,
    Hidden,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum SkillState {
    NotStarted,
    Marking,
    Complete,
    Locked,
    /// Nothing more is said before publication.
    Hidden,
}

/// Marks there are, and marks there will be.
#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Progress {
    pub done: u32,
    pub of: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PairRequest {
    pub code: String,
    #[serde(default)]
    pub device_name: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PairAnswer {
    pub token: String,
    pub device: String,
    pub competition: String,
    pub expert: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Desk {
    pub competitions: Vec<DeskCompetition>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeskCompetition {
    pub id: String,
    pub title: Text,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    pub experts: Vec<DeskExpert>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeskExpert {
    pub expert: String,
    pub name: Text,
    pub skill: String,
    pub role: ExpertRole,
    pub panel: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub entries: u64,
    pub devices: Vec<DeskDevice>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeskDevice {
    pub device: String,
    pub name: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub paired_at: i64,
    pub online: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PairingCodeRequest {
    pub competition: String,
    pub skill: String,
    pub expert: String,
}

/// Out of the contest, or back in it.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct WithdrawalRequest {
    pub competition: String,
    pub skill: String,
    pub competitor: String,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PairingCode {
    pub code: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub expires_at: i64,
    pub url: String,
    pub qr_svg: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DrawCommitRequest {
    pub competition: String,
    pub skill: String,
    pub competitors: Vec<String>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DrawRevealRequest {
    pub competition: String,
    pub skill: String,
    pub draw: u32,
    pub witnesses: Vec<WitnessRequest>,
}

/// Text as it was typed: the expert may be unknown.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct WitnessRequest {
    pub expert: String,
    pub value: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DrawCancelRequest {
    pub competition: String,
    pub skill: String,
    pub draw: u32,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Health {
    pub status: &'static str,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ErrorBody {
    pub error: Problem,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Problem {
    pub code: &'static str,
    pub message: Text,
}
