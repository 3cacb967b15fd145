//! What people ask for. Time, actor and chance arrive as fields, so that deciding is a pure function.

use super::{
    Actor, Millis,
    entry::{Body, CommandId},
};
use crate::{
    competition::{Competition, CompetitorId, DeviceId, ExpertId, SkillId},
    ranking::draw::DrawSecret,
};

/// The highest sequence of a command: JSON numbers are exact up to here.
pub const SEQUENCE_MAX: u64 = (1 << 53) - 1;

/// The longest reason, in characters.
pub const REASON_MAX_CHARS: usize = 500;

#[derive(Debug, Clone)]
pub struct Command {
    pub at: Millis,
    pub actor: Actor,
    /// Every command from a device has one.
    pub id: Option<CommandId>,
    pub action: Action,
}

#[derive(Debug, Clone)]
pub enum Action {
    Open {
        competition: Box<Competition>,
    },
    PairDevice {
        device: DeviceId,
        skill: SkillId,
        expert: ExpertId,
        token_hash: String,
    },
    RevokeDevice {
        device: DeviceId,
    },
    /// A competitor is out of the contest; the marks stay.
    Withdraw {
        skill: SkillId,
        competitor: CompetitorId,
        reason: String,
    },
    /// … and back in it.
    Reinstate {
        skill: SkillId,
        competitor: CompetitorId,
        reason: String,
    },
    Submit(Submit),
    Lock {
        sub_criterion: Option<String>,
    },
    Unlock {
        sub_criterion: Option<String>,
        reason: String,
    },
    CommitDraw(CommitDraw),
    RevealDraw(RevealDraw),
    CancelDraw {
        skill: SkillId,
        draw: u32,
        reason: String,
    },
}

/// The secret is kept beside the journal until the reveal, in the same commit as the entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CommitDraw {
    pub skill: SkillId,
    pub competitors: Vec<String>,
    pub secret: DrawSecret,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RevealDraw {
    pub skill: SkillId,
    pub draw: u32,
    /// As it was kept; `None` when it is gone.
    pub secret: Option<DrawSecret>,
    /// Experts of the skill and what they said.
    pub witnesses: Vec<(String, String)>,
}

/// Ids are text here: they come from a device and may name nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Submit {
    pub competitor: String,
    pub aspect: String,
    pub value: String,
    pub corrects: Option<u64>,
    pub reason: Option<String>,
    pub made_at: Option<Millis>,
}

/// What `decide` answers when it does not refuse.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Decision {
    /// Exactly one entry for an accepted command.
    Accept(Body),
    /// The command was accepted before, as the entry at this position.
    Repeat { position: u64 },
}
