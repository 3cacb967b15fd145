//! Tablets that are connected: what changed, told in ticks. Scores of a panel stay secret: a change says how many there are, and the mark
//! once it is made.

use std::{
    collections::{BTreeMap, BTreeSet, HashMap},
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use tokio::sync::mpsc;

use super::{
    affairs::{Viewer, affairs},
    cell::cell,
    sight::Sight,
};
use crate::{
    competition::{DeviceId, Skill},
    engine::Answer,
    judging::{Millis, SkillState},
    wire::{Affairs, Cell},
};

/// Frames waiting for one tablet. Receipts are limited by what a tablet may have under way; changes wait for room.
pub const OUTBOX_MAX_FRAMES: usize = 512;

/// Cells told in one tick to one panel; the rest follows in the next.
const CELLS_MAX_PER_TICK: usize = 256;

/// What goes out on a tablet's socket.
pub enum Outgoing {
    /// Encoded once for all who get it.
    Shared(Arc<str>),
    Answer {
        sequence: u64,
        answer: Answer,
    },
    /// The whole picture again: changes were dropped for want of room.
    Resync,
    /// From the welcome on: competitors are called otherwise now, or one has withdrawn.
    Anew,
    Revoked,
    /// The server is stopping.
    Stopping,
}

pub type Outbox = mpsc::Sender<Outgoing>;
pub type SubscriberId = u64;

pub struct Subscriber {
    pub skill: usize,
    pub expert: usize,
    pub sight: Sight,
    pub device: DeviceId,
    pub outbox: Outbox,
    /// False: receipts only.
    pub watch: bool,
    behind: bool,
    /// What goes on besides marks, as it was told last.
    affairs: Option<Arc<str>>,
}

#[derive(Default)]
pub struct MarkingHub {
    inner: Mutex<Inner>,
}

#[derive(Default)]
struct Inner {
    next: SubscriberId,
    /// How many of the subscribers want changes.
    watching: usize,
    stopping: bool,
    subscribers: HashMap<SubscriberId, Subscriber>,
    /// Per skill: cells that changed and were not told yet, as (competitor, aspect).
    changed: BTreeMap<usize, BTreeSet<(usize, usize)>>,
    /// The position up to which everything was told.
    told: u64,
    /// Entries an expert made, to be told to the expert's other devices: (skill, expert, competitor, aspect).
    own: BTreeSet<(usize, usize, usize, usize)>,
    /// Per skill: ticks to wait before what goes on besides marks is told.
    affairs_due: BTreeMap<usize, u32>,
    /// Entries that wait on a device, as it said last.
    queued: HashMap<DeviceId, u32>,
    /// When a device's last socket went, since the server was started.
    left: HashMap<DeviceId, Millis>,
}

/// Whether a device is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Presence {
    pub online: bool,
    /// `None` while it is online, and where it was not since the server was started.
    pub offline_since: Option<Millis>,
    /// Entries that wait on the device, as it said last.
    pub queued: Option<u32>,
}

/// Marks alone change little besides: told once in so many ticks.
const AFFAIRS_AFTER_MARKS_TICKS: u32 = 5;

