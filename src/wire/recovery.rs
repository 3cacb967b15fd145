//! `/api/recoveries`: what a device saved to a file, loaded at the desk.

use serde::{Deserialize, Serialize};

use crate::competition::Text;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RecoveryRequest {
    pub file: RecoveryFile,
    /// False: only say what would happen.
    pub load: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RecoveryFile {
    pub format: String,
    pub competition: String,
    pub device: String,
    pub expert: String,
    pub skill: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub made_at: i64,
    pub entries: Vec<RecoveryEntry>,
    /// Of everything above, 64 hex digits.
    pub mac: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RecoveryEntry {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub competitor: String,
    pub aspect: String,
    pub value: String,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub corrects: Option<u64>,
    /// An entry of this file that had no position yet.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub corrects_sequence: Option<u64>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub made_at: i64,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub confirms: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RecoveryAnswer {
    pub device: String,
    pub skill: String,
    pub expert: String,
    pub revoked: bool,
    pub loaded: bool,
    /// In the order of their sequence.
    pub entries: Vec<RecoveryResult>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct RecoveryResult {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub competitor: String,
    pub aspect: String,
    pub value: String,
    pub outcome: RecoveryOutcome,
    /// Where it is in the journal.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub position: Option<u64>,
    /// Why it was refused.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub code: Option<&'static str>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub message: Option<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum RecoveryOutcome {
    /// The journal had it before.
    Known,
    /// It is stored now, or would be.
    Stored,
    Refused,
}
