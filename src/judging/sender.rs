//! The paired expert a command comes from.

use super::{
    command::Decision,
    content::content_of,
    entry::{Body, CommandId},
    refusal::Refusal,
    state::{ContestState, Device, SkillState},
};
use crate::competition::{Competition, Expert, ExpertRole, Skill, SubCriterionId};

pub(super) struct Sender<'a> {
    pub skill: &'a Skill,
    pub state: &'a SkillState,
    pub expert: &'a Expert,
    pub expert_index: usize,
    pub id: &'a CommandId,
    pub device: &'a Device,
}

impl<'a> Sender<'a> {
    pub fn new(state: &'a ContestState, competition: &'a Competition, id: &'a CommandId, device: &'a Device) -> Self {
        let skill = &competition.skills[device.skill];
        Self { skill, state: &state.skills[device.skill], expert: &skill.experts[device.expert], expert_index: device.expert, id, device }
    }

    /// The first answer again, if this sequence had one; `body` is what it asks for now.
    pub fn answered_before(&self, body: impl FnOnce() -> Result<Body, Refusal>) -> Option<Result<Decision, Refusal>> {
        let answered = self.device.answered.get(self.id.sequence)?;
        let same = body().is_ok_and(|body| content_of(&body) == answered.content);
        Some(if same { Ok(Decision::Repeat { position: answered.position }) } else { Err(Refusal::SequenceConflict(self.id.sequence)) })
    }

    pub fn sub_criterion(&self, id: Option<&String>) -> Result<Option<(usize, SubCriterionId)>, Refusal> {
        let Some(id) = id else { return Ok(None) };
        let index = self.state.sub_criterion(id).ok_or_else(|| Refusal::UnknownSubCriterion(id.clone()))?;
        Ok(Some((index, self.skill.scheme.sub_criteria[index].id.clone())))
    }

    pub fn aspect(&self, id: &str) -> Result<usize, Refusal> {
        self.state.aspect(id).ok_or_else(|| Refusal::UnknownAspect(id.to_owned()))
    }

    /// By id, or by code where experts know only that.
    pub fn competitor(&self, named: &str) -> Result<usize, Refusal> {
        self.state.known_competitor(self.skill, named)
    }

    pub fn leads(&self) -> bool {
        matches!(self.expert.role, ExpertRole::Chief | ExpertRole::Supervisor)
    }

    pub fn same_delegation(&self, competitor: usize) -> bool {
        let delegation = self.skill.competitors[competitor].delegation;
        // Behind codes nobody knows a compatriot, and a refusal would tell.
        self.skill.conduct.code_layers == 0 && delegation.is_some() && delegation == self.expert.delegation
    }
}

/// A reason as it is kept: not empty, not too long.
///
/// # Errors
/// [`Refusal::ReasonMissing`].
pub(super) fn stated(reason: &str) -> Result<String, Refusal> {
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > super::command::REASON_MAX_CHARS {
        return Err(Refusal::ReasonMissing);
    }
    Ok(reason.to_owned())
}

/// A reason that may be left out.
///
/// # Errors
/// [`Refusal::ReasonMissing`] when it is too long.
pub(super) fn stated_if_any(reason: Option<&str>) -> Result<Option<String>, Refusal> {
    reason.map(str::trim).filter(|reason| !reason.is_empty()).map(stated).transpose()
}
