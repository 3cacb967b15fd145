//! `GET /api/honours/people`, `POST /api/honours/people/{person}/merge`: the outstanding people of all competitions and years.

use std::collections::{BTreeMap, BTreeSet};

use axum::{
    Json,
    extract::{Extension, Path, State},
    http::StatusCode,
};
use serde::Deserialize;

use super::{
    deeds::{note, reason},
    facts::person_of,
    office::Office,
};
use crate::{
    archive::PersonWhat,
    competition::Text,
    honours::{Contest, Entry, Place, candidates, nomination::Register},
    server::{
        access::Officer, app::SharedApp, desk::place::apart, error::ApiError, json::JsonBody, limits::PEOPLE_LISTED_MAX,
        published::Results, query::QueryOf,
    },
    wire::{MergeRequest, People, PersonCard, PersonResult},
};

#[derive(Deserialize)]
pub struct Search {
    #[serde(default)]
    search: String,
}

pub async fn people(State(app): State<SharedApp>, QueryOf(asked): QueryOf<Search>) -> Result<Json<People>, ApiError> {
    apart(move || {
        let office = Office::of(&app)?;
        let results = app.results();
        let register = office.register().clone();
        let wanted = asked.search.trim().to_lowercase();
        let mut people: Vec<PersonCard> = everybody(&results, &register).into_iter().filter(|card| fits(card, &wanted)).collect();
        let more = people.len() > PEOPLE_LISTED_MAX;
        people.truncate(PEOPLE_LISTED_MAX);
        Ok(Json(People { people, more }))
    })
    .await
}

/// Both ids are somebody's. Of personal data, what the id that stays has is kept, else the other's.
pub async fn merge_person(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(person): Path<String>,
    JsonBody(asked): JsonBody<MergeRequest>,
) -> Result<StatusCode, ApiError> {
    apart(move || {
        let office = Office::of(&app)?;
        let reason = reason(&asked.reason)?;
        let results = app.results();
        let mut register = office.register();
        let known = everybody(&results, &register);
        let is_known = |id: &str| known.iter().any(|card| card.person == register.who(id));
        if !is_known(&person) || !is_known(&asked.into) {
            return Err(ApiError::NotFound("such person"));
        }
        register.check_merge(&person, &asked.into, office.known(&results)).map_err(ApiError::Nomination)?;
        let (from, into) = (register.who(&person).to_owned(), register.who(&asked.into).to_owned());
        note(office, &app, officer, &from, PersonWhat::Merged { into: into.clone(), reason })?;
        register.merge(&from, &into);
        office.archive.move_person(&from, &into)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// Whoever has a medal, and whoever is nominated; in the order of names.
pub(super) fn everybody(results: &Results, register: &Register) -> Vec<PersonCard> {
    let mut people: BTreeMap<String, PersonCard> = BTreeMap::new();
    for (id, nomination) in register.iter() {
        card_of(&mut people, register, &nomination.subject.person).nominations.push(id);
    }
    for contest in &results.contests {
        for candidate in candidates(contest, &[]) {
            let entry = &contest.entries[candidate.entry];
            let id = person_of(contest, &candidate);
            let person = register.who(&id);
            if entry.medal.is_some() || people.contains_key(person) {
                let card = card_of(&mut people, register, person);
                card.results.push(result(contest, entry));
                if card.name.is_empty() {
                    card.name = candidate.name;
                }
            }
        }
    }
    let mut cards: Vec<PersonCard> = people.into_values().collect();
    find_namesakes(&mut cards);
    cards.sort_by(|a, b| (&a.name.zh, &a.name.en, &a.person).cmp(&(&b.name.zh, &b.name.en, &b.person)));
    cards
}

fn find_namesakes(cards: &mut [PersonCard]) {
    let mut named: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
    for card in &*cards {
        for name in names(card) {
            named.entry(name).or_default().insert(card.person.clone());
        }
    }
    for card in cards {
        let alike = names(card).filter_map(|name| named.get(&name)).flatten();
        let others: BTreeSet<String> = alike.filter(|one| **one != card.person).cloned().collect();
        card.namesakes = others.into_iter().collect();
    }
}

fn card_of<'a>(people: &'a mut BTreeMap<String, PersonCard>, register: &Register, person: &str) -> &'a mut PersonCard {
    people.entry(person.to_owned()).or_insert_with(|| PersonCard {
        person: person.to_owned(),
        also: register.also(person).map(str::to_owned).collect(),
        name: Text::default(),
        results: Vec::new(),
        nominations: Vec::new(),
        namesakes: Vec::new(),
    })
}

/// Without spaces and in small letters: people are written differently from year to year.
fn names(card: &PersonCard) -> impl Iterator<Item = String> + use<> {
    let plain = |name: &String| name.split_whitespace().collect::<String>().to_lowercase();
    [plain(&card.name.zh), plain(&card.name.en)].into_iter().filter(|name| !name.is_empty())
}

fn result(contest: &Contest, entry: &Entry) -> PersonResult {
    let skill = &contest.skills[entry.skill];
    PersonResult {
        competition: contest.id.to_string(),
        competition_title: contest.title.clone(),
        skill: skill.id.to_string(),
        skill_title: skill.title.clone(),
        competitor: entry.competitor.to_string(),
        place: match entry.place {
            Place::At(place) => Some(place),
            _ => None,
        },
        medal: entry.medal,
        ends: contest.ends.map(|day| day.to_string()),
    }
}

fn fits(card: &PersonCard, wanted: &str) -> bool {
    let of_result = |one: &PersonResult| {
        [
            one.competitor.clone(),
            one.skill.clone(),
            one.competition_title.zh.clone(),
            one.competition_title.en.clone(),
            one.skill_title.zh.clone(),
            one.skill_title.en.clone(),
        ]
    };
    let own = [card.person.clone(), card.name.zh.clone(), card.name.en.clone()];
    let mut texts = own.into_iter().chain(card.also.iter().cloned()).chain(card.results.iter().flat_map(of_result));
    wanted.is_empty() || texts.any(|text| text.to_lowercase().contains(wanted))
}
