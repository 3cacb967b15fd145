//! People of a contest with what the office knows of them besides their results.

use std::collections::HashSet;

use super::office::Office;
use crate::{
    archive::PersonalData,
    honours::{Birth, Candidate, Contest, Facts, candidates, nomination::Register, said_by_national_id},
    import::facts_of,
    server::error::ApiError,
};

/// Ids of competitors are of one competition: C1 of another one is somebody else, until a person finds that they are the same.
pub(super) fn person_of(contest: &Contest, candidate: &Candidate) -> String {
    format!("{}:{}", contest.id, candidate.person)
}

/// As [`candidates`], each called as the register calls the person.
pub fn people(office: &Office, register: &Register, contest: &Contest) -> Result<Vec<Candidate>, ApiError> {
    let kept: HashSet<String> = office.archive.people()?.into_iter().collect();
    let mut people = candidates(contest, &[]);
    for candidate in &mut people {
        let id = person_of(contest, candidate);
        register.who(&id).clone_into(&mut candidate.person);
        if kept.contains(&candidate.person)
            && let Some(data) = office.archive.person(&candidate.person)?
        {
            candidate.facts = facts(&data);
        }
    }
    Ok(people)
}

/// They were tried when they were entered. What nobody has said is taken from the citizen's number.
fn facts(data: &PersonalData) -> Facts {
    let mut facts = facts_of(&data.facts).unwrap_or_default();
    if let Some((born, gender)) = said_by_national_id(&data.national_id) {
        facts.born = facts.born.or(Some(Birth::Day(born)));
        facts.gender = facts.gender.or(Some(gender));
    }
    facts
}
