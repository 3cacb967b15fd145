//! How old an answer is, where its origin is not heard any more: `Age`, in seconds (RFC 9111 §5.1).

use axum::{
    extract::{RawPathParams, Request, State},
    http::{HeaderValue, header},
    middleware::Next,
    response::Response,
};

use super::SharedEdge;

pub async fn with_age(State(edge): State<SharedEdge>, path: RawPathParams, request: Request, next: Next) -> Response {
    let competition = path.iter().find(|(name, _)| *name == "competition").map(|(_, id)| id.to_owned());
    let mut response = next.run(request).await;
    let silent = competition.and_then(|id| edge.portal.of(&id)?.silent_for());
    if let Some(silent) = silent {
        response.headers_mut().entry(header::AGE).or_insert(HeaderValue::from(silent.as_secs()));
    }
    response
}
