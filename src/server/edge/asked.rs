//! What no board tells and anybody may know: the origin is asked, and a crowd's same question once a second.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    body::Body,
    extract::{RawPathParams, State},
    http::{HeaderMap, HeaderName, HeaderValue, StatusCode, Uri, header},
    response::Response,
};
use tokio::{sync::Semaphore, time::timeout};

use super::{
    EdgeApp, SharedEdge,
    elsewhere::told,
    limits::{ANSWER_FRESH, ANSWER_KEPT_MAX_BYTES, ANSWERS_KEPT_MAX, QUESTION_TIMEOUT, QUESTIONS_AT_ONCE_MAX},
};
use crate::server::{
    error::ApiError,
    nats::{Ask, AskFault, Epoch, Reply, ask},
};

pub struct Questions {
    slots: Mutex<HashMap<String, Arc<Slot>>>,
    turns: Semaphore,
}

/// One address. Whoever comes while it is asked for waits for the same answer.
struct Slot {
    used: Mutex<Instant>,
    kept: tokio::sync::Mutex<Option<Kept>>,
}

#[derive(Clone)]
struct Kept {
    reply: Reply,
    from: Epoch,
    at: Instant,
}

impl Default for Questions {
    fn default() -> Self {
        Self { slots: Mutex::default(), turns: Semaphore::new(QUESTIONS_AT_ONCE_MAX) }
    }
}

pub async fn ask_origin(State(edge): State<SharedEdge>, path: RawPathParams, uri: Uri, headers: HeaderMap) -> Result<Response, ApiError> {
    let competition = path.iter().find(|(name, _)| *name == "competition").map(|(_, id)| id);
    let path = uri.path_and_query().map_or_else(|| uri.path(), |path| path.as_str());
    let (reply, age) = edge.questions.answer(&edge, competition, path).await?;
    Ok(response(reply, age, &headers))
}

impl Questions {
    async fn answer(&self, edge: &EdgeApp, competition: Option<&str>, path: &str) -> Result<(Reply, Option<Duration>), ApiError> {
        let origins = origins(edge, competition, path)?;
        let slot = self.slot(path);
        let mut kept = slot.kept.lock().await;
        let current = kept.as_ref().filter(|kept| origins.contains(&kept.from));
        if let Some(kept) = current.filter(|kept| kept.at.elapsed() < ANSWER_FRESH) {
            return Ok((kept.reply.clone(), None));
        }
        match self.ask_each(edge, &origins, path).await {
            Ok((reply, from)) => {
                let fits = reply.body.len() <= ANSWER_KEPT_MAX_BYTES;
                *kept = fits.then(|| Kept { reply: reply.clone(), from, at: Instant::now() });
                Ok((reply, None))
            }
            // Old is better than nothing, as with boards.
            Err(ApiError::OriginAway) if current.is_some() => {
                let kept = current.cloned().ok_or(ApiError::OriginAway)?;
                Ok((kept.reply, Some(kept.at.elapsed())))
            }
            Err(fault) => Err(fault),
        }
    }

    /// One origin after the other, to the first that knows something.
    async fn ask_each(&self, edge: &EdgeApp, origins: &[Epoch], path: &str) -> Result<(Reply, Epoch), ApiError> {
        if !edge.portal.link.is_connected() {
            return Err(ApiError::OriginAway);
        }
        let turn = timeout(QUESTION_TIMEOUT, self.turns.acquire()).await;
        let _turn = turn.map_err(|_| ApiError::Full("the competition's server is asked by too many"))?.map_err(|_| ApiError::OriginAway)?;
        let mut unknown = None;
        for &origin in origins {
            edge.counts.questions.inc();
            match ask(&edge.portal.link.client, origin, &Ask::Page { path: path.to_owned() }).await {
                Ok(reply) if reply.head.status == 404 => unknown = Some((reply, origin)),
                Ok(reply) if reply.head.status == 413 => return Err(elsewhere(edge)),
                Ok(reply) if reply.head.status == 503 => return Err(ApiError::OriginAway),
                Ok(reply) => return Ok((reply, origin)),
                Err(AskFault::TooLarge) => return Err(elsewhere(edge)),
                Err(fault) => {
                    tracing::warn!(%fault, "an origin does not answer");
                    return Err(ApiError::OriginAway);
                }
            }
        }
        unknown.ok_or(ApiError::OriginAway)
    }

    /// The one that was not used for longest makes room.
    fn slot(&self, path: &str) -> Arc<Slot> {
        let mut slots = self.slots.lock().unwrap_or_else(PoisonError::into_inner);
        let used = |slot: &Slot| *slot.used.lock().unwrap_or_else(PoisonError::into_inner);
        if !slots.contains_key(path) && slots.len() >= ANSWERS_KEPT_MAX {
            let oldest = slots.iter().min_by_key(|(_, slot)| used(slot)).map(|(path, _)| path.clone());
            if let Some(oldest) = oldest {
                slots.remove(&oldest);
            }
        }
        let new = || Arc::new(Slot { used: Mutex::new(Instant::now()), kept: tokio::sync::Mutex::default() });
        let slot = slots.entry(path.to_owned()).or_insert_with(new);
        *slot.used.lock().unwrap_or_else(PoisonError::into_inner) = Instant::now();
        Arc::clone(slot)
    }
}

/// Who is asked: a competition's origin, or all where no competition is named. A key is one server's, so of several none is meant.
fn origins(edge: &EdgeApp, competition: Option<&str>, path: &str) -> Result<Vec<Epoch>, ApiError> {
    if let Some(competition) = competition {
        edge.hall.find(competition, "such competition")?;
        return Ok(edge.portal.of(competition).map(|shown| shown.epoch).into_iter().collect());
    }
    let all: Vec<Epoch> = edge.portal.origins().into_iter().map(|(epoch, _)| epoch).collect();
    match all.len() {
        0 => Err(ApiError::NoBoardsYet),
        1 => Ok(all),
        _ if path.starts_with("/api/certificates/") => Ok(all),
        _ => Err(elsewhere(edge)),
    }
}

fn elsewhere(edge: &EdgeApp) -> ApiError {
    told(&edge.portal.origins().into_iter().map(|(_, url)| url).collect::<Vec<_>>())
}

fn response(reply: Reply, age: Option<Duration>, asked: &HeaderMap) -> Response {
    let mut response = Response::new(Body::from(reply.body));
    *response.status_mut() = StatusCode::from_u16(reply.head.status).unwrap_or(StatusCode::BAD_GATEWAY);
    let headers = response.headers_mut();
    for (name, value) in reply.head.headers {
        if let (Ok(name), Ok(value)) = (HeaderName::try_from(name), HeaderValue::try_from(value)) {
            headers.insert(name, value);
        }
    }
    if let Some(age) = age {
        headers.insert(header::AGE, HeaderValue::from(age.as_secs()));
    }
    let is_known = headers.get(header::ETAG).is_some_and(|tag| asked.get(header::IF_NONE_MATCH) == Some(tag));
    if is_known {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
    }
    response
}
