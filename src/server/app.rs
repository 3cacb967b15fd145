//! What every handler can reach.

use std::sync::{Arc, Mutex, OnceLock};

use tokio::sync::{Semaphore, watch};

use super::{
    access::{PairingCodes, Sessions, Throttle},
    cards::CardKey,
    drafts::Drafts,
    entrance::Guests,
    hall::Hall,
    honours::{Office, OfficeFault, OfficeRules},
    limits,
    metrics::Metrics,
    nats::Link,
    published::{Published, Results},
    reading_room::ReadingRoom,
    trust::Trust,
    viewers::{Audience, Places},
};
use crate::{
    engine::{Clock, Engine},
    journal::JournalStore,
    judging::Millis,
    live::{Analyses, OwnBoards, Views},
    witness::Witness,
};

pub type SharedApp = Arc<App>;

pub struct App {
    pub views: Arc<Views>,
    pub analyses: Analyses,
    /// Dropped before the engine: when the writer has ended nobody holds the journal any more.
    pub store: JournalStore,
    pub engine: Engine,
    pub clock: Arc<dyn Clock>,
    pub drafts: Drafts,
    pub card_key: CardKey,
    /// Competitions are opened one at a time.
    pub opening: Mutex<()>,
    pub codes: PairingCodes,
    pub sessions: Sessions,
    pub throttle: Throttle,
    /// Argon2 takes 19 MiB a time: one at a time.
    pub password_checks: Semaphore,
    /// What would be, if other scores were there.
    pub previews: Arc<Semaphore>,
    /// Reading a whole journal again.
    pub replays: Arc<Semaphore>,
    pub witness: Witness,
    pub metrics: Arc<Metrics>,
    /// Making bundles and proofs.
    pub proofs: Arc<Semaphore>,
    pub hall: Hall,
    pub guests: Arc<Guests>,
    pub viewers: Arc<Places>,
    pub published: Published,
    /// Where there are programmes.
    pub office: OnceLock<Office>,
    pub tablets: Arc<Semaphore>,
    /// True once the server is stopping.
    pub stopping: watch::Receiver<bool>,
    /// How people reach this server, e.g. `http://192.168.1.20:4160`.
    pub public_url: String,
    /// Set where boards go to NATS.
    pub nats: OnceLock<Link>,
    /// Set where there is a TLS listener.
    pub trust: OnceLock<Trust>,
}

/// What reads the journal.
pub struct Readers {
    pub views: Arc<Views>,
    pub audience: Audience,
    pub analyses: Analyses,
    pub room: ReadingRoom,
    pub witness: Witness,
}

impl App {
    #[must_use]
    pub fn new(
        Readers { views, audience, analyses, room, witness }: Readers,
        engine: Engine,
        store: JournalStore,
        clock: Arc<dyn Clock>,
        stopping: watch::Receiver<bool>,
        public_url: String,
    ) -> Self {
        let boards = OwnBoards { views: Arc::clone(&views), clock: Arc::clone(&clock) };
        let hall = Hall::new(Box::new(boards), audience, room, stopping.clone(), public_url.clone());
        let metrics = Arc::new(Metrics::new(&hall.answers));
        let told = Arc::clone(&metrics);
        engine.observe(Box::new(move |took, entries| told.committed(took, entries)));
        let (drafts, card_key) = (Drafts::new(store.folder()), CardKey::new(store.folder()));
        Self {
            views,
            analyses,
            engine,
            store,
            clock,
            drafts,
            card_key,
            opening: Mutex::default(),
            codes: PairingCodes::default(),
            sessions: Sessions::default(),
            throttle: Throttle::default(),
            password_checks: Semaphore::new(1),
            previews: Arc::new(Semaphore::new(limits::PREVIEWS_AT_ONCE_MAX)),
            replays: Arc::new(Semaphore::new(limits::REPLAYS_AT_ONCE_MAX)),
            witness,
            metrics,
            proofs: Arc::new(Semaphore::new(limits::PROOFS_AT_ONCE_MAX)),
            guests: Arc::clone(&hall.guests),
            viewers: Arc::clone(&hall.viewers),
            hall,
            published: Published::default(),
            office: OnceLock::new(),
            tablets: Arc::new(Semaphore::new(limits::TABLETS_MAX)),
            stopping,
            public_url,
            nats: OnceLock::new(),
            trust: OnceLock::new(),
        }
    }

    /// Opens the honours office with these programmes.
    ///
    /// # Errors
    /// When its archive cannot be used.
    pub fn open_office(&self, rules: impl Into<OfficeRules>) -> Result<(), OfficeFault> {
        let office = Office::open(self.store.folder(), rules.into())?;
        self.office.set(office).map_err(|_| OfficeFault::Open)
    }

    #[must_use]
    pub fn has_office(&self) -> bool {
        self.office.get().is_some()
    }

    #[must_use]
    pub fn audience_url(&self) -> &str {
        self.hall.audience_url()
    }

    /// Published results as they are now. It may take long: call it where it may block.
    #[must_use]
    pub fn results(&self) -> Results {
        self.published.results(&self.views, self.now())
    }

    #[must_use]
    pub fn now(&self) -> Millis {
        self.clock.now()
    }
}

/// Returns when the server is stopping.
pub async fn stopped(stopping: &mut watch::Receiver<bool>) {
    let _ = stopping.wait_for(|stop| *stop).await;
}
