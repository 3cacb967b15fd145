//! `GET /api/desk`, `POST /api/pairing-codes`, `DELETE /api/devices/{device}`.

pub mod affairs;
pub mod audit;
pub mod ceremony;
pub mod changes;
pub mod codes;
pub mod conduct;
pub mod disagreements;
pub mod impact;
pub mod missing;
pub mod place;
pub mod progress;
pub mod publication;
pub mod recovery;
mod rows;

use std::collections::BTreeSet;

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};
use qrcode::{QrCode, render::svg};
use serde::Deserialize;

use super::{
    access::Invitation,
    app::{App, SharedApp},
    error::ApiError,
    json::JsonBody,
    pair::device_key,
    query::QueryOf,
};
use crate::{
    competition::{BrowserId, DeviceId, Expert, ExpertId, SkillId},
    engine::{Answer, ContestNumber},
    judging::{Action, Actor, Command, ContestState, Refusal},
    live::ContestView,
    wire::{Desk, DeskCompetition, DeskDevice, DeskExpert, PairingCode, PairingCodeRequest},
};

pub async fn overview(State(app): State<SharedApp>) -> Result<Json<Desk>, ApiError> {
    let competitions = app.views.contests.iter().map(|view| desk_of(&app, view)).collect::<Result<_, _>>()?;
    Ok(Json(Desk { competitions }))
}

fn desk_of(app: &App, view: &ContestView) -> Result<DeskCompetition, ApiError> {
    let online = view.hub.online();
    let state = view.state();
    let mut experts = Vec::new();
    for (skill_index, skill) in view.competition.skills.iter().enumerate() {
        for (index, expert) in skill.experts.iter().enumerate() {
            let devices = devices_of(app, view, &state, &online, (skill_index, index))?;
            let entries = state.skills[skill_index].entries_by[index];
            experts.push(desk_expert(skill.id.as_str(), expert, entries, devices));
        }
    }
    Ok(DeskCompetition { id: view.id.to_string(), title: view.competition.title.clone(), position: state.position, experts })
}

fn desk_expert(skill: &str, expert: &Expert, entries: u64, devices: Vec<DeskDevice>) -> DeskExpert {
    DeskExpert {
        expert: expert.id.to_string(),
        name: expert.name.clone(),
        skill: skill.to_owned(),
        role: expert.role,
        panel: expert.panel.as_ref().map(ToString::to_string),
        entries,
        devices,
    }
}

fn devices_of(
    app: &App,
    view: &ContestView,
    state: &ContestState,
    online: &BTreeSet<DeviceId>,
    of: (usize, usize),
) -> Result<Vec<DeskDevice>, ApiError> {
    let paired = state.devices.iter().filter(|(_, device)| !device.revoked && (device.skill, device.expert) == of);
    paired
        .map(|(id, device)| {
            let name = app.store.person(view.stream, &device_key(id))?.map(|record| record.name.zh).unwrap_or_default();
            Ok(DeskDevice { device: id.to_string(), name, paired_at: device.paired_at, online: online.contains(id) })
        })
        .collect()
}

pub async fn pairing_code(
    State(app): State<SharedApp>,
    JsonBody(request): JsonBody<PairingCodeRequest>,
) -> Result<Json<PairingCode>, ApiError> {
    let (contest, view) = app.views.find(&request.competition).ok_or(ApiError::NotFound("such competition"))?;
    let skill: SkillId = request.skill.parse().map_err(|_| ApiError::NotFound("such skill"))?;
    let expert: ExpertId = request.expert.parse().map_err(|_| ApiError::NotFound("such expert"))?;
    let known = view.competition.skill(&skill).is_some_and(|skill| skill.expert_index(&expert).is_some());
    if !known {
        return Err(Refusal::UnknownExpert(request.expert).into());
    }
    issue_code(&app, Invitation { contest, skill, expert }).map(Json)
}

/// A code with everything a tablet needs to use it.
///
/// # Errors
/// When too many codes wait, or the address is too long for a QR code.
pub fn issue_code(app: &App, invitation: Invitation) -> Result<PairingCode, ApiError> {
    let (code, expires_at) = app.codes.issue(invitation, app.now()).ok_or(ApiError::Full("pairing codes"))?;
    // After the '#' nothing reaches a server's log.
    let url = format!("{}/marking#pair={code}", app.public_url);
    let qr = QrCode::new(&url).map_err(|_| ApiError::Internal("the address is too long for a QR code"))?;
    let qr_svg = qr.render::<svg::Color<'_>>().min_dimensions(240, 240).build();
    Ok(PairingCode { code, expires_at, url, qr_svg })
}

#[derive(Deserialize)]
pub struct RevokeQuery {
    competition: String,
}

pub async fn revoke(
    State(app): State<SharedApp>,
    Path(device): Path<String>,
    QueryOf(query): QueryOf<RevokeQuery>,
) -> Result<StatusCode, ApiError> {
    let (contest, _) = app.views.find(&query.competition).ok_or(ApiError::NotFound("such competition"))?;
    let device: DeviceId = device.parse().map_err(|_| ApiError::NotFound("such device"))?;
    match ask_as_organiser(&app, contest, Action::RevokeDevice { device }, None).await {
        Err(ApiError::Refused(Refusal::NoSuchDevice(_))) => Err(ApiError::NotFound("such device")),
        done => done.map(|()| StatusCode::NO_CONTENT),
    }
}

/// Returns when the entry is on the disk and readers know of it.
///
/// # Errors
/// The refusal, or that the server takes nothing any more.
pub async fn ask_as_organiser(app: &App, contest: ContestNumber, action: Action, browser: Option<BrowserId>) -> Result<(), ApiError> {
    let command = Command { at: app.now(), actor: Actor::Organiser, id: None, browser, action };
    match app.engine.ask(contest, command).await? {
        Answer::Stored(receipt) => app.views.contests[contest].reached(receipt.position).await,
        Answer::Refused(refusal) => return Err(refusal.into()),
        Answer::ReadOnly(reason) => return Err(ApiError::ReadOnly(reason.to_string())),
    }
    Ok(())
}
