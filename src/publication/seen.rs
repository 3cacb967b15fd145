use std::borrow::Cow;

use super::Label;
use crate::{
    competition::{Aspect, AspectKind, Missing, Show, Skill},
    judging::SkillState,
};

/// What the audience may be shown of a skill at one moment: one state of it, or none.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub(super) label: Label,
    pub(super) state: Option<&'a SkillState>,
    /// Nothing in this state counts but what is locked.
    pub(super) only_locked: bool,
}

impl<'a> Seen<'a> {
    pub(super) const fn nothing() -> Self {
        Self { label: Label::Hidden, state: None, only_locked: false }
    }

    pub(super) fn by_rule(skill: &Skill, state: &'a SkillState, held_back: Option<Label>) -> Self {
        let only_locked = skill.publication.show == Show::Signed;
        match skill.publication.show {
            Show::Hidden => Self::nothing(),
            Show::Entered | Show::Signed => {
                let label = held_back.unwrap_or(if only_locked { Label::Signed } else { Label::Live });
                Self { label, state: Some(state), only_locked }
            }
        }
    }

    /// The state without what nobody may know yet.
    pub(super) fn masked(&self, skill: &Skill) -> Option<Cow<'a, SkillState>> {
        let state = self.state.filter(|state| state.closed_layers(skill) == 0)?;
        let only_locked = self.only_locked && state.locked.contains(&false);
        if !only_locked && !has_partial_marks(skill) {
            return Some(Cow::Borrowed(state));
        }
        let mut shown = state.clone();
        if only_locked {
            shown.keep_what_is_locked(skill);
        }
        shown.keep_secrets(skill);
        shown.settle(skill);
        Some(Cow::Owned(shown))
    }
}

/// What the rules let through.
#[must_use]
pub fn look<'a>(skill: &Skill, state: &'a SkillState) -> Seen<'a> {
    let seen = Seen::by_rule(skill, state, None);
    if seen.state.is_some() && state.is_final(skill) { Seen { label: Label::Final, ..seen } } else { seen }
}

/// Where a panel is whoever has scored, its mark is shown once all have, or its sub-criterion is locked: the first mark would be a score.
fn has_partial_marks(skill: &Skill) -> bool {
    let skips = |aspect: &Aspect| matches!(&aspect.kind, AspectKind::Judgement(judgement) if judgement.missing == Missing::Skip);
    skill.scheme.aspects.iter().any(skips)
}
