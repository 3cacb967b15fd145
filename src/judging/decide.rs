//! `command → decide → entry`: the rules of taking marks. Pure; the state is read, never changed.

use super::{
    command::{Action, Command, Decision, REASON_MAX_CHARS, SEQUENCE_MAX, Submit},
    decide_at_desk, device_affairs, draws,
    entry::{Actor, Body, MarkEntry},
    proposals::same_browser,
    refusal::Refusal,
    sender::Sender,
    state::ContestState,
};
use crate::{
    competition::{CompetitorId, ExpertRole, SkillId},
    scoring::{Score, Value},
};

/// # Errors
/// The reason for which the command makes no entry.
pub fn decide(state: &ContestState, command: &Command) -> Result<Decision, Refusal> {
    match (&command.action, &state.competition) {
        (Action::Open { .. }, Some(_)) => Err(Refusal::AlreadyOpen),
        (Action::Open { competition }, None) => Ok(Decision::Accept(Body::Opened { competition: competition.clone() })),
        (_, None) => Err(Refusal::NotOpen),
        (Action::PairDevice { device, skill, expert, token_hash }, Some(_)) => {
            let known = state.skill(skill).and_then(|index| state.skills[index].expert(expert)).is_some();
            let (device, skill, expert) = (device.clone(), skill.clone(), expert.clone());
            if state.devices.contains_key(&device) {
                Err(Refusal::DeviceKnown(device.to_string()))
            } else if known {
                accept(Body::DevicePaired { device, skill, expert, token_hash: token_hash.clone() })
            } else {
                Err(Refusal::UnknownExpert(expert.to_string()))
            }
        }
        (Action::RevokeDevice { device }, Some(_)) => match state.devices.get(device) {
            Some(known) if !known.revoked => accept(Body::DeviceRevoked { device: device.clone() }),
            _ => Err(Refusal::NoSuchDevice(device.to_string())),
        },
        (Action::Withdraw { skill, competitor, reason }, Some(_)) => withdraw(state, command, (skill, competitor), reason, true),
        (Action::Reinstate { skill, competitor, reason }, Some(_)) => withdraw(state, command, (skill, competitor), reason, false),
        (Action::CommitDraw(_) | Action::RevealDraw(_) | Action::CancelDraw { .. }, Some(_)) if command.actor != Actor::Organiser => {
            Err(Refusal::Role)
        }
        (Action::CommitDraw(asked), Some(competition)) => draws::commit(state, competition, asked).and_then(accept),
        (Action::RevealDraw(asked), Some(competition)) => draws::reveal(state, competition, asked).and_then(accept),
        (Action::CancelDraw { skill, draw, reason }, Some(competition)) => {
            draws::cancel(state, competition, skill, *draw, reason).and_then(accept)
        }
        (action, Some(competition)) => match &command.id {
            Some(id) => {
                if id.sequence > SEQUENCE_MAX {
                    return Err(Refusal::SequenceTooLarge(id.sequence));
                }
                let still_good = |revoked: bool| !revoked || action.is_recovered();
                let device = state.devices.get(&id.device).filter(|device| still_good(device.revoked)).ok_or(Refusal::DeviceUnknown)?;
                decide_for_device(&Sender::new(state, competition, id, device), command)
            }
            None => decide_at_desk::decide(state, competition, command),
        },
    }
}

fn withdraw(
    state: &ContestState,
    command: &Command,
    who: (&SkillId, &CompetitorId),
    reason: &str,
    withdrawn: bool,
) -> Result<Decision, Refusal> {
    if command.actor != Actor::Organiser {
        return Err(Refusal::Role);
    }
    let (skill, competitor, reason) = (who.0.clone(), who.1.clone(), reason.trim().to_owned());
    let rules = state.skill(&skill).map(|index| &state.skills[index]).ok_or_else(|| Refusal::UnknownSkill(skill.to_string()))?;
    let index = rules.competitor(&competitor).ok_or_else(|| Refusal::UnknownCompetitor(competitor.to_string()))?;
    if reason.is_empty() || reason.chars().count() > REASON_MAX_CHARS {
        return Err(Refusal::ReasonMissing);
    }
    match (rules.tally.sums(index).withdrawn, withdrawn) {
        (false, true) => accept(Body::Withdrawn { skill, competitor, reason }),
        (true, false) => accept(Body::Reinstated { skill, competitor, reason }),
        (true, true) => Err(Refusal::WithdrawnAlready(competitor.to_string())),
        (false, false) => Err(Refusal::NotWithdrawn(competitor.to_string())),
    }
}

