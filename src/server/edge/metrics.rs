//! `GET /metrics` of an edge, on a listener of its own.

use std::{io, sync::Arc};

use axum::{Router, extract::State, http::header::CONTENT_TYPE, response::IntoResponse, routing::get};
use prometheus_client::{encoding::text::encode, metrics::gauge::Gauge, registry::Registry};
use tokio::net::TcpListener;

use super::{EdgeApp, SharedEdge, counts::Counts, own::longest_silence};
use crate::server::{
    ApiError,
    entrance::{Door, Guests, Patience},
    limits::METRICS_READERS_MAX,
    metrics::{Answers, OPENMETRICS, open_files, resident_bytes},
};

type Find = fn(&EdgeApp) -> usize;

const GAUGES: [(&str, &str, Find); 9] = [
    ("competitions", "Competitions that are shown", |edge| edge.portal.all().len()),
    ("boards", "Boards that are shown", |edge| edge.portal.all().iter().map(|shown| shown.stage.boards.len()).sum()),
    ("origins", "Servers that the competitions are on", |edge| edge.portal.origins().len()),
    ("viewers", "Sockets that follow a board", |edge| edge.hall.viewers.taken_in_all()),
    ("guests", "Connections that are no viewer's", |edge| edge.hall.guests.seated()),
    ("nats_connected", "1 while NATS is reached", |edge| usize::from(edge.portal.link.is_connected())),
    ("edge_silence_seconds", "How long the origin was not heard that is silent for longest; 0: all are heard", |edge| {
        longest_silence(&edge.portal.all()).map_or(0, |silent| usize::try_from(silent.as_secs()).unwrap_or(usize::MAX))
    }),
    ("resident_memory_bytes", "Memory of the process", |_| resident_bytes()),
    ("open_files", "Files and sockets of the process", |_| open_files()),
];

pub struct EdgeMetrics {
    registry: Registry,
    looked_up: Vec<(Gauge, Find)>,
}

impl EdgeMetrics {
    pub fn new(answers: &Answers, counts: &Counts) -> Self {
        let mut registry = Registry::with_prefix("jinbang");
        answers.register(&mut registry);
        counts.register(&mut registry);
        let looked_up = GAUGES.map(|(name, help, find)| {
            let gauge: Gauge = Gauge::default();
            registry.register(name, help, gauge.clone());
            (gauge, find)
        });
        Self { registry, looked_up: looked_up.into() }
    }

    fn text(&self, edge: &EdgeApp) -> Result<String, std::fmt::Error> {
        for (gauge, find) in &self.looked_up {
            gauge.set(i64::try_from(find(edge)).unwrap_or(i64::MAX));
        }
        let mut text = String::new();
        encode(&mut text, &self.registry)?;
        Ok(text)
    }
}

/// Serves until the edge stops.
pub async fn serve(edge: SharedEdge, listener: Option<TcpListener>) -> io::Result<()> {
    let Some(listener) = listener else { return Ok(()) };
    let guests = Arc::new(Guests::default());
    guests.allow(METRICS_READERS_MAX, METRICS_READERS_MAX);
    let stopping = edge.hall.stopping.clone();
    let router = Router::new().route("/metrics", get(metrics)).with_state(edge);
    Door { router, guests, handshake: None, patience: Patience::default(), stopping }.keep(listener).await;
    Ok(())
}

async fn metrics(State(edge): State<SharedEdge>) -> Result<impl IntoResponse, ApiError> {
    let text = edge.metrics.text(&edge).map_err(|_| ApiError::Internal("metrics could not be written"))?;
    Ok(([(CONTENT_TYPE, OPENMETRICS)], text))
}
