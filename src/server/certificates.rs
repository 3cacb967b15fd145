//! `GET /api/certificates/{id}`: what a certificate says, for whoever holds one. Only ids are answered; there is no list.

use axum::{
    Json,
    extract::{Path, State},
};

use super::{app::SharedApp, desk::place::apart, error::ApiError};
use crate::{
    export::certificate::words,
    honours::Certificate,
    wire::{CertificateShown, CertificateState},
};

/// In letters and digits, as printed; people type it with blanks and in small letters.
const ID_CHARS: usize = 26;

pub async fn certificate(State(app): State<SharedApp>, Path(typed): Path<String>) -> Result<Json<CertificateShown>, ApiError> {
    let id = normal(&typed).ok_or_else(|| ApiError::BadRequest(format!("a certificate's number has {ID_CHARS} letters and digits")))?;
    apart(move || {
        if let Some(certificate) = app.published.certificate(&app.views, app.now(), &id) {
            return Ok(Json(shown(certificate)));
        }
        if was_issued(&app, &id) {
            return Ok(Json(CertificateShown { id, state: CertificateState::Superseded, says: None }));
        }
        Err(ApiError::NotFound("such certificate"))
    })
    .await
}

/// By this server, for a result that is another one by now, or not public any more.
fn was_issued(app: &SharedApp, id: &str) -> bool {
    app.office.get().is_some_and(|office| office.exports().has_issued(id))
}

/// `None`: no certificate has such a number.
fn normal(typed: &str) -> Option<String> {
    let id: String = typed.chars().filter(|char| !char.is_whitespace() && *char != '-').take(ID_CHARS + 1).collect();
    let id = id.to_ascii_uppercase();
    let is_id = id.len() == ID_CHARS && id.bytes().all(|byte| matches!(byte, b'A'..=b'Z' | b'2'..=b'7'));
    is_id.then_some(id)
}

fn shown(certificate: Certificate) -> CertificateShown {
    let (won, deed) = (words::won(&certificate), words::deed(&certificate));
    let Certificate {
        id,
        competition,
        competition_title,
        day,
        skill,
        skill_title,
        name,
        team,
        delegation,
        place,
        entrants,
        medal,
        result,
        ..
    } = certificate;
    let says = crate::wire::CertificateSays {
        competition: competition.to_string(),
        competition_title,
        day: day.map(|day| day.to_string()),
        skill: skill.to_string(),
        skill_title,
        name,
        team,
        delegation,
        won,
        deed,
        medal,
        place,
        entrants,
        result,
    };
    CertificateShown { id, state: CertificateState::Current, says: Some(says) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_number_is_found_as_people_type_it() {
        let id = "PGLJ2KH53YQ3PDPB72EIDPB3Z4";
        for typed in [id, "pglj2kh53yq3pdpb72eidpb3z4", "PGLJ 2KH5 3YQ3 PDPB 72EI DPB3 Z4", " PGLJ2KH53YQ3-PDPB72EIDPB3Z4\n"] {
            assert_eq!(normal(typed).as_deref(), Some(id), "{typed:?}");
        }
        for typed in
            ["", "PGLJ2KH53YQ3PDPB72EIDPB3Z", "PGLJ2KH53YQ3PDPB72EIDPB3Z44", "PGLJ2KH53YQ3PDPB72EIDPB3Z1", "ＰGLJ2KH53YQ3PDPB72EIDPB3Z4"]
        {
            assert_eq!(normal(typed), None, "{typed:?}");
        }
    }
}