#[allow(clippy::unnecessary_wraps)]
fn accept(body: Body) -> Result<Decision, Refusal> {
    Ok(Decision::Accept(body))
}

fn decide_for_device(sender: &Sender<'_>, command: &Command) -> Result<Decision, Refusal> {
    match &command.action {
        Action::Submit(submit) | Action::Recover(submit) => {
            match sender.answered_before(|| entry_of(sender, submit).map(|(mark, ..)| Body::Mark(mark))) {
                Some(answer) => answer,
                None => submit_mark(sender, submit),
            }
        }
        Action::Lock { sub_criterion } => lock(sender, sub_criterion.as_ref()),
        Action::Unlock { sub_criterion, reason } => unlock(sender, sub_criterion.as_ref(), reason),
        _ => device_affairs::decide(sender, command),
    }
}

/// The entry a submission asks for (in round 1), with the indices of competitor and aspect.
fn entry_of(sender: &Sender<'_>, submit: &Submit) -> Result<(MarkEntry, usize, usize), Refusal> {
    let competitor = sender.competitor(&submit.competitor)?;
    let index = sender.state.aspect(&submit.aspect).ok_or_else(|| Refusal::UnknownAspect(submit.aspect.clone()))?;
    let aspect = &sender.skill.scheme.aspects[index];
    let value = Value::parse(&submit.value, aspect)?.written(aspect);
    let reason = submit.reason.as_deref().map(str::trim).filter(|reason| !reason.is_empty()).map(str::to_owned);
    if reason.as_ref().is_some_and(|reason| reason.chars().count() > REASON_MAX_CHARS) {
        return Err(Refusal::ReasonMissing);
    }
    let mark = MarkEntry {
        skill: sender.skill.id.clone(),
        competitor: sender.skill.competitors[competitor].id.clone(),
        aspect: aspect.id.clone(),
        value,
        round: 1,
        corrects: submit.corrects,
        reason,
        confirms: submit.confirms,
        made_at: submit.made_at,
    };
    Ok((mark, competitor, index))
}

fn submit_mark(sender: &Sender<'_>, submit: &Submit) -> Result<Decision, Refusal> {
    let (mut mark, competitor, aspect) = entry_of(sender, submit)?;
    let sub_criterion = sender.skill.scheme.aspects[aspect].sub_criterion;
    let rule = &sender.skill.scheme.sub_criteria[sub_criterion];
    if !sender.expert.may_mark(rule) {
        return Err(Refusal::WrongPanel(mark.aspect.to_string()));
    }
    if sender.same_delegation(competitor) {
        return Err(Refusal::Compatriot);
    }
    if sender.state.locked[sub_criterion] {
        return Err(Refusal::Locked(rule.id.to_string()));
    }
    confirmable(sender, &mark, competitor, aspect)?;
    mark.round = match mark.corrects {
        Some(corrected) => correction_round(sender, competitor, aspect, corrected, mark.reason.is_some())?,
        None => new_score_round(sender, competitor, aspect)?,
    };
    accept(Body::Mark(mark))
}

/// What a machine measured is confirmed as it is, or another value with a reason.
fn confirmable(sender: &Sender<'_>, mark: &MarkEntry, competitor: usize, aspect: usize) -> Result<(), Refusal> {
    let measured = sender.state.proceedings.measured.get(&(competitor, aspect));
    let same = measured.is_some_and(|measured| measured.value.written(&sender.skill.scheme.aspects[aspect]) == mark.value);
    match (measured, mark.confirms) {
        (None, None) => Ok(()),
        (Some(measured), Some(position)) if measured.position == position => {
            if same || mark.reason.is_some() {
                Ok(())
            } else {
                Err(Refusal::ReasonMissing)
            }
        }
        (_, Some(_)) => Err(Refusal::MeasuredChanged),
        (Some(_), None) => {
            if mark.reason.is_some() {
                Ok(())
            } else {
                Err(Refusal::MeasuredWaits)
            }
        }
    }
}

