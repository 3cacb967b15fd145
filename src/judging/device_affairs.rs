//! What a paired expert does besides marking.

use super::{
    appeals,
    command::{Action, Command, Decision},
    entry::Body,
    proposals::{self, Second},
    refusal::Refusal,
    sender::{Sender, stated},
    signing,
};

pub(super) fn decide(sender: &Sender<'_>, command: &Command) -> Result<Decision, Refusal> {
    if let Some(answer) = sender.answered_before(|| asked(sender, command)) {
        return answer;
    }
    let body = asked(sender, command)?;
    allowed(sender, command, &body)?;
    Ok(Decision::Accept(body))
}

/// The entry that is asked for, with everything it names found.
fn asked(sender: &Sender<'_>, command: &Command) -> Result<Body, Refusal> {
    let skill = &sender.skill.id;
    match &command.action {
        Action::Sign(sign) => signing::asked(sender, sign),
        Action::CompetitorSign(sign) => signing::asked_of_competitor(sender, sign),
        Action::Propose { what, reason, .. } => proposals::asked(sender, what, reason),
        Action::Confirm { proposal, .. } => Ok(proposals::confirmation(skill, *proposal)),
        Action::Reject { proposal, reason, .. } => proposals::rejection(skill, *proposal, reason),
        Action::Appeal(appeal) | Action::RecoverAppeal(appeal) => {
            appeals::filed(sender.skill, sender.state, command.at, appeal).map(Body::AppealFiled)
        }
        Action::AssignAppeal { appeal, experts } => appeals::assignment(sender, *appeal, experts),
        Action::Remark { appeal, aspect, value } | Action::RecoverRemark { appeal, aspect, value } => {
            appeals::remark(sender, *appeal, aspect, value)
        }
        Action::NoticeAppeal { appeal, .. } => Ok(Body::AppealNoticed { skill: skill.clone(), appeal: *appeal }),
        Action::WithdrawAppeal { appeal, reason, .. } => {
            Ok(Body::AppealWithdrawn { skill: skill.clone(), appeal: *appeal, reason: stated(reason)? })
        }
        _ => Err(Refusal::Role),
    }
}

fn allowed(sender: &Sender<'_>, command: &Command, body: &Body) -> Result<(), Refusal> {
    match body {
        Body::Signed(signature) => signing::allowed(sender, signature),
        Body::CompetitorSigned(signature) => signing::competitor_allowed(sender, signature),
        Body::Proposed { what, .. } => proposals::allowed(sender, command.at, what),
        Body::ProposalConfirmed { proposal, .. } => Second::of(sender).may_confirm(*proposal, command.at),
        Body::ProposalRejected { proposal, .. } => Second::of(sender).may_reject(*proposal),
        Body::AppealFiled(_) => appeals::may_be_filed(sender.state, &command.actor),
        Body::AppealAssigned { appeal, experts, .. } => appeals::may_be_assigned(sender, *appeal, experts),
        Body::Remarked { appeal, aspect, .. } => appeals::may_remark(sender, *appeal, aspect),
        Body::AppealNoticed { appeal, .. } if sender.leads() => appeals::may_be_noticed(sender.state, *appeal),
        Body::AppealWithdrawn { appeal, .. } => appeals::may_be_withdrawn(sender.state, *appeal, &command.actor),
        _ => Err(Refusal::Role),
    }
}
