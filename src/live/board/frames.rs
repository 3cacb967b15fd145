//! One version of one window on a board.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;

use super::{
    delta::{Step, between},
    frame::Frame,
};
use crate::wire::{BoardMessage, SkillState, Snapshot};

/// Versions behind the newest that are still brought up to date by deltas.
pub const DELTAS_KEPT_MAX: usize = 32;

/// Bytes of such deltas; the newest one is kept however long it is.
pub const DELTAS_KEPT_MAX_BYTES: usize = 64 << 10;

pub struct BoardFrames {
    pub version: u64,
    pub state: SkillState,
    content: Snapshot,
    snapshot: OnceLock<Frame>,
    /// The steps that lead here, the newest last.
    deltas: Vec<Arc<Frame>>,
}

impl BoardFrames {
    pub(super) fn first(content: Snapshot) -> Self {
        Self::with(content, Vec::new())
    }

    fn with(content: Snapshot, deltas: Vec<Arc<Frame>>) -> Self {
        Self { version: content.version, state: content.state, content, snapshot: OnceLock::new(), deltas }
    }

    /// The next version; `None` where `content` says nothing new.
    pub(super) fn next(&self, mut content: Snapshot) -> Option<Self> {
        content.version = self.version + 1;
        let delta = match between(&self.content, &content) {
            Step::Same => return None,
            Step::Anew => return Some(Self::first(content)),
            Step::Delta(delta) => Arc::new(Frame::new(&BoardMessage::Delta(*delta))),
        };
        let mut left = DELTAS_KEPT_MAX_BYTES.saturating_sub(delta.json().len());
        let kept = self.deltas.iter().rev().take(DELTAS_KEPT_MAX - 1).take_while(|earlier| {
            let bytes = earlier.json().len();
            let fits = bytes <= left;
            left = left.saturating_sub(bytes);
            fits
        });
        let mut deltas: Vec<Arc<Frame>> = kept.cloned().collect();
        deltas.reverse();
        deltas.push(delta);
        Some(Self::with(content, deltas))
    }

    /// Everything this version shows.
    #[must_use]
    pub const fn content(&self) -> &Snapshot {
        &self.content
    }

    /// Encoded when the first reader needs it.
    #[must_use]
    pub fn snapshot(&self) -> &Frame {
        self.snapshot.get_or_init(|| Frame::new(&BoardMessage::Snapshot(Box::new(self.content.clone()))))
    }

    /// The snapshot message as JSON, without a WebSocket's header.
    #[must_use]
    pub fn snapshot_json(&self) -> Bytes {
        self.snapshot().json()
    }

    /// What leads here from the version before; `None`: send the snapshot.
    #[must_use]
    pub fn delta(&self) -> Option<&Frame> {
        self.deltas.last().map(Arc::as_ref)
    }

    /// Frames for somebody who holds version `held` (0: nothing): the deltas since then, one behind the other, or a snapshot.
    #[must_use]
    pub fn since(&self, held: u64, deflated: bool) -> Bytes {
        let steps = usize::try_from(self.version.saturating_sub(held)).unwrap_or(usize::MAX);
        if held == 0 || steps > self.deltas.len() {
            return self.snapshot().bytes(deflated);
        }
        match &self.deltas[self.deltas.len() - steps..] {
            [one] => one.bytes(deflated),
            several => several.iter().map(|one| one.bytes(deflated)).collect::<Vec<_>>().concat().into(),
        }
    }
}
