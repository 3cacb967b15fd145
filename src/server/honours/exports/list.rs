//! `GET /api/honours/exports`.

use axum::{
    Json,
    extract::{Extension, State},
};

use super::job::start;
use crate::{
    export::office::titles,
    honours::exports::{Export, ExportId, ExportState, MadeExport},
    server::{access::Officer, app::SharedApp, error::ApiError, honours::office::Office, limits::EXPORTS_LISTED_MAX},
    wire::{ExportCard, ExportColumn, ExportList, ExportStage, FetchedCard, MadeCard, Problem},
};

pub async fn exports(State(app): State<SharedApp>, Extension(officer): Extension<Officer>) -> Result<Json<ExportList>, ApiError> {
    let office = Office::of(&app)?;
    resume(&app, office);
    let exports = office.exports();
    let mut newest = exports.iter().rev();
    let cards = newest.by_ref().take(EXPORTS_LISTED_MAX).map(|(id, export)| card(office, &officer, id, export)).collect();
    let column = |(column, title): (crate::honours::exports::Column, _)| ExportColumn { column, title, personal: column.is_personal() };
    Ok(Json(ExportList { exports: cards, more: newest.next().is_some(), columns: titles().map(column).collect() }))
}

/// What was asked for before a restart, and needs nobody else, is made now.
fn resume(app: &SharedApp, office: &Office) {
    let is_left = |export: &Export| export.state == ExportState::Waiting && !export.of.is_personal();
    let left: Vec<(ExportId, Officer)> = office
        .exports()
        .iter()
        .filter(|(id, export)| is_left(export) && office.jobs.get(*id).is_none())
        .map(|(id, export)| (id, Officer { name: export.asked.officer.clone(), device: export.asked.device.clone() }))
        .collect();
    for (id, officer) in left {
        start(app, office, id, officer);
    }
}

fn card(office: &Office, officer: &Officer, id: ExportId, export: &Export) -> ExportCard {
    let job = office.jobs.get(id);
    let state = match (&export.state, &job) {
        (ExportState::TakenBack { .. }, _) => ExportStage::TakenBack,
        (ExportState::Made(_), _) => ExportStage::Made,
        (ExportState::Waiting, None) => ExportStage::Waiting,
        (ExportState::Waiting, Some(job)) if job.fault.is_some() => ExportStage::Failed,
        (ExportState::Waiting, Some(_)) => ExportStage::Making,
    };
    let refusal = match export.state {
        ExportState::Waiting => export.may_be_made_by(&officer.name, &officer.device).err(),
        _ => None,
    };
    let (done, pages) = job.as_ref().map_or((0, 0), super::job::Job::progress);
    ExportCard {
        export: id,
        of: export.of.clone(),
        personal: export.of.is_personal(),
        asked_by: export.asked.officer.clone(),
        asked_at: export.asked.at,
        reason: export.asked.reason.clone(),
        state,
        held_by: refusal.map(|refusal| Problem { code: refusal.code(), message: refusal.text() }),
        done,
        pages,
        fault: job.and_then(|job| job.fault),
        made: match &export.state {
            ExportState::Made(made) => Some(made_card(officer, id, export, made)),
            _ => None,
        },
        fetched: export.fetched.iter().map(|(at, officer)| FetchedCard { at: *at, officer: officer.clone() }).collect(),
    }
}

fn made_card(officer: &Officer, id: ExportId, export: &Export, made: &MadeExport) -> MadeCard {
    MadeCard {
        at: made.at,
        officer: made.officer.clone(),
        file: export.of.file_name(id),
        sha256: made.sha256.clone(),
        bytes: made.bytes,
        people: u32::try_from(made.people.len()).unwrap_or(u32::MAX),
        certificates: made.certificates.clone(),
        mine: made.may_be_fetched_by(export, &officer.name),
    }
}
