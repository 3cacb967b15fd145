use std::{borrow::Cow, collections::BTreeSet};

use super::{Decided, decided::decided};
use crate::{
    competition::{Aspect, AspectKind, Missing, Skill, Visibility},
    judging::SkillState,
    ranking::{PublishedBasis, Standing},
};

/// How far marking has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkingStage {
    NotStarted,
    Marking,
    Complete,
    Locked,
}

/// How far a skill is, for everybody.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MarkingProgress {
    pub stage: MarkingStage,
    /// Marks there are, and marks there will be.
    pub done: usize,
    pub of: usize,
}

/// The public projection of a skill. `Hidden` and `Blind` depend on nothing that was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedSkill {
    Hidden,
    /// Competitors are behind codes: nobody is even named.
    Blind,
    Live {
        progress: MarkingProgress,
        basis: Vec<PublishedBasis>,
        standings: Vec<Standing>,
        /// By competitor.
        decided: Vec<Decided>,
        /// Competitors with an appeal that is not decided.
        under_appeal: BTreeSet<usize>,
    },
}

/// The gate: the only way from marks to the public.
#[must_use]
pub fn publish(skill: &Skill, state: &SkillState) -> PublishedSkill {
    match publish_progress(skill, state) {
        None if state.closed_layers(skill) > 0 => PublishedSkill::Blind,
        None => PublishedSkill::Hidden,
        Some(progress) => {
            let state = &*without_partial_panels(skill, state);
            let ranking = state.ranking(skill);
            PublishedSkill::Live {
                progress,
                basis: ranking.scale().published(skill),
                standings: ranking.standings(skill, &state.tally, &state.draws),
                decided: decided(skill, state),
                under_appeal: state.proceedings.appeals.iter().filter(|appeal| appeal.is_open()).map(|appeal| appeal.competitor).collect(),
            }
        }
    }
}

/// Where a panel is whoever has scored, its mark is shown once all have, or its sub-criterion is locked: the first mark would be a score.
fn without_partial_panels<'a>(skill: &Skill, state: &'a SkillState) -> Cow<'a, SkillState> {
    let skips = |aspect: &Aspect| matches!(&aspect.kind, AspectKind::Judgement(judgement) if judgement.missing == Missing::Skip);
    if !skill.scheme.aspects.iter().any(skips) {
        return Cow::Borrowed(state);
    }
    let mut shown = state.clone();
    shown.keep_secrets(skill);
    shown.settle(skill);
    Cow::Owned(shown)
}

/// The part of [`publish`] that says how far marking is; `None` while the skill is hidden.
#[must_use]
pub fn publish_progress(skill: &Skill, state: &SkillState) -> Option<MarkingProgress> {
    if skill.visibility == Visibility::Hidden || state.closed_layers(skill) > 0 {
        return None;
    }
    let state = &*without_partial_panels(skill, state);
    let (done, of) = (state.tally.done(), state.tally.wanted());
    let stage = match done {
        _ if !state.locked.is_empty() && state.locked.iter().all(|locked| *locked) => MarkingStage::Locked,
        0 => MarkingStage::NotStarted,
        _ if done == of => MarkingStage::Complete,
        _ => MarkingStage::Marking,
    };
    Some(MarkingProgress { stage, done, of })
}
