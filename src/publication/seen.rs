use std::borrow::Cow;

use super::Label;
use crate::{
    competition::{Aspect, AspectKind, Missing, Show, Skill},
    judging::{Ceremony, Millis, SkillState},
};

/// What the audience may be shown of a skill at one moment: one state of it, or none.
#[derive(Clone, Copy)]
pub struct Seen<'a> {
    pub(super) label: Label,
    pub(super) state: Option<&'a SkillState>,
    /// Nothing in this state counts but what is locked.
    pub(super) only_locked: bool,
    /// How much of it a ceremony has shown.
    pub(super) ceremony: Option<&'a Ceremony>,
}

impl<'a> Seen<'a> {
    pub(super) const fn nothing() -> Self {
        Self { label: Label::Hidden, state: None, only_locked: false, ceremony: None }
    }

    /// Nothing is held back.
    pub(super) fn whole(skill: &Skill, state: &'a SkillState) -> Self {
        let label = if state.is_final(skill) { Label::Final } else { Label::Live };
        Self { label, state: Some(state), only_locked: false, ceremony: None }
    }

    /// Of the result with which it began, what it has shown.
    pub(super) fn ceremony(pinned: Option<&'a SkillState>, ceremony: &'a Ceremony) -> Self {
        let Some(state) = pinned else { return Self::nothing() };
        Self { label: Label::Ceremony, state: Some(state), only_locked: false, ceremony: Some(ceremony) }
    }

    pub(super) fn frozen(skill: &Skill, pinned: Option<&'a SkillState>, since: Millis, published: bool) -> Self {
        let Some(state) = pinned else { return Self::nothing() };
        let only_locked = skill.publication.show == Show::Signed && !published;
        Self { label: Label::Frozen { since }, state: Some(state), only_locked, ceremony: None }
    }

    /// `state` is what delay and freeze let through, `label` what they say about it.
    pub(super) fn by_rule(skill: &Skill, state: Option<&'a SkillState>, label: Option<Label>) -> Self {
        let only_locked = skill.publication.show == Show::Signed;
        let Some(state) = state.filter(|_| skill.publication.show != Show::Hidden) else { return Self::nothing() };
        let is_final = !matches!(label, Some(Label::Frozen { .. })) && state.is_final(skill);
        let moving = label.unwrap_or(if only_locked { Label::Signed } else { Label::Live });
        Self { label: if is_final { Label::Final } else { moving }, state: Some(state), only_locked, ceremony: None }
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

/// Where a panel is whoever has scored, its mark is shown once all have, or its sub-criterion is locked: the first mark would be a score.
fn has_partial_marks(skill: &Skill) -> bool {
    let skips = |aspect: &Aspect| matches!(&aspect.kind, AspectKind::Judgement(judgement) if judgement.missing == Missing::Skip);
    skill.scheme.aspects.iter().any(skips)
}
