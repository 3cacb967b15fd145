//! A skill as the desk may see it.

use std::borrow::Cow;

use super::ContestView;
use crate::{competition::Skill, judging::SkillState};

/// A copy, so that folding goes on meanwhile, without scores that nobody may see yet. While codes are closed it is the skill behind the codes: whatever is made of it, and in
/// whatever order, gives nobody away.
pub struct Look<'a> {
    pub skill: Cow<'a, Skill>,
    pub state: SkillState,
    /// The entry up to which it counts.
    pub position: u64,
}

impl<'a> Look<'a> {
    #[must_use]
    pub fn at(view: &'a ContestView, skill: usize) -> Self {
        let rules = &view.competition.skills[skill];
        let (position, state) = {
            let state = view.state();
            (state.position, state.skills[skill].clone())
        };
        Self::through(rules, state, position)
    }

    /// The same of a state from elsewhere.
    #[must_use]
    pub fn through(rules: &'a Skill, mut state: SkillState, position: u64) -> Self {
        state.keep_secrets(rules);
        state.settle(rules);
        match state.veiled(rules) {
            Some((skill, state)) => Self { skill: Cow::Owned(skill), state, position },
            None => Self { skill: Cow::Borrowed(rules), state, position },
        }
    }

    #[must_use]
    pub const fn is_veiled(&self) -> bool {
        matches!(self.skill, Cow::Owned(_))
    }
}

/// A competitor by what the desk knows it by: the code while codes are closed, else the id. Tablets' codes are good too.
#[must_use]
pub fn find_competitor(skill: &Skill, state: &SkillState, named: &str) -> Option<usize> {
    let codes = state.proceedings.codes.as_ref();
    let by_code = || (0..skill.competitors.len()).find(|&index| codes.is_some_and(|codes| codes.known_as(index) == Some(named)));
    let by_id = || state.competitor(named).filter(|_| codes.is_none() || state.closed_layers(skill) == 0);
    state.known_competitor(skill, named).ok().or_else(by_code).or_else(by_id)
}

/// What the desk knows a competitor by.
#[must_use]
pub fn known_as(skill: &Skill, state: &SkillState, competitor: usize) -> String {
    let code = state.proceedings.codes.as_ref().and_then(|codes| codes.known_as(competitor));
    code.unwrap_or(&skill.competitors[competitor].id).to_owned()
}
