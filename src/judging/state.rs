//! The state of one competition: the fold of its journal and nothing else.

use std::{borrow::Cow, collections::BTreeMap, sync::Arc};

use super::{
    answers::{Answered, Answers},
    content::content_of,
    drawn,
    entry::{Actor, Body, Entry, MarkEntry},
    proceedings::Proceedings,
    records::Part,
    time::Millis,
};
use crate::{
    competition::{AspectId, BrowserId, Competition, CompetitorId, DeviceId, ExpertId, Skill, SkillId, SubCriterionId},
    ranking::{Draw, Ranking},
    scoring::{Score, SkillTally, Value},
};
use rustc_hash::FxHashMap;

#[derive(Debug, thiserror::Error)]
pub enum ApplyFault {
    #[error("entry {found} follows entry {last}")]
    Gap { last: u64, found: u64 },
    #[error("entry {position} does not fit the state before it: {what}")]
    Misfit { position: u64, what: &'static str },
}

#[derive(Clone, Default)]
pub struct ContestState {
    /// Of the last entry; 0 before the first.
    pub position: u64,
    pub competition: Option<Arc<Competition>>,
    pub skills: Vec<SkillState>,
    pub devices: BTreeMap<DeviceId, Device>,
    skill_index: FxHashMap<SkillId, usize>,
}

#[derive(Clone)]
pub struct SkillState {
    pub tally: SkillTally,
    /// `None` for a state that only decides about marks.
    pub(super) ranking: Option<Ranking>,
    /// Per sub-criterion.
    pub locked: Vec<bool>,
    pub unlock_requests: BTreeMap<Option<usize>, UnlockRequest>,
    /// Entries made, per expert.
    pub entries_by: Vec<u64>,
    /// When the last of them came, per expert.
    pub last_entry_at: Vec<Option<Millis>>,
    /// By number.
    pub draws: Vec<Draw>,
    pub proceedings: Proceedings,
    /// Position of the last entry that changed marks, withdrawals or draws; 0 before the first.
    pub changed_at: u64,
    pub(super) competitors: FxHashMap<CompetitorId, usize>,
    pub(super) aspects: FxHashMap<AspectId, usize>,
    pub(super) experts: FxHashMap<ExpertId, usize>,
    pub(super) sub_criteria: FxHashMap<SubCriterionId, usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct UnlockRequest {
    pub by: ExpertId,
    pub device: DeviceId,
    pub browser: Option<BrowserId>,
    pub reason: String,
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Device {
    /// Indices of the skill and of the expert in it.
    pub skill: usize,
    pub expert: usize,
    pub token_hash: String,
    /// Where it was paired.
    pub browser: Option<BrowserId>,
    pub paired_at: i64,
    pub revoked: bool,
    /// By sequence.
    pub answered: Answers,
}

impl SkillState {
    fn new(skill: &Skill) -> Self {
        let tally = SkillTally::new(skill);
        Self {
            ranking: Some(Ranking::new(skill, &tally)),
            tally,
            locked: vec![false; skill.scheme.sub_criteria.len()],
            unlock_requests: BTreeMap::new(),
            entries_by: vec![0; skill.experts.len()],
            last_entry_at: vec![None; skill.experts.len()],
            draws: Vec::new(),
            proceedings: Proceedings::new(skill),
            changed_at: 0,
            competitors: skill.competitors.iter().enumerate().map(|(index, competitor)| (competitor.id.clone(), index)).collect(),
            aspects: skill.scheme.aspects.iter().enumerate().map(|(index, aspect)| (aspect.id.clone(), index)).collect(),
            experts: skill.experts.iter().enumerate().map(|(index, expert)| (expert.id.clone(), index)).collect(),
            sub_criteria: skill.scheme.sub_criteria.iter().enumerate().map(|(index, sub)| (sub.id.clone(), index)).collect(),
        }
    }

    /// From now on this state keeps no places.
    pub fn stop_ranking(&mut self) {
        self.ranking = None;
    }

    /// Before a later round begins: the one that ends stays on record.
    pub(super) fn keep_round(&mut self, competitor: usize, aspect: usize, next: u8) {
        if next > self.tally.round(competitor, aspect) {
            let ended: Vec<Score> = self.tally.scores(competitor, aspect).copied().collect();
            if !ended.is_empty() {
                self.proceedings.earlier.entry((competitor, aspect)).or_default().push(ended);
            }
        }
    }

    pub(super) fn changed(&mut self, competitor: usize) {
        if let Some(ranking) = &mut self.ranking {
            ranking.touch(competitor);
        }
    }

    /// Brings places up to date with the marks.
    pub fn settle(&mut self, skill: &Skill) {
        if let Some(ranking) = &mut self.ranking {
            ranking.settle(skill, &self.tally);
        }
    }

    /// The places as of the last mark. Made anew where nobody has [settled](Self::settle) them.
    #[must_use]
    pub fn ranking(&self, skill: &Skill) -> Cow<'_, Ranking> {
        match &self.ranking {
            Some(ranking) if ranking.is_settled() => Cow::Borrowed(ranking),
            _ => Cow::Owned(Ranking::new(skill, &self.tally)),
        }
    }

    #[must_use]
    pub fn competitor(&self, id: &str) -> Option<usize> {
        self.competitors.get(id).copied()
    }

    #[must_use]
    pub fn aspect(&self, id: &str) -> Option<usize> {
        self.aspects.get(id).copied()
    }

    #[must_use]
    pub fn expert(&self, id: &str) -> Option<usize> {
        self.experts.get(id).copied()
    }

    #[must_use]
    pub fn sub_criterion(&self, id: &str) -> Option<usize> {
        self.sub_criteria.get(id).copied()
    }

    fn covered(&self, sub_criterion: Option<&SubCriterionId>) -> Option<Vec<usize>> {
        match sub_criterion {
            None => Some((0..self.locked.len()).collect()),
            Some(id) => self.sub_criterion(id).map(|index| vec![index]),
        }
    }
}

impl ContestState {
    /// # Errors
    /// When the journal does not start at 1, has a gap, or holds an entry no server could have accepted there.
    pub fn replay<'a>(entries: impl IntoIterator<Item = &'a Entry>) -> Result<Self, ApplyFault> {
        let mut state = Self::default();
        entries.into_iter().try_for_each(|entry| state.apply(entry))?;
        Ok(state)
    }

