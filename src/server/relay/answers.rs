//! What edges ask: boards, entries of the list, and what public addresses answer that no board tells.

use std::sync::Arc;

use async_nats::Message;
use axum::{
    Router,
    body::{Body, to_bytes},
    http::{HeaderMap, Request, StatusCode, Uri},
};
use bytes::Bytes;
use futures_util::StreamExt;
use hyper::service::Service;
use hyper_util::service::TowerToHyperService;
use tokio::sync::Semaphore;

use super::{
    Origin,
    beats::{entry_of, subscribed},
};
use crate::{
    competition::CompetitionId,
    server::{
        edge::{CARRIED_HEADERS, is_carried},
        nats::{
            Ask, Head, Reply, answer,
            limits::{ASK_MAX_BYTES, ASKS_AT_ONCE_MAX, REPLY_MAX_BYTES},
            subjects,
        },
        router::router_of,
    },
};

pub(super) async fn answer_all(origin: Origin) {
    let Some(mut asks) = subscribed(&origin, subjects::asks(origin.epoch)).await else { return };
    let places = Arc::new(Semaphore::new(ASKS_AT_ONCE_MAX));
    // Of all addresses only those that anybody may read, and that say the same to everybody.
    let router = router_of(Arc::clone(&origin.app), is_carried);
    while let Some(message) = asks.next().await {
        let Some(to) = message.reply.clone() else { continue };
        let (origin, router, place) = (origin.clone(), router.clone(), Arc::clone(&places).try_acquire_owned());
        tokio::spawn(async move {
            let reply = match place {
                Ok(_place) => reply_to(&origin, router, &message).await,
                Err(_) => empty(StatusCode::SERVICE_UNAVAILABLE),
            };
            if let Err(error) = answer(&origin.link.client, &to, &reply).await {
                tracing::debug!(%error, "an edge is not answered");
            }
        });
    }
}

async fn reply_to(origin: &Origin, router: Router, message: &Message) -> Reply {
    let asked = Some(&message.payload).filter(|payload| payload.len() <= ASK_MAX_BYTES);
    match asked.and_then(|payload| serde_json::from_slice(payload).ok()) {
        Some(Ask::Board { competition, skill }) => found(board(origin, &competition, &skill)),
        Some(Ask::Competition { competition }) => found(entry(origin, &competition)),
        Some(Ask::Page { path }) => page(router, &path).await,
        None => empty(StatusCode::BAD_REQUEST),
    }
}

fn board(origin: &Origin, competition: &CompetitionId, skill: &str) -> Option<Vec<u8>> {
    let (_, view) = origin.app.views.find(competition)?;
    Some(view.stage.boards[view.stage.outline.skill_index(skill)?].whole())
}

fn entry(origin: &Origin, competition: &CompetitionId) -> Option<Vec<u8>> {
    let (_, view) = origin.app.views.find(competition)?;
    entry_of(origin, view).map(|entry| entry.get().as_bytes().to_vec())
}

async fn page(router: Router, path: &str) -> Reply {
    let Some(uri) = path.parse::<Uri>().ok().filter(|uri| uri.authority().is_none() && uri.path().starts_with('/')) else {
        return empty(StatusCode::BAD_REQUEST);
    };
    let mut request = Request::new(Body::empty());
    *request.uri_mut() = uri;
    let Ok(response) = TowerToHyperService::new(router).call(request).await;
    let (parts, body) = response.into_parts();
    match to_bytes(body, REPLY_MAX_BYTES).await {
        Ok(body) => Reply { head: Head { status: parts.status.as_u16(), headers: carried(&parts.headers) }, body },
        Err(_) => empty(StatusCode::PAYLOAD_TOO_LARGE),
    }
}

fn carried(headers: &HeaderMap) -> Vec<(String, String)> {
    let of = |name: &&str| headers.get(*name).and_then(|value| value.to_str().ok()).map(|value| ((*name).to_owned(), value.to_owned()));
    CARRIED_HEADERS.iter().filter_map(of).collect()
}

fn found(body: Option<Vec<u8>>) -> Reply {
    match body {
        Some(body) if body.len() > REPLY_MAX_BYTES => empty(StatusCode::PAYLOAD_TOO_LARGE),
        Some(body) => Reply { head: Head { status: 200, headers: Vec::new() }, body: body.into() },
        None => empty(StatusCode::NOT_FOUND),
    }
}

fn empty(status: StatusCode) -> Reply {
    Reply { head: Head { status: status.as_u16(), headers: Vec::new() }, body: Bytes::new() }
}
