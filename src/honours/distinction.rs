//! What somebody has won and nothing can change any more: the medals of a skill, and the awards across skills.

use super::{Candidate, Contest, Place, Provisional};
use crate::{
    competition::{Competition, Medal},
    ranking::{Award, Draw, Outcome, Ranking, awards},
    scoring::SkillTally,
};

/// One person's, from one skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Distinction {
    /// Index into the candidates.
    pub candidate: usize,
    pub place: u32,
    pub medal: Option<Medal>,
    pub awards: Vec<Award>,
}

/// Why nothing is won yet by these competitors of a skill.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsettled {
    /// Index into the contest's skills.
    pub skill: usize,
    pub why: Provisional,
    /// Their ids, in the order of the list of competitors.
    pub competitors: Vec<String>,
}

/// Per skill and competitor the awards won across skills; `None` while one mark of the competition is missing: it may lift somebody else
/// above the best.
#[must_use]
pub fn settled_awards(competition: &Competition, tallies: &[SkillTally], draws: &[Vec<Draw>]) -> Option<Vec<Vec<Vec<Award>>>> {
    if !(competition.awards.best_of_all || competition.awards.best_of_delegation) {
        return Some(competition.skills.iter().map(|skill| vec![Vec::new(); skill.competitors.len()]).collect());
    }
    if tallies.iter().any(|tally| tally.done() < tally.wanted()) {
        return None;
    }
    let outcomes = competition.skills.iter().zip(tallies).enumerate().map(|(index, (skill, tally))| {
        let draws = draws.get(index).map_or(&[][..], Vec::as_slice);
        Ranking::new(skill, tally).standings(skill, tally, draws).iter().map(Outcome::from).collect()
    });
    Some(awards(competition, &outcomes.collect::<Vec<_>>()))
}

/// Everybody with a medal or an award, in the order of the candidates. `awards` are as [`settled_awards`] gives them.
#[must_use]
pub fn distinctions(
    competition: &Competition,
    contest: &Contest,
    candidates: &[Candidate],
    awards: Option<&[Vec<Vec<Award>>]>,
) -> Vec<Distinction> {
    let awards_of = |candidate: &Candidate| {
        let entry = &contest.entries[candidate.entry];
        // The contest may have fewer skills than the competition.
        let skill = competition.skill_index(contest.skills[entry.skill].id.as_str())?;
        let competitor = competition.skills[skill].competitors.iter().position(|known| known.id == entry.competitor)?;
        Some(awards?.get(skill)?.get(competitor)?.clone())
    };
    let of_candidate = |(index, candidate): (usize, &Candidate)| {
        let entry = &contest.entries[candidate.entry];
        let Place::At(place) = entry.place else { return None };
        let awards = awards_of(candidate).unwrap_or_default();
        (entry.medal.is_some() || !awards.is_empty()).then_some(Distinction { candidate: index, place, medal: entry.medal, awards })
    };
    candidates.iter().enumerate().filter_map(of_candidate).collect()
}

/// Whose place may still change, by skill and reason.
#[must_use]
pub fn unsettled(contest: &Contest) -> Vec<Unsettled> {
    let mut found: Vec<Unsettled> = Vec::new();
    for entry in &contest.entries {
        let Place::Provisional(why) = entry.place else { continue };
        let competitor = entry.competitor.to_string();
        match found.iter_mut().find(|known| (known.skill, known.why) == (entry.skill, why)) {
            Some(known) => known.competitors.push(competitor),
            None => found.push(Unsettled { skill: entry.skill, why, competitors: vec![competitor] }),
        }
    }
    found
}
