//! What was made of each board's newest version, kept until there is a newer one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::Document;
use crate::{
    export::{clics::Collection, shown::Shown},
    live::{BoardFrames, BoardKey, TICK_MS},
};

/// What can be made of one version of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Json,
    SnapshotEvent,
    DeltaEvent,
    Ctftime,
    Page,
    Embed,
    ClicsState,
    ClicsScoreboard,
    Clics(Collection),
}

#[derive(Default)]
struct Slot {
    version: Option<Arc<BoardFrames>>,
    refreshed: Option<Instant>,
    documents: HashMap<Kind, Document>,
    shown: Option<Arc<Shown>>,
}

impl Slot {
    /// Makes room for what is made of this version. False for a reader that is late with an older one: it does not push the newer off the shelf.
    fn is_for(&mut self, version: &Arc<BoardFrames>) -> bool {
        match &self.version {
            Some(known) if Arc::ptr_eq(known, version) => true,
            Some(known) if (known.series, known.version) > (version.series, version.version) => false,
            _ => {
                *self = Self { version: Some(Arc::clone(version)), refreshed: self.refreshed, ..Self::default() };
                true
            }
        }
    }
}

/// One place for every board: there is no more on it than boards × kinds.
#[derive(Default)]
pub struct Shelf(Mutex<HashMap<BoardKey, Arc<Mutex<Slot>>>>);

impl Shelf {
    fn slot(&self, board: BoardKey) -> Arc<Mutex<Slot>> {
        Arc::clone(self.0.lock().unwrap_or_else(PoisonError::into_inner).entry(board).or_default())
    }

    /// Whether it is time to make an unwatched board fresh: as often as a watched one, however many ask.
    pub fn is_due(&self, board: BoardKey) -> bool {
        let slot = self.slot(board);
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        let due = slot.refreshed.is_none_or(|at| at.elapsed() >= Duration::from_millis(TICK_MS));
        if due {
            slot.refreshed = Some(Instant::now());
        }
        due
    }

    /// Whoever comes while it is being made waits for it.
    pub fn document(&self, board: BoardKey, version: &Arc<BoardFrames>, kind: Kind, make: impl FnOnce() -> Vec<u8>) -> Document {
        let slot = self.slot(board);
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if slot.is_for(version) {
            slot.documents.entry(kind).or_insert_with(|| Document::new(make())).clone()
        } else {
            Document::new(make())
        }
    }

    /// What the version shows, read from its own bytes.
    pub fn shown(&self, board: BoardKey, version: &Arc<BoardFrames>) -> Option<Arc<Shown>> {
        let read = || Shown::read(&version.snapshot_json()).map(Arc::new);
        let slot = self.slot(board);
        let mut slot = slot.lock().unwrap_or_else(PoisonError::into_inner);
        if !slot.is_for(version) {
            return read();
        }
        if slot.shown.is_none() {
            slot.shown = read();
        }
        slot.shown.clone()
    }
}
