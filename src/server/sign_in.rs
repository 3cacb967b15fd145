//! `POST /api/session`, `POST /api/session/device`, `GET /api/session`, `DELETE /api/session`.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, Extension, State},
    http::{HeaderMap, HeaderValue, StatusCode, header},
    response::{IntoResponse, Response},
};

use super::{
    access::{Holder, Officer},
    app::{App, SharedApp},
    devices::identify,
    error::ApiError,
    guard::{DEVICE_COOKIE, SECURE_DEVICE_COOKIE, SECURE_SESSION_COOKIE, SESSION_COOKIE, device_of, session_of},
    json::JsonBody,
    limits::{DEVICE_COOKIE_MS, SESSION_MS},
    officers, secrets,
    transport::Transport,
};
use crate::{
    competition::ExpertRole,
    wire::{DeviceSessionRequest, OfficerSessionRequest, SessionHolder, SessionInfo, SessionRequest},
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
    is_right(&app, address, request.password, kept).await?;
    signed_in(&app, Holder::Organiser, Transport::is_secure(transport, &headers))
}

/// An honours officer, by name and password.
pub async fn as_officer(
    State(app): State<SharedApp>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    transport: Option<Extension<Transport>>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<OfficerSessionRequest>,
) -> Result<Response, ApiError> {
    let _one_at_a_time = app.password_checks.acquire().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    if !app.throttle.allows(address.ip(), app.now()) {
        return Err(ApiError::TooManyTries);
    }
    let name = request.officer.trim().to_owned();
    let kept = app.store.account(&officers::account_of(&name))?.unwrap_or_default();
    is_right(&app, address, request.password, kept).await?;
    let (secret, secure) = (device_secret(&headers), Transport::is_secure(transport, &headers));
    let device = secrets::hash_of(&secret)[..DEVICE_CHARS].to_owned();
    let mut response = signed_in(&app, Holder::Officer(Officer { name, device }), secure)?;
    let (cookie_name, only_with_tls) = cookie_for(secure, [DEVICE_COOKIE, SECURE_DEVICE_COOKIE]);
    response.headers_mut().append(header::SET_COOKIE, set_cookie(cookie_name, &secret, DEVICE_COOKIE_MS / 1_000, only_with_tls)?);
    Ok(response)
}

/// The one that it has, or a new one.
fn device_secret(headers: &HeaderMap) -> String {
    let known = device_of(headers).filter(|known| secrets::is_secret(known));
    known.map_or_else(secrets::new_secret, str::to_owned)
}

/// Of a device's hash, so much is recorded: enough to tell some hundred of them apart.
const DEVICE_CHARS: usize = 16;

async fn is_right(app: &App, address: SocketAddr, password: String, kept: String) -> Result<(), ApiError> {
    let right = tokio::task::spawn_blocking(move || {
        if kept.is_empty() {
            // Nobody of this name: it takes as long, and so tells nobody who is there.
            let _ = secrets::hash_password(password.trim());
        }
        secrets::verify_password(password.trim(), &kept)
    });
    let right = right.await;
    if right.unwrap_or(false) {
        return Ok(());
    }
    app.throttle.wrong(address.ip(), app.now());
    Err(ApiError::WrongPassword)
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
    let set = cookie(secure, &secret, SESSION_MS / 1_000)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, set)]).into_response())
}

/// Who is signed in.
pub async fn whose(State(app): State<SharedApp>, Extension(holder): Extension<Holder>) -> Json<SessionInfo> {
    let nobody = SessionInfo { holder: SessionHolder::Organiser, competition: None, skill: None, expert: None, officer: None };
    let who = match holder {
        Holder::Organiser => return Json(nobody),
        Holder::Officer(officer) => return Json(SessionInfo { holder: SessionHolder::Officer, officer: Some(officer.name), ..nobody }),
        Holder::Device(who) => who,
    };
    let view = &app.views.contests[who.contest];
    let skill = &view.competition.skills[who.skill];
    let expert = &skill.experts[who.expert];
    Json(SessionInfo {
        holder: if expert.role == ExpertRole::Supervisor { SessionHolder::Supervisor } else { SessionHolder::Chief },
        competition: Some(view.id.to_string()),
        skill: Some(skill.id.to_string()),
        expert: Some(expert.id.to_string()),
        officer: None,
    })
}

pub async fn end(State(app): State<SharedApp>, transport: Option<Extension<Transport>>, headers: HeaderMap) -> Result<Response, ApiError> {
    if let Some(secret) = session_of(&headers) {
        app.sessions.end(secret);
    }
    let unset = cookie(Transport::is_secure(transport, &headers), "", 0)?;
    Ok((StatusCode::NO_CONTENT, [(header::SET_COOKIE, unset)]).into_response())
}

fn cookie(secure: bool, secret: &str, seconds: i64) -> Result<HeaderValue, ApiError> {
    let (name, only_with_tls) = cookie_for(secure, [SESSION_COOKIE, SECURE_SESSION_COOKIE]);
    set_cookie(name, secret, seconds, only_with_tls)
}

const fn cookie_for(secure: bool, [plain, with_tls]: [&'static str; 2]) -> (&'static str, &'static str) {
    if secure { (with_tls, "; Secure") } else { (plain, "") }
}

fn set_cookie(name: &str, secret: &str, seconds: i64, only_with_tls: &str) -> Result<HeaderValue, ApiError> {
    let cookie = format!("{name}={secret}; Path=/; HttpOnly; SameSite=Strict; Max-Age={seconds}{only_with_tls}");
    HeaderValue::try_from(cookie).map_err(|_| ApiError::Internal("a cookie could not be made"))
}
