//! The origin's side of NATS: every board's messages go out as viewers get them, and edges are answered what anybody is answered here.
//! It reads boards and public addresses alone, so nothing comes to NATS that the audience may not see. It has a thread of its own, and waits
//! for NATS where nobody waits for it.

mod answers;
mod beats;
mod frames;

use std::{io, sync::Arc};

use tokio::sync::Notify;

use super::{
    app::{SharedApp, stopped},
    nats::{Epoch, Link, LinkFault, NatsOptions},
    own_runtime::OwnRuntime,
};

#[derive(Debug, thiserror::Error)]
pub enum RelayFault {
    #[error(transparent)]
    Link(#[from] LinkFault),
    #[error("the system gives no thread: {0}")]
    Thread(#[from] io::Error),
}

/// A connection to NATS that is prepared: nothing is said before it is run.
pub struct Relay {
    threads: OwnRuntime,
    link: Link,
}

/// What every task of a relay has.
#[derive(Clone)]
struct Origin {
    app: SharedApp,
    link: Link,
    epoch: Epoch,
    /// Somebody wants a beat now.
    called: Arc<Notify>,
}

impl Relay {
    /// # Errors
    /// When a file of `options` cannot be used, or there is no thread.
    pub async fn prepare(options: &NatsOptions) -> Result<Self, RelayFault> {
        let (threads, opening) = (OwnRuntime::open("relay")?, options.clone());
        let handle = threads.handle().ok_or_else(|| io::Error::other("the relay has ended"))?;
        let link = handle.spawn(async move { Link::open(&opening, "jinbang origin").await }).await.map_err(io::Error::other)??;
        Ok(Self { threads, link })
    }

    /// Relays until the server stops.
    pub async fn run(self, app: SharedApp) {
        let mut stopping = app.stopping.clone();
        let _ = app.nats.set(self.link.clone());
        if let Some(threads) = self.threads.handle() {
            let epoch = Epoch::new(app.now());
            let origin = Origin { app, link: self.link.clone(), epoch, called: Arc::default() };
            threads.spawn(beats::keep_up(origin.clone()));
            threads.spawn(beats::hear_calls(origin.clone()));
            threads.spawn(beats::beat_when_reached(origin.clone()));
            threads.spawn(answers::answer_all(origin));
        }
        stopped(&mut stopping).await;
    }
}
