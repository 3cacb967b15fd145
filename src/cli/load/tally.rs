//! What all connections saw, together.

use std::{
    sync::{
        Mutex, MutexGuard, PoisonError,
        atomic::{AtomicU64, Ordering::Relaxed},
    },
    time::Duration,
};

use hdrhistogram::Histogram;

/// Waits above this are counted as this, in microseconds.
const WAIT_MAX_US: u64 = 60_000_000;

/// Counts since [`Tally::begin`]; `watching` and `tried` are of now.
#[derive(Default)]
pub struct Tally {
    /// Viewers that are connected.
    pub watching: AtomicU64,
    /// Viewers that came in, or were turned away, at least once.
    pub tried: AtomicU64,
    pub deliveries: AtomicU64,
    pub bytes: AtomicU64,
    /// Connections that the server or the network ended.
    pub lost: AtomicU64,
    /// Attempts that were not let in.
    pub turned_away: AtomicU64,
    pub stored: AtomicU64,
    pub refused: AtomicU64,
    /// Hostile connections that were opened, and ended by the server.
    pub hostile_opened: AtomicU64,
    pub hostile_closed: AtomicU64,
    waits: Mutex<Waits>,
}

pub struct Waits {
    /// From publication to a viewer, in microseconds: of the last second, and of the whole.
    pub lately: Histogram<u64>,
    pub viewer: Histogram<u64>,
    /// From sending a mark to its receipt.
    pub receipt: Histogram<u64>,
    /// The least (own clock − server's clock) of any delivery, in milliseconds.
    pub nearest: Option<i64>,
}

impl Default for Waits {
    fn default() -> Self {
        Self { lately: histogram(), viewer: histogram(), receipt: histogram(), nearest: None }
    }
}

/// Two significant digits: a wait is told within one part in a hundred.
fn histogram() -> Histogram<u64> {
    Histogram::new_with_bounds(1, WAIT_MAX_US, 2).expect("the bounds are constants in order, and two digits are below the five allowed")
}

impl Tally {
    pub fn waits(&self) -> MutexGuard<'_, Waits> {
        self.waits.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn delivered(&self, bytes: usize) {
        self.deliveries.fetch_add(1, Relaxed);
        self.bytes.fetch_add(bytes as u64, Relaxed);
    }

    /// A delta that was made at `at` by the server's clock came at `now` by ours, in milliseconds.
    pub fn waited(&self, at: i64, now: i64) {
        let mut waits = self.waits();
        let behind = now - at;
        let nearest = waits.nearest.map_or(behind, |nearest| nearest.min(behind));
        waits.nearest = Some(nearest);
        let wait = u64::try_from(behind).unwrap_or(0).saturating_mul(1_000);
        waits.lately.saturating_record(wait);
        waits.viewer.saturating_record(wait);
    }

    pub fn answered(&self, wait: Duration) {
        self.stored.fetch_add(1, Relaxed);
        self.waits().receipt.saturating_record(u64::try_from(wait.as_micros()).unwrap_or(WAIT_MAX_US));
    }

    pub fn has_tried(&self, viewers: usize) -> bool {
        self.tried.load(Relaxed) >= viewers as u64
    }

    /// Everybody is there: from here on it counts.
    pub fn begin(&self) {
        for count in [&self.deliveries, &self.bytes, &self.lost, &self.stored, &self.refused] {
            count.store(0, Relaxed);
        }
        *self.waits() = Waits::default();
    }
}
