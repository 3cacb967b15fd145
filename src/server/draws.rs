//! `GET /api/draws/{competition}/{skill}`, `POST /api/draws`, `POST /api/draws/reveal`, `POST /api/draws/cancel`.

use axum::{
    Json,
    extract::{Path, State},
    http::header::{CONTENT_DISPOSITION, HeaderName},
};

use super::{
    app::{App, SharedApp},
    desk::place::{Place, apart},
    error::ApiError,
    json::JsonBody,
    secrets,
};
use crate::{
    competition::CompetitionId,
    judging::{Action, CommitDraw, Refusal, RevealDraw},
    live::Look,
    ranking::draw::{Draw, DrawFile, DrawRecord},
    wire::{DrawCancelRequest, DrawCommitRequest, DrawRevealRequest},
};

/// What is asked about a skill of a competition.
struct Table<'a>(Place<'a>);

impl<'a> Table<'a> {
    fn find(app: &'a App, competition: &str, skill: &str) -> Result<Self, ApiError> {
        Place::find(app, competition, skill).map(Self)
    }

    fn records(&self) -> Vec<DrawRecord> {
        let look = self.0.look();
        look.state.draws.iter().map(|draw| record(&self.0.view.id, &look, draw)).collect()
    }

    /// The record of the draw that `action` is about, once every reader knows what became of it.
    async fn record_after(&self, action: Action, which: impl Fn(&Draw) -> bool) -> Result<Json<DrawRecord>, ApiError> {
        match self.0.ask(action).await {
            Err(ApiError::Refused(Refusal::NoSuchDraw(_))) => return Err(ApiError::NotFound("such draw")),
            done => done?,
        }
        let number = self.0.view.state().skills[self.0.index].draws.iter().rev().find(|draw| which(draw)).map(|draw| draw.number);
        let record = self.records().into_iter().find(|record| Some(record.draw) == number);
        record.map(Json).ok_or(ApiError::Internal("a draw that was stored is not there"))
    }
}

fn record(competition: &CompetitionId, look: &Look<'_>, draw: &Draw) -> DrawRecord {
    let mut record = draw.record(competition, &look.skill);
    if look.is_veiled() {
        // Whoever has the secret finds out by trying whose ids the commitment is about.
        (record.secret, record.seed) = (None, None);
    }
    record
}

/// Everything on record about a skill's draws, as `jinbang draw verify` reads it.
pub async fn records(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
) -> Result<([(HeaderName, &'static str); 1], Json<DrawFile>), ApiError> {
    let draws = apart(move || Ok(Table::find(&app, &competition, &skill)?.records())).await?;
    Ok(([(CONTENT_DISPOSITION, "attachment; filename=\"draws.json\"")], Json(DrawFile { draws })))
}

pub async fn commit(State(app): State<SharedApp>, JsonBody(request): JsonBody<DrawCommitRequest>) -> Result<Json<DrawRecord>, ApiError> {
    let table = Table::find(&app, &request.competition, &request.skill)?;
    let secret = secrets::new_draw_secret().map_err(|_| ApiError::Internal("the system gives no randomness"))?;
    let competitors: Vec<String> = request.competitors.into_iter().map(|named| table.0.id_of(named)).collect();
    let mut listed = competitors.clone();
    listed.sort_unstable();
    let id = |index: &usize| table.0.skill().competitors[*index].id.as_str();
    let of_list = |draw: &Draw| draw.competitors.iter().map(id).eq(listed.iter().map(String::as_str));
    let asked = CommitDraw { skill: table.0.skill_id(), competitors, secret };
    table.record_after(Action::CommitDraw(asked), of_list).await
}

pub async fn reveal(State(app): State<SharedApp>, JsonBody(request): JsonBody<DrawRevealRequest>) -> Result<Json<DrawRecord>, ApiError> {
    let table = Table::find(&app, &request.competition, &request.skill)?;
    let (skill, draw) = (table.0.skill_id(), request.draw);
    let secret = app.store.draw_secret(table.0.view.stream, &skill, draw)?;
    let witnesses = request.witnesses.into_iter().map(|witness| (witness.expert, witness.value)).collect();
    table.record_after(Action::RevealDraw(RevealDraw { skill, draw, secret, witnesses }), |known| known.number == draw).await
}

pub async fn cancel(State(app): State<SharedApp>, JsonBody(request): JsonBody<DrawCancelRequest>) -> Result<Json<DrawRecord>, ApiError> {
    let table = Table::find(&app, &request.competition, &request.skill)?;
    let (skill, draw) = (table.0.skill_id(), request.draw);
    table.record_after(Action::CancelDraw { skill, draw, reason: request.reason }, |known| known.number == draw).await
}
