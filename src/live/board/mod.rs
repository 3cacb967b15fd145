//! A skill's board: each version of each window on it is encoded once, for every viewer.

mod apply;
mod delta;
mod follow;
mod frame;
mod frames;
mod history;
mod key;
mod order;
mod picture;
mod window;

use std::{
    collections::BTreeMap,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::watch;

pub use apply::Gap;
pub use follow::LoadedBoard;
pub use frame::Frame;
pub use frames::{BoardFrames, DELTAS_KEPT_MAX, TAG_DIGITS, content_tag};
pub use history::{HISTORY_MAX_COMPETITORS, HISTORY_MAX_SAMPLES};
pub use key::BoardKey;
pub use picture::state_of;
pub use window::{WINDOWS_MAX, Window};

use self::{
    history::History,
    picture::{Head, Picture},
};
use crate::{
    competition::{Competition, Skill},
    judging::Millis,
    publication::PublishedSkill,
    wire::{PROTOCOL, Snapshot},
};

/// Always holds the newest version of every window that somebody looks through.
pub struct BoardChannel {
    key: BoardKey,
    all: watch::Sender<Arc<BoardFrames>>,
    shown: Mutex<Shown>,
    updating: Mutex<()>,
}

struct Shown {
    head: Arc<Head>,
    picture: Picture,
    at: Millis,
    history: History,
    others: BTreeMap<Window, watch::Sender<Arc<BoardFrames>>>,
}

impl BoardChannel {
    #[must_use]
    pub fn new(competition: &Competition, skill: &Skill, published: &PublishedSkill, at: Millis) -> Self {
        let head = Arc::new(Head::new(competition, skill));
        let picture = Picture::new(&head, skill, published);
        let first = BoardFrames::first(content(&head, &picture, &Window::All, at));
        let mut history = History::default();
        history.record(at, picture.rows_over_time());
        let shown = Mutex::new(Shown { head, picture, at, history, others: BTreeMap::new() });
        Self { key: BoardKey::new(), all: watch::Sender::new(Arc::new(first)), shown, updating: Mutex::new(()) }
    }

    #[must_use]
    pub const fn key(&self) -> BoardKey {
        self.key
    }

    /// Whether anybody looks at it. An unwatched board is not recomputed; the first viewer makes it fresh.
    #[must_use]
    pub fn is_watched(&self) -> bool {
        self.all.receiver_count() > 0 || self.shown().others.values().any(|window| window.receiver_count() > 0)
    }

    /// The whole board.
    #[must_use]
    pub fn subscribe(&self) -> watch::Receiver<Arc<BoardFrames>> {
        self.all.subscribe()
    }

    /// One window on it; the whole board where nobody is known to be in it, or where there are too many windows.
    #[must_use]
    pub fn subscribe_to(&self, window: &Window) -> watch::Receiver<Arc<BoardFrames>> {
        let shown = &mut *self.shown();
        if *window == Window::All || !window.is_known(&shown.picture) {
            return self.all.subscribe();
        }
        if !shown.others.contains_key(window) {
            shown.others.retain(|_, other| other.receiver_count() > 0);
            if shown.others.len() >= WINDOWS_MAX {
                return self.all.subscribe();
            }
        }
        let first = || watch::Sender::new(Arc::new(BoardFrames::first(content(&shown.head, &shown.picture, window, shown.at))));
        shown.others.entry(window.clone()).or_insert_with(first).subscribe()
    }

    /// The newest version of the whole board.
    #[must_use]
    pub fn newest(&self) -> Arc<BoardFrames> {
        Arc::clone(&self.all.borrow())
    }

    /// Makes the next version if anything that viewers see has changed. What is published is asked for here, one at a time, so that
    /// an older state never follows a newer one.
    pub fn update(&self, skill: &Skill, publish: impl FnOnce() -> PublishedSkill, at: Millis) {
        let _one_at_a_time = self.updating.lock().unwrap_or_else(PoisonError::into_inner);
        let head = Arc::clone(&self.shown().head);
        let picture = Picture::new(&head, skill, &publish());
        let shown = &mut *self.shown();
        if picture == shown.picture {
            return;
        }
        (shown.picture, shown.at) = (picture, at);
        shown.history.record(at, shown.picture.rows_over_time());
        shown.step(&Window::All, &self.all);
        shown.step_windows();
    }

    /// When a competitor came to which place, as published.
    #[must_use]
    pub fn history_of(&self, competitor: usize) -> Vec<(Millis, Option<u32>)> {
        self.shown().history.of(competitor)
    }

    fn shown(&self) -> MutexGuard<'_, Shown> {
        self.shown.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Shown {
    fn step(&self, window: &Window, newest: &watch::Sender<Arc<BoardFrames>>) {
        let next = newest.borrow().next(content(&self.head, &self.picture, window, self.at));
        if let Some(next) = next {
            newest.send_replace(Arc::new(next));
        }
    }

    fn step_windows(&mut self) {
        self.others.retain(|_, window| window.receiver_count() > 0);
        self.others.iter().for_each(|(window, newest)| self.step(window, newest));
    }
}

fn content(head: &Head, picture: &Picture, window: &Window, at: Millis) -> Snapshot {
    let order = window.of(picture);
    let mut members = order.clone();
    members.sort_unstable();
    let some = members.len() < picture.cards.len();
    Snapshot {
        protocol: PROTOCOL,
        version: 1,
        at,
        competition: head.competition.clone(),
        skill: head.skill.clone(),
        window: window.to_string(),
        state: picture.state,
        label: picture.label,
        rules: Arc::clone(&head.rules),
        basis: picture.basis.clone(),
        decimals: head.decimals,
        max_total: head.max_total.clone(),
        aspects: head.aspects,
        field: u32::try_from(picture.cards.len()).unwrap_or(u32::MAX),
        competitors: members.iter().map(|&index| Arc::clone(&picture.cards[index as usize])).collect(),
        rows: members.iter().map(|&index| picture.rows[index as usize].clone()).collect(),
        members: some.then_some(members),
        order,
    }
}