    #[must_use]
    pub fn skill(&self, id: &str) -> Option<usize> {
        self.skill_index.get(id).copied()
    }

    /// # Errors
    /// See [`ContestState::replay`]; the state is unchanged then.
    pub fn apply(&mut self, entry: &Entry) -> Result<(), ApplyFault> {
        if entry.position != self.position + 1 {
            return Err(ApplyFault::Gap { last: self.position, found: entry.position });
        }
        self.apply_body(entry).map_err(|what| ApplyFault::Misfit { position: entry.position, what })?;
        if let Some(id) = &entry.command
            && let Some(device) = self.devices.get_mut(&id.device)
        {
            device.answered.insert(id.sequence, Answered { position: entry.position, content: content_of(&entry.body) });
        }
        self.position = entry.position;
        Ok(())
    }

    /// The next entry of a part of the journal: those between are about something else.
    ///
    /// # Errors
    /// As [`ContestState::apply`]; entries may be missing, but never go back.
    pub fn apply_of_part(&mut self, entry: &Entry) -> Result<(), ApplyFault> {
        let last = std::mem::replace(&mut self.position, entry.position.saturating_sub(1));
        if entry.position <= last {
            self.position = last;
            return Err(ApplyFault::Gap { last, found: entry.position });
        }
        self.apply(entry).inspect_err(|_| self.position = last)
    }

