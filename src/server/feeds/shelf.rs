//! What was made of each board's newest version, kept until there is a newer one.

use std::{
    collections::HashMap,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use super::Document;
use crate::live::{BoardFrames, TICK_MS};

/// A board: contest and skill, by number.
pub type BoardKey = (usize, usize);

/// What can be made of one version of a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    Json,
    SnapshotEvent,
    DeltaEvent,
}

#[derive(Default)]
struct Slot {
    version: Option<Arc<BoardFrames>>,
    refreshed: Option<Instant>,
    documents: HashMap<Kind, Document>,
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
        let same = slot.version.as_ref().is_some_and(|known| Arc::ptr_eq(known, version));
        // A reader that is late with an older version does not push the newer one off the shelf.
        if !same && slot.version.as_ref().is_some_and(|known| known.version > version.version) {
            return Document::new(make());
        }
        if !same {
            slot.version = Some(Arc::clone(version));
            slot.documents.clear();
        }
        slot.documents.entry(kind).or_insert_with(|| Document::new(make())).clone()
    }
}
