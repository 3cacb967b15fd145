//! The rules of witnessed draws: what may be committed, revealed and cancelled, and what the journal then records.

use super::{
    command::{CommitDraw, REASON_MAX_CHARS, RevealDraw},
    entry::Body,
    refusal::Refusal,
    state::{ContestState, SkillState},
};
use crate::{
    competition::{Competition, CompetitorId, ExpertId, Skill, SkillId, TieLast},
    ranking::draw::{
        DRAW_COMPETITORS_MAX, DRAW_METHOD, Draw, DrawOutcome, Subject, Witness, check_witnesses, commitment_of, drawn, settle, ties,
    },
};

/// The skill a draw is for.
struct Table<'a> {
    competition: &'a Competition,
    skill: &'a Skill,
    state: &'a SkillState,
}

impl<'a> Table<'a> {
    fn find(state: &'a ContestState, competition: &'a Competition, skill: &str) -> Result<Self, Refusal> {
        let index = state.skill(skill).ok_or_else(|| Refusal::UnknownSkill(skill.to_owned()))?;
        Ok(Self { competition, skill: &competition.skills[index], state: &state.skills[index] })
    }

    fn id(&self, competitor: usize) -> &CompetitorId {
        &self.skill.competitors[competitor].id
    }

    fn open_draw(&self, number: u32) -> Result<&'a Draw, Refusal> {
        let draw = self.state.draws.iter().find(|draw| draw.number == number).ok_or(Refusal::NoSuchDraw(number))?;
        if draw.is_open() { Ok(draw) } else { Err(Refusal::DrawClosed(number)) }
    }

    /// Those listed have all their marks, and are everybody who is equal in all that comes before a draw.
    fn check_tie(&self, listed: &[usize]) -> Result<(), Refusal> {
        let tally = &self.state.tally;
        let lacks_marks = |competitor: &&usize| (tally.sums(**competitor).done as usize) < tally.aspects().len();
        if let Some(&competitor) = listed.iter().find(lacks_marks) {
            return Err(Refusal::MarksMissing(self.id(competitor).to_string()));
        }
        let tied = ties(tally).into_iter().find(|tied| tied.contains(&listed[0])).ok_or(Refusal::NotTied)?;
        if !listed.iter().all(|competitor| tied.contains(competitor)) {
            return Err(Refusal::NotTied);
        }
        match tied.iter().find(|competitor| !listed.contains(competitor)) {
            Some(&left_out) => Err(Refusal::TieLarger(self.id(left_out).to_string())),
            None => Ok(()),
        }
    }
}

pub(super) fn commit(state: &ContestState, competition: &Competition, asked: &CommitDraw) -> Result<Body, Refusal> {
    let table = Table::find(state, competition, &asked.skill)?;
    if table.skill.rules.ties.last != TieLast::Draw {
        return Err(Refusal::NoDrawRule);
    }
    let index = |id: &String| table.state.competitor(id).ok_or_else(|| Refusal::UnknownCompetitor(id.clone()));
    let mut listed = asked.competitors.iter().map(index).collect::<Result<Vec<usize>, Refusal>>()?;
    listed.sort_by_key(|&competitor| table.id(competitor));
    let named_twice = listed.windows(2).any(|pair| pair[0] == pair[1]);
    if named_twice || !(2..=DRAW_COMPETITORS_MAX).contains(&listed.len()) {
        return Err(Refusal::DrawList);
    }
    let draws = &table.state.draws;
    let waits = |draw: &&Draw| draw.is_open() && draw.competitors.iter().any(|competitor| listed.contains(competitor));
    if let Some(open) = draws.iter().find(waits) {
        return Err(Refusal::DrawOpen(open.number));
    }
    table.check_tie(&listed)?;
    // Who does not like an order shall not draw until one pleases.
    if settle(&listed, draws).is_some() {
        return Err(Refusal::DrawSettled);
    }
    let draw = draws.last().map_or(0, |last| last.number) + 1;
    let competitors: Vec<CompetitorId> = listed.iter().map(|&competitor| table.id(competitor).clone()).collect();
    let subject = Subject { competition: &competition.id, skill: &table.skill.id, number: draw, competitors: &competitors };
    let commitment = commitment_of(&subject, &asked.secret);
    Ok(Body::DrawCommitted { skill: table.skill.id.clone(), draw, method: DRAW_METHOD.to_owned(), competitors, commitment })
}

