//! Who may be nominated at all: whoever won the result, and nobody to whom a programme's rules say no.

use std::collections::HashMap;

use super::{facts::people, office::Office};
use crate::{
    competition::CompetitionId,
    honours::{
        Assessment, Candidate, Contest, Verdict,
        nomination::{NominationEvent, Register, RestsOn, Step, Subject, What},
    },
    server::{error::ApiError, published::Results},
};

pub struct Field<'a> {
    office: &'a Office,
    results: &'a Results,
    register: &'a Register,
    /// Of each competition, when somebody of it is asked about.
    people: HashMap<CompetitionId, Vec<Candidate>>,
}

impl<'a> Field<'a> {
    pub fn new(office: &'a Office, results: &'a Results, register: &'a Register) -> Self {
        Self { office, results, register, people: HashMap::new() }
    }

    /// Those whose result it is: one, or the members of a team. None while it is not published.
    fn of(&mut self, rests_on: &RestsOn) -> Result<Vec<(&'a Contest, Candidate)>, ApiError> {
        let Some((contest, skill)) = self.results.published(&rests_on.competition, &rests_on.skill) else { return Ok(Vec::new()) };
        if !self.people.contains_key(&contest.id) {
            self.people.insert(contest.id.clone(), people(self.office, self.register, contest)?);
        }
        let is_one = |candidate: &&Candidate| {
            let entry = &contest.entries[candidate.entry];
            entry.skill == skill && entry.competitor == rests_on.competitor
        };
        let all = self.people.get(&contest.id).into_iter().flatten();
        Ok(all.filter(is_one).map(|candidate| (contest, candidate.clone())).collect())
    }

    /// Inside: whose result it is instead.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn must_be(&mut self, subject: &Subject) -> Result<Result<(), String>, ApiError> {
        let (person, own) = (self.register.who(&subject.person), self.of(&subject.rests_on)?);
        if own.is_empty() || own.iter().any(|(_, candidate)| candidate.person == person) {
            return Ok(Ok(()));
        }
        let own: Vec<&str> = own.iter().map(|(_, candidate)| candidate.person.as_str()).collect();
        Ok(Err(format!("person: the result of {} is that of {}", subject.rests_on.competitor, own.join(", "))))
    }

    /// Whether the programme's rules say no, to whoever begins, is recommended or is granted something. What is unknown is for officers
    /// to find out. `before`: what the same batch does first.
    ///
    /// # Errors
    /// When the archive cannot be read.
    pub fn rules_out(&mut self, event: &NominationEvent, before: &[NominationEvent]) -> Result<bool, ApiError> {
        let subject = match &event.what {
            What::Identified(subject) => Some(&**subject),
            What::Moved { step: Step::Recommend | Step::Grant, .. } => {
                let in_batch = before.iter().find_map(|earlier| match &earlier.what {
                    What::Identified(subject) if earlier.nomination == event.nomination => Some(&**subject),
                    _ => None,
                });
                in_batch.or_else(|| self.register.get(event.nomination).map(|known| &known.subject))
            }
            _ => None,
        };
        let Some(subject) = subject else { return Ok(false) };
        let programmes = &self.office.programmes;
        let Some(programme) = programmes.iter().position(|known| known.id == subject.programme) else { return Ok(false) };
        let categories = &programmes[programme].categories;
        let Some(category) = categories.iter().position(|known| known.id == subject.category) else { return Ok(false) };
        let person = self.register.who(&subject.person).to_owned();
        let Some((contest, candidate)) = self.of(&subject.rests_on)?.into_iter().find(|(_, candidate)| candidate.person == person) else {
            return Ok(false);
        };
        let assessment = Assessment::new(contest, std::slice::from_ref(&candidate), programmes);
        Ok(assessment.overall(0, programme, category) == Verdict::No)
    }
}
