//! One competition of an origin, on its way to the hall and in it.

use std::{collections::HashMap, sync::Arc, time::Instant};

use bytes::Bytes;
use serde_json::value::RawValue;

use super::{limits::WAITING_MAX_FRAMES, portal::Shown};
use crate::{
    competition::{CompetitionId, Outline, SkillId},
    live::{BoardChannel, Gap, LoadedBoard, Stage, content_tag},
    server::nats::{BoardAt, Epoch},
};

pub struct Followed {
    pub id: CompetitionId,
    pub epoch: Epoch,
    pub url: Arc<str>,
    pub place: usize,
    pub heard: Instant,
    /// Of the entry that is held; empty: none.
    pub tag: String,
    pub entry: Option<(Outline, Arc<RawValue>)>,
    pub entry_is_loading: bool,
    pub boards: HashMap<SkillId, FollowedBoard>,
    /// Viewers were told that the origin is silent.
    pub is_silent: bool,
}

#[derive(Default)]
pub struct FollowedBoard {
    pub channel: Option<Arc<BoardChannel>>,
    pub is_loading: bool,
    /// The versions of another start, or other bytes than the origin's, are of no use.
    is_void: bool,
    /// The version that the last beat named.
    told: u64,
    /// Messages that came while the board itself was asked for.
    waiting: Vec<(u64, Bytes)>,
}

/// What a beat says about a board.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Check {
    Good,
    Load,
    /// Other bytes than the origin has.
    Differs,
}

impl Followed {
    pub fn new(id: CompetitionId, epoch: Epoch, heard: Instant) -> Self {
        let (url, boards) = ("".into(), HashMap::new());
        Self { id, epoch, url, place: 0, heard, tag: String::new(), entry: None, entry_is_loading: false, boards, is_silent: false }
    }

    /// Another start of an origin: everything is asked for anew, and what is there is shown until then.
    pub fn begin_anew(&mut self, epoch: Epoch) {
        self.epoch = epoch;
        self.tag.clear();
        self.entry_is_loading = false;
        for board in self.boards.values_mut() {
            board.is_void = true;
            board.is_loading = false;
            board.told = 0;
            board.waiting.clear();
        }
    }

    /// True: it is an entry of this competition.
    pub fn take_entry(&mut self, entry: &RawValue) -> bool {
        let Ok(outline) = serde_json::from_str::<Outline>(entry.get()) else { return false };
        if outline.id != self.id {
            return false;
        }
        self.tag = content_tag(entry.get().as_bytes());
        self.entry = Some((outline, Arc::from(entry.to_owned())));
        true
    }

    /// Once everything is there. `before`: the stage that is shown, which stays where it is the same.
    pub fn shown(&self, before: Option<&Arc<Stage>>) -> Option<Shown> {
        let (outline, entry) = self.entry.as_ref()?;
        let board = |id: &SkillId| self.boards.get(id).and_then(|board| board.channel.clone());
        let boards: Vec<Arc<BoardChannel>> = outline.skills.iter().map(|skill| board(&skill.id)).collect::<Option<_>>()?;
        let keys = |boards: &[Arc<BoardChannel>]| boards.iter().map(|board| board.key()).collect::<Vec<_>>();
        let stays = before.filter(|before| before.outline == *outline && keys(&before.boards) == keys(&boards));
        let stage = stays.map_or_else(|| Arc::new(Stage { outline: outline.clone(), boards }), Arc::clone);
        Some(Shown { stage, epoch: self.epoch, url: Arc::clone(&self.url), place: self.place, entry: Arc::clone(entry), heard: self.heard })
    }
}

impl FollowedBoard {
    /// What a beat says is newest.
    pub fn check(&mut self, newest: &BoardAt) -> Check {
        let told = std::mem::replace(&mut self.told, newest.1);
        let Some(channel) = self.channel.as_ref().filter(|_| !self.is_void) else { return Check::Load };
        let held = channel.newest();
        if held.version == newest.1 && held.tag() != newest.2 {
            self.is_void = true;
            return Check::Differs;
        }
        // A beat may be ahead of messages that are on their way, but not twice.
        if held.version < told { Check::Load } else { Check::Good }
    }

    /// A message that leads to `version`; nothing where the message was too long.
    ///
    /// # Errors
    /// When the board is to be asked for.
    pub fn take(&mut self, version: u64, message: Option<Bytes>) -> Result<(), Gap> {
        if self.is_loading {
            if self.waiting.len() >= WAITING_MAX_FRAMES {
                self.waiting.clear();
            }
            self.waiting.extend(message.map(|message| (version, message)));
            return Ok(());
        }
        match self.channel.as_ref().filter(|_| !self.is_void) {
            Some(channel) if version <= channel.newest().version => Ok(()),
            Some(channel) => channel.step(&message.ok_or(Gap::Missing)?),
            None => Err(Gap::Missing),
        }
    }

    /// The board itself, and then what came since.
    ///
    /// # Errors
    /// When something is missing between.
    pub fn load(&mut self, loaded: LoadedBoard) -> Result<(), Gap> {
        self.is_loading = false;
        let is_void = std::mem::take(&mut self.is_void);
        if let Some(channel) = &self.channel {
            channel.load(loaded, is_void);
        } else {
            self.channel = Some(Arc::new(BoardChannel::followed(loaded)));
        }
        for (version, message) in std::mem::take(&mut self.waiting) {
            self.take(version, Some(message))?;
        }
        Ok(())
    }
}
