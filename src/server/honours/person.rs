//! `/api/honours/people/{person}`: personal data, masked unless a reason is given, and a record of every look at it.

use std::collections::BTreeMap;

use axum::{
    Json,
    extract::{Extension, Path, State},
    http::StatusCode,
};

use super::{
    candidates::chances_of,
    deeds::{NO_DATA, note, reason},
    erase::asked_to_erase,
    masked::{masked, open},
    office::Office,
    people::everybody,
};
use crate::{
    archive::{OfficeEvent, PersonWhat, PersonalData},
    honours::{
        Catalogue,
        exports::{Export, ExportState, MadeExport},
        is_national_id,
        nomination::{NominationId, Register},
    },
    import::{FACT_COLUMNS, Fault, facts_of},
    server::{access::Officer, app::SharedApp, desk::place::apart, error::ApiError, json::JsonBody},
    wire::{ErasureAsked, PersonDeed, PersonExport, PersonHappened, PersonView, PersonalDataCard, PersonalDataRequest, ReasonRequest},
};

const FIELD_MAX_BYTES: usize = 200;

pub async fn person(State(app): State<SharedApp>, Path(person): Path<String>) -> Result<Json<PersonView>, ApiError> {
    apart(move || {
        let office = Office::of(&app)?;
        let results = app.results();
        let register = office.register().clone();
        let person = register.who(&person).to_owned();
        let events = office.archive.events()?;
        let also: Vec<String> = register.also(&person).map(str::to_owned).collect();
        let record: Vec<PersonHappened> = events.iter().filter_map(|(number, event)| happened(*number, event, &person, &also)).collect();
        let card = everybody(&results, &register).into_iter().find(|card| card.person == person);
        if card.is_none() && record.is_empty() {
            return Err(ApiError::NotFound("such person"));
        }
        let (name, namesakes, of_results) = card.map(|card| (card.name, card.namesakes, card.results)).unwrap_or_default();
        let erasure = asked_to_erase(&events, &person, &also);
        Ok(Json(PersonView {
            chances: chances_of(office, &results, &register, &person)?,
            nominations: nominations_of(&register, &person).collect(),
            exports: exports_of(office, &person, &also),
            data: office.archive.person(&person)?.as_ref().map(masked),
            erasure: erasure.map(|asked| ErasureAsked { officer: asked.officer, at: asked.at, reason: asked.reason }),
            person,
            also,
            name,
            namesakes,
            results: of_results,
            record,
        }))
    })
    .await
}

/// The files that have the person in them.
fn exports_of(office: &Office, person: &str, also: &[String]) -> Vec<PersonExport> {
    let exports = office.exports();
    let made = exports.iter().filter_map(|(id, export)| match &export.state {
        ExportState::Made(made) => Some((id, export, made)),
        _ => None,
    });
    let is_in = |made: &MadeExport| made.people.iter().any(|one| one == person || also.contains(one));
    let told = |(id, export, made): (_, &Export, &MadeExport)| PersonExport {
        export: id,
        made_at: made.at,
        file: export.of.file_name(id),
        reason: export.asked.reason.clone(),
    };
    made.filter(|(_, _, made)| is_in(made)).map(told).collect()
}

