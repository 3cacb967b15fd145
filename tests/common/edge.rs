//! An edge in this process, and what it shows beside its origin.

use std::net::SocketAddr;

use jinbang::server::{Edge, nats::NatsOptions};
use tokio::{net::TcpListener, sync::oneshot, task::JoinHandle, time::timeout};

use super::http::{DEADLINE, Reply, get};

pub struct RunningEdge {
    pub address: SocketAddr,
    pub metrics: SocketAddr,
    stop: oneshot::Sender<()>,
    running: JoinHandle<std::io::Result<()>>,
}

impl RunningEdge {
    pub async fn on(options: &NatsOptions) -> Self {
        let mut edge = Edge::open(options, "http://edge.test".to_owned()).await.expect("an edge");
        let (listener, metrics) = (free_port().await, free_port().await);
        let (address, of_metrics) = (listener.local_addr().expect("its number"), metrics.local_addr().expect("its number"));
        edge.metrics = Some(metrics);
        let (stop, stopped) = oneshot::channel();
        let running = tokio::spawn(edge.run_with(listener, None, async move { drop(stopped.await) }));
        Self { address, metrics: of_metrics, stop, running }
    }

    pub async fn stop(self) {
        self.stop.send(()).expect("a running edge");
        timeout(DEADLINE, self.running).await.expect("the edge stops in time").expect("no panic").expect("no fault");
    }

    /// One of its numbers.
    pub async fn number(&self, name: &str) -> u64 {
        let text = String::from_utf8(get(self.metrics, "/metrics").await.body).expect("a text");
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' '));
        line.unwrap_or_else(|| panic!("no {name} in {text}")).parse().expect("a number")
    }
}

async fn free_port() -> TcpListener {
    TcpListener::bind("127.0.0.1:0").await.expect("a port")
}

/// Asks until an answer is as it should be.
pub async fn until(address: SocketAddr, path: &str, wanted: impl Fn(&Reply) -> bool) -> Reply {
    let mut last = None;
    let asking = async {
        loop {
            let reply = get(address, path).await;
            if wanted(&reply) {
                return reply;
            }
            last = Some(reply);
        }
    };
    let found = timeout(DEADLINE, asking).await;
    found.unwrap_or_else(|_| panic!("{path} is never as it should be; last it was {last:?}"))
}

/// Asks an edge until it answers what its origin answers; that answer.
pub async fn until_same(origin: SocketAddr, edge: SocketAddr, path: &str) -> Reply {
    let mut last = None;
    let asking = async {
        loop {
            let (there, here) = (get(origin, path).await, get(edge, path).await);
            if (there.status, &there.body, there.header("etag")) == (here.status, &here.body, here.header("etag")) {
                return here;
            }
            last = Some((there, here));
        }
    };
    let found = timeout(DEADLINE, asking).await;
    found.unwrap_or_else(|_| panic!("{path} is never the same; last it was {last:#?}"))
}
