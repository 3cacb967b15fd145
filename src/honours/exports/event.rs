//! What happens to exports, as it is recorded. What is in them is kept elsewhere; here is its hash.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{ExportId, ExportOf};
use crate::judging::Millis;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct ExportEvent {
    pub at: Millis,
    pub officer: String,
    pub export: ExportId,
    #[serde(flatten)]
    pub what: ExportWhat,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum ExportWhat {
    /// The first event of every export.
    Asked {
        of: ExportOf,
        reason: String,
        device: String,
    },
    TakenBack,
    /// By whoever agreed to it, where it takes two.
    Made {
        /// Of the file, hex.
        sha256: String,
        bytes: u64,
        /// The day that stands in the file.
        day: Date,
        /// SHA-256 of what the file is made of, hex.
        content: String,
        /// Whoever is in it.
        people: Vec<String>,
        /// Certificates in it, by their ids.
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        certificates: Vec<String>,
    },
    /// Somebody got the file.
    Fetched,
}