/// Of somebody who is nominated: nobody else's data is wanted here.
pub async fn keep_person(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(person): Path<String>,
    JsonBody(given): JsonBody<PersonalDataRequest>,
) -> Result<StatusCode, ApiError> {
    apart(move || {
        let office = Office::of(&app)?;
        let register = office.register();
        let person = register.who(&person);
        if nominations_of(&register, person).next().is_none() {
            return Err(ApiError::NotFound("such person among the nominations"));
        }
        let mut data = office.archive.person(person)?.unwrap_or_default();
        let fields = change(&mut data, given, &office.catalogue)?;
        if !fields.is_empty() {
            // What is kept without a record would be worse than a record of what was not kept.
            note(office, &app, officer, person, PersonWhat::Kept { fields })?;
            office.archive.put_person(person, &data)?;
        }
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

pub async fn reveal_person(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(person): Path<String>,
    JsonBody(asked): JsonBody<ReasonRequest>,
) -> Result<Json<PersonalDataCard>, ApiError> {
    apart(move || {
        let (office, reason) = (Office::of(&app)?, reason(&asked.reason)?);
        let register = office.register();
        let person = register.who(&person);
        let data = office.archive.person(person)?.ok_or(NO_DATA)?;
        // On the disk before anybody sees it.
        note(office, &app, officer, person, PersonWhat::Revealed { reason })?;
        Ok(Json(open(data)))
    })
    .await
}

fn nominations_of(register: &Register, person: &str) -> impl Iterator<Item = NominationId> {
    register.iter().filter(move |(_, nomination)| nomination.subject.person == person).map(|(id, _)| id)
}

/// The fields that are others now.
fn change(data: &mut PersonalData, given: PersonalDataRequest, catalogue: &Catalogue) -> Result<Vec<String>, ApiError> {
    let mut fields = Vec::new();
    if let Some(name) = given.name {
        if [&name.zh, &name.en].into_iter().any(|text| has_controls(text)) {
            return Err(unreadable("name"));
        }
        if name.zh.len().max(name.en.len()) > FIELD_MAX_BYTES {
            return Err(too_long("name"));
        }
        if data.name != name {
            data.name = name;
            fields.push("name".to_owned());
        }
    }
    for (field, kept, given) in [
        ("national_id", &mut data.national_id, given.national_id),
        ("social_security", &mut data.social_security, given.social_security),
        ("employer", &mut data.employer, given.employer),
        ("phone", &mut data.phone, given.phone),
    ] {
        let Some(given) = given.map(|text| text.trim().to_owned()) else { continue };
        if given.len() > FIELD_MAX_BYTES {
            return Err(too_long(field));
        }
        if has_controls(&given) {
            return Err(unreadable(field));
        }
        if field == "national_id" && !given.is_empty() && !is_national_id(&given) {
            return Err(ApiError::BadRequest(
                "national_id: the last character does not fit the others (GB 11643); compare it with the card".to_owned(),
            ));
        }
        if *kept != given {
            *kept = given;
            fields.push(field.to_owned());
        }
    }
    if let Some(given) = given.facts {
        change_facts(data, given, catalogue, &mut fields)?;
    }
    Ok(fields)
}

fn change_facts(
    data: &mut PersonalData,
    given: BTreeMap<String, String>,
    catalogue: &Catalogue,
    fields: &mut Vec<String>,
) -> Result<(), ApiError> {
    let before = data.facts.clone();
    for (column, said) in given {
        let said = said.trim().to_owned();
        if !FACT_COLUMNS.contains(&column.as_str()) {
            return Err(ApiError::BadRequest(format!("facts.{column}: there are {}", FACT_COLUMNS.join(", "))));
        }
        if said.len() > FIELD_MAX_BYTES {
            return Err(too_long(&column));
        }
        if has_controls(&said) {
            return Err(unreadable(&column));
        }
        if said.is_empty() {
            data.facts.remove(&column)
        } else {
            data.facts.insert(column, said)
        };
    }
    let facts = facts_of(&data.facts).map_err(|faults| {
        let told = |fault: &Fault| format!("facts.{}: {}; {}", fault.column.as_deref().unwrap_or_default(), fault.problem, fault.remedy);
        ApiError::BadRequest(faults.iter().map(told).collect::<Vec<_>>().join("; "))
    })?;
    if let Some(unknown) =
        facts.honours.iter().flatten().find(|honour| !catalogue.honours.is_empty() && !catalogue.honours.contains_key(*honour))
    {
        return Err(ApiError::BadRequest(format!("facts.honours: honours.toml has no honour {unknown}")));
    }
    let columns = FACT_COLUMNS.iter().filter(|column| before.get(**column) != data.facts.get(**column));
    fields.extend(columns.map(|column| (*column).to_owned()));
    Ok(())
}

/// Line ends, and what turns the direction of writing: nobody sees them, and a table falls apart.
fn has_controls(text: &str) -> bool {
    text.chars()
        .any(|char| char.is_control() || matches!(char, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'))
}

fn unreadable(field: &str) -> ApiError {
    ApiError::BadRequest(format!("{field}: it has characters that nobody sees, such as line ends"))
}

fn too_long(field: &str) -> ApiError {
    ApiError::BadRequest(format!("{field}: at most {FIELD_MAX_BYTES} bytes"))
}

fn happened(number: u64, event: &OfficeEvent, person: &str, also: &[String]) -> Option<PersonHappened> {
    let OfficeEvent::Person(event) = event else { return None };
    if event.person != person && !also.contains(&event.person) {
        return None;
    }
    let (what, fields, reason) = match &event.what {
        PersonWhat::Kept { fields } => (PersonDeed::Kept, fields.clone(), String::new()),
        PersonWhat::Revealed { reason } => (PersonDeed::Revealed, Vec::new(), reason.clone()),
        PersonWhat::EraseAsked { reason, .. } => (PersonDeed::EraseAsked, Vec::new(), reason.clone()),
        PersonWhat::EraseTakenBack => (PersonDeed::EraseTakenBack, Vec::new(), String::new()),
        PersonWhat::Erased { reason, asked_by } => (PersonDeed::Erased, vec![asked_by.clone()], reason.clone()),
        PersonWhat::Merged { reason, .. } => (PersonDeed::Merged, vec![event.person.clone()], reason.clone()),
    };
    Some(PersonHappened { number, at: event.at, officer: event.officer.clone(), what, fields, reason })
}
