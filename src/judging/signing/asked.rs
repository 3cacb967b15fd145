//! Who may sign what, and when.

use super::{Wanted, covered, parts};
use crate::{
    competition::{Capacity, ExpertRole},
    judging::{
        command::{CompetitorSign, Sign},
        entry::Body,
        records::{CompetitorSignature, Part, Signature},
        refusal::Refusal,
        sender::{Sender, stated, stated_if_any},
    },
};

/// The signature that is asked for.
pub(in crate::judging) fn asked(sender: &Sender<'_>, asked: &Sign) -> Result<Body, Refusal> {
    let in_place_of = match &asked.in_place_of {
        None => None,
        Some(id) => Some(sender.state.expert(id).ok_or_else(|| Refusal::UnknownExpert(id.clone()))?),
    };
    // Whoever signs does so in the capacity whose turn it is; content is compared without it.
    let wanted = sender.state.wanted(sender.skill, &asked.part);
    let capacity = wanted.first().map_or(Capacity::Team, |wanted| wanted.capacity);
    Ok(Body::Signed(Signature {
        skill: sender.skill.id.clone(),
        part: asked.part.clone(),
        capacity,
        digest: asked.digest.clone(),
        in_place_of: in_place_of.map(|index| sender.skill.experts[index].id.clone()),
        reason: stated_if_any(asked.reason.as_deref())?,
    }))
}

pub(in crate::judging) fn allowed(sender: &Sender<'_>, signature: &Signature) -> Result<(), Refusal> {
    let (skill, state, part) = (sender.skill, sender.state, &signature.part);
    if !parts(skill).contains(part) {
        return Err(Refusal::NoSuchPart);
    }
    let subs = covered(skill, part);
    match state.missing_marks(skill, &subs) {
        0 => {}
        missing => return Err(Refusal::Incomplete { missing }),
    }
    if !state.is_ready(skill, part) {
        return Err(Refusal::LowerFirst);
    }
    let wanted = state.wanted(skill, part);
    let turn: Vec<&Wanted> = wanted.iter().filter(|one| one.capacity == signature.capacity).collect();
    let signer = match &signature.in_place_of {
        None => sender.expert_index,
        Some(absent) => {
            if sender.expert.role != ExpertRole::Chief || signature.capacity != Capacity::Team {
                return Err(Refusal::Role);
            }
            stated(signature.reason.as_deref().unwrap_or_default())?;
            state.expert(absent).ok_or_else(|| Refusal::UnknownExpert(absent.to_string()))?
        }
    };
    if !turn.iter().any(|one| one.experts.contains(&signer)) {
        let later = wanted.iter().any(|one| one.experts.contains(&signer));
        let before = state.proceedings.signing.signatures.iter().any(|given| given.part == *part && given.expert == sender.expert_index);
        return Err(match (wanted.is_empty() || before, later) {
            (_, true) => Refusal::LowerFirst,
            (true, false) => Refusal::SignedAlready,
            (false, false) => Refusal::Role,
        });
    }
    if signature.digest != state.digest_of(skill, part) {
        return Err(Refusal::ChangedMeanwhile);
    }
    Ok(())
}

pub(in crate::judging) fn asked_of_competitor(sender: &Sender<'_>, asked: &CompetitorSign) -> Result<Body, Refusal> {
    let competitor = sender.competitor(&asked.competitor)?;
    Ok(Body::CompetitorSigned(CompetitorSignature {
        skill: sender.skill.id.clone(),
        day: asked.day,
        competitor: sender.skill.competitors[competitor].id.clone(),
        agreed: asked.agreed,
        reason: stated_if_any(asked.reason.as_deref())?,
        digest: asked.digest.clone(),
    }))
}

pub(in crate::judging) fn competitor_allowed(sender: &Sender<'_>, signed: &CompetitorSignature) -> Result<(), Refusal> {
    let (skill, state) = (sender.skill, sender.state);
    let competitor = state.competitor(&signed.competitor).ok_or_else(|| Refusal::UnknownCompetitor(signed.competitor.to_string()))?;
    let subs = covered(skill, &Part::Day { day: signed.day });
    if subs.is_empty() || !skill.conduct.signing.competitor {
        return Err(Refusal::NoSuchPart);
    }
    let missing = state.missing_of(skill, &subs, competitor);
    if missing > 0 {
        return Err(Refusal::Incomplete { missing });
    }
    if !signed.agreed && signed.reason.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    if signed.digest != state.digest_of_sheet(skill, signed.day, competitor) {
        return Err(Refusal::ChangedMeanwhile);
    }
    if state.signed_sheet(skill, signed.day, competitor).is_some() {
        return Err(Refusal::SignedAlready);
    }
    Ok(())
}
