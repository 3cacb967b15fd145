//! What takes two people: one proposes, another confirms on another device, or at the organiser's desk.

use super::{
    appeals, codes,
    command::{OPEN_PROPOSALS_MAX, PROPOSED_SCORES_MAX},
    entry::{Actor, Body, Entry},
    publishing::Publishing,
    records::{AppealOutcome, Proposal, ProposedScore},
    refusal::Refusal,
    sender::{Sender, stated},
    state::{SkillState, expert_slot},
    time::Millis,
};
use crate::{
    competition::{BrowserId, DeviceId, ExpertId, ExpertRole, Skill, SkillId},
    scoring::{Score, Value},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProposalState {
    pub number: u32,
    pub what: Proposal,
    pub reason: String,
    pub by: Actor,
    /// `None`: at the desk.
    pub device: Option<DeviceId>,
    /// Where that is known.
    pub browser: Option<BrowserId>,
    pub at: Millis,
    pub closed: Option<Closed>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closed {
    pub confirmed: bool,
    pub by: Actor,
    pub reason: Option<String>,
    pub at: Millis,
    pub position: u64,
}

/// A proposed score that fits the state.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Replacement {
    pub competitor: usize,
    pub aspect: usize,
    /// [`Score::NO_EXPERT`] for a measurement.
    pub expert: u16,
    pub round: u8,
    pub value: Value,
}

impl SkillState {
    #[must_use]
    pub fn proposal(&self, number: u32) -> Option<&ProposalState> {
        self.proceedings.proposals.get((number as usize).checked_sub(1)?)
    }

    /// What these scores would put where.
    ///
    /// # Errors
    /// When one of them names nothing, is no value of its aspect, or replaces an entry that is not the current one.
    pub fn replacements(&self, skill: &Skill, scores: &[ProposedScore]) -> Result<Vec<Replacement>, Refusal> {
        scores.iter().map(|score| self.replacement(skill, score)).collect()
    }

    fn replacement(&self, skill: &Skill, score: &ProposedScore) -> Result<Replacement, Refusal> {
        let competitor = self.competitor(&score.competitor).ok_or_else(|| Refusal::UnknownCompetitor(score.competitor.clone()))?;
        let aspect = self.aspect(&score.aspect).ok_or_else(|| Refusal::UnknownAspect(score.aspect.clone()))?;
        let rule = &skill.scheme.aspects[aspect];
        let value = Value::parse(&score.value, rule)?;
        let expert = match (&score.expert, rule.is_judgement()) {
            (Some(id), true) => {
                let index = self.expert(id).ok_or_else(|| Refusal::UnknownExpert(id.clone()))?;
                expert_slot(index).map_err(|_| Refusal::UnknownExpert(id.clone()))?
            }
            (None, false) => Score::NO_EXPERT,
            (Some(id), false) => return Err(Refusal::UnknownExpert(id.clone())),
            (None, true) => return Err(Refusal::UnknownExpert(String::new())),
        };
        let current = self.tally.scores(competitor, aspect).find(|current| current.expert == expert);
        match current {
            Some(current) if current.position == score.corrects => {
                Ok(Replacement { competitor, aspect, expert, round: current.round, value })
            }
            current => Err(Refusal::StaleCorrection { current: current.map(|current| current.position) }),
        }
    }

    /// What would be put where if this proposal held.
    ///
    /// # Errors
    /// When it does not fit the state any more.
    pub fn effect_of(&self, skill: &Skill, what: &Proposal) -> Result<Vec<Replacement>, Refusal> {
        match what {
            Proposal::Correct { scores } => self.replacements(skill, scores),
            Proposal::DecideAppeal { appeal, outcome: AppealOutcome::Upheld } => appeals::marked_again(skill, self, *appeal),
            Proposal::DecideAppeal { .. } | Proposal::OpenCodes { .. } | Proposal::Publish | Proposal::BeginCeremony(_) => Ok(Vec::new()),
        }
    }

    /// Puts scores in as the entry at `position`; what was signed about them is not signed any more.
    pub fn replace(&mut self, skill: &Skill, replacements: &[Replacement], position: u64) -> Result<(), &'static str> {
        for &Replacement { competitor, aspect, expert, round, value } in replacements {
            self.keep_round(competitor, aspect, round);
            if !self.tally.record(competitor, aspect, Score { expert, round, value, position }) {
                return Err("no room in the panel");
            }
            self.void_signatures(skill, &[skill.scheme.aspects[aspect].sub_criterion]);
            self.changed(competitor);
        }
        self.changed_at = position;
        Ok(())
    }

    pub(super) fn apply_proposal(
        &mut self,
        entry: &Entry,
        browser: Option<BrowserId>,
        (number, what, reason): (u32, &Proposal, &str),
    ) -> Result<(), &'static str> {
        let (by, device) = (entry.actor.clone(), entry.command.as_ref().map(|id| id.device.clone()));
        if by != Actor::Organiser && device.is_none() {
            return Err("a proposal without a device");
        }
        if number as usize != self.proceedings.proposals.len() + 1 {
            return Err("a proposal of another number");
        }
        let (what, reason) = (what.clone(), reason.to_owned());
        self.proceedings.proposals.push(ProposalState { number, what, reason, by, device, browser, at: entry.at, closed: None });
        Ok(())
    }

    pub(super) fn apply_confirmation(&mut self, skill: &Skill, entry: &Entry, number: u32) -> Result<(), &'static str> {
        let what = self.close(entry, number, None)?;
        let replacements = self.effect_of(skill, &what).map_err(|_| "a proposal that does not fit any more")?;
        self.replace(skill, &replacements, entry.position)?;
        match what {
            Proposal::Correct { .. } => Ok(()),
            Proposal::DecideAppeal { appeal, outcome } => self.decide_appeal(appeal, outcome),
            Proposal::OpenCodes { layer } => self.open_codes(layer),
            Proposal::Publish => {
                self.proceedings.publishing = Publishing::Published { at: entry.at };
                Ok(())
            }
            Proposal::BeginCeremony(ceremony) => {
                self.begin_ceremony(entry.at, ceremony);
                Ok(())
            }
        }
    }

    /// What came from a device that was revoked is no proposal any more.
    pub(super) fn drop_proposals_of(&mut self, device: &DeviceId, entry: &Entry) {
        for proposal in
            self.proceedings.proposals.iter_mut().filter(|known| known.closed.is_none() && known.device.as_ref() == Some(device))
        {
            let reason = Some("the device was revoked / 设备已撤销".to_owned());
            let closed = Closed { confirmed: false, by: entry.actor.clone(), reason, at: entry.at, position: entry.position };
            proposal.closed = Some(closed);
        }
    }

    pub(super) fn close(&mut self, entry: &Entry, number: u32, rejected: Option<&str>) -> Result<Proposal, &'static str> {
        let index = (number as usize).checked_sub(1).ok_or("no such proposal")?;
        let proposal = self.proceedings.proposals.get_mut(index).filter(|known| known.closed.is_none()).ok_or("no such proposal")?;
        proposal.closed = Some(Closed {
            confirmed: rejected.is_none(),
            by: entry.actor.clone(),
            reason: rejected.map(str::to_owned),
            at: entry.at,
            position: entry.position,
        });
        Ok(proposal.what.clone())
    }
}

