//! What the archive's record is made of.

use serde::{Deserialize, Serialize};

use crate::{
    honours::{exports::ExportEvent, nomination::NominationEvent},
    judging::Millis,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum OfficeEvent {
    Nomination(NominationEvent),
    Person(PersonEvent),
    Export(ExportEvent),
}

/// What was done with a person's data, by whom and why. The data itself is never in the record.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonEvent {
    pub at: Millis,
    pub officer: String,
    pub person: String,
    #[serde(flatten)]
    pub what: PersonWhat,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum PersonWhat {
    /// Which fields were entered or changed.
    Kept {
        fields: Vec<String>,
    },
    Revealed {
        reason: String,
    },
    EraseAsked {
        reason: String,
        device: String,
    },
    EraseTakenBack,
    /// By the second of two people; the first one asked.
    Erased {
        reason: String,
        asked_by: String,
    },
    /// Somebody else from now on.
    Merged {
        into: String,
        reason: String,
    },
}
