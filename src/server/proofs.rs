//! `GET /api/key` and `GET /api/results/{competition}/{skill}/…`: what anybody checks a published result with. Before it is published
//! nothing here depends on a mark, and nothing says that there is one.

use std::sync::Arc;

use axum::{
    Json,
    extract::{Path, State},
    http::{
        HeaderName, HeaderValue,
        header::{CONTENT_DISPOSITION, CONTENT_TYPE},
    },
    response::{IntoResponse, Response},
};
use data_encoding::{BASE64, HEXLOWER};
use serde::Deserialize;

use super::{
    app::{App, SharedApp},
    desk::place::{Place, apart},
    error::ApiError,
    query::QueryOf,
};
use crate::{
    bundle::origin,
    competition::{CompetitorId, SkillId},
    engine::Clock,
    journal::JournalStore,
    live::ContestView,
    publication::Label,
    wire::{ConsistencyProof, SigningKeyShown},
    witness::{Of, PublishedLog, Witness, WitnessFault},
};

const NOT_PUBLISHED: ApiError = ApiError::NotFound("final result that is published");

pub async fn key(State(app): State<SharedApp>) -> Json<SigningKeyShown> {
    let key = app.witness.public_key();
    Json(SigningKeyShown { key: BASE64.encode(key.bytes()), fingerprint: key.fingerprint() })
}

pub async fn bundle(State(app): State<SharedApp>, Path((competition, skill)): Path<(String, String)>) -> Result<Response, ApiError> {
    let name = format!("{competition}-{skill}-bundle.json");
    let log = published(app, competition, skill).await?.0;
    Ok(file("application/json", &name, log.bundle.as_bytes().to_vec()))
}

pub async fn checkpoint(State(app): State<SharedApp>, Path((competition, skill)): Path<(String, String)>) -> Result<Response, ApiError> {
    let name = format!("{competition}-{skill}-checkpoint.txt");
    let log = published(app, competition, skill).await?.0;
    Ok(file("text/plain; charset=utf-8", &name, log.checkpoint.clone().into_bytes()))
}

pub async fn receipt(
    State(app): State<SharedApp>,
    Path((competition, skill, competitor)): Path<(String, String, String)>,
) -> Result<Response, ApiError> {
    let name = format!("{competition}-{skill}-{competitor}-receipt.json");
    let (log, known) = published(app, competition, skill).await?;
    let competitor = competitor.parse().ok().filter(|id| known.contains(id)).ok_or(ApiError::NotFound("such competitor"))?;
    let text = apart(move || log.receipt(&competitor).map_err(|_| ApiError::Internal("a receipt could not be written"))).await?;
    Ok(file("application/json", &name, text.into_bytes()))
}

#[derive(Deserialize)]
pub struct Earlier {
    /// Entries of the earlier log.
    from: usize,
}

pub async fn consistency(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    QueryOf(Earlier { from }): QueryOf<Earlier>,
) -> Result<Json<ConsistencyProof>, ApiError> {
    let size = published(Arc::clone(&app), competition.clone(), skill.clone()).await?.0.size();
    apart(move || {
        let place = Place::find(&app, &competition, &skill)?;
        let proof = app.witness.consistency(of(&app, place.view), place.index, from, size)?;
        let proof = proof.ok_or_else(|| ApiError::BadRequest(format!("from: a number of entries from 1 to {size} is wanted")))?;
        let origin = origin(&place.view.id, &place.skill_id());
        Ok(Json(ConsistencyProof { origin, from, size, proof: proof.iter().map(|hash| HEXLOWER.encode(hash)).collect() }))
    })
    .await
}

type Competitors = Vec<CompetitorId>;