fn next_number(state: &SkillState) -> Result<u32, Refusal> {
    u32::try_from(state.proceedings.proposals.len() + 1).map_err(|_| Refusal::TooMany("proposals"))
}

/// The organiser proposes to publish, at once or step by step, and nothing else: marks are for judges.
pub(super) fn asked_at_desk(skill: &Skill, state: &SkillState, now: Millis, what: &Proposal, reason: &str) -> Result<Body, Refusal> {
    may_be_one_more(state)?;
    if matches!(what, Proposal::Publish | Proposal::BeginCeremony(_))
        && skill.experts.iter().all(|expert| expert.role == ExpertRole::Expert)
    {
        return Err(Refusal::NobodyToConfirm);
    }
    match what {
        Proposal::Publish => state.may_be_published(skill)?,
        Proposal::BeginCeremony(asked) => state.may_begin_ceremony(skill, asked, now)?,
        Proposal::Correct { .. } | Proposal::DecideAppeal { .. } | Proposal::OpenCodes { .. } => return Err(Refusal::Role),
    }
    Ok(Body::Proposed { skill: skill.id.clone(), proposal: next_number(state)?, what: what.clone(), reason: stated(reason)? })
}

fn may_be_one_more(state: &SkillState) -> Result<(), Refusal> {
    let open = state.proceedings.proposals.iter().filter(|proposal| proposal.closed.is_none()).count();
    if open >= OPEN_PROPOSALS_MAX { Err(Refusal::TooMany("open proposals")) } else { Ok(()) }
}

pub(super) fn asked(sender: &Sender<'_>, what: &Proposal, reason: &str) -> Result<Body, Refusal> {
    let proposal = next_number(sender.state)?;
    let what = match what {
        // The journal speaks of ids, whatever the tablet knows a competitor by.
        Proposal::Correct { scores } => {
            let named = |score: &ProposedScore| {
                let competitor = sender.competitor(&score.competitor)?;
                Ok(ProposedScore { competitor: sender.skill.competitors[competitor].id.to_string(), ..score.clone() })
            };
            Proposal::Correct { scores: scores.iter().map(named).collect::<Result<_, Refusal>>()? }
        }
        other => other.clone(),
    };
    Ok(Body::Proposed { skill: sender.skill.id.clone(), proposal, what, reason: stated(reason)? })
}

