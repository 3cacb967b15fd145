//! `POST /api/withdrawals`, `POST /api/reinstatements`.

use axum::{extract::State, http::StatusCode};

use super::{
    app::{App, SharedApp},
    desk::place::Place,
    error::ApiError,
    json::JsonBody,
};
use crate::{
    competition::{CompetitorId, SkillId},
    judging::Action,
    wire::WithdrawalRequest,
};

pub async fn withdraw(State(app): State<SharedApp>, JsonBody(request): JsonBody<WithdrawalRequest>) -> Result<StatusCode, ApiError> {
    change(&app, request, |skill, competitor, reason| Action::Withdraw { skill, competitor, reason }).await
}

pub async fn reinstate(State(app): State<SharedApp>, JsonBody(request): JsonBody<WithdrawalRequest>) -> Result<StatusCode, ApiError> {
    change(&app, request, |skill, competitor, reason| Action::Reinstate { skill, competitor, reason }).await
}

async fn change(
    app: &App,
    request: WithdrawalRequest,
    action: impl FnOnce(SkillId, CompetitorId, String) -> Action,
) -> Result<StatusCode, ApiError> {
    let place = Place::find(app, &request.competition, &request.skill)?;
    let competitor = place.id_of(request.competitor).parse().map_err(|_| ApiError::NotFound("such competitor"))?;
    place.ask(action(place.skill_id(), competitor, request.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}
