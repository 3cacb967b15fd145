//! The one writer: queue → decide → append with one fsync → fold → answer. Nothing is acknowledged before it is durable.

mod clock;
mod contest;
mod feed;
mod writer;

use std::{
    sync::{
        Arc, OnceLock,
        mpsc::{SyncSender, TrySendError, sync_channel},
    },
    thread::JoinHandle,
};

pub use clock::{Clock, ManualClock, SystemClock};
pub use contest::{Contest, ContestNumber, OpenFault};
pub use feed::{Feed, News};

use crate::{
    journal::{Hash, JournalStore},
    judging::{Command, Millis, Refusal},
};

/// Commands waiting for the writer.
pub const QUEUE_MAX_COMMANDS: usize = 8_192;

/// Commands in one commit.
pub const BATCH_MAX_COMMANDS: usize = 1_024;

/// What the writer says to whoever sent a command; called on the writer's thread, so it must only hand on.
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

struct Job {
    contest: ContestNumber,
    command: Command,
    reply: Reply,
}

/// A clonable handle to the writer. When the last one is dropped the writer finishes its queue and ends.
#[derive(Clone)]
pub struct Engine {
    queue: SyncSender<Job>,
    read_only: Arc<OnceLock<Arc<str>>>,
}

impl Engine {
    /// Starts the writer's thread.
    ///
    /// # Errors
    /// When the system has no thread to give.
    pub fn start(store: JournalStore, contests: Vec<Contest>, feed: Arc<Feed>) -> std::io::Result<(Self, JoinHandle<()>)> {
        let (queue, jobs) = sync_channel(QUEUE_MAX_COMMANDS);
        let read_only = Arc::new(OnceLock::new());
        let writer = writer::Writer::new(store, contests, feed, Arc::clone(&read_only));
        let thread = std::thread::Builder::new().name("writer".to_owned()).spawn(move || writer.run(&jobs))?;
        Ok((Self { queue, read_only }, thread))
    }

    /// Queues a command; `reply` is called exactly once if this succeeds.
    ///
    /// # Errors
    /// [`Busy`] when the queue is full: `reply` is not called then.
    pub fn submit(&self, contest: ContestNumber, command: Command, reply: Reply) -> Result<(), Busy> {
        self.queue.try_send(Job { contest, command, reply }).map_err(|error| match error {
            TrySendError::Full(_) | TrySendError::Disconnected(_) => Busy,
        })
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

    /// Why nothing is taken any more, once the storage has failed.
    #[must_use]
    pub fn read_only(&self) -> Option<Arc<str>> {
        self.read_only.get().cloned()
    }
}
