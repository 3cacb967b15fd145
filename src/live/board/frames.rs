//! One version of one window on a board.

use std::sync::{Arc, OnceLock};

use bytes::Bytes;
use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{
    delta::{Step, between},
    frame::Frame,
};
use crate::wire::{BoardMessage, SkillState, Snapshot};

/// Versions behind the newest that are still brought up to date by deltas.
pub const DELTAS_KEPT_MAX: usize = 32;

/// Bytes of such deltas; the newest one is kept however long it is.
pub const DELTAS_KEPT_MAX_BYTES: usize = 64 << 10;

/// Enough of a hash that two contents never meet, in hexadecimal digits.
pub const TAG_DIGITS: usize = 24;

/// The same wherever the same is shown.
#[must_use]
pub fn content_tag(bytes: &[u8]) -> String {
    HEXLOWER.encode(&Sha256::digest(bytes))[..TAG_DIGITS].to_owned()
}

pub struct BoardFrames {
    pub version: u64,
    /// Versions of one series follow one another. When another server begins to count anew, a new series begins.
    pub series: u64,
    pub state: SkillState,
    content: Snapshot,
    snapshot: OnceLock<Frame>,
    tag: OnceLock<String>,
    /// The steps that lead here, the newest last.
    deltas: Vec<Arc<Frame>>,
}

impl BoardFrames {
    pub(super) fn first(content: Snapshot) -> Self {
        Self::with(content, 0, Vec::new())
    }

    fn with(content: Snapshot, series: u64, deltas: Vec<Arc<Frame>>) -> Self {
        let (version, state) = (content.version, content.state);
        Self { version, series, state, content, snapshot: OnceLock::new(), tag: OnceLock::new(), deltas }
    }

    /// The next version; `None` where `content` says nothing new.
    pub(super) fn next(&self, mut content: Snapshot) -> Option<Self> {
        content.version = self.version + 1;
        let delta = match between(&self.content, &content) {
            Step::Same => return None,
            Step::Anew => return Some(self.after(content, None)),
            Step::Delta(delta) => Arc::new(Frame::new(&BoardMessage::Delta(*delta))),
        };
        Some(self.after(content, Some(delta)))
    }

    /// The next version, and what leads there; without that whoever looks is sent the whole.
    pub(super) fn after(&self, content: Snapshot, delta: Option<Arc<Frame>>) -> Self {
        let Some(delta) = delta else { return Self::with(content, self.series, Vec::new()) };
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
        Self::with(content, self.series, deltas)
    }

    /// Another server's version.
    pub(super) fn loaded(&self, content: Snapshot, anew: bool) -> Self {
        Self::with(content, self.series + u64::from(anew), Vec::new())
    }

    /// Of the whole board's bytes.
    #[must_use]
    pub fn tag(&self) -> &str {
        self.tag.get_or_init(|| content_tag(&self.snapshot_json()))
    }

    /// The single steps since version `held`; `None`: they are not kept, or there were none.
    #[must_use]
    pub fn steps_since(&self, held: u64) -> Option<&[Arc<Frame>]> {
        let steps = usize::try_from(self.version.checked_sub(held)?).ok()?;
        self.deltas.get(self.deltas.len().checked_sub(steps)?..)
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
