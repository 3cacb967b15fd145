//! `POST /api/withdrawals`, `POST /api/reinstatements`.

use axum::{extract::State, http::StatusCode};

use super::{
    app::{App, SharedApp},
    desk::ask_as_organiser,
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
    let (contest, _) = app.views.find(&request.competition).ok_or(ApiError::NotFound("such competition"))?;
    let skill: SkillId = request.skill.parse().map_err(|_| ApiError::NotFound("such skill"))?;
    let competitor: CompetitorId = request.competitor.parse().map_err(|_| ApiError::NotFound("such competitor"))?;
    ask_as_organiser(app, contest, action(skill, competitor, request.reason)).await?;
    Ok(StatusCode::NO_CONTENT)
}