/// The log of a skill whose result is public, and whom the skill knows.
async fn published(app: SharedApp, competition: String, skill: String) -> Result<(Arc<PublishedLog>, Competitors), ApiError> {
    let turn = app.proofs.clone().acquire_owned().await.map_err(|_| ApiError::Internal("the server is stopping"))?;
    apart(move || {
        let _turn = turn;
        let place = Place::find(&app, &competition, &skill).map_err(|_| NOT_PUBLISHED)?;
        let log = app.notary().log(place.view, place.index)?.ok_or(NOT_PUBLISHED)?;
        Ok((log, place.skill().competitors.iter().map(|competitor| competitor.id.clone()).collect()))
    })
    .await
}

/// Who gives away what is public.
pub struct Notary<'a> {
    pub witness: &'a Witness,
    pub store: &'a JournalStore,
    pub clock: &'a dyn Clock,
}

#[derive(Debug, thiserror::Error)]
pub enum NotaryFault {
    #[error(transparent)]
    Witness(#[from] WitnessFault),
    #[error("there is no skill {0}")]
    NoSkill(SkillId),
    #[error("there is no competitor {0}")]
    NoCompetitor(CompetitorId),
    #[error("the result of {0} is not published, or not final: everything signed, shown, and no appeal waiting")]
    NotPublished(SkillId),
    #[error("a receipt could not be written: {0}")]
    Written(#[from] serde_json::Error),
}

impl Notary<'_> {
    /// `None`: the result is not public, or not final. It may take long: call it where it may block.
    ///
    /// # Errors
    /// When the journal cannot be read.
    pub fn log(&self, view: &ContestView, skill: usize) -> Result<Option<Arc<PublishedLog>>, WitnessFault> {
        let is_public = || view.progress_of(skill, self.clock.now()).0 == Label::Final;
        if !is_public() {
            return Ok(None);
        }
        let log = self.witness.published(Of { store: self.store, id: &view.id, stream: view.stream }, skill)?;
        let delay = view.competition.skills[skill].publication.delay_ms();
        let is_shown = |log: &PublishedLog| delay == 0 || log.last_at.saturating_add(delay) <= self.clock.now();
        // It may have been reopened in between; and where boards are delayed, what closed it again is not theirs yet.
        Ok(log.filter(|log| is_public() && is_shown(log)))
    }

    /// The bundle, or the receipt of one competitor.
    ///
    /// # Errors
    /// When there is nothing to give away, or the journal cannot be read.
    pub fn text(&self, view: &ContestView, skill: &SkillId, competitor: Option<&CompetitorId>) -> Result<String, NotaryFault> {
        let index = view.competition.skill_index(skill).ok_or_else(|| NotaryFault::NoSkill(skill.clone()))?;
        let log = self.log(view, index)?.ok_or_else(|| NotaryFault::NotPublished(skill.clone()))?;
        let Some(competitor) = competitor else { return Ok(log.bundle.to_string()) };
        if view.competition.skills[index].competitor_index(competitor).is_none() {
            return Err(NotaryFault::NoCompetitor(competitor.clone()));
        }
        Ok(log.receipt(competitor)?)
    }
}

impl App {
    pub(super) fn notary(&self) -> Notary<'_> {
        Notary { witness: &self.witness, store: &self.store, clock: &*self.clock }
    }
}

/// For the witness.
#[must_use]
pub fn of<'a>(app: &'a App, view: &'a ContestView) -> Of<'a> {
    Of { store: &app.store, id: &view.id, stream: view.stream }
}

fn file(media: &'static str, name: &str, bytes: Vec<u8>) -> Response {
    // Ids may hold letters of any script; a header holds none of them.
    let plain: String = name.chars().map(|char| if char.is_ascii() { char } else { '_' }).collect();
    let disposition = HeaderValue::try_from(format!("attachment; filename=\"{plain}\""));
    let headers: [(HeaderName, HeaderValue); 2] = [
        (CONTENT_TYPE, HeaderValue::from_static(media)),
        (CONTENT_DISPOSITION, disposition.unwrap_or_else(|_| HeaderValue::from_static("attachment"))),
    ];
    (headers, bytes).into_response()
}