pub(super) fn reveal(state: &ContestState, competition: &Competition, asked: &RevealDraw) -> Result<Body, Refusal> {
    let table = Table::find(state, competition, &asked.skill)?;
    let draw = table.open_draw(asked.draw)?;
    table.check_tie(&draw.competitors)?;
    let witnesses = asked.witnesses.iter().map(|(expert, value)| witness(&table, expert, value)).collect::<Result<Vec<_>, _>>()?;
    check_witnesses(&witnesses).map_err(|_| Refusal::Witnesses)?;
    let record = draw.record(&table.competition.id, table.skill);
    let subject = record.subject();
    let secret = asked.secret.as_ref().filter(|secret| commitment_of(&subject, secret) == draw.commitment).ok_or(Refusal::SecretLost)?;
    let (seed, places) = drawn(&subject, secret, &witnesses);
    let order = places.iter().map(|&place| record.competitors[place].clone()).collect();
    Ok(Body::DrawRevealed { skill: table.skill.id.clone(), draw: draw.number, secret: secret.to_hex(), witnesses, seed, order })
}

fn witness(table: &Table<'_>, expert: &str, value: &str) -> Result<Witness, Refusal> {
    let index = table.state.expert(expert).ok_or_else(|| Refusal::UnknownExpert(expert.to_owned()))?;
    let expert: ExpertId = table.skill.experts[index].id.clone();
    Ok(Witness { expert, value: value.trim().to_owned() })
}

pub(super) fn cancel(state: &ContestState, competition: &Competition, skill: &SkillId, draw: u32, reason: &str) -> Result<Body, Refusal> {
    let table = Table::find(state, competition, skill)?;
    let draw = table.open_draw(draw)?.number;
    let reason = reason.trim();
    if reason.is_empty() || reason.chars().count() > REASON_MAX_CHARS {
        return Err(Refusal::ReasonMissing);
    }
    Ok(Body::DrawCancelled { skill: table.skill.id.clone(), draw, reason: reason.to_owned() })
}

/// Folds an entry about a draw into the skill's state.
///
/// # Errors
/// When no server could have written it there: also when its proof does not hold.
pub(super) fn apply(competition: &Competition, skill: &Skill, state: &mut SkillState, body: &Body) -> Result<(), &'static str> {
    match body {
        Body::DrawCommitted { draw, method, competitors, commitment, .. } => {
            if *draw != state.draws.last().map_or(0, |last| last.number) + 1 || method != DRAW_METHOD {
                return Err("a draw of another number or method");
            }
            let listed: Option<Vec<usize>> = competitors.iter().map(|id| state.competitor(id)).collect();
            let (competitors, commitment) = (listed.ok_or("unknown competitor")?, commitment.clone());
            state.draws.push(Draw { number: *draw, competitors, commitment, outcome: DrawOutcome::Open });
        }
        Body::DrawRevealed { draw, secret, witnesses, seed, order, .. } => {
            let open = open_in(&mut state.draws, *draw)?;
            let mut record = open.record(&competition.id, skill);
            record.secret = Some(secret.clone());
            record.seed = Some(seed.clone());
            record.order = Some(order.clone());
            record.witnesses.clone_from(witnesses);
            *open = Draw::from_record(skill, &record).map_err(|_| "a draw that does not follow from what was committed")?;
        }
        Body::DrawCancelled { draw, reason, .. } => {
            open_in(&mut state.draws, *draw)?.outcome = DrawOutcome::Cancelled { reason: reason.clone() };
        }
        _ => return Err("not about a draw"),
    }
    Ok(())
}

fn open_in(draws: &mut [Draw], number: u32) -> Result<&mut Draw, &'static str> {
    draws.iter_mut().find(|draw| draw.number == number && draw.is_open()).ok_or("no such open draw")
}