    fn apply_body(&mut self, entry: &Entry) -> Result<(), &'static str> {
        match &entry.body {
            Body::Opened { competition } => self.open(competition),
            Body::DevicePaired { device, skill, expert, token_hash } => {
                let skill = self.skill(skill).ok_or("unknown skill")?;
                let expert = self.skills[skill].expert(expert).ok_or("unknown expert")?;
                let paired = Device {
                    skill,
                    expert,
                    token_hash: token_hash.clone(),
                    browser: entry.browser.clone(),
                    paired_at: entry.at,
                    revoked: false,
                    answered: Answers::default(),
                };
                self.devices.insert(device.clone(), paired);
                Ok(())
            }
            Body::DeviceRevoked { device } => {
                self.devices.get_mut(device).ok_or("unknown device")?.revoked = true;
                for skill in &mut self.skills {
                    skill.unlock_requests.retain(|_, request| request.device != *device);
                    skill.drop_proposals_of(device, entry);
                }
                Ok(())
            }
            Body::Withdrawn { skill, competitor, .. } => self.withdraw(entry.position, skill, competitor, true),
            Body::Reinstated { skill, competitor, .. } => self.withdraw(entry.position, skill, competitor, false),
            Body::Mark(mark) => self.mark(entry, mark),
            Body::Locked { skill, sub_criterion } => self.lock(skill, sub_criterion.as_ref(), true),
            Body::UnlockRequested { skill, sub_criterion, reason } => self.request_unlock(entry, skill, sub_criterion.as_ref(), reason),
            Body::Unlocked { skill, sub_criterion, .. } => self.lock(skill, sub_criterion.as_ref(), false),
            Body::DrawCommitted { skill, .. } | Body::DrawRevealed { skill, .. } | Body::DrawCancelled { skill, .. } => {
                let (index, competition) = (self.skill(skill).ok_or("unknown skill")?, self.competition.as_ref().ok_or("unknown skill")?);
                let SkillState { draws, competitors, changed_at, .. } = &mut self.skills[index];
                let find = |id: &CompetitorId| competitors.get(id).copied();
                drawn::apply(&competition.id, &competition.skills[index], find, draws, &entry.body)?;
                *changed_at = entry.position;
                Ok(())
            }
            Body::Signed(..)
            | Body::CompetitorSigned(..)
            | Body::Proposed { .. }
            | Body::ProposalConfirmed { .. }
            | Body::ProposalRejected { .. }
            | Body::AppealFiled(..)
            | Body::AppealAssigned { .. }
            | Body::Remarked { .. }
            | Body::AppealNoticed { .. }
            | Body::AppealWithdrawn { .. }
            | Body::DeadlineSet { .. }
            | Body::CodesDrawn { .. }
            | Body::CodeSheetTaken { .. }
            | Body::Frozen { .. }
            | Body::CeremonyStepped { .. }
            | Body::CeremonyEnded { .. }
            | Body::GraderAdded { .. }
            | Body::GraderRevoked { .. }
            | Body::Measured(..) => self.proceed(entry),
            Body::RecoveryLoaded { .. } => Ok(()),
        }
    }

