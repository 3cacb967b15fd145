//! What is done with a person's data goes on record with its officer and reason.

use super::office::Office;
use crate::{
    archive::{OfficeEvent, PersonEvent, PersonWhat},
    honours::nomination::TEXT_MAX_BYTES,
    server::{access::Officer, app::SharedApp, error::ApiError},
};

pub(super) const NO_DATA: ApiError = ApiError::NotFound("personal data of this person");

pub(super) fn note(office: &Office, app: &SharedApp, officer: Officer, person: &str, what: PersonWhat) -> Result<(), ApiError> {
    let event = PersonEvent { at: app.now(), officer: officer.name, person: person.to_owned(), what };
    Ok(office.archive.append(&[OfficeEvent::Person(event)])?)
}

pub(super) fn reason(asked: &str) -> Result<String, ApiError> {
    let reason = asked.trim().to_owned();
    match reason.len() {
        1..=TEXT_MAX_BYTES => Ok(reason),
        _ => Err(ApiError::BadRequest(format!("reason: 1 to {TEXT_MAX_BYTES} bytes"))),
    }
}
