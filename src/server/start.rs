//! From a data folder to a running server, and back.

use std::{future::Future, io, sync::Arc, thread::JoinHandle};

use tokio::{net::TcpListener, sync::watch, time::sleep};

use super::{
    app::{App, Readers, SharedApp},
    checkpoints,
    entrance::Patience,
    limits::STOP_MAX,
    listeners::Listeners,
    metrics,
    reading_room::ReadingRoom,
    relay::Relay,
    router::router,
    sign_in::{self, ORGANISER, PasswordFault},
    tls::Tls,
    trust::Trust,
    viewers::Audience,
};
use crate::{
    competition::{Competition, CompetitionId},
    engine::{Clock, Contest, Engine, Feed, OpenFault},
    journal::{JournalFault, JournalStore},
    live::{Analyses, Bell, CONTESTS_MAX, ContestView, Contests, Views, follow},
    witness::{Of, Witness, WitnessFault},
};

#[derive(Debug, thiserror::Error)]
pub enum StartFault {
    #[error(transparent)]
    Open(#[from] OpenFault),
    #[error(transparent)]
    Journal(#[from] JournalFault),
    #[error(transparent)]
    Witness(#[from] WitnessFault),
    #[error("competition {0} is given twice")]
    Twice(CompetitionId),
    #[error("more than {CONTESTS_MAX} competitions in one journal; use another data folder")]
    TooMany,
    #[error(transparent)]
    Password(#[from] PasswordFault),
    #[error("the system gives no thread: {0}")]
    Thread(#[from] io::Error),
}

pub struct Server {
    pub app: SharedApp,
    /// The organiser's password, if it was made just now. It is shown once and kept only as a hash.
    pub new_password: Option<String>,
    pub patience: Patience,
    /// Where the numbers about the server are told, if anywhere.
    pub metrics: Option<TcpListener>,
    /// Takes boards to edges, if there are any.
    pub relay: Option<Relay>,
    stop: watch::Sender<bool>,
    threads: Vec<JoinHandle<()>>,
}

impl Server {
    /// Opens the given competitions and those the journal has already.
    ///
    /// # Errors
    /// When the journal cannot be used, or a competition was opened under other rules.
    pub fn open(
        store: JournalStore,
        competitions: Vec<Competition>,
        clock: Arc<dyn Clock>,
        public_url: String,
    ) -> Result<Self, StartFault> {
        let witness = Witness::open(store.folder())?;
        let contests = open_contests(&store, competitions, &*clock)?;
        witness.check_list(|id| contests.iter().any(|contest| contest.id.as_str() == id))?;
        for contest in &contests {
            witness.check(Of { store: &store, id: &contest.id, stream: contest.stream })?;
        }
        let views = Contests::default();
        for contest in &contests {
            // Only opened competitions are in the list.
            if let Some(view) = ContestView::new(&store, contest.clone(), clock.now())? {
                views.push(view).map_err(|_| StartFault::TooMany)?;
            }
        }
        let new_password = make_password(&store)?;
        let views = Arc::new(Views { contests: views, writable: watch::Sender::new(None), bell: Bell::default() });
        let feed = Arc::new(Feed::default());
        let (engine, committer) = Engine::start(store.clone(), contests, Arc::clone(&feed))?;
        let follower = follow(Arc::clone(&views), feed, store.clone(), Arc::clone(&clock))?;
        let (stop, stopping) = watch::channel(false);
        let analyses = Analyses::start(Arc::clone(&views), Arc::clone(&clock))?;
        let (audience, viewers) = Audience::start(&views.bell)?;
        let app = Arc::new(App::new(
            Readers { views, audience, analyses, room: ReadingRoom::open()?, witness },
            engine,
            store,
            clock,
            stopping,
            public_url,
        ));
        Ok(Self {
            app,
            new_password,
            patience: Patience::default(),
            metrics: None,
            relay: None,
            stop,
            threads: vec![committer, follower, viewers],
        })
    }

    /// Serves without TLS; see [`Server::run_with`].
    ///
    /// # Errors
    /// When the listener fails.
    pub async fn run(self, listener: TcpListener, shutdown: impl Future<Output = ()> + Send + 'static) -> io::Result<()> {
        self.run_with(listener, None, shutdown).await
    }

    /// Serves until `shutdown` resolves, then lets every connection finish what it has under way. One that takes too long, such as half a
    /// request whose rest never comes, ends with the runtime.
    ///
    /// # Errors
    /// When a listener fails.
    pub async fn run_with(
        self,
        plain: TcpListener,
        secure: Option<(TcpListener, Tls)>,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let Self { app, patience, metrics, relay, stop, threads, .. } = self;
        let (views, audience) = (Arc::clone(&app.views), Arc::clone(&app.hall.audience));
        if let Some((_, tls)) = &secure {
            let trust = Trust::from(tls);
            // Phones do not know an authority of its own.
            trust.plain_where_unknown().into_iter().for_each(|url| drop(app.hall.audience_url.set(url.to_owned())));
            let _ = app.trust.set(trust);
        }
        let mut stopping = stop.subscribe();
        let stopped = async move {
            shutdown.await;
            stop.send_replace(true);
            audience.stop();
            drop(audience);
            views.contests.iter().for_each(|view| view.hub.stop());
            Ok(())
        };
        // Waits from the start, so that a runtime that is dropped still waits for the writer.
        let written = tokio::task::spawn_blocking(move || threads.into_iter().for_each(|thread| drop(thread.join())));
        let everything = async move {
            let listeners = Listeners { hall: app.hall.clone(), patience, router: router(Arc::clone(&app)) };
            let signing = checkpoints::keep_up(SharedApp::clone(&app));
            let measuring = serve_metrics(&app, metrics);
            let relaying = run_relay(&app, relay);
            tokio::try_join!(stopped, listeners.serve_plain(plain), listeners.serve_secure(secure), signing, measuring, relaying)?;
            drop((app, listeners));
            written.await.map_err(io::Error::other)
        };
        let too_late = async move {
            let _ = stopping.wait_for(|stop| *stop).await;
            sleep(STOP_MAX).await;
        };
        tokio::select! {
            done = everything => done,
            () = too_late => Ok(()),
        }
    }
}

async fn serve_metrics(app: &SharedApp, listener: Option<TcpListener>) -> io::Result<()> {
    if let Some(listener) = listener {
        metrics::serve(SharedApp::clone(app), listener).await;
    }
    Ok(())
}

async fn run_relay(app: &SharedApp, relay: Option<Relay>) -> io::Result<()> {
    if let Some(relay) = relay {
        relay.run(SharedApp::clone(app)).await;
    }
    Ok(())
}

fn open_contests(store: &JournalStore, competitions: Vec<Competition>, clock: &dyn Clock) -> Result<Vec<Contest>, StartFault> {
    let given: Vec<_> = competitions.iter().map(|competition| competition.id.clone()).collect();
    let mut contests = Vec::new();
    for competition in competitions {
        if contests.iter().any(|open: &Contest| open.id == competition.id) {
            return Err(StartFault::Twice(competition.id));
        }
        contests.push(Contest::open(store, competition, clock.now())?);
    }
    for (id, _) in store.competitions()? {
        if !given.contains(&id) {
            let contest = Contest::replay(store, id)?;
            if contest.state.competition.is_some() {
                contests.push(contest);
            }
        }
    }
    Ok(contests)
}

fn make_password(store: &JournalStore) -> Result<Option<String>, StartFault> {
    if store.account(ORGANISER)?.is_some() {
        return Ok(None);
    }
    Ok(Some(sign_in::replace_password(store)?))
}
