//! What the organiser decides while judging runs: `POST /api/proposals/confirm`, `…/reject`, `/api/unlocks`, `/api/deadlines`,
//! `/api/appeals`, `…/notice`, `…/withdraw`.

use axum::{
    extract::{Extension, State},
    http::StatusCode,
};

use super::place::Place;
use crate::{
    competition::BrowserId,
    judging::{Action, Appeal},
    server::{
        app::{App, SharedApp},
        error::ApiError,
        json::JsonBody,
    },
    wire::{
        AppealNoticeRequest, AppealRequest, AppealWithdrawRequest, DeadlineRequest, ProposalRejectRequest, ProposalRequest, UnlockRequest,
    },
};

type Done = Result<StatusCode, ApiError>;

async fn ask(app: &App, competition: &str, skill: &str, action: impl FnOnce(&Place<'_>) -> Action) -> Done {
    let place = Place::find(app, competition, skill)?;
    place.ask(action(&place)).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn confirm(
    State(app): State<SharedApp>,
    Extension(browser): Extension<BrowserId>,
    JsonBody(of): JsonBody<ProposalRequest>,
) -> Done {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    place.ask_from(Some(browser), Action::Confirm { skill: Some(place.skill_id()), proposal: of.proposal }).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn reject(State(app): State<SharedApp>, JsonBody(of): JsonBody<ProposalRejectRequest>) -> Done {
    let action = |place: &Place<'_>| Action::Reject { skill: Some(place.skill_id()), proposal: of.proposal, reason: of.reason };
    ask(&app, &of.competition, &of.skill, action).await
}

pub async fn unlock(State(app): State<SharedApp>, Extension(browser): Extension<BrowserId>, JsonBody(of): JsonBody<UnlockRequest>) -> Done {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    let action = Action::ConfirmUnlock { skill: place.skill_id(), sub_criterion: of.sub_criterion, reason: of.reason };
    place.ask_from(Some(browser), action).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn set_deadline(State(app): State<SharedApp>, JsonBody(of): JsonBody<DeadlineRequest>) -> Done {
    let action = |place: &Place<'_>| Action::SetDeadline { skill: place.skill_id(), day: of.day, deadline: of.at };
    ask(&app, &of.competition, &of.skill, action).await
}

pub async fn appeal(State(app): State<SharedApp>, JsonBody(of): JsonBody<AppealRequest>) -> Done {
    let action = |place: &Place<'_>| {
        let AppealRequest { competitor, aspects, grounds, pressed_ago, .. } = of.clone();
        Action::Appeal(Appeal { skill: Some(place.skill_id()), competitor: place.called(competitor), aspects, grounds, pressed_ago })
    };
    ask(&app, &of.competition, &of.skill, action).await
}

pub async fn notice_appeal(State(app): State<SharedApp>, JsonBody(of): JsonBody<AppealNoticeRequest>) -> Done {
    let action = |place: &Place<'_>| Action::NoticeAppeal { skill: Some(place.skill_id()), appeal: of.appeal };
    ask(&app, &of.competition, &of.skill, action).await
}

pub async fn withdraw_appeal(State(app): State<SharedApp>, JsonBody(of): JsonBody<AppealWithdrawRequest>) -> Done {
    let action = |place: &Place<'_>| Action::WithdrawAppeal { skill: Some(place.skill_id()), appeal: of.appeal, reason: of.reason };
    ask(&app, &of.competition, &of.skill, action).await
}
