//! `GET /metrics` on a listener of its own (`serve --metrics`): how the server is, as numbers that Prometheus reads. Nothing here is by
//! skill, competitor or expert; but how many entries there are is nobody's business before publication, so it is not on the public
//! listener.

use std::sync::{Arc, atomic::AtomicU64};

use axum::{Router, extract::State, http::header::CONTENT_TYPE, response::IntoResponse, routing::get};
use prometheus_client::{
    encoding::{EncodeLabelSet, text::encode},
    metrics::{counter::Counter, family::Family, gauge::Gauge, histogram::Histogram},
    registry::{Registry, Unit},
};
use tokio::net::TcpListener;

use super::{
    app::{App, SharedApp},
    entrance::{Door, Guests, Patience},
    limits::{METRICS_READERS_MAX, TABLETS_MAX},
    nats::Link,
};

/// Of a commit, in seconds: from a fast disk to one that nobody wants to wait for.
const COMMIT_SECONDS: [f64; 12] = [0.0001, 0.000_25, 0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.5, 2.5];

pub const OPENMETRICS: &str = "application/openmetrics-text; version=1.0.0; charset=utf-8";

#[derive(Debug, Clone, Hash, PartialEq, Eq, EncodeLabelSet)]
struct Class {
    /// `2xx`, `4xx` …
    class: &'static str,
}

/// Answers to requests, by the class of their status.
#[derive(Default, Clone)]
pub struct Answers(Family<Class, Counter>);

impl Answers {
    pub fn count(&self, status: u16) {
        let class = match status / 100 {
            1 => "1xx",
            2 => "2xx",
            3 => "3xx",
            4 => "4xx",
            _ => "5xx",
        };
        self.0.get_or_create(&Class { class }).inc();
    }

    pub fn register(&self, registry: &mut Registry) {
        registry.register("answers", "Answers to requests, by the class of their status", self.0.clone());
    }
}

/// What is counted as it happens, and what is looked up when somebody asks.
pub struct Metrics {
    registry: Registry,
    commits: Histogram,
    committed: Counter,
    looked_up: Vec<(Gauge, Find)>,
}

type Find = fn(&App) -> usize;
/// What it is called, what it is, how it is found.
type Gauged = (&'static str, &'static str, Find);

const GAUGES: [Gauged; 10] = [
    ("competitions", "Competitions that are open", |app| app.views.contests.len()),
    ("viewers", "Sockets that follow a board", |app| app.viewers.taken_in_all()),
    ("tablets", "Tablets that said who they are", |app| TABLETS_MAX.saturating_sub(app.tablets.available_permits())),
    ("guests", "Connections that are no viewer's and no tablet's", |app| app.guests.seated()),
    ("read_only", "1 after a storage fault: nothing is taken any more", |app| usize::from(app.engine.read_only().is_some())),
    ("journal_entries", "Entries of all competitions", entries),
    ("nats_connected", "1 while boards go to NATS", |app| usize::from(app.nats.get().is_some_and(Link::is_connected))),
    ("resident_memory_bytes", "Memory of the process", |_| resident_bytes()),
    ("open_files", "Files and sockets of the process", |_| open_files()),
    ("free_disk_bytes", "Left where the journal lies", |app| app.store.folder().map_or(0, super::disk::free_bytes)),
];

fn entries(app: &App) -> usize {
    app.views.contests.iter().map(|view| usize::try_from(view.state().position).unwrap_or(usize::MAX)).sum()
}

pub fn open_files() -> usize {
    std::fs::read_dir("/proc/self/fd").map_or(0, Iterator::count)
}

/// Second number of /proc/self/statm, in pages; 0 where there is none.
pub fn resident_bytes() -> usize {
    let pages = std::fs::read_to_string("/proc/self/statm").ok();
    let pages = pages.and_then(|text| text.split_whitespace().nth(1)?.parse::<usize>().ok());
    pages.unwrap_or(0) * rustix::param::page_size()
}

impl Metrics {
    pub fn new(answers: &Answers) -> Self {
        let mut registry = Registry::with_prefix("jinbang");
        answers.register(&mut registry);
        let commits = Histogram::new(COMMIT_SECONDS);
        registry.register_with_unit("commit", "From a batch to its fsync", Unit::Seconds, commits.clone());
        let committed: Counter<u64, AtomicU64> = Counter::default();
        registry.register("committed_entries", "Entries that this process has put on the disk", committed.clone());
        let looked_up = GAUGES.map(|(name, help, find)| {
            let gauge: Gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            (gauge, find)
        });
        Self { registry, commits, committed, looked_up: looked_up.into() }
    }

    pub fn committed(&self, took: std::time::Duration, entries: usize) {
        self.commits.observe(took.as_secs_f64());
        self.committed.inc_by(entries as u64);
    }

    fn text(&self, app: &App) -> Result<String, std::fmt::Error> {
        for (gauge, find) in &self.looked_up {
            gauge.set(i64::try_from(find(app)).unwrap_or(i64::MAX));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Serves until the server stops.
pub async fn serve(app: SharedApp, listener: TcpListener) {
    let guests = Arc::new(Guests::default());
    guests.allow(METRICS_READERS_MAX, METRICS_READERS_MAX);
    let stopping = app.stopping.clone();
    let router = Router::new().route("/metrics", get(metrics)).with_state(app);
    Door { router, guests, handshake: None, patience: Patience::default(), stopping }.keep(listener).await;
}

async fn metrics(State(app): State<SharedApp>) -> impl IntoResponse {
    let text = app.metrics.text(&app).map_err(|_| super::ApiError::Internal("metrics could not be written"))?;
    Ok::<_, super::ApiError>(([(CONTENT_TYPE, OPENMETRICS)], text))
}
