//! What an edge knows: the competitions of all origins it hears.

use std::{
    sync::{Arc, PoisonError, RwLock},
    time::{Duration, Instant},
};

use serde_json::value::RawValue;

use crate::{
    live::{Boards, Stage},
    server::nats::{Epoch, Link, limits::SILENT_MAX},
};

/// After NATS is reached competitions may still be on their way for this time.
const ARRIVING: Duration = Duration::from_secs(3);

pub struct Portal {
    pub link: Link,
    shown: RwLock<Vec<Shown>>,
    /// When NATS was reached last.
    reached: RwLock<Option<Instant>>,
}

/// A competition that is shown.
#[derive(Clone)]
pub struct Shown {
    pub stage: Arc<Stage>,
    pub epoch: Epoch,
    /// How people reach the origin.
    pub url: Arc<str>,
    /// Where it stands in the origin's list.
    pub place: usize,
    /// What the list of competitions says about it, as the origin wrote it.
    pub entry: Arc<RawValue>,
    /// When its origin was heard last.
    pub heard: Instant,
}

impl Shown {
    /// How long nothing was heard; `None` while all is well.
    pub fn silent_for(&self) -> Option<Duration> {
        Some(self.heard.elapsed()).filter(|silent| *silent >= SILENT_MAX)
    }
}

impl Portal {
    pub fn new(link: Link) -> Self {
        Self { link, shown: RwLock::default(), reached: RwLock::default() }
    }

    /// In the order of their origins' lists, origin after origin.
    pub fn all(&self) -> Vec<Shown> {
        self.shown.read().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub fn of(&self, competition: &str) -> Option<Shown> {
        let shown = self.shown.read().unwrap_or_else(PoisonError::into_inner);
        shown.iter().find(|one| one.stage.outline.id.as_str() == competition).cloned()
    }

    /// In place of what was known of it.
    pub fn show(&self, new: Shown) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        shown.retain(|one| one.stage.outline.id != new.stage.outline.id);
        shown.push(new);
        let place = |one: &Shown| (Arc::clone(&one.url), one.place, one.stage.outline.id.clone());
        shown.sort_by_key(place);
    }

    pub fn heard(&self, competition: &str, at: Instant) {
        let mut shown = self.shown.write().unwrap_or_else(PoisonError::into_inner);
        if let Some(one) = shown.iter_mut().find(|one| one.stage.outline.id.as_str() == competition) {
            one.heard = at;
        }
    }

    pub fn now_reached(&self, at: Instant) {
        *self.reached.write().unwrap_or_else(PoisonError::into_inner) = Some(at);
    }

    /// Each origin once: its epoch, and how people reach it.
    pub fn origins(&self) -> Vec<(Epoch, Arc<str>)> {
        let mut origins: Vec<_> = self.all().into_iter().map(|one| (one.epoch, one.url)).collect();
        origins.dedup();
        origins.sort();
        origins.dedup();
        origins
    }
}

/// The portal, for the hall.
pub struct PortalBoards(pub Arc<Portal>);

impl Boards for PortalBoards {
    fn find(&self, competition: &str) -> Option<Arc<Stage>> {
        self.0.of(competition).map(|shown| shown.stage)
    }

    /// The origin does that.
    fn refresh(&self, _: &Stage, _: usize) {}

    fn is_waiting(&self) -> bool {
        let reached = *self.0.reached.read().unwrap_or_else(PoisonError::into_inner);
        !self.0.link.is_connected() || reached.is_none_or(|at| at.elapsed() < ARRIVING) || self.0.all().is_empty()
    }
}
