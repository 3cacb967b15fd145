//! What a contest has: collections, one object of them, and what there is one of.

use axum::{
    extract::{Path, Query, State},
    http::HeaderMap,
    response::Response,
};
use serde::Deserialize;

use super::{ClicsError, Place, json};
use crate::{
    export::clics::{self, Collection, Object},
    server::{
        error::ApiError,
        feeds::{Document, Kind, public},
        hall::Hall,
    },
};

const JSON: &str = "application/json";

/// Parameters the API knows. Others are of other versions, and change nothing.
#[derive(Deserialize)]
pub struct Filter {
    /// Of teams; empty: those without one.
    organization_id: Option<String>,
    /// Of the scoreboard.
    group_id: Option<String>,
}

fn collection_of(word: &str) -> Option<Collection> {
    Collection::ALL.into_iter().find(|collection| collection.word() == word)
}

pub async fn collection(
    State(hall): State<Hall>,
    Path((competition, contest, word)): Path<(String, String, String)>,
    Query(filter): Query<Filter>,
    headers: HeaderMap,
) -> Result<Response, ClicsError> {
    let place = Place::find(&hall, &competition, &contest)?;
    let frames = place.asked.newest();
    let document = match (word.as_str(), collection_of(&word)) {
        ("access", _) => Document::new(json(&clics::access())),
        ("state", _) => place.state(&frames)?,
        ("scoreboard", _) => scoreboard(&place, &frames, filter.group_id.as_deref())?,
        (_, Some(Collection::Teams)) if filter.organization_id.is_some() => {
            let wanted = filter.organization_id.as_deref().filter(|id| !id.is_empty());
            let mut objects = Collection::Teams.objects(&*place.asked.shown(&frames)?);
            objects.retain(|object| object.organization_id() == wanted);
            Document::new(json(&objects))
        }
        (_, Some(collection)) => place.all(&frames, collection)?,
        (_, None) => return Err(ApiError::NotFound("such endpoint; /access lists those there are").into()),
    };
    Ok(public(document.answer(&headers, JSON)))
}

fn scoreboard(place: &Place<'_>, frames: &std::sync::Arc<crate::live::BoardFrames>, group: Option<&str>) -> Result<Document, ClicsError> {
    let shown = place.asked.shown(frames)?;
    let make = |group| json(&clics::scoreboard(place.outline(), &shown, group));
    match group {
        None => Ok(place.asked.document(frames, Kind::ClicsScoreboard, || make(None))),
        Some(group) if clics::has_group(&shown, group) => Ok(Document::new(make(Some(group)))),
        Some(_) => Err(ClicsError::Parameter("group_id must be one of the contest's groups")),
    }
}

pub async fn object(
    State(hall): State<Hall>,
    Path((competition, contest, word, id)): Path<(String, String, String, String)>,
    headers: HeaderMap,
) -> Result<Response, ClicsError> {
    let place = Place::find(&hall, &competition, &contest)?;
    let collection = collection_of(&word).ok_or(ApiError::NotFound("such collection"))?;
    let objects = collection.objects(&*place.asked.shown(&place.asked.newest())?);
    let object: &Object = objects.iter().find(|object| object.id() == id).ok_or(ApiError::NotFound("such object"))?;
    Ok(public(Document::new(json(object)).answer(&headers, JSON)))
}
