//! `GET /api/boards/{competition}/{skill}`: the snapshot of the board's socket.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{Asked, Kind, public};
use crate::server::{app::SharedApp, error::ApiError};

pub async fn board(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&app, &competition, &skill)?;
    let frames = asked.newest();
    let document = asked.document(&frames, Kind::Json, || frames.snapshot_json().to_vec());
    Ok(public(document.answer(&headers, "application/json")))
}
