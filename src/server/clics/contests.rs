//! The base address, and the contests under it.

use axum::{
    extract::{Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{ClicsError, Place, json};
use crate::{
    export::clics,
    server::{
        app::SharedApp,
        error::ApiError,
        feeds::{Document, public},
    },
};

const JSON: &str = "application/json";

pub async fn information(
    State(app): State<SharedApp>,
    Path(competition): Path<String>,
    headers: HeaderMap,
) -> Result<Response, ClicsError> {
    app.views.find(&competition).ok_or(ApiError::NotFound("such competition"))?;
    Ok(public(Document::new(json(&clics::information())).answer(&headers, JSON)))
}

pub async fn contests(State(app): State<SharedApp>, Path(competition): Path<String>, headers: HeaderMap) -> Result<Response, ClicsError> {
    let (_, view) = app.views.find(&competition).ok_or(ApiError::NotFound("such competition"))?;
    let contests: Vec<_> = view.competition.skills.iter().map(|skill| clics::contest(&view.competition, skill)).collect();
    Ok(public(Document::new(json(&contests)).answer(&headers, JSON)))
}

pub async fn contest(
    State(app): State<SharedApp>,
    Path((competition, contest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ClicsError> {
    let place = Place::find(&app, &competition, &contest)?;
    let contest = clics::contest(&place.view.competition, place.skill());
    Ok(public(Document::new(json(&contest)).answer(&headers, JSON)))
}
