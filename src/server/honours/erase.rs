//! `POST /api/honours/people/{person}/erase`, `…/confirm`, `…/withdraw`: two people destroy the key to a person's data.

use axum::{
    extract::{Extension, Path, State},
    http::StatusCode,
};

use super::{
    deeds::{NO_DATA, note, reason},
    office::Office,
};
use crate::{
    archive::{OfficeEvent, PersonWhat},
    honours::{Asked, SecondPersonRefusal, nomination::Register},
    server::{access::Officer, app::SharedApp, desk::place::apart, error::ApiError, json::JsonBody},
    wire::ReasonRequest,
};

/// Nothing is erased before another officer agrees.
pub async fn ask_to_erase(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(person): Path<String>,
    JsonBody(asked): JsonBody<ReasonRequest>,
) -> Result<StatusCode, ApiError> {
    apart(move || {
        let (office, reason) = (Office::of(&app)?, reason(&asked.reason)?);
        let register = office.register();
        let person = register.who(&person);
        office.archive.person(person)?.ok_or(NO_DATA)?;
        if asked_for(office, &register, person)?.is_some() {
            return Err(SecondPersonRefusal::AskedAlready.into());
        }
        let device = officer.device.clone();
        note(office, &app, officer, person, PersonWhat::EraseAsked { reason, device })?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

pub async fn confirm_erasure(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(person): Path<String>,
) -> Result<StatusCode, ApiError> {
    apart(move || {
        let office = Office::of(&app)?;
        let register = office.register();
        let person = register.who(&person);
        let asked = asked_for(office, &register, person)?.ok_or(SecondPersonRefusal::NotAsked)?;
        asked.agreed_by(&officer.name, &officer.device)?;
        // Data that is there in spite of it can be erased again; data that went without a word could not be accounted for.
        note(office, &app, officer, person, PersonWhat::Erased { reason: asked.reason, asked_by: asked.officer })?;
        office.archive.erase_person(person)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// By whoever asked, or by anybody who disagrees.
pub async fn withdraw_erasure(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(person): Path<String>,
) -> Result<StatusCode, ApiError> {
    apart(move || {
        let office = Office::of(&app)?;
        let register = office.register();
        let person = register.who(&person);
        asked_for(office, &register, person)?.ok_or(SecondPersonRefusal::NotAsked)?;
        note(office, &app, officer, person, PersonWhat::EraseTakenBack)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

fn asked_for(office: &Office, register: &Register, person: &str) -> Result<Option<Asked>, ApiError> {
    let also: Vec<String> = register.also(person).map(str::to_owned).collect();
    Ok(asked_to_erase(&office.archive.events()?, person, &also))
}

/// Who wants this person erased, and nobody has agreed yet.
pub(super) fn asked_to_erase(events: &[(u64, OfficeEvent)], person: &str, also: &[String]) -> Option<Asked> {
    let mut asked = None;
    for (_, event) in events {
        let OfficeEvent::Person(event) = event else { continue };
        if event.person != person && !also.contains(&event.person) {
            continue;
        }
        match &event.what {
            PersonWhat::EraseAsked { reason, device } => {
                asked = Some(Asked { at: event.at, officer: event.officer.clone(), device: device.clone(), reason: reason.clone() });
            }
            PersonWhat::EraseTakenBack | PersonWhat::Erased { .. } => asked = None,
            PersonWhat::Kept { .. } | PersonWhat::Revealed { .. } | PersonWhat::Merged { .. } => {}
        }
    }
    asked
}
