//! The rules of witnessed draws: what may be committed, revealed and cancelled, and what the journal then records.

use super::{
    command::{CommitDraw, REASON_MAX_CHARS, RevealDraw},
    entry::Body,
    refusal::Refusal,
    state::{ContestState, SkillState},
};
use crate::{
    competition::{Competition, CompetitionId, CompetitorId, Skill, SkillId, TieLast},
    ranking::{
        Ranking,
        draw::{
            DRAW_COMPETITORS_MAX, DRAW_METHOD, Draw, DrawOutcome, DrawSecret, Subject, Witness, check_witnesses, commitment_of, drawn,
            settle,
        },
    },
    scoring::SkillTally,
};

/// What decides about draws in one skill.
#[derive(Clone, Copy)]
pub struct DrawTable<'a> {
    pub competition: &'a CompetitionId,
    pub skill: &'a Skill,
    pub tally: &'a SkillTally,
    pub draws: &'a [Draw],
}

impl<'a> DrawTable<'a> {
    fn find(state: &'a ContestState, competition: &'a Competition, skill: &str) -> Result<Self, Refusal> {
        let index = state.skill(skill).ok_or_else(|| Refusal::UnknownSkill(skill.to_owned()))?;
        let SkillState { tally, draws, .. } = &state.skills[index];
        Ok(Self { competition: &competition.id, skill: &competition.skills[index], tally, draws })
    }

    /// The draw that these competitors would have with this secret.
    ///
    /// # Errors
    /// When the rules know no draw, these are not exactly those who are tied, or they have a draw already.
    pub fn committed(&self, competitors: &[String], secret: &DrawSecret) -> Result<Draw, Refusal> {
        if self.skill.rules.ties.last != TieLast::Draw {
            return Err(Refusal::NoDrawRule);
        }
        let index = |id: &String| self.skill.competitor_index(id).ok_or_else(|| Refusal::UnknownCompetitor(id.clone()));
        let mut listed = competitors.iter().map(index).collect::<Result<Vec<usize>, Refusal>>()?;
        listed.sort_by_key(|&competitor| self.id(competitor));
        let named_twice = listed.windows(2).any(|pair| pair[0] == pair[1]);
        if named_twice || !(2..=DRAW_COMPETITORS_MAX).contains(&listed.len()) {
            return Err(Refusal::DrawList);
        }
        let waits = |draw: &&Draw| draw.is_open() && draw.competitors.iter().any(|competitor| listed.contains(competitor));
        if let Some(open) = self.draws.iter().find(waits) {
            return Err(Refusal::DrawOpen(open.number));
        }
        self.check_tie(&listed)?;
        // Who does not like an order shall not draw until one pleases.
        if settle(&listed, self.draws).is_some() {
            return Err(Refusal::DrawSettled);
        }
        let number = self.draws.last().map_or(0, |last| last.number) + 1;
        let ids: Vec<CompetitorId> = listed.iter().map(|&competitor| self.id(competitor).clone()).collect();
        let subject = Subject { competition: self.competition, skill: &self.skill.id, number, competitors: &ids };
        Ok(Draw { number, competitors: listed, commitment: commitment_of(&subject, secret), outcome: DrawOutcome::Open })
    }

    /// An open draw with its order.
    ///
    /// # Errors
    /// When there is no such open draw, the tie has changed since, a witness is unknown, or the secret is not the one that was committed.
    pub fn revealed(&self, number: u32, secret: Option<&DrawSecret>, witnesses: &[(String, String)]) -> Result<Draw, Refusal> {
        let draw = self.open_draw(number)?;
        self.check_tie(&draw.competitors)?;
        let witnesses = witnesses.iter().map(|(expert, value)| self.witness(expert, value)).collect::<Result<Vec<_>, _>>()?;
        check_witnesses(&witnesses).map_err(|_| Refusal::Witnesses)?;
        let record = draw.record(self.competition, self.skill);
        let subject = record.subject();
        let secret = secret.filter(|secret| commitment_of(&subject, secret) == draw.commitment).ok_or(Refusal::SecretLost)?;
        let (seed, places) = drawn(&subject, secret, &witnesses);
        let order = places.iter().map(|&place| draw.competitors[place]).collect();
        let outcome = DrawOutcome::Revealed { secret: secret.clone(), seed, witnesses, order };
        Ok(Draw { outcome, ..draw.clone() })
    }