    /// What goes on besides marks.
    fn proceed(&mut self, entry: &Entry) -> Result<(), &'static str> {
        let index = entry.body.skill().and_then(|skill| self.skill(skill)).ok_or("unknown skill")?;
        let competition = Arc::clone(self.competition.as_ref().ok_or("unknown skill")?);
        let browser = self.browser_of(entry);
        self.skills[index].proceed(&competition.skills[index], entry, browser)
    }

    fn open(&mut self, competition: &Competition) -> Result<(), &'static str> {
        if self.competition.is_some() {
            return Err("the competition is open already");
        }
        self.skills = competition.skills.iter().map(SkillState::new).collect();
        self.skill_index = competition.skills.iter().enumerate().map(|(index, skill)| (skill.id.clone(), index)).collect();
        self.competition = Some(Arc::new(competition.clone()));
        Ok(())
    }

    fn skill_mut(&mut self, id: &SkillId) -> Result<&mut SkillState, &'static str> {
        let index = self.skill(id).ok_or("unknown skill")?;
        self.skills.get_mut(index).ok_or("unknown skill")
    }

    fn withdraw(&mut self, position: u64, skill: &SkillId, competitor: &CompetitorId, withdrawn: bool) -> Result<(), &'static str> {
        let skill = self.skill_mut(skill)?;
        let competitor = skill.competitor(competitor).ok_or("unknown competitor")?;
        skill.tally.set_withdrawn(competitor, withdrawn);
        // Marks stay as they were signed; the places do not.
        skill.proceedings.signing.signatures.retain(|given| given.part != Part::Skill);
        skill.proceedings.changed_at = position;
        skill.changed_at = position;
        skill.changed(competitor);
        Ok(())
    }

    fn mark(&mut self, entry: &Entry, mark: &MarkEntry) -> Result<(), &'static str> {
        let skill = self.skill_mut(&mark.skill)?;
        let competitor = skill.competitor(&mark.competitor).ok_or("unknown competitor")?;
        let aspect = skill.aspect(&mark.aspect).ok_or("unknown aspect")?;
        let Actor::Expert(expert) = &entry.actor else { return Err("a mark without an expert") };
        let expert = skill.expert(expert).ok_or("unknown expert")?;
        let value = Value::parse(&mark.value, &skill.tally.aspects()[aspect]).map_err(|_| "a value that the aspect does not allow")?;
        let signed = if skill.tally.aspects()[aspect].is_judgement() { expert_slot(expert)? } else { Score::NO_EXPERT };
        let score = Score { expert: signed, round: mark.round, value, position: entry.position };
        skill.keep_round(competitor, aspect, mark.round);
        if mark.round == 0 || !skill.tally.record(competitor, aspect, score) {
            return Err("no room in the panel");
        }
        let sub_criterion = skill.tally.aspects()[aspect].sub_criterion;
        skill.proceedings.signing.entered[sub_criterion][expert] = true;
        skill.proceedings.note_time(sub_criterion, entry.at);
        if mark.confirms.is_some() || mark.reason.is_some() {
            skill.proceedings.measured.remove(&(competitor, aspect));
        }
        skill.changed_at = entry.position;
        skill.changed(competitor);
        skill.entries_by[expert] += 1;
        skill.last_entry_at[expert] = Some(entry.at);
        Ok(())
    }

    fn lock(&mut self, skill: &SkillId, sub_criterion: Option<&SubCriterionId>, locked: bool) -> Result<(), &'static str> {
        let competition = Arc::clone(self.competition.as_ref().ok_or("unknown skill")?);
        let index = self.skill(skill).ok_or("unknown skill")?;
        let (rules, skill) = (&competition.skills[index], &mut self.skills[index]);
        let covered = skill.covered(sub_criterion).ok_or("unknown sub-criterion")?;
        for &index in &covered {
            skill.locked[index] = locked;
        }
        if !locked {
            skill.void_signatures(rules, &covered);
        }
        skill.unlock_requests.clear();
        Ok(())
    }

    /// A device's own, or the one at the desk.
    fn browser_of(&self, entry: &Entry) -> Option<BrowserId> {
        match &entry.command {
            Some(id) => self.devices.get(&id.device)?.browser.clone(),
            None => entry.browser.clone(),
        }
    }

    fn request_unlock(
        &mut self,
        entry: &Entry,
        skill: &SkillId,
        sub_criterion: Option<&SubCriterionId>,
        reason: &str,
    ) -> Result<(), &'static str> {
        let Actor::Expert(by) = entry.actor.clone() else { return Err("an unlock without an expert") };
        let device = entry.command.as_ref().ok_or("an unlock without a device")?.device.clone();
        let browser = self.browser_of(entry);
        let skill = self.skill_mut(skill)?;
        let key = match sub_criterion {
            None => None,
            Some(id) => Some(skill.sub_criterion(id).ok_or("unknown sub-criterion")?),
        };
        skill.unlock_requests.insert(key, UnlockRequest { by, device, browser, reason: reason.to_owned(), at: entry.at });
        Ok(())
    }
}

/// Experts beyond this index cannot be told from "nobody"; the folder limits forbid so many.
pub(super) fn expert_slot(index: usize) -> Result<u16, &'static str> {
    u16::try_from(index).ok().filter(|&index| index != Score::NO_EXPERT).ok_or("too many experts")
}
