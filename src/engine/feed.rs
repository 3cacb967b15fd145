//! Committed entries on their way from the one writer to whoever follows. The writer never waits here: a follower that is
//! far behind is told so and reads the journal instead.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use super::ContestNumber;
use crate::journal::Sealed;

/// Entries kept for a follower, in all.
const FEED_MAX_ENTRIES: usize = 200_000;

#[derive(Default)]
pub struct Feed {
    waiting: Mutex<Waiting>,
    arrived: Condvar,
}

#[derive(Default)]
struct Waiting {
    news: News,
    entries: usize,
}

#[derive(Default)]
pub struct News {
    pub batches: Vec<(ContestNumber, Arc<[Sealed]>)>,
    /// Entries were dropped: read on from the journal.
    pub behind: bool,
    /// Why the server takes no more entries, once.
    pub read_only: Option<Arc<str>>,
    pub closed: bool,
}

impl News {
    #[must_use]
    fn is_empty(&self) -> bool {
        self.batches.is_empty() && !self.behind && self.read_only.is_none() && !self.closed
    }
}

impl Feed {
    fn lock(&self) -> MutexGuard<'_, Waiting> {
        self.waiting.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn publish(&self, contest: ContestNumber, entries: Arc<[Sealed]>) {
        let mut waiting = self.lock();
        waiting.entries += entries.len();
        if waiting.entries > FEED_MAX_ENTRIES {
            waiting.news.batches.clear();
            waiting.news.behind = true;
        }
        if !waiting.news.behind {
            waiting.news.batches.push((contest, entries));
        }
        self.arrived.notify_one();
    }

    pub(super) fn read_only(&self, reason: Arc<str>) {
        self.lock().news.read_only = Some(reason);
        self.arrived.notify_one();
    }

    pub(super) fn close(&self) {
        self.lock().news.closed = true;
        self.arrived.notify_one();
    }

    /// What arrived since the last call; empty when `until` passes first.
    #[must_use]
    pub fn wait_until(&self, until: Instant) -> News {
        let mut waiting = self.lock();
        while waiting.news.is_empty() {
            let left = until.saturating_duration_since(Instant::now());
            if left == Duration::ZERO {
                break;
            }
            waiting = self.arrived.wait_timeout(waiting, left).map_or_else(|poisoned| poisoned.into_inner().0, |(guard, _)| guard);
        }
        waiting.entries = 0;
        std::mem::take(&mut waiting.news)
    }
}
