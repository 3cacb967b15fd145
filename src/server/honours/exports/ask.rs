//! `POST /api/honours/exports`, `POST …/{export}/confirm`, `POST …/{export}/withdraw`.

use axum::{
    Json,
    extract::{Extension, Path, State},
    http::StatusCode,
};

use super::job::start;
use crate::{
    archive::OfficeEvent,
    honours::exports::{ExportEvent, ExportId, ExportOf, ExportRefusal, ExportState, ExportWhat, Exports},
    server::{
        access::Officer,
        app::SharedApp,
        desk::place::apart,
        error::ApiError,
        honours::{deeds::reason, office::Office},
        json::JsonBody,
        limits::EXPORTS_WAITING_MAX,
        published::Results,
    },
    wire::{ExportAsked, ExportRequest},
};

/// It is made at once, unless it takes a second person.
pub async fn ask_for_export(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    JsonBody(asked): JsonBody<ExportRequest>,
) -> Result<(StatusCode, Json<ExportAsked>), ApiError> {
    let runtime = tokio::runtime::Handle::current();
    apart(move || {
        let (office, reason) = (Office::of(&app)?, reason(&asked.reason)?);
        check(office, &app.results(), &asked.of)?;
        let mut exports = office.exports();
        if exports.iter().filter(|(_, export)| export.state == ExportState::Waiting).count() >= EXPORTS_WAITING_MAX {
            return Err(ApiError::Full("exports that wait; take some back"));
        }
        let (export, is_personal) = (exports.next_id(), asked.of.is_personal());
        let what = ExportWhat::Asked { of: asked.of, reason, device: officer.device.clone() };
        record(&app, office, &mut exports, &officer, export, what)?;
        drop(exports);
        if !is_personal {
            let _in_runtime = runtime.enter();
            start(&app, office, export, officer);
        }
        Ok((StatusCode::CREATED, Json(ExportAsked { export })))
    })
    .await
}

/// The second person agrees; where one is enough, it is tried again.
pub async fn confirm_export(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(export): Path<String>,
) -> Result<StatusCode, ApiError> {
    let office = Office::of(&app)?;
    let id = numbered(&export)?;
    {
        let exports = office.exports();
        let export = waiting(&exports, id)?;
        export.may_be_made_by(&officer.name, &officer.device)?;
    }
    start(&app, office, id, officer);
    Ok(StatusCode::NO_CONTENT)
}

/// By whoever asked, or by anybody who disagrees.
pub async fn withdraw_export(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(export): Path<String>,
) -> Result<StatusCode, ApiError> {
    apart(move || {
        let (office, id) = (Office::of(&app)?, numbered(&export)?);
        let mut exports = office.exports();
        waiting(&exports, id)?;
        record(&app, office, &mut exports, &officer, id, ExportWhat::TakenBack)?;
        Ok(StatusCode::NO_CONTENT)
    })
    .await
}

/// What could never be made is refused at once.
fn check(office: &Office, results: &Results, of: &ExportOf) -> Result<(), ApiError> {
    of.check().map_err(|fault| ApiError::BadRequest(fault.to_string()))?;
    let is_there = match of {
        ExportOf::Nominations { .. } | ExportOf::Dossier { .. } => {
            office.register().iter().any(|(id, nomination)| of.takes(id, nomination))
        }
        ExportOf::Verdicts { competition, programme } => {
            let known = |wanted: &String| office.programmes.iter().any(|known| known.id.as_str() == wanted);
            let mut contests = results.contests.iter().filter(|contest| contest.id.as_str() == competition);
            programme.as_ref().is_none_or(known) && contests.any(|contest| !contest.skills.is_empty())
        }
        ExportOf::Cis { competition, .. } => {
            let mut both = results.contests.iter().zip(&results.competitions);
            both.any(|(contest, known)| known.id.as_str() == competition && contest.skills.len() == known.skills.len())
        }
        ExportOf::Certificates { competition, skill } => {
            let contest = results.contests.iter().find(|contest| contest.id.as_str() == competition);
            let mut published = contest.into_iter().flat_map(|contest| &contest.skills);
            published.any(|known| skill.as_ref().is_none_or(|wanted| known.id.as_str() == wanted))
        }
    };
    if is_there { Ok(()) } else { Err(ExportRefusal::Nothing.into()) }
}

pub(super) fn numbered(export: &str) -> Result<ExportId, ApiError> {
    export.parse().map_err(|_| ApiError::NotFound("such export"))
}

fn waiting(exports: &Exports, id: ExportId) -> Result<&crate::honours::exports::Export, ApiError> {
    let export = exports.get(id).ok_or(ApiError::NotFound("such export"))?;
    match export.state {
        ExportState::Waiting => Ok(export),
        ExportState::TakenBack { .. } => Err(ExportRefusal::TakenBack.into()),
        ExportState::Made(_) => Err(ExportRefusal::MadeAlready.into()),
    }
}

pub(super) fn record(
    app: &SharedApp,
    office: &Office,
    exports: &mut Exports,
    officer: &Officer,
    export: ExportId,
    what: ExportWhat,
) -> Result<(), ApiError> {
    let event = ExportEvent { at: app.now(), officer: officer.name.clone(), export, what };
    office.archive.append(&[OfficeEvent::Export(event.clone())])?;
    exports.apply(&event);
    Ok(())
}
