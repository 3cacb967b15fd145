//! One board's messages, as they come. Whoever cannot follow asks for the board: nothing waits here for anybody.

use std::sync::Arc;

use async_nats::HeaderMap;
use bytes::Bytes;

use super::Origin;
use crate::{
    live::{BoardFrames, Stage},
    server::nats::{EPOCH, KIND, KIND_FRAME, KIND_RELOAD, VERSION, subjects},
};

pub(super) async fn relay(origin: Origin, stage: Arc<Stage>, skill: usize) {
    let outline = &stage.outline;
    let subject = subjects::frames(&outline.id, &outline.skills[skill].id);
    let mut board = stage.boards[skill].subscribe();
    // From now on somebody watches: what was made before nobody did is made fresh.
    origin.app.hall.boards.refresh(&stage, skill);
    let mut held = board.borrow_and_update().version;
    while board.changed().await.is_ok() {
        let frames = Arc::clone(&board.borrow_and_update());
        if origin.link.is_connected() {
            for (version, message) in messages(&frames, held, origin.link.room()) {
                publish(&origin, &subject, version, message).await;
            }
        }
        held = frames.version;
    }
}

/// What leads from version `held` to this one; without bytes where it does not fit into a message of `room` bytes.
fn messages(frames: &BoardFrames, held: u64, room: usize) -> Vec<(u64, Option<Bytes>)> {
    let fitting = |json: Bytes| Some(json).filter(|json| json.len() <= room);
    match frames.steps_since(held) {
        Some(steps) => (held + 1..).zip(steps).map(|(version, step)| (version, fitting(step.json()))).collect(),
        None => vec![(frames.version, fitting(frames.snapshot_json()))],
    }
}

async fn publish(origin: &Origin, subject: &str, version: u64, message: Option<Bytes>) {
    let mut headers = HeaderMap::new();
    headers.insert(EPOCH, origin.epoch.to_string());
    headers.insert(VERSION, version.to_string());
    headers.insert(KIND, if message.is_some() { KIND_FRAME } else { KIND_RELOAD });
    let sent = origin.link.client.publish_with_headers(subject.to_owned(), headers, message.unwrap_or_default()).await;
    if let Err(error) = sent {
        tracing::warn!(%error, subject, "a board's message does not go to edges");
    }
}
