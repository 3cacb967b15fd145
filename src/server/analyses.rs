//! `GET /api/fairness/{competition}/{skill}`, `GET /api/comparisons/{competition}/{skill}`.

use axum::{
    extract::{Path, State},
    http::header,
    response::{IntoResponse, Response},
};

use super::{app::SharedApp, error::ApiError};
use crate::{
    live::{AnalysisKind, LIVE_COMPETITORS_MAX, Latest, Which},
    wire::{LiveReport, LiveState},
};

/// Competition and skill.
type Names = Path<(String, String)>;

pub async fn fairness(State(app): State<SharedApp>, Path(names): Names) -> Result<Response, ApiError> {
    answer(app, names, AnalysisKind::Fairness).await
}

pub async fn comparison(State(app): State<SharedApp>, Path(names): Names) -> Result<Response, ApiError> {
    answer(app, names, AnalysisKind::Comparison).await
}

async fn answer(app: SharedApp, (competition, skill): (String, String), kind: AnalysisKind) -> Result<Response, ApiError> {
    let (contest, view) = app.views.find(&competition).ok_or(ApiError::NotFound("such competition"))?;
    let skill = view.competition.skill_index(&skill).ok_or(ApiError::NotFound("such skill"))?;
    if view.competition.skills[skill].competitors.len() > LIVE_COMPETITORS_MAX {
        return Err(ApiError::TooLarge(LIVE_COMPETITORS_MAX));
    }
    let latest = app.analyses.latest_soon(Which { contest, skill, kind }).await;
    let body = body(&latest).ok_or(ApiError::Internal("the analysis cannot be written"))?;
    Ok(([(header::CONTENT_TYPE, "application/json")], body).into_response())
}

/// The report is JSON already: it takes the place of the null that everything else ends with.
fn body(latest: &Latest) -> Option<Vec<u8>> {
    let state = match latest {
        _ if latest.is_ready() => LiveState::Ready,
        Latest { failed: true, .. } => LiveState::Failed,
        _ => LiveState::Computing,
    };
    let found = latest.found.as_ref();
    let around = LiveReport::<()> {
        state,
        position: found.map(|found| found.position),
        newest: latest.newest,
        computed_at: found.map(|found| found.computed_at),
        report: None,
    };
    let mut body = serde_json::to_vec(&around).ok()?;
    if let Some(found) = found {
        body.truncate(body.strip_suffix(b"null}")?.len());
        body.extend_from_slice(&found.report);
        body.push(b'}');
    }
    Some(body)
}
