//! `POST /api/session`, `POST /api/session/device`, `GET /api/session`, `DELETE /api/session`.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, Extension, State},
    http::{HeaderMap, StatusCode},
    response::{IntoResponse, Response},
};

use super::{
    access::{Holder, Officer},
    app::{App, SharedApp},
    cookies::{self, Browser, sessions_of},
    devices::identify,
    error::ApiError,
    json::JsonBody,
    officers, secrets,
    transport::Transport,
};
use crate::{
    competition::ExpertRole,
    journal::{JournalFault, JournalStore},
    wire::{DeviceSessionRequest, OfficerSessionRequest, SessionHolder, SessionInfo, SessionRequest},
};

/// The organiser's name in the accounts table.
pub const ORGANISER: &str = "organiser";

#[derive(Debug, thiserror::Error)]
pub enum PasswordFault {
    #[error(transparent)]
    Journal(#[from] JournalFault),
    #[error("the organiser's password: {0}")]
    Hash(String),
}

/// A new password for the organiser; it is shown once and kept only as a hash.
///
/// # Errors
/// When the storage fails.
pub fn replace_password(store: &JournalStore) -> Result<String, PasswordFault> {
    let password = secrets::new_password();
    store.put_account(ORGANISER, &secrets::hash_password(&password).map_err(PasswordFault::Hash)?)?;
    Ok(password)
}

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
    let secure = Transport::is_secure(transport, &headers);
    let browser = Browser::of(&headers, secure)?;
    let mut response = signed_in(&app, Holder::Organiser(browser.id.clone()), secure)?;
    browser.remember(&mut response, secure)?;
    Ok(response)
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
    let secure = Transport::is_secure(transport, &headers);
    let browser = Browser::of(&headers, secure)?;
    let mut response = signed_in(&app, Holder::Officer(Officer { name, device: browser.id.to_string() }), secure)?;
    browser.remember(&mut response, secure)?;
    Ok(response)
}

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
    let mut response = StatusCode::NO_CONTENT.into_response();
    cookies::begin_session(&mut response, &secret, secure)?;
    Ok(response)
}

/// Who is signed in.
pub async fn whose(State(app): State<SharedApp>, Extension(holder): Extension<Holder>) -> Json<SessionInfo> {
    let nobody = SessionInfo { holder: SessionHolder::Organiser, competition: None, skill: None, expert: None, officer: None };
    let who = match holder {
        Holder::Organiser(_) => return Json(nobody),
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
    sessions_of(&headers).for_each(|secret| app.sessions.end(secret));
    let mut response = StatusCode::NO_CONTENT.into_response();
    cookies::end_session(&mut response, Transport::is_secure(transport, &headers))?;
    Ok(response)
}
