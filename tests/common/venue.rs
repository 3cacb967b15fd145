//! A running server on a port of its own, with a data folder that goes away.

use std::{
    net::SocketAddr,
    sync::{Arc, Weak},
};

use jinbang::{
    competition::Competition,
    engine::ManualClock,
    journal::{JournalFault, JournalStore},
    server::{App, Invitation, Patience, Relay, Server, nats::NatsOptions, pair_device, tls::Tls},
    wire::PairAnswer,
};
use serde_json::json;
use tempfile::TempDir;
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

use super::{
    competition::{SkillBuilder, id},
    disk::Disk,
    http::{self, DEADLINE},
};

/// 2026-01-01, when a test does not say otherwise.
pub const NOW: i64 = 1_767_225_600_000;

pub struct Venue {
    pub address: SocketAddr,
    pub clock: Arc<ManualClock>,
    /// Of the organiser; empty where the journal had one already.
    pub password: String,
    /// The server ends when nobody else holds this.
    app: Weak<App>,
    stop: oneshot::Sender<()>,
    running: JoinHandle<std::io::Result<()>>,
}

/// What few venues have.
#[derive(Default)]
struct Extra {
    now: Option<i64>,
    relay: Option<Relay>,
}

/// One skill in the competition `city`, its journal in memory.
pub async fn venue(builder: SkillBuilder) -> Venue {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    Venue::on(store, vec![builder.competition("city")]).await
}

impl Venue {
    /// On a folder that the caller keeps.
    pub async fn open(folder: &TempDir, competitions: Vec<Competition>) -> Self {
        Self::on(JournalStore::open(folder.path()).expect("a journal"), competitions).await
    }

    pub async fn on(store: JournalStore, competitions: Vec<Competition>) -> Self {
        Self::with(store, competitions, None).await
    }

    /// With a TLS listener too.
    pub async fn with(store: JournalStore, competitions: Vec<Competition>, secure: Option<(TcpListener, Tls)>) -> Self {
        Self::start(store, competitions, secure, Patience::default(), Extra::default()).await
    }

    /// Whose boards go to NATS too.
    pub async fn relayed(competitions: Vec<Competition>, nats: &NatsOptions) -> Self {
        Self::relayed_at(NOW, competitions, nats).await
    }

    pub async fn relayed_at(now: i64, competitions: Vec<Competition>, nats: &NatsOptions) -> Self {
        Self::relayed_on(JournalStore::with_backend(Disk::default()).expect("a new journal"), now, competitions, nats).await
    }

    pub async fn relayed_on(store: JournalStore, now: i64, competitions: Vec<Competition>, nats: &NatsOptions) -> Self {
        let relay = Some(Relay::prepare(nats).await.expect("a relay"));
        Self::start(store, competitions, None, Patience::default(), Extra { now: Some(now), relay }).await
    }

    /// Waits for others no longer than this.
    pub async fn impatient(competitions: Vec<Competition>, patience: Patience) -> Self {
        Self::start(JournalStore::with_backend(Disk::default()).expect("a new journal"), competitions, None, patience, Extra::default())
            .await
    }

    /// After a stop: the server lets go of its journal when the last viewer is gone.
    pub async fn again(folder: &TempDir, competitions: Vec<Competition>) -> Self {
        loop {
            match JournalStore::open(folder.path()) {
                Err(JournalFault::InUse) => tokio::task::yield_now().await,
                opened => return Self::on(opened.expect("a journal"), competitions).await,
            }
        }
    }

    async fn start(
        store: JournalStore,
        competitions: Vec<Competition>,
        secure: Option<(TcpListener, Tls)>,
        patience: Patience,
        Extra { now, relay }: Extra,
    ) -> Self {
        let clock = Arc::new(ManualClock::default());
        clock.set(now.unwrap_or(NOW));
        let mut server = Server::open(store, competitions, clock.clone(), "http://venue.test".to_owned()).expect("a server");
        (server.patience, server.relay) = (patience, relay);
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("its number");
        let (app, password) = (Arc::downgrade(&server.app), server.new_password.clone().unwrap_or_default());
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(server.run_with(listener, secure, async move { drop(stopped.await) }));
        Self { address, clock, password, app, stop, running }
    }

    /// Drop it again soon: the server waits for it.
    pub fn app(&self) -> Arc<App> {
        self.app.upgrade().expect("a running server")
    }

    /// Returns when readers of the first competition know this entry.
    pub async fn reached(&self, position: u64) {
        self.app().views.contests[0].reached(position).await;
    }

    /// A tablet for an expert of the skill `web` in the first competition.
    pub async fn pair(&self, expert: &str) -> PairAnswer {
        let invitation = Invitation { contest: 0, skill: id("web"), expert: id(expert) };
        pair_device(&self.app(), invitation, "a tablet", None).await.expect("a paired tablet")
    }

    /// The `Cookie` of a chief expert or supervisor who signed in with a tablet paired just now.
    pub async fn sign_in_as(&self, contest: usize, skill: &str, expert: &str) -> String {
        let invitation = Invitation { contest, skill: id(skill), expert: id(expert) };
        let paired = pair_device(&self.app(), invitation, "a tablet", None).await.expect("a paired tablet");
        self.sign_in_with(&paired).await
    }

    pub async fn sign_in_with(&self, paired: &PairAnswer) -> String {
        let asked = json!({ "competition": paired.competition, "token": paired.token });
        cookie_of(&http::post(self.address, "/api/session/device", &[], &asked).await)
    }

    /// The `Cookie` of a signed-in organiser.
    pub async fn sign_in(&self) -> String {
        cookie_of(&http::post(self.address, "/api/session", &[], &json!({ "password": self.password })).await)
    }

    /// The `Cookie` of an honours officer with a password made just now.
    pub async fn sign_in_officer(&self, officer: &str) -> String {
        self.sign_in_officer_on(officer, &[]).await
    }

    /// On a device that sends these headers.
    pub async fn sign_in_officer_on(&self, officer: &str, device: &[(&str, &str)]) -> String {
        let organiser = self.sign_in().await;
        let made = http::post(self.address, "/api/officers", &[("Cookie", &organiser)], &json!({ "officer": officer })).await;
        let password = made.json()["password"].as_str().expect("a password").to_owned();
        let asked = json!({ "officer": officer, "password": password });
        cookie_of(&http::post(self.address, "/api/session/officer", device, &asked).await)
    }

    pub async fn stop(self) {
        self.stop.send(()).expect("a running server");
        timeout(DEADLINE, self.running).await.expect("the server stops in time").expect("no panic").expect("no fault");
    }
}

fn cookie_of(reply: &http::Reply) -> String {
    assert_eq!(reply.status, 204, "{reply:?}");
    let cookie = reply.header("set-cookie").expect("a cookie");
    cookie.split(';').next().expect("a value").to_owned()
}
