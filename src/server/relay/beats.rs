//! Every second, and when an edge calls: which versions there are of everything.

use std::{
    collections::{HashMap, HashSet},
    sync::Arc,
};

use async_nats::Subscriber;
use futures_util::StreamExt;
use serde_json::value::RawValue;
use tokio::time::{sleep, timeout};

use super::{Origin, frames};
use crate::{
    competition::CompetitionId,
    live::{BoardKey, ContestView, content_tag},
    server::{
        competitions::summary,
        nats::{
            Beat, BoardAt, LinkState,
            limits::{BEAT_INTERVAL, CALLS_INTERVAL},
            subjects,
        },
    },
};

/// What was said before.
#[derive(Default)]
struct Said {
    entries: HashMap<CompetitionId, String>,
    /// Whose messages go out.
    boards: HashSet<BoardKey>,
}

pub(super) async fn keep_up(origin: Origin) {
    let (mut said, mut is_called) = (Said::default(), true);
    loop {
        said.follow_new_boards(&origin);
        if origin.link.is_connected() {
            beat_all(&origin, &mut said, is_called).await;
        }
        is_called = timeout(BEAT_INTERVAL, origin.called.notified()).await.is_ok();
        if is_called {
            // Others may call too.
            sleep(CALLS_INTERVAL).await;
        }
    }
}

pub(super) async fn hear_calls(origin: Origin) {
    let Some(mut calls) = subscribed(&origin, subjects::CALL.to_owned()).await else { return };
    while calls.next().await.is_some() {
        origin.called.notify_one();
    }
}

/// Edges that have waited for NATS too need not wait for the next second.
pub(super) async fn beat_when_reached(origin: Origin) {
    let mut state = origin.link.state();
    while state.changed().await.is_ok() {
        if *state.borrow_and_update() == LinkState::Connected {
            origin.called.notify_one();
        }
    }
}

pub(super) async fn subscribed(origin: &Origin, subject: String) -> Option<Subscriber> {
    let subscribed = origin.link.client.subscribe(subject).await;
    subscribed.inspect_err(|error| tracing::error!(%error, "edges are not heard")).ok()
}

impl Said {
    fn follow_new_boards(&mut self, origin: &Origin) {
        for view in origin.app.views.contests.iter() {
            for (skill, board) in view.stage.boards.iter().enumerate() {
                if self.boards.insert(board.key()) {
                    tokio::spawn(frames::relay(origin.clone(), Arc::clone(&view.stage), skill));
                }
            }
        }
    }
}

/// `whole`: with entries that are known to who was there before.
async fn beat_all(origin: &Origin, said: &mut Said, whole: bool) {
    for (place, view) in origin.app.views.contests.iter().enumerate() {
        let Some(entry) = entry_of(origin, view) else { continue };
        let tag = content_tag(entry.get().as_bytes());
        let is_new = said.entries.insert(view.id.clone(), tag.clone()).is_none_or(|before| before != tag);
        let boards = view.stage.outline.skills.iter().zip(&view.stage.boards).map(|(skill, board)| {
            let newest = board.newest();
            BoardAt(skill.id.clone(), newest.version, newest.tag().to_owned())
        });
        let boards = boards.collect();
        let entry = (is_new || whole).then_some(entry);
        send(origin, &view.id, Beat { epoch: origin.epoch, url: origin.app.public_url.clone(), place, tag, entry, boards }).await;
    }
}

async fn send(origin: &Origin, competition: &CompetitionId, mut beat: Beat) {
    let json = |beat: &Beat| serde_json::to_vec(beat).unwrap_or_default();
    let mut message = json(&beat);
    if message.len() > origin.link.room() {
        // Edges ask for it.
        beat.entry = None;
        message = json(&beat);
    }
    if let Err(error) = origin.link.client.publish(subjects::beats(competition), message.into()).await {
        tracing::warn!(%error, %competition, "edges cannot be told which boards there are");
    }
}

/// The competition in the list of competitions.
pub(super) fn entry_of(origin: &Origin, view: &ContestView) -> Option<Box<RawValue>> {
    serde_json::value::to_raw_value(&summary(view, origin.app.now())).ok()
}
