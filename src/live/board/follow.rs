//! A board that another server makes: its bytes are taken over, its windows are made here.

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex},
};

use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;
use tokio::sync::watch;

use super::{
    BoardChannel, BoardFrames, BoardKey, Frame, Shown,
    apply::{Gap, apply, is_whole},
    history::History,
    picture::{Head, Picture},
};
use crate::wire::{Delta, Snapshot};

/// A board with everything that another server needs to go on with it.
#[derive(Serialize, Deserialize)]
pub struct WholeBoard<'a> {
    /// The message that viewers are sent, byte for byte.
    #[serde(borrow)]
    snapshot: &'a RawValue,
    history: History,
}

#[derive(Deserialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
enum Message {
    Snapshot(Box<Snapshot>),
    Delta(Box<Delta>),
}

/// A board that was read, and is whole.
pub struct LoadedBoard {
    snapshot: Snapshot,
    history: History,
}

impl LoadedBoard {
    /// # Errors
    /// When it is no board.
    pub fn read(json: &[u8]) -> Result<Self, Gap> {
        let WholeBoard { snapshot, history } = serde_json::from_slice(json).map_err(|_| Gap::Unfit)?;
        let Ok(Message::Snapshot(snapshot)) = serde_json::from_str(snapshot.get()) else { return Err(Gap::Unfit) };
        if is_whole(&snapshot) && history.is_of(snapshot.rows.len()) { Ok(Self { snapshot: *snapshot, history }) } else { Err(Gap::Unfit) }
    }

    #[must_use]
    pub const fn version(&self) -> u64 {
        self.snapshot.version
    }
}

impl BoardChannel {
    /// What [`LoadedBoard::read`] reads.
    #[must_use]
    pub fn whole(&self) -> Vec<u8> {
        let (frames, history) = {
            let shown = self.shown();
            (self.newest(), shown.history.clone())
        };
        let json = frames.snapshot_json();
        // Both were written by this program just now.
        let raw = std::str::from_utf8(&json).ok().and_then(|text| serde_json::from_str(text).ok());
        raw.and_then(|snapshot| serde_json::to_vec(&WholeBoard { snapshot, history }).ok()).unwrap_or_default()
    }

    #[must_use]
    pub fn followed(loaded: LoadedBoard) -> Self {
        let LoadedBoard { snapshot, history } = loaded;
        let (head, at) = (Arc::new(Head::of(&snapshot)), snapshot.at);
        let shown = Shown { head, picture: Picture::of(&snapshot), at, history, others: BTreeMap::new() };
        Self {
            key: BoardKey::new(),
            all: watch::Sender::new(Arc::new(BoardFrames::first(snapshot))),
            shown: Mutex::new(shown),
            updating: Mutex::default(),
        }
    }

    /// Takes over the whole board; `anew`: its versions have nothing to do with those that are held.
    pub fn load(&self, loaded: LoadedBoard, anew: bool) {
        let LoadedBoard { snapshot, history } = loaded;
        let shown = &mut *self.shown();
        let before = self.newest();
        if !anew && before.version >= snapshot.version {
            return;
        }
        shown.head = Arc::new(Head::of(&snapshot));
        shown.history = history;
        self.show_followed(shown, before.loaded(snapshot, anew));
    }

    /// Takes over the next version, as the other server encoded it.
    ///
    /// # Errors
    /// When it is not the next one.
    pub fn step(&self, json: &[u8]) -> Result<(), Gap> {
        let message = serde_json::from_slice(json).map_err(|_| Gap::Unfit)?;
        let shown = &mut *self.shown();
        let before = self.newest();
        let next = match message {
            Message::Delta(delta) => {
                let content = apply(before.content(), *delta)?;
                before.after(content, Some(Arc::new(Frame::of_json(json))))
            }
            Message::Snapshot(snapshot) if snapshot.version != before.version + 1 => return Err(Gap::Missing),
            Message::Snapshot(snapshot) if is_whole(&snapshot) => {
                shown.head = Arc::new(Head::of(&snapshot));
                before.after(*snapshot, None)
            }
            Message::Snapshot(_) => return Err(Gap::Unfit),
        };
        self.show_followed(shown, next);
        let Shown { history, picture, at, .. } = shown;
        history.record(*at, picture.rows_over_time());
        Ok(())
    }

    fn show_followed(&self, shown: &mut Shown, next: BoardFrames) {
        (shown.picture, shown.at) = (Picture::of(next.content()), next.content().at);
        self.all.send_replace(Arc::new(next));
        shown.step_windows();
    }
}