/// The slot an expert's entry takes: a measurement is the team's, a judgement score the expert's own.
fn slot_owner(sender: &Sender<'_>, aspect: usize) -> u16 {
    if sender.skill.scheme.aspects[aspect].is_judgement() {
        u16::try_from(sender.expert_index).unwrap_or(Score::NO_EXPERT)
    } else {
        Score::NO_EXPERT
    }
}

fn new_score_round(sender: &Sender<'_>, competitor: usize, aspect: usize) -> Result<u8, Refusal> {
    let tally = &sender.state.tally;
    let owner = slot_owner(sender, aspect);
    let next = tally.next_round(competitor, aspect);
    if next > tally.round(competitor, aspect) {
        return Ok(next);
    }
    if let Some(own) = tally.scores(competitor, aspect).find(|score| score.expert == owner) {
        return Err(Refusal::AlreadyMarked { position: own.position });
    }
    if tally.scores(competitor, aspect).count() >= tally.aspects()[aspect].wanted_scores() {
        return Err(Refusal::PanelFull);
    }
    Ok(next)
}

fn correction_round(sender: &Sender<'_>, competitor: usize, aspect: usize, corrected: u64, has_reason: bool) -> Result<u8, Refusal> {
    let tally = &sender.state.tally;
    let owner = slot_owner(sender, aspect);
    match tally.scores(competitor, aspect).find(|score| score.expert == owner) {
        Some(own) if own.position == corrected && has_reason => Ok(own.round),
        Some(own) if own.position == corrected => Err(Refusal::ReasonMissing),
        _ if tally.scores(competitor, aspect).any(|score| score.position == corrected) => Err(Refusal::NotYours),
        own => Err(Refusal::StaleCorrection { current: own.map(|score| score.position) }),
    }
}

fn lock(sender: &Sender<'_>, sub_criterion: Option<&String>) -> Result<Decision, Refusal> {
    let sub_criterion = sender.sub_criterion(sub_criterion)?.map(|(_, id)| id);
    let body = Body::Locked { skill: sender.skill.id.clone(), sub_criterion };
    if let Some(answer) = sender.answered_before(|| Ok(body.clone())) {
        return answer;
    }
    if sender.expert.role == ExpertRole::Chief { accept(body) } else { Err(Refusal::Role) }
}

fn unlock(sender: &Sender<'_>, sub_criterion: Option<&String>, reason: &str) -> Result<Decision, Refusal> {
    let reason = reason.trim();
    let target = sender.sub_criterion(sub_criterion)?;
    let (key, sub_criterion) = target.map_or((None, None), |(index, id)| (Some(index), Some(id)));
    let skill = sender.skill.id.clone();
    let request = Body::UnlockRequested { skill: skill.clone(), sub_criterion: sub_criterion.clone(), reason: reason.to_owned() };
    if let Some(answer) = sender.answered_before(|| Ok(request.clone())) {
        return answer;
    }
    if !matches!(sender.expert.role, ExpertRole::Chief | ExpertRole::Supervisor) {
        return Err(Refusal::Role);
    }
    if reason.is_empty() || reason.chars().count() > REASON_MAX_CHARS {
        return Err(Refusal::ReasonMissing);
    }
    let locked = key.map_or_else(|| sender.state.locked.contains(&true), |index| sender.state.locked[index]);
    if !locked {
        return Err(Refusal::NothingLocked);
    }
    match sender.state.unlock_requests.get(&key) {
        None => accept(request),
        Some(first)
            if first.by != sender.expert.id
                && first.device != sender.id.device
                && !same_browser(first.browser.as_ref(), sender.device.browser.as_ref()) =>
        {
            accept(Body::Unlocked { skill, sub_criterion, reason: reason.to_owned(), requested_by: first.by.clone() })
        }
        Some(_) => Err(Refusal::SecondPerson),
    }
}