    /// # Errors
    /// When there is no such open draw, or no reason.
    pub fn cancelled(&self, number: u32, reason: &str) -> Result<Draw, Refusal> {
        let draw = self.open_draw(number)?;
        let reason = reason.trim();
        if reason.is_empty() || reason.chars().count() > REASON_MAX_CHARS {
            return Err(Refusal::ReasonMissing);
        }
        Ok(Draw { outcome: DrawOutcome::Cancelled { reason: reason.to_owned() }, ..draw.clone() })
    }

    fn id(&self, competitor: usize) -> &'a CompetitorId {
        &self.skill.competitors[competitor].id
    }

    fn open_draw(&self, number: u32) -> Result<&'a Draw, Refusal> {
        let draw = self.draws.iter().find(|draw| draw.number == number).ok_or(Refusal::NoSuchDraw(number))?;
        if draw.is_open() { Ok(draw) } else { Err(Refusal::DrawClosed(number)) }
    }

    fn witness(&self, expert: &str, value: &str) -> Result<Witness, Refusal> {
        let index = self.skill.expert_index(expert).ok_or_else(|| Refusal::UnknownExpert(expert.to_owned()))?;
        Ok(Witness { expert: self.skill.experts[index].id.clone(), value: value.trim().to_owned() })
    }

    /// Those listed have all their marks, and are everybody who is equal in all that comes before a draw.
    fn check_tie(&self, listed: &[usize]) -> Result<(), Refusal> {
        let lacks_marks = |competitor: &&usize| (self.tally.sums(**competitor).done as usize) < self.tally.aspects().len();
        if let Some(&competitor) = listed.iter().find(lacks_marks) {
            return Err(Refusal::MarksMissing(self.id(competitor).to_string()));
        }
        let ties = Ranking::new(self.skill, self.tally).ties();
        let tied = ties.into_iter().find(|tied| tied.contains(&listed[0])).ok_or(Refusal::NotTied)?;
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
    let table = DrawTable::find(state, competition, &asked.skill)?;
    let draw = table.committed(&asked.competitors, &asked.secret)?;
    let competitors = draw.competitors.iter().map(|&competitor| table.id(competitor).clone()).collect();
    let (skill, method) = (table.skill.id.clone(), DRAW_METHOD.to_owned());
    Ok(Body::DrawCommitted { skill, draw: draw.number, method, competitors, commitment: draw.commitment })
}

pub(super) fn reveal(state: &ContestState, competition: &Competition, asked: &RevealDraw) -> Result<Body, Refusal> {
    let table = DrawTable::find(state, competition, &asked.skill)?;
    let draw = table.revealed(asked.draw, asked.secret.as_ref(), &asked.witnesses)?;
    let DrawOutcome::Revealed { secret, seed, witnesses, order } = draw.outcome else { return Err(Refusal::SecretLost) };
    let order = order.into_iter().map(|competitor| table.id(competitor).clone()).collect();
    Ok(Body::DrawRevealed { skill: table.skill.id.clone(), draw: draw.number, secret: secret.to_hex(), witnesses, seed, order })
}

pub(super) fn cancel(state: &ContestState, competition: &Competition, skill: &SkillId, draw: u32, reason: &str) -> Result<Body, Refusal> {
    let table = DrawTable::find(state, competition, skill)?;
    table.cancelled(draw, reason)?;
    Ok(Body::DrawCancelled { skill: table.skill.id.clone(), draw, reason: reason.trim().to_owned() })
}