pub(super) fn allowed(sender: &Sender<'_>, now: Millis, what: &Proposal) -> Result<(), Refusal> {
    if !sender.leads() {
        return Err(Refusal::Role);
    }
    may_be_one_more(sender.state)?;
    match what {
        Proposal::Correct { scores } => {
            if scores.is_empty() || scores.len() > PROPOSED_SCORES_MAX {
                return Err(Refusal::TooMany("scores"));
            }
            let mut places: Vec<_> = scores.iter().map(|score| (&score.competitor, &score.aspect, &score.expert)).collect();
            places.sort_unstable();
            if places.windows(2).any(|pair| pair[0] == pair[1]) {
                return Err(Refusal::TooMany("scores of one place"));
            }
        }
        Proposal::DecideAppeal { appeal, .. } => appeals::may_be_decided(sender.state, *appeal)?,
        Proposal::OpenCodes { layer } => codes::may_be_opened(sender.state, *layer)?,
        Proposal::Publish => sender.state.may_be_published(sender.skill)?,
        Proposal::BeginCeremony(asked) => sender.state.may_begin_ceremony(sender.skill, asked, now)?,
    }
    sender.state.effect_of(sender.skill, what).map(drop)
}

/// Whoever closes a proposal: a device's expert, or the organiser.
pub(super) struct Second<'a> {
    pub skill: &'a Skill,
    pub state: &'a SkillState,
    /// `None`: the organiser.
    pub expert: Option<(&'a ExpertId, ExpertRole, &'a DeviceId)>,
    pub browser: Option<&'a BrowserId>,
}

/// Whether both came from one browser, as far as that is known of them.
pub(super) fn same_browser(one: Option<&BrowserId>, other: Option<&BrowserId>) -> bool {
    one.is_some() && one == other
}

impl<'a> Second<'a> {
    pub fn of(sender: &'a Sender<'a>) -> Self {
        let expert = Some((&sender.expert.id, sender.expert.role, &sender.id.device));
        Self { skill: sender.skill, state: sender.state, expert, browser: sender.device.browser.as_ref() }
    }

    fn open(&self, number: u32) -> Result<&'a ProposalState, Refusal> {
        let proposal = self.state.proposal(number).ok_or(Refusal::NoSuchProposal(number))?;
        if proposal.closed.is_some() { Err(Refusal::ProposalClosed(number)) } else { Ok(proposal) }
    }

    pub fn may_confirm(&self, number: u32, now: Millis) -> Result<(), Refusal> {
        let proposal = self.open(number)?;
        if same_browser(proposal.browser.as_ref(), self.browser) {
            return Err(Refusal::SecondPerson);
        }
        if let Some((expert, role, device)) = self.expert {
            if role == ExpertRole::Expert {
                return Err(Refusal::Role);
            }
            if proposal.by == Actor::Expert(expert.clone()) || proposal.device.as_ref() == Some(device) {
                return Err(Refusal::SecondPerson);
            }
        } else if proposal.by == Actor::Organiser {
            return Err(Refusal::SecondPerson);
        }
        if matches!(proposal.what, Proposal::OpenCodes { .. }) {
            let supervisors = || self.skill.experts.iter().filter(|expert| expert.role == ExpertRole::Supervisor);
            let is_supervisor = |who: &Actor| supervisors().any(|expert| *who == Actor::Expert(expert.id.clone()));
            let second = self.expert.is_some_and(|(_, role, _)| role == ExpertRole::Supervisor);
            if !second && !is_supervisor(&proposal.by) {
                return Err(Refusal::SupervisorWanted);
            }
        }
        match &proposal.what {
            Proposal::Correct { .. } => {}
            Proposal::DecideAppeal { appeal, .. } => appeals::may_be_decided(self.state, *appeal)?,
            Proposal::OpenCodes { layer } => codes::may_be_opened(self.state, *layer)?,
            Proposal::Publish => self.state.may_be_published(self.skill)?,
            Proposal::BeginCeremony(asked) => self.state.may_begin_ceremony(self.skill, asked, now)?,
        }
        self.state.effect_of(self.skill, &proposal.what).map(drop)
    }

    pub fn may_reject(&self, number: u32) -> Result<(), Refusal> {
        self.open(number)?;
        if self.expert.is_some_and(|(_, role, _)| role == ExpertRole::Expert) { Err(Refusal::Role) } else { Ok(()) }
    }
}

pub(super) fn confirmation(skill: &SkillId, proposal: u32) -> Body {
    Body::ProposalConfirmed { skill: skill.clone(), proposal }
}

pub(super) fn rejection(skill: &SkillId, proposal: u32, reason: &str) -> Result<Body, Refusal> {
    Ok(Body::ProposalRejected { skill: skill.clone(), proposal, reason: stated(reason)? })
}
