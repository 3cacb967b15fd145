//! `POST /api/pair`: a code becomes a device that belongs to one expert.

use std::net::SocketAddr;

use axum::{
    Json,
    extract::{ConnectInfo, Extension, State},
    http::HeaderMap,
    response::{IntoResponse, Response},
};

use super::{
    access::Invitation,
    app::{App, SharedApp},
    cards,
    cookies::Browser,
    error::ApiError,
    json::JsonBody,
    limits::DEVICE_NAME_MAX_CHARS,
    secrets,
    transport::Transport,
};
use crate::{
    competition::{BrowserId, DeviceId, Text},
    engine::Answer,
    journal::PersonRecord,
    judging::{Action, Actor, Command},
    wire::{PairAnswer, PairRequest},
};

pub async fn pair(
    State(app): State<SharedApp>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    transport: Option<Extension<Transport>>,
    headers: HeaderMap,
    JsonBody(request): JsonBody<PairRequest>,
) -> Result<Response, ApiError> {
    if !app.throttle.allows(address.ip(), app.now()) {
        return Err(ApiError::TooManyTries);
    }
    // Before the code is used up.
    if let Some(reason) = app.engine.read_only() {
        return Err(ApiError::ReadOnly(reason.to_string()));
    }
    let redeemed = app.codes.redeem(&request.code, app.now()).map_or_else(|| cards::redeem(&app, &request.code), Ok);
    let invitation = redeemed.inspect_err(|error| {
        if error.is_wrong_code() {
            app.throttle.wrong(address.ip(), app.now());
        }
    })?;
    let name: String = request.device_name.trim().chars().filter(|c| !c.is_control()).take(DEVICE_NAME_MAX_CHARS).collect();
    let secure = Transport::is_secure(transport, &headers);
    let browser = Browser::of(&headers, secure)?;
    let paired = pair_device(&app, invitation, &name, Some(browser.id.clone())).await?;
    let mut response = Json(paired).into_response();
    browser.remember(&mut response, secure)?;
    Ok(response)
}

/// Pairs a new device; answers when every reader knows it.
///
/// # Errors
/// When the expert is unknown or the storage fails.
pub async fn pair_device(app: &App, invitation: Invitation, name: &str, browser: Option<BrowserId>) -> Result<PairAnswer, ApiError> {
    let view = app.views.contests.get(invitation.contest).ok_or(ApiError::NotFound("such competition"))?;
    let (device, token, token_hash) = secrets::new_device().map_err(|_| ApiError::Internal("no device id could be made"))?;
    app.store.put_people(view.stream, &[(device_key(&device), PersonRecord { name: Text::plain(name), members: Vec::new() })])?;
    let action = Action::PairDevice { device: device.clone(), skill: invitation.skill, expert: invitation.expert.clone(), token_hash };
    let command = Command { at: app.now(), actor: Actor::Organiser, id: None, browser, action };
    match app.engine.ask(invitation.contest, command).await? {
        Answer::Stored(receipt) => view.reached(receipt.position).await,
        Answer::Refused(refusal) => return Err(refusal.into()),
        Answer::ReadOnly(reason) => return Err(ApiError::ReadOnly(reason.to_string())),
    }
    Ok(PairAnswer { token, device: device.to_string(), competition: view.id.to_string(), expert: invitation.expert.to_string() })
}

#[must_use]
pub fn device_key(device: &DeviceId) -> String {
    format!("device/{device}")
}
