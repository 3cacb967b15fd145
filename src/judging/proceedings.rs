//! What goes on in a skill besides marks.

use std::collections::BTreeMap;

use super::{
    appeals::AppealState,
    codes::Codes,
    entry::{Body, Entry, Millis},
    graders::{Grader, Measured, RunAnswer},
    proposals::ProposalState,
    signing::Signing,
    state::SkillState,
};
use crate::{
    competition::{GraderId, Skill},
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
    pub graders: BTreeMap<GraderId, Grader>,
    /// By grader and run.
    pub runs: BTreeMap<(GraderId, String), RunAnswer>,
    /// By competitor and aspect.
    pub measured: BTreeMap<(usize, usize), Measured>,
    /// Per day; those of the rules, unless the organiser set others.
    pub deadlines: BTreeMap<u32, Millis>,
    /// Complete rounds that lay too far apart or were marked again, by competitor and aspect.
    pub earlier: BTreeMap<(usize, usize), Vec<Vec<Score>>>,
    /// Position of the last entry that changed anything here; marks alone do not.
    pub changed_at: u64,
}

impl Proceedings {
    pub(super) fn new(skill: &Skill) -> Self {
        let entered = vec![vec![false; skill.experts.len()]; skill.scheme.sub_criteria.len()];
        Self { signing: Signing { entered, ..Signing::default() }, deadlines: skill.conduct.deadlines.clone(), ..Self::default() }
    }
}

impl SkillState {
    /// Folds an entry about what goes on besides marks.
    pub(super) fn proceed(&mut self, skill: &Skill, entry: &Entry) -> Result<(), &'static str> {
        match &entry.body {
            Body::Signed(signed) => self.apply_signature(skill, entry, signed)?,
            Body::CompetitorSigned(signed) => self.apply_sheet(entry, signed)?,
            Body::Proposed { proposal, what, reason, .. } => self.apply_proposal(entry, *proposal, what, reason)?,
            Body::ProposalConfirmed { proposal, .. } => self.apply_confirmation(skill, entry, *proposal)?,
            Body::ProposalRejected { proposal, reason, .. } => self.close(entry, *proposal, Some(reason)).map(drop)?,
            Body::AppealFiled(filed) => self.apply_appeal(entry, filed)?,
            Body::DeadlineSet { day, at: Some(at), .. } => drop(self.proceedings.deadlines.insert(*day, *at)),
            Body::DeadlineSet { day, at: None, .. } => drop(self.proceedings.deadlines.remove(day)),
            Body::CodesDrawn { layers, .. } => self.draw_codes(layers)?,
            Body::CodeSheetTaken { .. } => {}
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