impl MarkingHub {
    fn lock(&self) -> MutexGuard<'_, Inner> {
        self.inner.lock().unwrap_or_else(PoisonError::into_inner)
    }

    #[must_use]
    pub fn join(&self, skill: usize, expert: usize, sight: Sight, device: DeviceId, outbox: Outbox, watch: bool) -> SubscriberId {
        let mut inner = self.lock();
        let id = inner.next;
        inner.next += 1;
        inner.watching += usize::from(watch);
        if inner.stopping {
            let _ = outbox.try_send(Outgoing::Stopping);
        }
        inner.subscribers.insert(id, Subscriber { skill, expert, sight, device, outbox, watch, behind: false, affairs: None });
        inner.affairs_due.insert(skill, 0);
        id
    }

    pub fn leave(&self, id: SubscriberId, now: Millis) {
        let mut inner = self.lock();
        let Some(gone) = inner.subscribers.remove(&id) else { return };
        inner.watching -= usize::from(gone.watch);
        if inner.subscribers.values().all(|subscriber| subscriber.device != gone.device) {
            inner.left.insert(gone.device, now);
        }
    }

    /// Tells every tablet, now and later, that the server ends.
    pub fn stop(&self) {
        let mut inner = self.lock();
        inner.stopping = true;
        for subscriber in inner.subscribers.values() {
            // A full outbox belongs to a socket that its own deadline closes.
            let _ = subscriber.outbox.try_send(Outgoing::Stopping);
        }
    }

    #[must_use]
    pub fn online(&self) -> BTreeSet<DeviceId> {
        self.lock().subscribers.values().map(|subscriber| subscriber.device.clone()).collect()
    }

    /// How many entries wait on a device, as it said last.
    pub fn note_queued(&self, device: &DeviceId, queued: u32) {
        self.lock().queued.insert(device.clone(), queued);
    }

    #[must_use]
    pub fn presence(&self, device: &DeviceId) -> Presence {
        let inner = self.lock();
        let online = inner.subscribers.values().any(|subscriber| subscriber.device == *device);
        let offline_since = inner.left.get(device).copied().filter(|_| !online);
        Presence { online, offline_since, queued: inner.queued.get(device).copied() }
    }

    #[must_use]
    pub fn connected(&self) -> usize {
        self.lock().subscribers.len()
    }

    pub(super) fn note_mark(&self, skill: usize, expert: usize, competitor: usize, aspect: usize) {
        let mut inner = self.lock();
        if inner.watching > 0 {
            inner.changed.entry(skill).or_default().insert((competitor, aspect));
            inner.affairs_due.entry(skill).or_insert(AFFAIRS_AFTER_MARKS_TICKS);
            if inner.subscribers.values().filter(|subscriber| subscriber.skill == skill && subscriber.expert == expert).count() > 1 {
                inner.own.insert((skill, expert, competitor, aspect));
            }
        }
    }

    /// Cells changed without an expert's entry.
    pub(super) fn note_cells(&self, skill: usize, cells: impl IntoIterator<Item = (usize, usize)>) {
        let mut inner = self.lock();
        if inner.watching > 0 {
            inner.changed.entry(skill).or_default().extend(cells);
        }
    }

    pub(super) fn note_affairs(&self, skill: usize) {
        self.lock().affairs_due.insert(skill, 0);
    }

    pub(super) fn begin_anew(&self, skill: usize) {
        for subscriber in self.lock().subscribers.values().filter(|subscriber| subscriber.skill == skill) {
            // A full outbox is resynchronised later; the next connection is welcomed anyway.
            let _ = subscriber.outbox.try_send(Outgoing::Anew);
        }
    }

    /// Tells what goes on besides marks, to whom it looks different than before.
    pub(super) fn tell_affairs(&self, skills: &[Skill], states: &[SkillState], encode: impl Fn(Affairs) -> Arc<str>) {
        let mut inner = self.lock();
        let Inner { subscribers, affairs_due, .. } = &mut *inner;
        let due: Vec<usize> = affairs_due.iter().filter(|(_, ticks)| **ticks == 0).map(|(&skill, _)| skill).collect();
        affairs_due.retain(|_, ticks| *ticks > 0);
        for ticks in affairs_due.values_mut() {
            *ticks -= 1;
        }
        for skill in due {
            let mut frames: HashMap<usize, Arc<str>> = HashMap::new();
            for subscriber in subscribers.values_mut().filter(|subscriber| subscriber.skill == skill && subscriber.watch) {
                let expert = subscriber.expert;
                let frame = frames.entry(expert).or_insert_with(|| encode(affairs(&skills[skill], &states[skill], Viewer::Expert(expert))));
                if subscriber.affairs.as_ref() != Some(frame) {
                    send(subscriber, frame);
                    subscriber.affairs = (!subscriber.behind).then(|| Arc::clone(frame));
                }
            }
        }
    }

    pub(super) fn revoke(&self, device: &DeviceId) {
        for subscriber in self.lock().subscribers.values().filter(|subscriber| subscriber.device == *device) {
            // A full outbox belongs to a socket that its own deadline closes.
            let _ = subscriber.outbox.try_send(Outgoing::Revoked);
        }
    }

    pub(super) fn tell_skill(&self, skill: usize, frame: &Arc<str>) {
        for subscriber in self.lock().subscribers.values_mut().filter(|subscriber| subscriber.skill == skill) {
            send(subscriber, frame);
        }
    }

    pub(super) fn tell_all(&self, frame: &Arc<str>) {
        self.lock().subscribers.values_mut().for_each(|subscriber| send(subscriber, frame));
    }

    /// Tells what changed since the last tick; the states have folded everything up to `position`. `encode` makes a frame of cells, with
    /// the position up to which all is told then.
    pub(super) fn tick(&self, position: u64, skills: &[Skill], states: &[SkillState], encode: impl Fn(u64, Vec<Cell>) -> Arc<str>) {
        let mut inner = self.lock();
        let Inner { subscribers, changed, own, told: told_until, .. } = &mut *inner;
        let telling: Vec<(usize, Vec<(usize, usize)>)> =
            changed.iter_mut().map(|(&skill, cells)| (skill, take_some(&skills[skill], cells))).collect();
        changed.retain(|_, cells| !cells.is_empty());
        if changed.is_empty() {
            *told_until = position;
        }
        for (skill, now) in telling {
            let mut frames: HashMap<Sight, Option<Arc<str>>> = HashMap::new();
            for subscriber in subscribers.values_mut().filter(|subscriber| subscriber.skill == skill && subscriber.watch) {
                let sight = &subscriber.sight;
                let frame = frames.entry(sight.clone()).or_insert_with(|| {
                    let mut told: Vec<Cell> = now
                        .iter()
                        .filter(|(_, aspect)| sight.reaches(&skills[skill], *aspect))
                        .map(|&(competitor, aspect)| cell(&skills[skill], &states[skill], (competitor, aspect), sight, None))
                        .collect();
                    if skills[skill].conduct.code_layers > 0 {
                        // The order of the list would tell who is who.
                        told.sort_by(|a, b| a.competitor.cmp(&b.competitor));
                    }
                    (!told.is_empty()).then(|| encode(*told_until, told))
                });
                if let Some(frame) = frame {
                    send(subscriber, frame);
                }
            }
        }
        for (skill, expert, competitor, aspect) in std::mem::take(own) {
            let sight = Sight::of(&skills[skill].experts[expert]);
            let own = cell(&skills[skill], &states[skill], (competitor, aspect), &sight, Some(expert));
            let frame = encode(*told_until, vec![own]);
            subscribers
                .values_mut()
                .filter(|subscriber| subscriber.skill == skill && subscriber.expert == expert && subscriber.watch)
                .for_each(|subscriber| send(subscriber, &frame));
        }
        subscribers.values_mut().filter(|subscriber| subscriber.behind).for_each(catch_up);
    }
}

/// In the order of the list, which tells who is who: so in a blind skill all at once.
fn take_some(skill: &Skill, cells: &mut BTreeSet<(usize, usize)>) -> Vec<(usize, usize)> {
    if cells.len() <= CELLS_MAX_PER_TICK || skill.conduct.code_layers > 0 {
        return std::mem::take(cells).into_iter().collect();
    }
    std::iter::from_fn(|| cells.pop_first()).take(CELLS_MAX_PER_TICK).collect()
}

/// Half of an outbox is left to receipts.
fn send(subscriber: &mut Subscriber, frame: &Arc<str>) {
    let room = subscriber.outbox.capacity() > OUTBOX_MAX_FRAMES / 2;
    if subscriber.behind || !room || subscriber.outbox.try_send(Outgoing::Shared(Arc::clone(frame))).is_err() {
        subscriber.behind = true;
    }
}

fn catch_up(subscriber: &mut Subscriber) {
    if subscriber.outbox.capacity() == OUTBOX_MAX_FRAMES && subscriber.outbox.try_send(Outgoing::Resync).is_ok() {
        subscriber.behind = false;
    }
}
