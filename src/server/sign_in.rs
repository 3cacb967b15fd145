//! `POST /api/session`, `DELETE /api/session`.

use std::net::SocketAddr;

use axum::{
    extract::{ConnectInfo, Extension, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    app::SharedApp,
    error::ApiError,
    guard::{SECURE_SESSION_COOKIE, SESSION_COOKIE, session_of},
    json::JsonBody,
    limits::SESSION_MS,
    secrets,
    transport::Transport,
};
use crate::wire::SessionRequest;

/// The organiser's name in the accounts table.
pub const ORGANISER: &str = "organiser";

pub async fn begin(
    State(app): State<SharedApp>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    transport: Option<Extension<Transport>>,
    headers: HeaderMap,
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
    let set = cookie(Transport::is_secure(transport, &headers), &secret, SESSION_MS / 1_000);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set)]).into_response())
}

pub async fn end(State(app): State<SharedApp>, transport: Option<Extension<Transport>>, headers: HeaderMap) -> Response {
    if let Some(secret) = session_of(&headers) {
        app.sessions.end(secret);
    }
    let unset = cookie(Transport::is_secure(transport, &headers), "", 0);
    (StatusCode::NO_CONTENT, [(header::SET_COOKIE, unset)]).into_response()
}

fn cookie(secure: bool, secret: &str, seconds: i64) -> String {
    let (name, only_with_tls) = if secure { (SECURE_SESSION_COOKIE, "; Secure") } else { (SESSION_COOKIE, "") };
    format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{only_with_tls}")
}
