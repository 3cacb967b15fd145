//! `GET /api/officers`, `POST /api/officers`, `DELETE /api/officers/{officer}`: who may move nominations.

use axum::{
    Json,
    extract::{Path, State},
    http::StatusCode,
};

use super::{app::SharedApp, error::ApiError, json::JsonBody, limits::OFFICERS_MAX, secrets};
use crate::wire::{OfficerPassword, OfficerRequest, Officers};

const PREFIX: &str = "officer/";
const NAME_MAX_CHARS: usize = 60;

/// An officer's name in the accounts table.
pub fn account_of(officer: &str) -> String {
    format!("{PREFIX}{officer}")
}

pub async fn list(State(app): State<SharedApp>) -> Result<Json<Officers>, ApiError> {
    let names = app.store.accounts(PREFIX)?;
    Ok(Json(Officers { officers: names.iter().map(|name| name[PREFIX.len()..].to_owned()).collect() }))
}

/// A new password; one there was before is void, and whoever signed in with it is signed out.
pub async fn add(State(app): State<SharedApp>, JsonBody(of): JsonBody<OfficerRequest>) -> Result<Json<OfficerPassword>, ApiError> {
    let officer = of.officer.trim().to_owned();
    let fits = (1..=NAME_MAX_CHARS).contains(&officer.chars().count()) && !officer.chars().any(|char| char.is_control() || char == '/');
    if !fits {
        return Err(ApiError::BadRequest(format!("an officer's name has 1 to {NAME_MAX_CHARS} letters and no slash")));
    }
    let account = account_of(&officer);
    let known = app.store.accounts(PREFIX)?;
    if known.len() >= OFFICERS_MAX && !known.contains(&account) {
        return Err(ApiError::Full("officers"));
    }
    let _one_at_a_time = app.password_checks.acquire().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    let password = secrets::new_password();
    let hashed = password.clone();
    let hash = tokio::task::spawn_blocking(move || secrets::hash_password(&hashed)).await;
    let hash = hash.ok().and_then(Result::ok).ok_or(ApiError::Internal("a password could not be made"))?;
    app.store.put_account(&account, &hash)?;
    app.sessions.end_all_of(&officer);
    Ok(Json(OfficerPassword { officer, password }))
}

/// Signed out at once. What the officer signed stays signed.
pub async fn remove(State(app): State<SharedApp>, Path(officer): Path<String>) -> Result<StatusCode, ApiError> {
    if !app.store.remove_account(&account_of(&officer))? {
        return Err(ApiError::NotFound("such officer"));
    }
    app.sessions.end_all_of(&officer);
    Ok(StatusCode::NO_CONTENT)
}
