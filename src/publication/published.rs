use std::collections::BTreeSet;

use super::{Decided, Label, Seen, decided::decided};
use crate::{
    competition::Skill,
    judging::{Ceremony, SkillState},
    ranking::{PublishedBasis, Standing, reveal_steps},
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
        label: Label,
        progress: MarkingProgress,
        basis: Vec<PublishedBasis>,
        standings: Vec<Standing>,
        /// By competitor.
        decided: Vec<Decided>,
        /// Competitors with an appeal that is not decided.
        under_appeal: BTreeSet<usize>,
    },
    Ceremony {
        /// Those who were shown so far, best first. Without scale scores: two of them would tell the middle and the spread of everybody.
        shown: Vec<Standing>,
        /// Those who came with the last step.
        newest: BTreeSet<usize>,
    },
}

impl PublishedSkill {
    #[must_use]
    pub const fn label(&self) -> Label {
        match self {
            Self::Hidden | Self::Blind => Label::Hidden,
            Self::Live { label, .. } => *label,
            Self::Ceremony { .. } => Label::Ceremony,
        }
    }
}

/// The only way from marks to the public.
#[must_use]
pub fn publish(skill: &Skill, seen: Seen<'_>) -> PublishedSkill {
    let Some(state) = seen.masked(skill) else { return nothing(skill, seen) };
    let state = &*state;
    if let Some(ceremony) = seen.ceremony {
        return shown_so_far(skill, state, ceremony);
    }
    let ranking = state.ranking(skill);
    PublishedSkill::Live {
        label: seen.label,
        progress: progress(state),
        basis: ranking.scale().published(skill),
        standings: ranking.standings(skill, &state.tally, &state.draws),
        decided: decided(skill, state),
        under_appeal: state.proceedings.appeals.iter().filter(|appeal| appeal.is_open()).map(|appeal| appeal.competitor).collect(),
    }
}

fn shown_so_far(skill: &Skill, state: &SkillState, ceremony: &Ceremony) -> PublishedSkill {
    let standings = state.ranking(skill).standings(skill, &state.tally, &state.draws);
    let mut steps = reveal_steps(&standings, ceremony.what.reveal, ceremony.what.from_place);
    steps.truncate(usize::try_from(ceremony.step).unwrap_or(usize::MAX));
    let newest = steps.last().into_iter().flatten().copied().collect();
    let called: BTreeSet<usize> = steps.into_iter().flatten().collect();
    let shown = standings.into_iter().filter(|standing| called.contains(&standing.competitor));
    PublishedSkill::Ceremony { shown: shown.map(|standing| Standing { scale_score: None, ..standing }).collect(), newest }
}

/// The names of a blind skill come with its first marks: when its codes are opened says that it is locked.
fn nothing(skill: &Skill, seen: Seen<'_>) -> PublishedSkill {
    if seen.state.is_some() || skill.conduct.code_layers > 0 { PublishedSkill::Blind } else { PublishedSkill::Hidden }
}

/// The parts of [`publish`] that a list of skills has; no progress while the skill is hidden, or all that is shown is a ceremony.
#[must_use]
pub fn publish_progress(skill: &Skill, seen: Seen<'_>) -> (Label, Option<MarkingProgress>) {
    match seen.masked(skill) {
        None => (Label::Hidden, None),
        Some(_) if seen.ceremony.is_some() => (Label::Ceremony, None),
        Some(state) => (seen.label, Some(progress(&state))),
    }
}

fn progress(state: &SkillState) -> MarkingProgress {
    let (done, of) = (state.tally.done(), state.tally.wanted());
    let stage = match done {
        _ if !state.locked.is_empty() && state.locked.iter().all(|locked| *locked) => MarkingStage::Locked,
        0 => MarkingStage::NotStarted,
        _ if done == of => MarkingStage::Complete,
        _ => MarkingStage::Marking,
    };
    MarkingProgress { stage, done, of }
}
