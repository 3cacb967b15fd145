//! What organisers ask for at the desk besides people and draws, and what machines post.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::competition::Text;

/// Of `/api/proposals/confirm`, `/api/appeals/notice`, which name it `proposal` and `appeal`.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProposalRequest {
    pub competition: String,
    pub skill: String,
    pub proposal: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProposalRejectRequest {
    pub competition: String,
    pub skill: String,
    pub proposal: u32,
    pub reason: String,
}

/// The organiser as the second person of an unlock that was asked for.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct UnlockRequest {
    pub competition: String,
    pub skill: String,
    /// Absent: the whole skill.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub sub_criterion: Option<String>,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeadlineRequest {
    pub competition: String,
    pub skill: String,
    pub day: u32,
    /// Milliseconds since 1970; null: none any more.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub at: Option<i64>,
}

/// Filed at the desk.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AppealRequest {
    pub competition: String,
    pub skill: String,
    pub competitor: String,
    pub aspects: Vec<String>,
    pub grounds: String,
    /// How long before sending the button was pressed, in milliseconds.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub pressed_ago: i64,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AppealNoticeRequest {
    pub competition: String,
    pub skill: String,
    pub appeal: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AppealWithdrawRequest {
    pub competition: String,
    pub skill: String,
    pub appeal: u32,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CodesRequest {
    pub competition: String,
    pub skill: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct GraderRequest {
    pub competition: String,
    pub skill: String,
    pub grader: String,
}

/// The token is shown once.
#[derive(Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct GraderToken {
    pub grader: String,
    pub token: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Graders {
    /// Those the rules name, and those that were added.
    pub graders: Vec<GraderCard>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct GraderCard {
    pub grader: String,
    /// What it measures.
    pub aspects: Vec<String>,
    /// Absent: it has no token, or no longer.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub added_at: Option<i64>,
    pub revoked: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub last_run_at: Option<i64>,
    /// All it has posted.
    #[cfg_attr(test, ts(type = "number"))]
    pub measurements: u64,
    /// Those that no expert has confirmed yet.
    pub awaiting: u32,
}

/// `POST /api/measurements`; the token names competition, skill and grader.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasurementsRequest {
    #[serde(default)]
    pub competition: Option<String>,
    #[serde(default)]
    pub skill: Option<String>,
    /// The same run again gets the same answer.
    pub run: String,
    pub measurements: Vec<MeasurementRequest>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasurementRequest {
    pub competitor: String,
    pub aspect: String,
    pub value: String,
    /// SHA-256 of what the machine keeps, hex.
    pub evidence: String,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasurementsAnswer {
    pub position: u64,
    pub hash: String,
    pub at: i64,
    pub measurements: usize,
}

/// Why nothing of a run was taken.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasurementFault {
    /// Index of the measurement, or of the scoreboard's standing; absent: of the whole.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub index: Option<usize>,
    pub code: &'static str,
    pub message: Text,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct MeasurementsRefused {
    /// The first of them.
    pub error: Problem,
    pub faults: Vec<MeasurementFault>,
}
