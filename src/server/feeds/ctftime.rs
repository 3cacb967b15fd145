//! `GET /api/boards/{competition}/{skill}/ctftime`: for capture-the-flag platforms, such as those of data security.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{Asked, Kind, public};
use crate::{
    export::ctftime::scoreboard,
    server::{error::ApiError, hall::Hall},
};

pub async fn ctftime(
    State(hall): State<Hall>,
    Path((competition, skill)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&hall, &competition, &skill)?;
    let frames = asked.newest();
    let shown = asked.shown(&frames)?;
    let document = asked.document(&frames, Kind::Ctftime, || serde_json::to_vec(&scoreboard(&shown)).unwrap_or_default());
    Ok(public(document.answer(&headers, "application/json")))
}
