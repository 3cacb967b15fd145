//! What is noted of every request: a number that its log lines and its answer share, and the class of the answer. Paths are noted as the
//! table of routes has them: what is in their place may name somebody.

use axum::{
    extract::{MatchedPath, Request, State},
    http::{HeaderName, HeaderValue},
    middleware::Next,
    response::Response,
};
use tracing::Instrument;

use super::hall::Hall;

pub const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

pub async fn noted(State(hall): State<Hall>, request: Request, next: Next) -> Response {
    // Ours, never the sender's: what a stranger chooses does not go into a log.
    let id = format!("{:016x}", rand::random::<u64>());
    let route = request.extensions().get::<MatchedPath>().map_or_else(|| "none".to_owned(), |path| path.as_str().to_owned());
    let span = tracing::info_span!("request", id = %id, method = %request.method(), route = %route);
    let mut response = async {
        let response = next.run(request).await;
        tracing::debug!(status = response.status().as_u16(), "answered");
        response
    }
    .instrument(span)
    .await;
    hall.answers.count(response.status().as_u16());
    if let Ok(id) = HeaderValue::try_from(id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}
