//! What the journal keeps besides marks: signatures, proposals, appeals, what machines measured.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use super::time::Millis;
use crate::{
    competition::{AspectId, Capacity, CompetitorId, ExpertId, GraderId, SkillId, SubCriterionId},
    ranking::Reveal,
};

/// What is signed at once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Part {
    SubCriterion {
        #[cfg_attr(test, ts(type = "string"))]
        id: SubCriterionId,
    },
    Day {
        day: u32,
    },
    Skill,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signature {
    pub skill: SkillId,
    pub part: Part,
    pub capacity: Capacity,
    /// Of the marks that were signed.
    pub digest: String,
    /// The member of the team a chief expert signed for.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub in_place_of: Option<ExpertId>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
}

/// On the tablet of the expert who is the entry's actor, and the witness.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CompetitorSignature {
    pub skill: SkillId,
    pub day: u32,
    pub competitor: CompetitorId,
    pub agreed: bool,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// Of the marks that were shown.
    pub digest: String,
}

/// What takes two people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Proposal {
    /// Other scores, also after signing.
    Correct {
        scores: Vec<ProposedScore>,
    },
    DecideAppeal {
        appeal: u32,
        outcome: AppealOutcome,
    },
    /// The outermost layer of codes that is still closed.
    OpenCodes {
        layer: u8,
    },
    /// Whatever was hidden, delayed or frozen is shown from now on.
    Publish,
    /// The same, step by step before the hall.
    BeginCeremony(ProposedCeremony),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProposedCeremony {
    pub reveal: Reveal,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub from_place: Option<NonZeroU32>,
    /// Digest of the result that was looked at.
    pub result: String,
}

/// Text as it was typed: ids may name nothing.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProposedScore {
    pub competitor: String,
    pub aspect: String,
    /// Whose score it is; absent for a measurement.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub expert: Option<String>,
    pub value: String,
    /// Position of the entry this one replaces.
    #[cfg_attr(test, ts(type = "number"))]
    pub corrects: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum AppealOutcome {
    /// What was marked again counts.
    Upheld,
    Rejected,
    /// Too late, or not a matter for appeal.
    Inadmissible,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AppealFiled {
    pub skill: SkillId,
    /// From 1, within the skill.
    pub appeal: u32,
    pub competitor: CompetitorId,
    pub aspects: Vec<AspectId>,
    pub grounds: String,
    /// When the button was pressed, by the server's clock.
    pub pressed_at: Millis,
    /// The window was over then.
    pub late: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct GraderRun {
    pub skill: SkillId,
    pub grader: GraderId,
    pub run: String,
    pub measurements: Vec<MachineMeasurement>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MachineMeasurement {
    pub competitor: CompetitorId,
    pub aspect: AspectId,
    /// As [`crate::scoring::Value::written`].
    pub value: String,
    /// SHA-256 of what the machine kept, hex.
    pub evidence: String,
}
