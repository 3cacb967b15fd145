use crate::{
    competition::{Skill, Visibility},
    judging::SkillState,
    ranking::{Standing, standings},
};

/// How far marking has come.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum MarkingStage {
    NotStarted,
    Marking,
    Complete,
    Locked,
}

/// The public projection of a skill. `Hidden` depends on nothing that was marked.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum PublishedSkill {
    Hidden,
    Live { stage: MarkingStage, done: usize, of: usize, standings: Vec<Standing> },
}

/// The gate: the only way from marks to the public.
#[must_use]
pub fn publish(skill: &Skill, state: &SkillState) -> PublishedSkill {
    match skill.visibility {
        Visibility::Hidden => PublishedSkill::Hidden,
        Visibility::Live => {
            let (done, of) = (state.tally.done(), state.tally.competitors() * state.tally.aspects().len());
            let stage = match done {
                _ if !state.locked.is_empty() && state.locked.iter().all(|locked| *locked) => MarkingStage::Locked,
                0 => MarkingStage::NotStarted,
                _ if done == of => MarkingStage::Complete,
                _ => MarkingStage::Marking,
            };
            PublishedSkill::Live { stage, done, of, standings: standings(skill, &state.tally) }
        }
    }
}
