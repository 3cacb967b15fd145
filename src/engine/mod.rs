//! The one writer: decide → append with one fsync → answer → tell the followers. Nothing is acknowledged before it is durable.

mod batch;
mod clock;
mod committer;
mod contest;
mod feed;
mod place;
mod refusals;
mod writer;

use std::{sync::Arc, thread::JoinHandle};

pub use clock::{Clock, ManualClock, SystemClock};
pub use contest::{Contest, ContestNumber, OpenFault};
pub use feed::{Feed, News};

pub use committer::Committer;
pub use writer::Observer;
use writer::Writer;

use crate::{
    competition::DeviceId,
    journal::{Hash, JournalFault, JournalStore},
    judging::{Command, Millis, Refusal},
};

/// Commands decided and waiting for the disk.
pub const QUEUE_MAX_COMMANDS: usize = 8_192;

/// What the writer says to whoever sent a command; called on the committer's thread, so it must only hand on.
pub type Reply = Box<dyn FnOnce(Answer) + Send>;

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Answer {
    /// On the disk.
    Stored(Receipt),
    Refused(Refusal),
    /// The storage failed: nothing is taken until the server is started again. Whether this command was stored is unknown.
    ReadOnly(Arc<str>),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Receipt {
    pub position: u64,
    pub hash: Hash,
    pub at: Millis,
}

/// The queue is full, or the server is stopping; the same command may be sent again.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
#[error("the server is busy")]
pub struct Busy;

/// A clonable handle to the writer. When the last one is dropped the writer finishes what it has and ends.
#[derive(Clone)]
pub struct Engine(Arc<Handle>);

struct Handle {
    writer: Arc<Writer>,
}

impl Drop for Handle {
    fn drop(&mut self) {
        self.writer.close();
    }
}

impl Engine {
    /// Starts the committer's thread.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(store: JournalStore, contests: Vec<Contest>, feed: Arc<Feed>) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (engine, committer) = Self::by_hand(store, contests, feed);
        let thread = std::thread::Builder::new().name("committer".to_owned()).spawn(move || committer.run())?;
        Ok((engine, thread))
    }

    /// Without a thread: nothing goes to the disk before [`Committer::step`]. A simulation decides when that is.
    #[must_use]
    pub fn by_hand(store: JournalStore, contests: Vec<Contest>, feed: Arc<Feed>) -> (Self, Committer) {
        let writer = Arc::new(Writer::new(Arc::clone(&feed)));
        for contest in contests {
            writer.add(contest);
        }
        let committer = Committer::new(store, feed, Arc::clone(&writer));
        (Self(Arc::new(Handle { writer })), committer)
    }

    /// Takes one more contest, opened in the same journal, and numbers it after those there are.
    #[must_use]
    pub fn add(&self, contest: Contest) -> ContestNumber {
        self.0.writer.add(contest)
    }

    /// The storage failed elsewhere: nothing is taken any more.
    pub fn fail(&self, fault: &JournalFault) {
        self.0.writer.read_only.fail(&fault.to_string());
    }

    /// Decides a command now; `reply` is called exactly once, when its entry and all before it are on the disk.
    ///
    /// # Errors
    /// [`Busy`] when too many wait for the disk: nothing was decided and `reply` is not called.
    pub fn submit(&self, contest: ContestNumber, command: Command, reply: Reply) -> Result<(), Busy> {
        self.0.writer.submit(contest, command, reply)
    }

    /// [`Engine::submit`], and the answer.
    ///
    /// # Errors
    /// [`Busy`] when the queue is full or the writer ended.
    pub async fn ask(&self, contest: ContestNumber, command: Command) -> Result<Answer, Busy> {
        let (send, receive) = tokio::sync::oneshot::channel();
        self.submit(contest, command, Box::new(move |answer| drop(send.send(answer))))?;
        receive.await.map_err(|_| Busy)
    }

    /// One above the highest sequence a device has used.
    #[must_use]
    pub fn next_sequence(&self, contest: ContestNumber, device: &DeviceId) -> u64 {
        self.0.writer.next_sequence(contest, device)
    }

    /// Has every later commit told. Whoever comes second is not told.
    pub fn observe(&self, observer: Observer) {
        let _ = self.0.writer.observer.set(observer);
    }

    /// Why nothing is taken any more, once the storage has failed.
    #[must_use]
    pub fn read_only(&self) -> Option<Arc<str>> {
        self.0.writer.read_only.reason().cloned()
    }
}
