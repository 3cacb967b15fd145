//! What the journal says about draws, folded.

use super::entry::Body;
use crate::{
    competition::{CompetitionId, CompetitorId, Skill},
    ranking::draw::{DRAW_METHOD, Draw, DrawOutcome},
};

/// Folds an entry about a draw into the skill's draws.
///
/// # Errors
/// When no server could have written it there: also when its proof does not hold.
pub(super) fn apply(
    competition: &CompetitionId,
    skill: &Skill,
    index: impl Fn(&CompetitorId) -> Option<usize>,
    draws: &mut Vec<Draw>,
    body: &Body,
) -> Result<(), &'static str> {
    match body {
        Body::DrawCommitted { draw, method, competitors, commitment, .. } => {
            if *draw != draws.last().map_or(0, |last| last.number) + 1 || method != DRAW_METHOD {
                return Err("a draw of another number or method");
            }
            let listed: Option<Vec<usize>> = competitors.iter().map(index).collect();
            let (competitors, commitment) = (listed.ok_or("unknown competitor")?, commitment.clone());
            draws.push(Draw { number: *draw, competitors, commitment, outcome: DrawOutcome::Open });
        }
        Body::DrawRevealed { draw, secret, witnesses, seed, order, .. } => {
            let open = open_in(draws, *draw)?;
            let mut record = open.record(competition, skill);
            record.secret = Some(secret.clone());
            record.seed = Some(seed.clone());
            record.order = Some(order.clone());
            record.witnesses.clone_from(witnesses);
            *open = Draw::from_record(skill, &record).map_err(|_| "a draw that does not follow from what was committed")?;
        }
        Body::DrawCancelled { draw, reason, .. } => {
            open_in(draws, *draw)?.outcome = DrawOutcome::Cancelled { reason: reason.clone() };
        }
        _ => return Err("not about a draw"),
    }
    Ok(())
}

fn open_in(draws: &mut [Draw], number: u32) -> Result<&mut Draw, &'static str> {
    draws.iter_mut().find(|draw| draw.number == number && draw.is_open()).ok_or("no such open draw")
}
