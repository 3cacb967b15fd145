//! `GET /api/draws/{competition}/{skill}`, `POST /api/draws`, `POST /api/draws/reveal`, `POST /api/draws/cancel`.

use axum::{
    Json,
    extract::{Path, State},
    http::header::{CONTENT_DISPOSITION, HeaderName},
};

use super::{
    app::{App, SharedApp},
    error::ApiError,
    json::JsonBody,
    secrets,
};
use crate::{
    competition::{CompetitorId, SkillId},
    engine::Answer,
    judging::{Action, Actor, Command, CommitDraw, Refusal, RevealDraw},
    live::ContestView,
    ranking::draw::{Draw, DrawFile, DrawRecord},
    wire::{DrawCancelRequest, DrawCommitRequest, DrawRevealRequest},
};

/// What is asked about a skill of a competition.
struct Table<'a> {
    app: &'a App,
    contest: usize,
    view: &'a ContestView,
    skill: usize,
}

impl<'a> Table<'a> {
    fn find(app: &'a App, competition: &str, skill: &str) -> Result<Self, ApiError> {
        let (contest, view) = app.views.find(competition).ok_or(ApiError::NotFound("such competition"))?;
        let skill = view.competition.skill_index(skill).ok_or(ApiError::NotFound("such skill"))?;
        Ok(Self { app, contest, view, skill })
    }

    fn skill_id(&self) -> SkillId {
        self.view.competition.skills[self.skill].id.clone()
    }

    fn record(&self, draw: &Draw) -> DrawRecord {
        draw.record(&self.view.id, &self.view.competition.skills[self.skill])
    }

    /// The record of the draw that `action` is about, once every reader knows what became of it.
    async fn record_after(&self, action: Action, which: impl Fn(&Draw) -> bool) -> Result<Json<DrawRecord>, ApiError> {
        let command = Command { at: self.app.now(), actor: Actor::Organiser, id: None, action };
        match self.app.engine.ask(self.contest, command).await? {
            Answer::Stored(receipt) => self.view.reached(receipt.position).await,
            Answer::Refused(Refusal::NoSuchDraw(_)) => return Err(ApiError::NotFound("such draw")),
            Answer::Refused(refusal) => return Err(refusal.into()),
            Answer::ReadOnly(reason) => return Err(ApiError::ReadOnly(reason.to_string())),
        }
        let state = self.view.state();
        let draw = state.skills[self.skill].draws.iter().rev().find(|draw| which(draw));
        draw.map(|draw| Json(self.record(draw))).ok_or(ApiError::Internal("a draw that was stored is not there"))
    }
}

/// Everything on record about a skill's draws, as `jinbang draw verify` reads it.
pub async fn records(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<([(HeaderName, &'static str); 1], Json<DrawFile>), ApiError> {
    let table = Table::find(&app, &competition, &skill)?;
    let draws = table.view.state().skills[table.skill].draws.iter().map(|draw| table.record(draw)).collect();
    Ok(([(CONTENT_DISPOSITION, "attachment; filename=\"draws.json\"")], Json(DrawFile { draws })))
}

pub async fn commit(State(app): State<SharedApp>, JsonBody(request): JsonBody<DrawCommitRequest>) -> Result<Json<DrawRecord>, ApiError> {
    let table = Table::find(&app, &request.competition, &request.skill)?;
    let secret = secrets::new_draw_secret().map_err(|_| ApiError::Internal("the system gives no randomness"))?;
    let mut listed = request.competitors.clone();
    listed.sort_unstable();
    let of_list = |draw: &Draw| table.record(draw).competitors.iter().map(CompetitorId::as_str).eq(listed.iter().map(String::as_str));
    let asked = CommitDraw { skill: table.skill_id(), competitors: request.competitors, secret };
    table.record_after(Action::CommitDraw(asked), of_list).await
}

pub async fn reveal(State(app): State<SharedApp>, JsonBody(request): JsonBody<DrawRevealRequest>) -> Result<Json<DrawRecord>, ApiError> {
    let table = Table::find(&app, &request.competition, &request.skill)?;
    let (skill, draw) = (table.skill_id(), request.draw);
    let secret = app.store.draw_secret(table.view.stream, &skill, draw)?;
    let witnesses = request.witnesses.into_iter().map(|witness| (witness.expert, witness.value)).collect();
    table.record_after(Action::RevealDraw(RevealDraw { skill, draw, secret, witnesses }), |known| known.number == draw).await
}

pub async fn cancel(State(app): State<SharedApp>, JsonBody(request): JsonBody<DrawCancelRequest>) -> Result<Json<DrawRecord>, ApiError> {
    let table = Table::find(&app, &request.competition, &request.skill)?;
    let (skill, draw) = (table.skill_id(), request.draw);
    table.record_after(Action::CancelDraw { skill, draw, reason: request.reason }, |known| known.number == draw).await
}
