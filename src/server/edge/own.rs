//! `GET /api/competitions`, `GET /health`, `GET /ready`, as an edge answers them.

use std::time::Duration;

use axum::{
    Json,
    extract::State,
    http::{HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{SharedEdge, portal::Shown};
use crate::{
    server::{error::ApiError, nats::LinkState},
    wire::Health,
};

/// Every origin's entries, byte for byte.
pub async fn competitions(State(edge): State<SharedEdge>) -> Response {
    let all = edge.portal.all();
    if all.is_empty() {
        return ApiError::NoBoardsYet.into_response();
    }
    let entries: Vec<&str> = all.iter().map(|shown| shown.entry.get()).collect();
    let body = format!(r#"{{"competitions":[{}]}}"#, entries.join(","));
    let mut response = ([(header::CONTENT_TYPE, HeaderValue::from_static("application/json"))], body).into_response();
    if let Some(silent) = longest_silence(&all) {
        response.headers_mut().insert(header::AGE, HeaderValue::from(silent.as_secs()));
    }
    response
}

pub fn longest_silence(all: &[Shown]) -> Option<Duration> {
    all.iter().filter_map(Shown::silent_for).max()
}

/// 503 while there is nothing to show. What is old is still shown: then it is ready, and says so.
pub async fn ready(State(edge): State<SharedEdge>) -> (StatusCode, Json<Health>) {
    let health = health_of(&edge);
    let is_ready = !edge.portal.all().is_empty() && !*edge.hall.stopping.borrow();
    (if is_ready { StatusCode::OK } else { StatusCode::SERVICE_UNAVAILABLE }, Json(health))
}

/// 200 as long as the process answers.
pub async fn health(State(edge): State<SharedEdge>) -> Json<Health> {
    Json(health_of(&edge))
}

fn health_of(edge: &SharedEdge) -> Health {
    let all = edge.portal.all();
    let lost = match &*edge.portal.link.state().borrow() {
        LinkState::Connected => None,
        LinkState::Lost(why) => {
            Some(why.as_ref().map_or_else(|| "NATS is not reached".to_owned(), |why| format!("NATS is not reached: {why}")))
        }
    };
    let silent = longest_silence(&all).map(|silent| format!("an origin was not heard for {} s", silent.as_secs()));
    let status = match (*edge.hall.stopping.borrow(), all.is_empty(), lost.is_some() || silent.is_some()) {
        (true, ..) => "stopping",
        (_, true, _) => "no-boards-yet",
        (_, _, true) => "old",
        _ => "ok",
    };
    Health { status, reason: lost.or(silent) }
}
