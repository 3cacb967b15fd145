//! `POST /api/session`, `DELETE /api/session`.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    app::SharedApp,
    error::ApiError,
    guard::{SESSION_COOKIE, session_of},
    json::JsonBody,
    limits::SESSION_MS,
    secrets,
};
use crate::wire::SessionRequest;

/// The organiser's name in the accounts table.
pub const ORGANISER: &str = "organiser";

pub async fn begin(
    State(app): State<SharedApp>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    JsonBody(request): JsonBody<SessionRequest>,
) -> Result<Response, ApiError> {
    let _one_at_a_time = app.password_checks.acquire().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    // Asked in turn: guesses that wait together would all be let through before the first is counted.
    if !app.throttle.allows(address.ip(), app.now()) {
        return Err(ApiError::TooManyTries);
    }
    let kept = app.store.account(ORGANISER)?.unwrap_or_default();
    let right = tokio::task::spawn_blocking(move || secrets::verify_password(request.password.trim(), &kept)).await;
    if !right.unwrap_or(false) {
        app.throttle.wrong(address.ip(), app.now());
        return Err(ApiError::WrongPassword);
    }
    let secret = app.sessions.begin(app.now()).ok_or(ApiError::Full("sessions"))?;
    let cookie = format!("{SESSION_COOKIE}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={}", SESSION_MS / 1_000);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, cookie)]).into_response())
}

pub async fn end(State(app): State<SharedApp>, headers: HeaderMap) -> Response {
    if let Some(secret) = session_of(&headers) {
        app.sessions.end(secret);
    }
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, format!("{SESSION_COOKIE}=; Path=/; HttpOnly; SameSite=Strict; Max-Age=0"))])
        .into_response()
}
