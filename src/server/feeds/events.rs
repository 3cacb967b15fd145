//! `GET /api/boards/{competition}/{skill}/events`: the messages of the board's socket as Server-Sent Events.

use std::{convert::Infallible, sync::Arc};

use axum::{
    body::{Body, Bytes},
    extract::{Path, State},
    http::{HeaderMap, HeaderValue, header},
    response::Response,
};
use futures_util::stream::unfold;
use tokio::{
    sync::{OwnedSemaphorePermit, watch},
    time::sleep,
};

use super::{Asked, BoardKey, Document, Kind, public};
use crate::{
    live::BoardFrames,
    server::{
        app::{SharedApp, stopped},
        error::ApiError,
        limits::STREAM_KEEP_ALIVE,
    },
};

pub async fn events(
    State(app): State<SharedApp>,
    Path((competition, skill)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&app, &competition, &skill)?;
    let (board, place) = asked.follow()?;
    let held = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    let reader =
        Reader { app: SharedApp::clone(&app), key: asked.key, board, stopping: app.stopping.clone(), version: 0, held, _place: place };
    let stream = unfold(reader, |mut reader| async move { reader.next().await.map(|event| (Ok::<_, Infallible>(event), reader)) });
    let mut response = Response::new(Body::from_stream(stream));
    response.headers_mut().insert(header::CONTENT_TYPE, HeaderValue::from_static("text/event-stream"));
    Ok(public(response))
}

struct Reader {
    app: SharedApp,
    key: BoardKey,
    board: watch::Receiver<Arc<BoardFrames>>,
    stopping: watch::Receiver<bool>,
    /// The version this reader has; 0 for none.
    version: u64,
    /// The event it had before it came back.
    held: Option<String>,
    _place: OwnedSemaphorePermit,
}

impl Reader {
    /// What to send next. It is asked for when the one before is on its way, so who is slow gets the newest state, never a backlog.
    async fn next(&mut self) -> Option<Bytes> {
        loop {
            let frames = Arc::clone(&self.board.borrow_and_update());
            if let Some(event) = self.event(&frames) {
                return Some(event);
            }
            tokio::select! {
                changed = self.board.changed() => changed.ok()?,
                () = sleep(STREAM_KEEP_ALIVE) => return Some(Bytes::from_static(b":\n\n")),
                () = stopped(&mut self.stopping) => return None,
            }
        }
    }

    fn event(&mut self, frames: &Arc<BoardFrames>) -> Option<Bytes> {
        let (shelf, key) = (&self.app.shelf, self.key);
        let before = std::mem::replace(&mut self.version, frames.version);
        if before == frames.version {
            return None;
        }
        let json = shelf.document(key, frames, Kind::Json, || frames.snapshot().to_vec());
        let id = id(frames, &json);
        if self.held.take().is_some_and(|held| held == id) {
            return None;
        }
        let follows = before != 0 && frames.version == before + 1 && !frames.delta.is_empty();
        let event = if follows {
            shelf.document(key, frames, Kind::DeltaEvent, || encoded(&id, "delta", &frames.delta))
        } else {
            shelf.document(key, frames, Kind::SnapshotEvent, || encoded(&id, "snapshot", &json.bytes))
        };
        Some(event.bytes)
    }
}

/// The version, and of which content: after a restart versions begin anew.
fn id(frames: &BoardFrames, json: &Document) -> String {
    format!("{}-{}", frames.version, json.tag())
}

/// JSON without line breaks is one line of data.
fn encoded(id: &str, kind: &str, json: &[u8]) -> Vec<u8> {
    [format!("id: {id}\nevent: {kind}\ndata: ").as_bytes(), json, b"\n\n"].concat()
}
