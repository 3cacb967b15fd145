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
        feeds::{Document, public},
        hall::Hall,
    },
};

const JSON: &str = "application/json";

pub async fn information(State(hall): State<Hall>, Path(competition): Path<String>, headers: HeaderMap) -> Result<Response, ClicsError> {
    hall.find(&competition, "such competition")?;
    Ok(public(Document::new(json(&clics::information())).answer(&headers, JSON)))
}

pub async fn contests(State(hall): State<Hall>, Path(competition): Path<String>, headers: HeaderMap) -> Result<Response, ClicsError> {
    let stage = hall.find(&competition, "such competition")?;
    let contests: Vec<_> = stage.outline.skills.iter().map(|skill| clics::contest(&stage.outline, skill)).collect();
    Ok(public(Document::new(json(&contests)).answer(&headers, JSON)))
}

pub async fn contest(
    State(hall): State<Hall>,
    Path((competition, contest)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ClicsError> {
    let place = Place::find(&hall, &competition, &contest)?;
    let contest = clics::contest(place.outline(), place.skill());
    Ok(public(Document::new(json(&contest)).answer(&headers, JSON)))
}
