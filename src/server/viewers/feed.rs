//! One window on one board, and who looks through it.

use std::{sync::Arc, time::Instant};

use bytes::Bytes;
use tokio::sync::watch;

use crate::live::{BoardFrames, BoardKey};

pub struct Feed {
    pub key: BoardKey,
    /// As it was granted.
    pub window: String,
    pub viewers: Vec<usize>,
    /// Since when nobody looks.
    pub empty_since: Option<Instant>,
    board: watch::Receiver<Arc<BoardFrames>>,
    frames: Arc<BoardFrames>,
    /// Whose turn it is to be sent the newest version, and how many are still to be looked at.
    turn: usize,
    left: usize,
    /// Bytes for those who hold a version; most hold the same.
    prepared: Vec<(u64, bool, Bytes)>,
}

impl Feed {
    pub fn new(key: BoardKey, mut board: watch::Receiver<Arc<BoardFrames>>) -> Self {
        let frames = Arc::clone(&board.borrow_and_update());
        let window = frames.content().window.clone();
        Self { key, window, viewers: Vec::new(), empty_since: None, board, frames, turn: 0, left: 0, prepared: Vec::new() }
    }

    pub fn version(&self) -> u64 {
        self.frames.version
    }

    /// Takes over the newest version; everybody is to be looked at again. True: what they hold is of another series.
    pub fn look(&mut self) -> bool {
        if !self.board.has_changed().unwrap_or(false) {
            return false;
        }
        let before = std::mem::replace(&mut self.frames, Arc::clone(&self.board.borrow_and_update()));
        self.prepared.clear();
        self.left = self.viewers.len();
        before.series != self.frames.series
    }

    pub const fn is_under_way(&self) -> bool {
        self.left > 0
    }

    /// Whose turn it is; `None` when everybody was looked at.
    pub fn next(&mut self) -> Option<usize> {
        self.left = self.left.min(self.viewers.len()).checked_sub(1)?;
        let turn = if self.turn < self.viewers.len() { self.turn } else { 0 };
        self.turn = turn + 1;
        self.viewers.get(turn).copied()
    }

    /// The last one takes the seat. It may not have had its turn: everybody is looked at again.
    pub fn remove(&mut self, seat: usize) {
        self.viewers.swap_remove(seat);
        if self.left > 0 {
            self.left = self.viewers.len();
        }
    }

    pub fn bytes_since(&mut self, held: u64, deflated: bool) -> Bytes {
        let known = self.prepared.iter().find(|(version, packed, _)| (*version, *packed) == (held, deflated));
        if let Some((.., bytes)) = known {
            return bytes.clone();
        }
        let bytes = self.frames.since(held, deflated);
        self.prepared.push((held, deflated, bytes.clone()));
        bytes
    }
}
