//! What goes on in a skill besides marks.

use std::collections::BTreeMap;

use super::{
    appeals::AppealState,
    ceremony::Ceremony,
    codes::Codes,
    entry::{Body, Entry},
    graders::{Grader, Measured, RunAnswer},
    proposals::ProposalState,
    publishing::Publishing,
    signing::{Signing, day_of},
    state::SkillState,
    time::Millis,
};
use crate::{
    competition::{BrowserId, GraderId, Skill},
    scoring::Score,
};

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Proceedings {
    pub signing: Signing,
    /// By number.
    pub proposals: Vec<ProposalState>,
    /// By number.
    pub appeals: Vec<AppealState>,
    pub codes: Option<Codes>,
    pub publishing: Publishing,
    pub ceremony: Option<Ceremony>,
    pub graders: BTreeMap<GraderId, Grader>,
    /// By grader and run.
    pub runs: BTreeMap<(GraderId, String), RunAnswer>,
    /// By competitor and aspect.
    pub measured: BTreeMap<(usize, usize), Measured>,
    /// Per day; those of the rules, unless the organiser set others.
    pub deadlines: BTreeMap<u32, Millis>,
    /// Deadlines that do not hold any more, in the order in which they were changed.
    pub earlier_deadlines: Vec<EarlierDeadline>,
    /// Per sub-criterion: its day, and the entries that came after the deadline.
    pub late: Vec<LateEntries>,
    /// Complete rounds that lay too far apart or were marked again, by competitor and aspect.
    pub earlier: BTreeMap<(usize, usize), Vec<Vec<Score>>>,
    /// Position of the last entry that changed anything here; marks alone do not.
    pub changed_at: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct EarlierDeadline {
    pub day: u32,
    /// `None`: there was none.
    pub at: Option<Millis>,
    /// Position of the entry that set another.
    pub until: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct LateEntries {
    pub day: u32,
    pub count: u32,
}

impl Proceedings {
    pub(super) fn new(skill: &Skill) -> Self {
        let entered = vec![vec![false; skill.experts.len()]; skill.scheme.sub_criteria.len()];
        Self {
            signing: Signing { entered, ..Signing::default() },
            deadlines: skill.conduct.deadlines.clone(),
            late: skill.scheme.sub_criteria.iter().map(|sub| LateEntries { day: day_of(sub), count: 0 }).collect(),
            ..Self::default()
        }
    }

    /// An entry in this sub-criterion came at this time.
    pub(super) fn note_time(&mut self, sub_criterion: usize, at: Millis) {
        let late = &mut self.late[sub_criterion];
        if self.deadlines.get(&late.day).is_some_and(|deadline| at > *deadline) {
            late.count += 1;
        }
    }

    /// The deadline of a day as it was when the entry at `position` came.
    #[must_use]
    pub fn deadline_at(&self, day: u32, position: u64) -> Option<Millis> {
        let changed_later = self.earlier_deadlines.iter().find(|earlier| earlier.day == day && earlier.until > position);
        changed_later.map_or_else(|| self.deadlines.get(&day).copied(), |earlier| earlier.at)
    }

    fn set_deadline(&mut self, day: u32, at: Option<Millis>, position: u64) {
        let before = match at {
            Some(at) => self.deadlines.insert(day, at),
            None => self.deadlines.remove(&day),
        };
        self.earlier_deadlines.push(EarlierDeadline { day, at: before, until: position });
    }
}

impl SkillState {
    /// Folds an entry about what goes on besides marks.
    pub(super) fn proceed(&mut self, skill: &Skill, entry: &Entry, browser: Option<BrowserId>) -> Result<(), &'static str> {
        match &entry.body {
            Body::Signed(signed) => self.apply_signature(skill, entry, signed)?,
            Body::CompetitorSigned(signed) => self.apply_sheet(entry, signed)?,
            Body::Proposed { proposal, what, reason, .. } => self.apply_proposal(entry, browser, (*proposal, what, reason))?,
            Body::ProposalConfirmed { proposal, .. } => self.apply_confirmation(skill, entry, *proposal)?,
            Body::ProposalRejected { proposal, reason, .. } => self.close(entry, *proposal, Some(reason)).map(drop)?,
            Body::AppealFiled(filed) => self.apply_appeal(entry, filed)?,
            Body::DeadlineSet { day, at, .. } => self.proceedings.set_deadline(*day, *at, entry.position),
            Body::CodesDrawn { layers, .. } => {
                self.draw_codes(layers)?;
                // What was made of the skill before calls competitors otherwise.
                self.changed_at = entry.position;
            }
            Body::CodeSheetTaken { .. } => {}
            Body::Frozen { .. } => self.proceedings.publishing = self.proceedings.publishing.frozen(entry.at),
            Body::CeremonyStepped { step, .. } => self.apply_step(*step)?,
            Body::CeremonyEnded { published, .. } => self.apply_end_of_ceremony(skill, entry.at, *published)?,
            Body::GraderAdded { grader, token_hash, .. } => {
                let added = Grader {
                    token_hash: token_hash.clone(),
                    added_at: entry.at,
                    revoked: false,
                    last_run_at: None,
                    runs: 0,
                    measurements: 0,
                };
                self.proceedings.graders.insert(grader.clone(), added);
            }
            Body::GraderRevoked { grader, .. } => self.proceedings.graders.get_mut(grader).ok_or("unknown grader")?.revoked = true,
            Body::Measured(run) => self.apply_run(entry, run)?,
            _ => self.apply_to_appeal(entry)?,
        }
        self.proceedings.changed_at = entry.position;
        Ok(())
    }
}
