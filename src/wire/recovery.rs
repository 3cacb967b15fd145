//! `/api/recoveries`: what a device saved to a file, loaded at the desk.

use serde::{Deserialize, Serialize};

use crate::competition::Text;

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RecoveryRequest {
    pub file: RecoveryFile,
    /// False: only say what would happen.
    pub load: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RecoveryFile {
    pub format: String,
    pub competition: String,
    pub device: String,
    pub expert: String,
    pub skill: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub made_at: i64,
    pub entries: Vec<RecoveryEntry>,
    /// Appeals and second looks; files of earlier versions have none.
    #[serde(default)]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<RecoveryCommand>>"))]
    pub commands: Vec<RecoveryCommand>,
    /// Of everything above, 64 hex digits.
    pub mac: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
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

/// What a device sends besides marks and keeps until it is answered.
#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum RecoveryCommand {
    Appeal {
        #[cfg_attr(test, ts(type = "number"))]
        sequence: u64,
        competitor: String,
        aspects: Vec<String>,
        grounds: String,
        /// When the button was pressed, by the server's clock as far as the device knew it.
        #[cfg_attr(test, ts(type = "number"))]
        pressed_at: i64,
    },
    Remark {
        #[cfg_attr(test, ts(type = "number"))]
        sequence: u64,
        appeal: u32,
        aspect: String,
        value: String,
    },
}

impl RecoveryCommand {
    #[must_use]
    pub const fn sequence(&self) -> u64 {
        match self {
            Self::Appeal { sequence, .. } | Self::Remark { sequence, .. } => *sequence,
        }
    }
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
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
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RecoveryResult {
    #[cfg_attr(test, ts(type = "number"))]
    pub sequence: u64,
    pub kind: RecoveryKind,
    /// Absent: a second look for an appeal that there is not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub competitor: Option<String>,
    /// An appeal may be about several.
    pub aspects: Vec<String>,
    /// Of an appeal its grounds.
    pub value: String,
    /// The appeal that a second look is for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub appeal: Option<u32>,
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
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum RecoveryKind {
    Mark,
    Appeal,
    Remark,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum RecoveryOutcome {
    /// The journal had it before.
    Known,
    /// It is stored now, or would be.
    Stored,
    Refused,
}
