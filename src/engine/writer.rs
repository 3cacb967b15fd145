//! The one writer. Commands are decided one after another, in the order they come, on a state that runs ahead of the disk by the open batch;
//! the committer takes that batch whenever the disk is free. Deciding takes microseconds and happens on the caller's thread: handing every
//! command to a thread of its own cost more in wake-ups than the decision itself.

use std::{
    sync::{Arc, Condvar, Mutex, MutexGuard, OnceLock, PoisonError},
    time::Duration,
};

use super::{
    Answer, Busy, Contest, ContestNumber, Feed, QUEUE_MAX_COMMANDS, Reply,
    batch::{Batch, Pending},
    place::Place,
    refusals::Refusals,
};
use crate::{
    competition::DeviceId,
    judging::{Command, Decision, Refusal, SkillState, decide},
};

pub struct Writer {
    desk: Mutex<Desk>,
    offered: Condvar,
    pub read_only: ReadOnlySwitch,
    pub observer: OnceLock<Observer>,
}

/// Told of every commit: how long it took, and how many entries are on the disk now.
pub type Observer = Box<dyn Fn(Duration, usize) + Send + Sync>;

struct Desk {
    contests: Vec<Contest>,
    /// By contest.
    refusals: Vec<Refusals>,
    batch: Batch,
    committer_waits: bool,
    closed: bool,
}

impl Writer {
    pub fn new(feed: Arc<Feed>) -> Self {
        let desk = Desk { contests: Vec::new(), refusals: Vec::new(), batch: Batch::default(), committer_waits: false, closed: false };
        Self {
            desk: Mutex::new(desk),
            offered: Condvar::new(),
            read_only: ReadOnlySwitch { reason: OnceLock::new(), feed },
            observer: OnceLock::new(),
        }
    }

    fn lock(&self) -> MutexGuard<'_, Desk> {
        self.desk.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Takes one more contest, which the journal has.
    pub fn add(&self, mut contest: Contest) -> ContestNumber {
        // Places decide nothing about a mark; the readers' state keeps them.
        contest.state.skills.iter_mut().for_each(SkillState::stop_ranking);
        let place = Place { id: contest.id.clone(), stream: contest.stream, durable: contest.state.position };
        let mut desk = self.lock();
        desk.batch.opened.push(place);
        desk.contests.push(contest);
        desk.refusals.push(Refusals::default());
        desk.contests.len() - 1
    }

    /// Decides a command; it is answered when the disk has it and everything before it.
    pub fn submit(&self, contest: ContestNumber, command: Command, reply: Reply) -> Result<(), Busy> {
        let mut desk = self.lock();
        if desk.closed || desk.batch.answers.len() >= QUEUE_MAX_COMMANDS {
            return Err(Busy);
        }
        let Desk { contests, refusals, batch, .. } = &mut *desk;
        let pending = match (contests.get_mut(contest), refusals.get_mut(contest)) {
            (Some(state), Some(refusals)) => self.decide(state, refusals, batch, contest, command),
            _ => Pending::Now(Answer::Refused(Refusal::NotOpen)),
        };
        desk.batch.answers.push((reply, pending));
        if desk.committer_waits {
            self.offered.notify_one();
        }
        Ok(())
    }

    fn decide(
        &self,
        contest: &mut Contest,
        refusals: &mut Refusals,
        batch: &mut Batch,
        number: ContestNumber,
        command: Command,
    ) -> Pending {
        if let Some(refusal) = refusals.of(&command) {
            return Pending::Now(Answer::Refused(refusal));
        }
        match decide(&contest.state, &command) {
            Ok(Decision::Repeat { position }) => Pending::Entry(number, position),
            // The state may be ahead of the disk for good: what it would refuse means nothing.
            _ if self.read_only.reason().is_some() => Pending::Now(self.read_only.answer()),
            Err(refusal) => {
                refusals.note(&command, &refusal);
                Pending::Now(Answer::Refused(refusal))
            }
            Ok(Decision::Accept(body)) => match batch.accept(number, contest, command, body) {
                Ok(position) => Pending::Entry(number, position),
                Err(reason) => {
                    self.read_only.fail(&reason);
                    Pending::Now(self.read_only.answer())
                }
            },
        }
    }

    /// One above the highest sequence a device has used, in what is decided if not yet on the disk.
    pub fn next_sequence(&self, contest: ContestNumber, device: &DeviceId) -> u64 {
        let desk = self.lock();
        let device = desk.contests.get(contest).and_then(|contest| contest.state.devices.get(device));
        device.and_then(|device| device.answered.last_sequence()).unwrap_or(0) + 1
    }

    /// The batch that has grown, for the disk; `None` when there will be none any more.
    pub fn next_batch(&self) -> Option<Batch> {
        let mut desk = self.lock();
        while desk.batch.answers.is_empty() {
            if desk.closed {
                return None;
            }
            desk.committer_waits = true;
            desk = self.offered.wait(desk).unwrap_or_else(PoisonError::into_inner);
        }
        desk.committer_waits = false;
        Some(std::mem::take(&mut desk.batch))
    }

    /// The same without waiting.
    pub fn open_batch(&self) -> Option<Batch> {
        let mut desk = self.lock();
        (!desk.batch.answers.is_empty()).then(|| std::mem::take(&mut desk.batch))
    }

    /// Takes nothing more; what was taken is still committed and answered.
    pub fn close(&self) {
        self.lock().closed = true;
        self.offered.notify_one();
    }
}

/// Thrown once, when the storage fails, and never back.
pub struct ReadOnlySwitch {
    reason: OnceLock<Arc<str>>,
    feed: Arc<Feed>,
}

impl ReadOnlySwitch {
    pub fn reason(&self) -> Option<&Arc<str>> {
        self.reason.get()
    }

    pub fn fail(&self, reason: &str) {
        let reason: Arc<str> = reason.into();
        tracing::error!(%reason, "storage failed; read-only from now on");
        if self.reason.set(Arc::clone(&reason)).is_ok() {
            self.feed.read_only(reason);
        }
    }

    pub fn answer(&self) -> Answer {
        Answer::ReadOnly(self.reason().cloned().unwrap_or_else(|| "the storage failed".into()))
    }
}
