//! A server without a journal: it shows the boards of others, which it hears on NATS. It keeps nothing, so it may be killed and started as
//! anybody likes; without NATS it shows what it has, and says how old that is.

mod age;
mod asked;
mod counts;
mod elsewhere;
mod followed;
mod follower;
mod kept;
mod limits;
mod metrics;
mod own;
mod portal;
mod router;

use std::{future::Future, io, sync::Arc, thread::JoinHandle};

use axum::extract::FromRef;
use tokio::{net::TcpListener, sync::watch, time::sleep};

pub use kept::{CARRIED_HEADERS, Kept, is_carried, kept};

use self::{
    asked::Questions,
    counts::Counts,
    follower::Follower,
    metrics::EdgeMetrics,
    portal::{Portal, PortalBoards},
    router::router,
};
use super::{
    entrance::Patience,
    hall::Hall,
    limits::STOP_MAX,
    listeners::Listeners,
    nats::{Link, LinkFault, NatsOptions},
    reading_room::ReadingRoom,
    tls::Tls,
    viewers::{Audience, Places},
};
use crate::live::Bell;

#[derive(Debug, thiserror::Error)]
pub enum EdgeFault {
    #[error(transparent)]
    Link(#[from] LinkFault),
    #[error("the system gives no thread: {0}")]
    Thread(#[from] io::Error),
}

/// What every handler of an edge can reach.
pub struct EdgeApp {
    hall: Hall,
    portal: Arc<Portal>,
    questions: Questions,
    counts: Counts,
    metrics: EdgeMetrics,
}

type SharedEdge = Arc<EdgeApp>;

impl FromRef<SharedEdge> for Hall {
    fn from_ref(edge: &SharedEdge) -> Self {
        edge.hall.clone()
    }
}

pub struct Edge {
    app: SharedEdge,
    pub patience: Patience,
    /// Where the numbers about the edge are told, if anywhere.
    pub metrics: Option<TcpListener>,
    follower: Follower,
    stop: watch::Sender<bool>,
    viewers: JoinHandle<()>,
}

impl Edge {
    /// # Errors
    /// When a file of `options` cannot be used, or there is no thread.
    pub async fn open(options: &NatsOptions, public_url: String) -> Result<Self, EdgeFault> {
        let link = Link::open(options, "jinbang edge").await?;
        let (bell, counts, portal) = (Arc::new(Bell::default()), Counts::default(), Arc::new(Portal::new(link)));
        let (audience, viewers) = Audience::start(&bell)?;
        let (stop, stopping) = watch::channel(false);
        let boards = Box::new(PortalBoards(Arc::clone(&portal)));
        let hall = Hall::new(boards, audience, ReadingRoom::open()?, stopping, public_url);
        let follower = Follower::new(Arc::clone(&portal), Arc::clone(&hall.audience), bell, counts.clone());
        let metrics = EdgeMetrics::new(&hall.answers, &counts);
        let app = Arc::new(EdgeApp { hall, portal, questions: Questions::default(), counts, metrics });
        Ok(Self { app, patience: Patience::default(), metrics: None, follower, stop, viewers })
    }

    /// Places for viewers.
    #[must_use]
    pub fn places(&self) -> &Places {
        &self.app.hall.viewers
    }

    /// Serves until `shutdown` resolves, as [`Server::run_with`](super::Server::run_with) does.
    ///
    /// # Errors
    /// When a listener fails.
    pub async fn run_with(
        self,
        plain: TcpListener,
        secure: Option<(TcpListener, Tls)>,
        shutdown: impl Future<Output = ()> + Send + 'static,
    ) -> io::Result<()> {
        let Self { app, patience, metrics, follower, stop, viewers } = self;
        let (mut stopping, audience) = (stop.subscribe(), Arc::clone(&app.hall.audience));
        let stopped = async move {
            shutdown.await;
            stop.send_replace(true);
            audience.stop();
            Ok(())
        };
        let following = tokio::spawn(follower.run(app.hall.stopping.clone()));
        let gone = tokio::task::spawn_blocking(move || drop(viewers.join()));
        let everything = async move {
            let listeners = Listeners { hall: app.hall.clone(), patience, router: router(Arc::clone(&app)) };
            let measuring = metrics::serve(Arc::clone(&app), metrics);
            tokio::try_join!(stopped, listeners.serve_plain(plain), listeners.serve_secure(secure), measuring)?;
            drop((app, listeners));
            following.await.map_err(io::Error::other)?;
            gone.await.map_err(io::Error::other)
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
