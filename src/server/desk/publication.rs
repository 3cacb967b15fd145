//! `GET /api/publication/{competition}/{skill}`, `POST /api/publication/freeze`, `POST /api/publication/propose`.

use axum::{
    Json,
    extract::{Extension, Path, State},
    http::StatusCode,
};

use super::place::Place;
use crate::{
    competition::BrowserId,
    judging::{Action, Proposal},
    live::affairs::publication_card,
    publication::MarkingProgress,
    server::{app::SharedApp, error::ApiError, json::JsonBody},
    wire::{FreezeRequest, Progress, PublicationStatus, PublishRequest},
};

pub async fn status(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<Json<PublicationStatus>, ApiError> {
    let (place, now) = (Place::find(&app, &competition, &skill)?, app.now());
    let (label, shown) = place.view.progress_of(place.index, now);
    let (rules, state) = (place.skill(), place.view.state());
    let state = &state.skills[place.index];
    Ok(Json(PublicationStatus {
        policy: publication_card(rules, state),
        label,
        shown: shown.map(|MarkingProgress { done, of, .. }| progress(done, of)),
        entered: progress(state.tally.done(), state.tally.wanted()),
        may_freeze: state.may_be_frozen(rules, now).is_ok(),
    }))
}

fn progress(done: usize, of: usize) -> Progress {
    let count = |number: usize| u32::try_from(number).unwrap_or(u32::MAX);
    Progress { done: count(done), of: count(of) }
}

pub async fn freeze(State(app): State<SharedApp>, JsonBody(of): JsonBody<FreezeRequest>) -> Result<StatusCode, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    place.ask(Action::Freeze { skill: place.skill_id() }).await?;
    Ok(StatusCode::NO_CONTENT)
}

pub async fn propose(
    State(app): State<SharedApp>,
    Extension(browser): Extension<BrowserId>,
    JsonBody(of): JsonBody<PublishRequest>,
) -> Result<StatusCode, ApiError> {
    let place = Place::find(&app, &of.competition, &of.skill)?;
    place.ask_from(Some(browser), Action::Propose { skill: Some(place.skill_id()), what: Proposal::Publish, reason: of.reason }).await?;
    Ok(StatusCode::NO_CONTENT)
}
