//! What the organiser does at the desk besides people and draws, and what machines post.

use super::{
    appeals, codes,
    command::{Action, Command, Decision},
    entry::{Actor, Body},
    graders,
    proposals::{self, Second, same_browser},
    refusal::Refusal,
    sender::stated,
    signing::day_of,
    state::{ContestState, SkillState},
};
use crate::competition::{BrowserId, Competition, Skill, SkillId};

pub(super) fn decide(state: &ContestState, competition: &Competition, command: &Command) -> Result<Decision, Refusal> {
    if let Action::Measure(asked) = &command.action {
        let (skill, of_skill) = find(state, competition, Some(&asked.skill))?;
        return match &command.actor {
            Actor::Grader(grader) if *grader == asked.grader => graders::decide_run(skill, of_skill, asked),
            _ => Err(Refusal::Role),
        };
    }
    if command.actor != Actor::Organiser {
        return Err(Refusal::DeviceUnknown);
    }
    body(state, competition, command).map(Decision::Accept)
}

fn find<'a>(
    state: &'a ContestState,
    competition: &'a Competition,
    skill: Option<&SkillId>,
) -> Result<(&'a Skill, &'a SkillState), Refusal> {
    let skill = skill.ok_or(Refusal::DeviceUnknown)?;
    let index = state.skill(skill).ok_or_else(|| Refusal::UnknownSkill(skill.to_string()))?;
    Ok((&competition.skills[index], &state.skills[index]))
}

fn body(state: &ContestState, competition: &Competition, command: &Command) -> Result<Body, Refusal> {
    let find = |skill: Option<&SkillId>| find(state, competition, skill);
    let browser = command.browser.as_ref();
    match &command.action {
        Action::Confirm { skill, proposal } => {
            let (skill, of_skill) = find(skill.as_ref())?;
            Second { skill, state: of_skill, expert: None, browser }.may_confirm(*proposal, command.at)?;
            Ok(proposals::confirmation(&skill.id, *proposal))
        }
        Action::Propose { skill, what, reason } => {
            let (skill, of_skill) = find(skill.as_ref())?;
            proposals::asked_at_desk(skill, of_skill, command.at, what, reason)
        }
        Action::Freeze { skill } => {
            let (skill, of_skill) = find(Some(skill))?;
            of_skill.may_be_frozen(skill, command.at)?;
            Ok(Body::Frozen { skill: skill.id.clone() })
        }
        Action::StepCeremony { skill, from, to } => {
            let (skill, of_skill) = find(Some(skill))?;
            of_skill.may_step(skill, *from, *to)?;
            Ok(Body::CeremonyStepped { skill: skill.id.clone(), step: *to })
        }
        Action::EndCeremony { skill, publish } => {
            let (skill, of_skill) = find(Some(skill))?;
            of_skill.may_end_ceremony(skill, *publish)?;
            Ok(Body::CeremonyEnded { skill: skill.id.clone(), published: *publish })
        }
        Action::Reject { skill, proposal, reason } => {
            let (skill, of_skill) = find(skill.as_ref())?;
            Second { skill, state: of_skill, expert: None, browser }.may_reject(*proposal)?;
            proposals::rejection(&skill.id, *proposal, reason)
        }
        Action::ConfirmUnlock { skill, sub_criterion, reason } => {
            let (skill, of_skill) = find(Some(skill))?;
            confirm_unlock(skill, of_skill, (sub_criterion.as_ref(), reason), browser)
        }
        Action::Appeal(appeal) => {
            let (skill, of_skill) = find(appeal.skill.as_ref())?;
            appeals::may_be_filed(of_skill, &command.actor)?;
            appeals::filed(skill, of_skill, command.at, appeal).map(Body::AppealFiled)
        }
        Action::NoticeAppeal { skill, appeal } => {
            let (skill, of_skill) = find(skill.as_ref())?;
            appeals::may_be_noticed(of_skill, *appeal)?;
            Ok(Body::AppealNoticed { skill: skill.id.clone(), appeal: *appeal })
        }
        Action::WithdrawAppeal { skill, appeal, reason } => {
            let (skill, of_skill) = find(skill.as_ref())?;
            appeals::may_be_withdrawn(of_skill, *appeal, &command.actor)?;
            Ok(Body::AppealWithdrawn { skill: skill.id.clone(), appeal: *appeal, reason: stated(reason)? })
        }
        Action::SetDeadline { skill, day, deadline } => {
            let (skill, _) = find(Some(skill))?;
            if !skill.scheme.sub_criteria.iter().any(|sub| day_of(sub) == *day) {
                return Err(Refusal::NoSuchPart);
            }
            Ok(Body::DeadlineSet { skill: skill.id.clone(), day: *day, at: *deadline })
        }
        Action::DrawCodes { skill, layers } => {
            let (skill, of_skill) = find(Some(skill))?;
            codes::may_be_drawn(skill, of_skill, layers)?;
            Ok(Body::CodesDrawn { skill: skill.id.clone(), layers: layers.clone() })
        }
        Action::TakeCodeSheet { skill, layer } => {
            let (skill, of_skill) = find(Some(skill))?;
            let drawn = of_skill.proceedings.codes.as_ref().ok_or(Refusal::CodesMissing)?;
            if *layer == 0 || usize::from(*layer) > drawn.layers.len() {
                return Err(Refusal::LayerOrder);
            }
            Ok(Body::CodeSheetTaken { skill: skill.id.clone(), layer: *layer })
        }
        Action::AddGrader { skill, grader, token_hash } => {
            let (skill, _) = find(Some(skill))?;
            let named = (0..skill.scheme.aspects.len()).any(|aspect| graders::grader_of(skill, aspect) == Some(grader.as_str()));
            if !named {
                return Err(Refusal::UnknownGrader(grader.to_string()));
            }
            Ok(Body::GraderAdded { skill: skill.id.clone(), grader: grader.clone(), token_hash: token_hash.clone() })
        }
        Action::RevokeGrader { skill, grader } => {
            let (skill, of_skill) = find(Some(skill))?;
            let known = of_skill.proceedings.graders.get(grader).filter(|known| !known.revoked);
            known.ok_or_else(|| Refusal::UnknownGrader(grader.to_string()))?;
            Ok(Body::GraderRevoked { skill: skill.id.clone(), grader: grader.clone() })
        }
        Action::NoteRecovery { device, entries } => {
            state.devices.get(device).ok_or_else(|| Refusal::NoSuchDevice(device.to_string()))?;
            Ok(Body::RecoveryLoaded { device: device.clone(), entries: *entries })
        }
        _ => Err(Refusal::DeviceUnknown),
    }
}

fn confirm_unlock(
    skill: &Skill,
    state: &SkillState,
    (sub_criterion, reason): (Option<&String>, &str),
    browser: Option<&BrowserId>,
) -> Result<Body, Refusal> {
    let key = match sub_criterion {
        None => None,
        Some(id) => Some(state.sub_criterion(id).ok_or_else(|| Refusal::UnknownSubCriterion(id.clone()))?),
    };
    let request = state.unlock_requests.get(&key).ok_or(Refusal::NothingLocked)?;
    if same_browser(request.browser.as_ref(), browser) {
        return Err(Refusal::SecondPerson);
    }
    Ok(Body::Unlocked {
        skill: skill.id.clone(),
        sub_criterion: key.map(|index| skill.scheme.sub_criteria[index].id.clone()),
        reason: stated(reason)?,
        requested_by: request.by.clone(),
    })
}
