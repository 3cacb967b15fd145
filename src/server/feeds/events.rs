//! `GET /api/boards/{competition}/{skill}/events`: the messages of the board's socket as Server-Sent Events.

use std::{net::SocketAddr, sync::Arc};

use axum::{
    body::Bytes,
    extract::{ConnectInfo, Extension, Path, State},
    http::HeaderMap,
    response::Response,
};

use super::{Asked, Document, Kind, Telling, read_on};
use crate::{
    live::{BoardFrames, BoardKey},
    server::{entrance::Line, error::ApiError, hall::Hall},
};

pub async fn events(
    State(hall): State<Hall>,
    ConnectInfo(address): ConnectInfo<SocketAddr>,
    Extension(line): Extension<Arc<Line>>,
    Path((competition, skill)): Path<(String, String)>,
    headers: HeaderMap,
) -> Result<Response, ApiError> {
    let asked = Asked::find(&hall, &competition, &skill)?;
    let held = headers.get("last-event-id").and_then(|id| id.to_str().ok()).map(str::to_owned);
    read_on(&asked, address.ip(), line, Events { hall: hall.clone(), key: asked.board().key(), version: (0, 0), held })
}

struct Events {
    hall: Hall,
    key: BoardKey,
    /// The series and version this reader has; version 0 for none.
    version: (u64, u64),
    /// The event it had before it came back.
    held: Option<String>,
}

impl Telling for Events {
    const CONTENT_TYPE: &'static str = "text/event-stream";
    const ALIVE: &'static str = ":\n\n";

    fn tell(&mut self, frames: &Arc<BoardFrames>) -> Option<Bytes> {
        let (shelf, key) = (&self.hall.shelf, self.key);
        let now = (frames.series, frames.version);
        let before = std::mem::replace(&mut self.version, now);
        if before == now {
            return None;
        }
        let json = shelf.document(key, frames, Kind::Json, || frames.snapshot_json().to_vec());
        let id = id(frames, &json);
        if self.held.take().is_some_and(|held| held == id) {
            return None;
        }
        let event = match frames.delta().filter(|_| before.1 != 0 && now == (before.0, before.1 + 1)) {
            Some(delta) => shelf.document(key, frames, Kind::DeltaEvent, || encoded(&id, "delta", &delta.json())),
            None => shelf.document(key, frames, Kind::SnapshotEvent, || encoded(&id, "snapshot", &json.bytes)),
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
