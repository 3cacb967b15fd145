//! `GET /api/honours/exports/{export}/file`: made again from what was kept, and given if it is the same byte for byte.

use std::collections::BTreeMap;

use axum::{
    extract::{Extension, Path, State},
    http::{HeaderName, header},
    response::{IntoResponse, Response},
};
use data_encoding::{BASE64, HEXLOWER};
use tokio::time::timeout;

use super::ask::{numbered, record};
use crate::{
    archive::ExportParts,
    export::office::{Content, SealedCells, file},
    honours::exports::{Column, Export, ExportId, ExportRefusal, ExportState, ExportWhat, MadeExport},
    server::{
        access::Officer,
        app::SharedApp,
        desk::place::apart,
        error::ApiError,
        honours::{hex, office::Office},
        limits::EXPORT_WAIT,
    },
};

/// RFC 9530.
const REPR_DIGEST: HeaderName = HeaderName::from_static("repr-digest");

pub async fn export_file(
    State(app): State<SharedApp>,
    Extension(officer): Extension<Officer>,
    Path(export): Path<String>,
) -> Result<Response, ApiError> {
    let id = numbered(&export)?;
    let making = Office::of(&app)?.jobs.get(id).filter(|job| job.fault.is_none());
    if let Some(job) = making {
        // Whoever asks at once need not ask again and again.
        let _ = timeout(EXPORT_WAIT, job.ended()).await;
    }
    let turn = app.replays.clone().acquire_owned().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    apart(move || {
        let _turn = turn;
        let office = Office::of(&app)?;
        let export = office.exports().get(id).cloned().ok_or(ApiError::NotFound("such export"))?;
        let made = allowed(&export, &officer)?;
        let bytes = again(office, id, made)?;
        // On the disk before anybody has it.
        record(&app, office, &mut office.exports(), &officer, id, ExportWhat::Fetched)?;
        Ok(answer(id, &export, made, bytes))
    })
    .await
}

fn allowed<'a>(export: &'a Export, officer: &Officer) -> Result<&'a MadeExport, ExportRefusal> {
    match &export.state {
        ExportState::Waiting => Err(ExportRefusal::NotMade),
        ExportState::TakenBack { .. } => Err(ExportRefusal::TakenBack),
        ExportState::Made(made) if made.may_be_fetched_by(export, &officer.name) => Ok(made),
        ExportState::Made(_) => Err(ExportRefusal::OtherOfficers),
    }
}

fn again(office: &Office, id: ExportId, made: &MadeExport) -> Result<Vec<u8>, ApiError> {
    const DAMAGED: ApiError = ApiError::Internal("what an export is made of is damaged");
    let parts = office.archive.export(id)?.ok_or(DAMAGED)?;
    if hex::sha256(&parts.content) != made.content {
        return Err(DAMAGED);
    }
    let content: Content = serde_json::from_slice(&parts.content).map_err(|_| DAMAGED)?;
    let sealed = opened(parts)?;
    let bytes = file(&content, &sealed, &*office.typeface, &office.scratch, &mut |_, _| {})?;
    let now = hex::sha256(&bytes);
    if now == made.sha256 { Ok(bytes) } else { Err(ExportRefusal::OtherFile { then: made.sha256.clone(), now }.into()) }
}

fn opened(parts: ExportParts) -> Result<SealedCells, ApiError> {
    let erased = parts.people.iter().filter(|(_, part)| part.is_none()).count();
    if erased > 0 {
        return Err(ExportRefusal::Erased(erased).into());
    }
    let open = |(person, part): (String, Option<Vec<u8>>)| {
        let cells: BTreeMap<Column, String> = serde_json::from_slice(&part.unwrap_or_default())?;
        Ok((person, cells))
    };
    let sealed: Result<SealedCells, serde_json::Error> = parts.people.into_iter().map(open).collect();
    sealed.map_err(|_| ApiError::Internal("what an export is made of is damaged"))
}

fn answer(id: ExportId, export: &Export, made: &MadeExport, bytes: Vec<u8>) -> Response {
    let media = match export.of.ending() {
        "xlsx" => "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
        "csv" => "text/csv; charset=utf-8",
        "json" => "application/json",
        _ => "application/pdf",
    };
    let digest = HEXLOWER.decode(made.sha256.as_bytes()).unwrap_or_default();
    let headers = [
        (header::CONTENT_TYPE, media.to_owned()),
        (header::CONTENT_DISPOSITION, format!("attachment; filename=\"{}\"", export.of.file_name(id))),
        (REPR_DIGEST, format!("sha-256=:{}:", BASE64.encode(&digest))),
    ];
    (headers, bytes).into_response()
}
