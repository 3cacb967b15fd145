//! What happens to nominations, as it is recorded: each event has its officer and its time.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use super::{NominationId, Step};
use crate::{
    competition::{CategoryId, CompetitionId, CompetitorId, ProgrammeId, SkillId},
    judging::Millis,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationEvent {
    pub at: Millis,
    /// Who did it: nothing moves without somebody who is named.
    pub officer: String,
    pub nomination: NominationId,
    #[serde(flatten)]
    pub what: What,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case")]
pub enum What {
    /// The first event of every nomination.
    Identified(Box<Subject>),
    Moved {
        step: Step,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        evidence: Vec<Evidence>,
        #[serde(default, skip_serializing_if = "String::is_empty")]
        comment: String,
    },
    Commented {
        comment: String,
    },
    EvidenceAdded {
        evidence: Evidence,
    },
    /// By when the next step is due; none: no more.
    DeadlineSet {
        due: Option<Date>,
    },
    /// Somebody has looked at an amended result, and the nomination rests on it as it is now.
    ResultAccepted {
        digest: String,
        comment: String,
    },
}

/// Whom it nominates for what. Names and other data of the person are not here, but in the vault.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Subject {
    /// The same in all competitions and years.
    pub person: String,
    pub programme: ProgrammeId,
    pub category: CategoryId,
    /// Whose quota it takes a place of.
    pub year: i16,
    /// Who recommends, as the programme calls it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub body: Option<String>,
    pub rests_on: RestsOn,
    /// SHA-256 of the programme's file, hex: by which rules it was judged.
    pub rules: String,
}

impl Subject {
    /// Whoever it is, and whatever it rests on.
    #[must_use]
    pub fn is_for_the_same_as(&self, other: &Self) -> bool {
        (&self.programme, &self.category, self.year) == (&other.programme, &other.category, other.year)
    }
}

/// A published, signed result.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct RestsOn {
    pub competition: CompetitionId,
    pub skill: SkillId,
    pub competitor: CompetitorId,
    /// Of the result, hex.
    pub digest: String,
}

/// A document that somebody has seen.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Evidence {
    pub name: String,
    /// SHA-256 of the file, hex; none of a paper.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub sha256: Option<String>,
}
