//! `GET /api/boards/{competition}/{skill}/history/{competitor}`: the places of a competitor over time.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use crate::{
    server::{
        app::SharedApp,
        error::ApiError,
        feeds::{Asked, Document, public},
    },
    wire::{HistoryPoint, PlaceHistory},
};

pub async fn history(
    State(app): State<SharedApp>,
    Path((competition, skill, competitor)): Path<(String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&app, &competition, &skill)?;
    let frames = asked.newest();
    // Of a blind skill the board names nobody, and so nobody is known here.
    let index = frames.content().competitors.iter().position(|one| one.id == competitor).ok_or(ApiError::NotFound("such competitor"))?;
    let points = asked.view.boards[asked.skill].history_of(index).into_iter().map(|(at, rank)| HistoryPoint(at, rank)).collect();
    let document = Document::json(&PlaceHistory { competitor, points });
    Ok(public(document.answer(&headers, "application/json")))
}
