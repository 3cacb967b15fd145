//! `GET /api/boards/{competition}/{skill}`: the snapshot of the board's socket.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{Asked, Kind, public};
use crate::server::{error::ApiError, hall::Hall};

pub async fn board(
    State(hall): State<Hall>,
    Path((competition, skill)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&hall, &competition, &skill)?;
    let frames = asked.newest();
    let document = asked.document(&frames, Kind::Json, || frames.snapshot_json().to_vec());
    Ok(public(document.answer(&headers, "application/json")))
}
