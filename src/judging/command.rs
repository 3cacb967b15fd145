//! What people ask for. Time, actor and chance arrive as fields, so that deciding is a pure function.

use super::{
    Actor, Millis,
    entry::{Body, CommandId, Entry},
    records::{Part, Proposal},
};
use crate::{
    competition::{BrowserId, Competition, CompetitorId, DeviceId, ExpertId, GraderId, SkillId},
    ranking::draw::DrawSecret,
};

/// The highest sequence of a command: JSON numbers are exact up to here.
pub const SEQUENCE_MAX: u64 = (1 << 53) - 1;

/// The longest reason, in characters.
pub const REASON_MAX_CHARS: usize = 500;

/// Scores one proposal may change.
pub const PROPOSED_SCORES_MAX: usize = 100;

/// Proposals of one skill that wait for their second person.
pub const OPEN_PROPOSALS_MAX: usize = 100;

/// Open appeals of one person.
pub const OPEN_APPEALS_MAX_PER_PERSON: usize = 50;

/// Open appeals of one skill: all of them are told at once.
pub const OPEN_APPEALS_MAX: usize = 200;

/// Runs one grader may post.
pub const GRADER_RUNS_MAX: usize = 100_000;

/// Aspects one appeal may be about.
pub const APPEAL_ASPECTS_MAX: usize = 50;

/// How long ago the button of an appeal may have been pressed, in milliseconds: a tablet may be offline for days.
pub const APPEAL_PRESSED_AGO_MAX_MS: Millis = 30 * 24 * 3_600_000;

/// The longest code of a competitor, in characters.
pub const CODE_MAX_CHARS: usize = 12;

/// The longest name of a grader's run, in characters.
pub const RUN_MAX_CHARS: usize = 100;

/// Measurements of one run.
pub const RUN_MAX_MEASUREMENTS: usize = 10_000;

#[derive(Debug, Clone)]
pub struct Command {
    pub at: Millis,
    pub actor: Actor,
    /// Every command from a device has one.
    pub id: Option<CommandId>,
    /// Where it was asked for, as far as a browser says so; a paired device's own is known from its pairing.
    pub browser: Option<BrowserId>,
    pub action: Action,
}

impl Command {
    /// What is recorded of it.
    #[must_use]
    pub fn entry(self, position: u64, body: Body) -> Entry {
        let browser = self.browser.filter(|_| body.rests_on_the_browser());
        Entry { position, at: self.at, actor: self.actor, command: self.id, browser, body }
    }
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
    /// An entry from a device's recovery file, in the name of its expert; the device may be revoked.
    Recover(Submit),
    /// The same of an appeal and of a second look.
    RecoverAppeal(Appeal),
    RecoverRemark {
        appeal: u32,
        aspect: String,
        value: String,
    },
    Sign(Sign),
    CompetitorSign(CompetitorSign),
    /// `skill` is asked only of the organiser, who may propose to publish.
    Propose {
        skill: Option<SkillId>,
        what: Proposal,
        reason: String,
    },
    /// `skill` is asked only of the organiser; a device has its own.
    Confirm {
        skill: Option<SkillId>,
        proposal: u32,
    },
    Reject {
        skill: Option<SkillId>,
        proposal: u32,
        reason: String,
    },
    /// The organiser as the second person of an unlock.
    ConfirmUnlock {
        skill: SkillId,
        sub_criterion: Option<String>,
        reason: String,
    },
    Appeal(Appeal),
    AssignAppeal {
        appeal: u32,
        experts: Vec<String>,
    },
    Remark {
        appeal: u32,
        aspect: String,
        value: String,
    },
    NoticeAppeal {
        skill: Option<SkillId>,
        appeal: u32,
    },
    WithdrawAppeal {
        skill: Option<SkillId>,
        appeal: u32,
        reason: String,
    },
    SetDeadline {
        skill: SkillId,
        day: u32,
        deadline: Option<Millis>,
    },
    /// Drawn by chance before it is asked for.
    DrawCodes {
        skill: SkillId,
        layers: Vec<Vec<String>>,
    },
    TakeCodeSheet {
        skill: SkillId,
        layer: u8,
    },
    Freeze {
        skill: SkillId,
    },
    /// `from`: the step that was looked at.
    StepCeremony {
        skill: SkillId,
        from: u32,
        to: u32,
    },
    /// `publish`: the whole result is shown; else what was shown before the ceremony.
    EndCeremony {
        skill: SkillId,
        publish: bool,
    },
    AddGrader {
        skill: SkillId,
        grader: GraderId,
        token_hash: String,
    },
    RevokeGrader {
        skill: SkillId,
        grader: GraderId,
    },
    Measure(Measure),
    NoteRecovery {
        device: DeviceId,
        entries: u32,
    },
}

impl Action {
    /// From a recovery file: the tablet it comes from may have been replaced since.
    #[must_use]
    pub const fn is_recovered(&self) -> bool {
        matches!(self, Self::Recover(_) | Self::RecoverAppeal(_) | Self::RecoverRemark { .. })
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sign {
    pub part: Part,
    /// Of what the signer was shown.
    pub digest: String,
    /// A chief expert signs for a member of the team who cannot, with a reason.
    pub in_place_of: Option<String>,
    pub reason: Option<String>,
}

/// A competitor signs on an expert's tablet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CompetitorSign {
    pub day: u32,
    pub competitor: String,
    /// False: has seen the sheet and does not agree.
    pub agreed: bool,
    pub reason: Option<String>,
    pub digest: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Appeal {
    /// Asked only of the organiser; a device has its own.
    pub skill: Option<SkillId>,
    pub competitor: String,
    pub aspects: Vec<String>,
    pub grounds: String,
    /// How long before this command the button was pressed, in milliseconds.
    pub pressed_ago: Millis,
}

/// What a machine measured, in one run.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Measure {
    pub skill: SkillId,
    pub grader: GraderId,
    /// The same run again is answered as the first time.
    pub run: String,
    pub measurements: Vec<MeasuredValue>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MeasuredValue {
    pub competitor: String,
    pub aspect: String,
    pub value: String,
    /// SHA-256 of what the machine kept, hex.
    pub evidence: String,
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
    /// Position of the machine's measurement this one confirms.
    pub confirms: Option<u64>,
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
