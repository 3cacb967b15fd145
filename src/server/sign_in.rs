//! `POST /api/session`, `POST /api/session/device`, `GET /api/session`, `DELETE /api/session`.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, Extension, State},
    http::{HeaderMap, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    access::Holder,
    app::{App, SharedApp},
    devices::identify,
    error::ApiError,
    guard::{SECURE_SESSION_COOKIE, SESSION_COOKIE, session_of},
    json::JsonBody,
    limits::SESSION_MS,
    secrets,
    transport::Transport,
};
use crate::{
    competition::ExpertRole,
    wire::{DeviceSessionRequest, SessionHolder, SessionInfo, SessionRequest},
};

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
    signed_in(&app, Holder::Organiser, Transport::is_secure(transport, &headers))
}

/// A chief expert or supervisor, with the token of a paired device.
pub async fn with_device(
    State(app): State<SharedApp>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    transport: Option<Extension<Transport>>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<DeviceSessionRequest>,
) -> Result<Response, ApiError> {
    if !app.throttle.allows(address.ip(), app.now()) {
        return Err(ApiError::TooManyTries);
    }
    let Some(who) = identify(&app.views, &request.competition, &request.token) else {
        app.throttle.wrong(address.ip(), app.now());
        return Err(ApiError::WrongToken);
    };
    if app.views.contests[who.contest].competition.skills[who.skill].experts[who.expert].role == ExpertRole::Expert {
        return Err(ApiError::Forbidden);
    }
    signed_in(&app, Holder::Device(who), Transport::is_secure(transport, &headers))
}

fn signed_in(app: &App, holder: Holder, secure: bool) -> Result<Response, ApiError> {
    let secret = app.sessions.begin(holder, app.now()).ok_or(ApiError::Full("sessions"))?;
    let set = cookie(secure, &secret, SESSION_MS / 1_000);
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set)]).into_response())
}

/// Who is signed in.
pub async fn whose(State(app): State<SharedApp>, Extension(holder): Extension<Holder>) -> Json<SessionInfo> {
    let Holder::Device(who) = holder else {
        return Json(SessionInfo { holder: SessionHolder::Organiser, competition: None, skill: None, expert: None });
    };
    let view = &app.views.contests[who.contest];
    let skill = &view.competition.skills[who.skill];
    let expert = &skill.experts[who.expert];
    Json(SessionInfo {
        holder: if expert.role == ExpertRole::Supervisor { SessionHolder::Supervisor } else { SessionHolder::Chief },
        competition: Some(view.id.to_string()),
        skill: Some(skill.id.to_string()),
        expert: Some(expert.id.to_string()),
    })
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
