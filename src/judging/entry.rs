//! What the journal records.

use serde::{Deserialize, Serialize};

use super::records::{AppealFiled, CompetitorSignature, GraderRun, Proposal, Signature};
use super::time::Millis;
use crate::{
    competition::{AspectId, BrowserId, Competition, CompetitorId, DeviceId, ExpertId, GraderId, SkillId, SubCriterionId},
    ranking::draw::Witness,
};

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
    /// Of what takes two people on two devices, and of a pairing: which browser it came from, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub browser: Option<BrowserId>,
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
    Grader(GraderId),
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
    Signed(Signature),
    CompetitorSigned(CompetitorSignature),
    /// The first of the two people it takes.
    Proposed {
        skill: SkillId,
        /// From 1, within the skill.
        proposal: u32,
        what: Proposal,
        reason: String,
    },
    /// The second one, from now on it holds.
    ProposalConfirmed {
        skill: SkillId,
        proposal: u32,
    },
    ProposalRejected {
        skill: SkillId,
        proposal: u32,
        reason: String,
    },
    AppealFiled(AppealFiled),
    /// Who marks again.
    AppealAssigned {
        skill: SkillId,
        appeal: u32,
        experts: Vec<ExpertId>,
    },
    /// One expert's score of the second look.
    Remarked {
        skill: SkillId,
        appeal: u32,
        aspect: AspectId,
        value: String,
    },
    /// Whoever appealed was told the decision.
    AppealNoticed {
        skill: SkillId,
        appeal: u32,
    },
    AppealWithdrawn {
        skill: SkillId,
        appeal: u32,
        reason: String,
    },
    DeadlineSet {
        skill: SkillId,
        day: u32,
        /// `None`: none any more.
        at: Option<Millis>,
    },
    /// Per layer, the code of each competitor in the skill's order; experts see the last layer.
    CodesDrawn {
        skill: SkillId,
        layers: Vec<Vec<String>>,
    },
    /// Somebody took the list of who has which code, of this layer (from 1).
    CodeSheetTaken {
        skill: SkillId,
        layer: u8,
    },
    /// What the audience sees stays as it is.
    Frozen {
        skill: SkillId,
    },
    /// So many steps of the ceremony are shown now.
    CeremonyStepped {
        skill: SkillId,
        step: u32,
    },
    /// The whole result is shown, or again what was shown before it.
    CeremonyEnded {
        skill: SkillId,
        published: bool,
    },
    GraderAdded {
        skill: SkillId,
        grader: GraderId,
        token_hash: String,
    },
    GraderRevoked {
        skill: SkillId,
        grader: GraderId,
    },
    Measured(GraderRun),
    /// Entries that a device saved to a file were loaded at the desk; those the journal did not have follow.
    RecoveryLoaded {
        device: DeviceId,
        entries: u32,
    },
}

impl Body {
    /// Whether two of these must come from two browsers.
    #[must_use]
    pub const fn rests_on_the_browser(&self) -> bool {
        matches!(
            self,
            Self::DevicePaired { .. }
                | Self::UnlockRequested { .. }
                | Self::Unlocked { .. }
                | Self::Proposed { .. }
                | Self::ProposalConfirmed { .. }
        )
    }

    /// The skill an entry is about, where it is about one.
    #[must_use]
    pub fn skill(&self) -> Option<&SkillId> {
        match self {
            Self::Opened { .. } | Self::DeviceRevoked { .. } | Self::RecoveryLoaded { .. } => None,
            Self::Mark(mark) => Some(&mark.skill),
            Self::Signed(signed) => Some(&signed.skill),
            Self::CompetitorSigned(signed) => Some(&signed.skill),
            Self::AppealFiled(filed) => Some(&filed.skill),
            Self::Measured(run) => Some(&run.skill),
            Self::DevicePaired { skill, .. }
            | Self::Withdrawn { skill, .. }
            | Self::Reinstated { skill, .. }
            | Self::Locked { skill, .. }
            | Self::UnlockRequested { skill, .. }
            | Self::Unlocked { skill, .. }
            | Self::DrawCommitted { skill, .. }
            | Self::DrawRevealed { skill, .. }
            | Self::DrawCancelled { skill, .. }
            | Self::Proposed { skill, .. }
            | Self::ProposalConfirmed { skill, .. }
            | Self::ProposalRejected { skill, .. }
            | Self::AppealAssigned { skill, .. }
            | Self::Remarked { skill, .. }
            | Self::AppealNoticed { skill, .. }
            | Self::AppealWithdrawn { skill, .. }
            | Self::DeadlineSet { skill, .. }
            | Self::CodesDrawn { skill, .. }
            | Self::CodeSheetTaken { skill, .. }
            | Self::Frozen { skill }
            | Self::CeremonyStepped { skill, .. }
            | Self::CeremonyEnded { skill, .. }
            | Self::GraderAdded { skill, .. }
            | Self::GraderRevoked { skill, .. } => Some(skill),
        }
    }
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
    /// Position of the machine's measurement this one confirms.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub confirms: Option<u64>,
    /// The device's clock, for the record only.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub made_at: Option<Millis>,
}
