//! `GET /api/boards/{competition}/{skill}/history/{competitor}`: the places of a competitor over time.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use crate::{
    server::{
        error::ApiError,
        feeds::{Asked, Document, public},
        hall::Hall,
    },
    wire::{HistoryPoint, PlaceHistory},
};

pub async fn history(
    State(hall): State<Hall>,
    Path((competition, skill, competitor)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&hall, &competition, &skill)?;
    let frames = asked.newest();
    // Of a blind skill the board names nobody, and so nobody is known here.
    let index = frames.content().competitors.iter().position(|one| one.id == competitor).ok_or(ApiError::NotFound("such competitor"))?;
    let points = asked.board().history_of(index).into_iter().map(|(at, rank)| HistoryPoint(at, rank)).collect();
    let document = Document::json(&PlaceHistory { competitor, points });
    Ok(public(document.answer(&headers, "application/json")))
}
