//! `GET /api/honours/candidates/{competition}/{skill}`: whom a published result could lead to what.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{facts::people, office::Office};
use crate::{
    honours::{Assessment, Contest, Origin, Place, Verdict, nomination::Register},
    server::{app::SharedApp, desk::place::apart, error::ApiError, published::Results},
    wire::{HonoursCandidate, HonoursCandidates, HonoursChance, MissingFact, PersonChance},
};

pub async fn candidates(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<Json<HonoursCandidates>, ApiError> {
    apart(move || {
        let office = Office::of(&app)?;
        let results = app.results();
        results.find(&competition, &skill).map_err(|_| ApiError::NotFound("such skill"))?;
        // What is not published is nobody's to see, not even here.
        Ok(Json(match results.published(&competition, &skill) {
            None => HonoursCandidates { published: false, digest: String::new(), rows: Vec::new() },
            Some((contest, index)) => {
                HonoursCandidates { published: true, digest: contest.skills[index].digest.clone(), rows: rows(office, contest, index)? }
            }
        }))
    })
    .await
}

/// Better places first.
fn rows(office: &Office, contest: &Contest, skill: usize) -> Result<Vec<HonoursCandidate>, ApiError> {
    let register = office.register().clone();
    let mut own = people(office, &register, contest)?;
    own.retain(|candidate| contest.entries[candidate.entry].skill == skill);
    own.sort_by_key(|candidate| match contest.entries[candidate.entry].place {
        Place::At(place) => (0, place),
        _ => (1, 0),
    });
    let assessment = Assessment::new(contest, &own, &office.programmes);
    Ok((0..own.len()).map(|candidate| row(&assessment, candidate)).collect())
}

/// What the person's results could lead to, whoever of the person's ids they were made under.
pub(super) fn chances_of(office: &Office, results: &Results, register: &Register, person: &str) -> Result<Vec<PersonChance>, ApiError> {
    let mut chances = Vec::new();
    for contest in &results.contests {
        let mut own = people(office, register, contest)?;
        own.retain(|candidate| candidate.person == person);
        let assessment = Assessment::new(contest, &own, &office.programmes);
        for (index, candidate) in own.iter().enumerate() {
            let entry = &contest.entries[candidate.entry];
            let of = |chance| PersonChance {
                competition: contest.id.to_string(),
                skill: contest.skills[entry.skill].id.to_string(),
                competitor: entry.competitor.to_string(),
                chance,
            };
            chances.extend(row(&assessment, index).chances.into_iter().map(of));
        }
    }
    Ok(chances)
}

fn row(assessment: &Assessment<'_>, candidate: usize) -> HonoursCandidate {
    let person = &assessment.candidates[candidate];
    let entry = &assessment.contest.entries[person.entry];
    let mut chances = Vec::new();
    for (index, programme) in assessment.programmes.iter().enumerate() {
        for (number, category) in programme.categories.iter().enumerate() {
            let verdict = assessment.overall(candidate, index, number);
            if verdict != Verdict::No {
                chances.push(HonoursChance {
                    programme: programme.id.to_string(),
                    category: category.id.to_string(),
                    certain: verdict == Verdict::Yes,
                    missing: missing(assessment, candidate, (index, number)),
                });
            }
        }
    }
    HonoursCandidate {
        person: person.person.clone(),
        competitor: entry.competitor.to_string(),
        name: person.name.clone(),
        place: match entry.place {
            Place::At(place) => Some(place),
            _ => None,
        },
        medal: entry.medal,
        chances,
    }
}

fn missing(assessment: &Assessment<'_>, candidate: usize, (programme, category): (usize, usize)) -> Vec<MissingFact> {
    let unknown = assessment.rulings(candidate, programme, category).filter(|(_, verdict)| *verdict == Verdict::Unknown);
    let mut missing = Vec::new();
    for (rule, _) in unknown {
        for fact in assessment.facts(candidate, rule) {
            if let Origin::Missing { supplier } = fact.origin {
                let one = MissingFact { rule: rule.text.clone(), fact: fact.text, supplier: supplier.text() };
                // A rule may ask for the same thing twice.
                if !missing.contains(&one) {
                    missing.push(one);
                }
            }
        }
    }
    missing
}
