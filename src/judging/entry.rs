//! What the journal records.

use serde::{Deserialize, Serialize};

use crate::{
    competition::{AspectId, Competition, CompetitorId, DeviceId, ExpertId, SkillId, SubCriterionId},
    ranking::draw::Witness,
};

/// Milliseconds since 1970, UTC.
pub type Millis = i64;

/// One immutable line of a competition's journal. Entries speak of ids only, never of names.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Entry {
    /// From 1, without gaps.
    pub position: u64,
    /// The server's clock; order is by position, never by time.
    pub at: Millis,
    pub actor: Actor,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub command: Option<CommandId>,
    pub body: Body,
}

/// Made on the device before the command is sent: the same id makes at most one entry.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct CommandId {
    pub device: DeviceId,
    pub sequence: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Actor {
    Organiser,
    Expert(ExpertId),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Body {
    Opened {
        competition: Box<Competition>,
    },
    DevicePaired {
        device: DeviceId,
        skill: SkillId,
        expert: ExpertId,
        /// SHA-256 of the device's random token, hex.
        token_hash: String,
    },
    DeviceRevoked {
        device: DeviceId,
    },
    /// Out of the contest: the marks stay, there is no place.
    Withdrawn {
        skill: SkillId,
        competitor: CompetitorId,
        reason: String,
    },
    Reinstated {
        skill: SkillId,
        competitor: CompetitorId,
        reason: String,
    },
    Mark(MarkEntry),
    Locked {
        skill: SkillId,
        /// `None`: the whole skill.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sub_criterion: Option<SubCriterionId>,
    },
    /// The first of the two people an unlock takes.
    UnlockRequested {
        skill: SkillId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sub_criterion: Option<SubCriterionId>,
        reason: String,
    },
    /// The second one; the entry's actor is not `requested_by`.
    Unlocked {
        skill: SkillId,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sub_criterion: Option<SubCriterionId>,
        reason: String,
        requested_by: ExpertId,
    },
    /// List and method are fixed before the seed can be known; the secret itself is kept beside the journal.
    DrawCommitted {
        skill: SkillId,
        /// From 1, within the skill.
        draw: u32,
        method: String,
        /// Sorted by the bytes of the ids.
        competitors: Vec<CompetitorId>,
        commitment: String,
    },
    DrawRevealed {
        skill: SkillId,
        draw: u32,
        secret: String,
        witnesses: Vec<Witness>,
        seed: String,
        /// Best first.
        order: Vec<CompetitorId>,
    },
    DrawCancelled {
        skill: SkillId,
        draw: u32,
        reason: String,
    },
}

/// One expert's entry for one aspect of one competitor.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct MarkEntry {
    pub skill: SkillId,
    pub competitor: CompetitorId,
    pub aspect: AspectId,
    /// As [`crate::scoring::Value::written`].
    pub value: String,
    /// From 1; a panel whose spread is too wide scores again in the next round.
    pub round: u8,
    /// Position of the entry this one replaces.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub corrects: Option<u64>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reason: Option<String>,
    /// The device's clock, for the record only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Millis>,
}
