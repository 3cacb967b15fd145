//! Invariant 8 on NATS: somebody who hears everything that is said there learns nothing before it is published.

use std::sync::{Arc, Mutex};

use futures_util::StreamExt;
use serde_json::json;

use crate::common::{
    competition::tiny,
    edge::{RunningEdge, until, until_same},
    http::get,
    judges::{Judges, of_skill},
    nats::Nats,
    venue::{NOW, Venue},
};

/// Everything that was said on NATS, subjects and headers too.
#[derive(Clone, Default)]
struct Heard(Arc<Mutex<Vec<u8>>>);

impl Heard {
    async fn on(nats: &Nats) -> Self {
        let client = async_nats::connect(nats.url()).await.expect("NATS");
        let mut everything = client.subscribe(">").await.expect("a subscription");
        client.flush().await.expect("subscribed");
        let heard = Self::default();
        let all = heard.clone();
        tokio::spawn(async move {
            while let Some(message) = everything.next().await {
                let line = format!("\n{} {:?} ", message.subject, message.headers);
                let mut all = all.0.lock().expect("no panic");
                all.extend_from_slice(line.as_bytes());
                all.extend_from_slice(&message.payload);
            }
        });
        heard
    }

    fn has(&self, text: &str) -> bool {
        let all = self.0.lock().expect("no panic");
        all.windows(text.len()).any(|bytes| bytes == text.as_bytes())
    }

    fn length(&self) -> usize {
        self.0.lock().expect("no panic").len()
    }

    /// Returns when a beat has come that was made after now.
    async fn beats_on(&self) {
        let count = |heard: &Self| heard.0.lock().expect("no panic").windows(18).filter(|bytes| *bytes == b"jinbang.v1.beats.c").count();
        let before = count(self);
        while count(self) < before + 2 {
            tokio::task::yield_now().await;
        }
    }
}

/// Values that occur nowhere else.
const HIDDEN: [&str; 3] = ["3.73", "4.19", "2.87"];

#[tokio::test(flavor = "multi_thread")]
async fn no_hidden_byte_is_ever_on_nats() {
    let nats = Nats::start();
    let heard = Heard::on(&nats).await;
    let venue = Venue::relayed(vec![tiny().competitors("C3").hidden().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let board = until_same(venue.address, edge.address, "/api/boards/city/web").await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    for (number, value) in HIDDEN.into_iter().enumerate() {
        judges.give(&[&format!("E1 C{} M1 {value}", number + 1)]).await;
    }
    judges.give(&["E1 C1 J1 3"]).await;
    // Whoever asks an edge for everything gets no more out of the origin.
    for path in
        ["delegations/city", "results/city/web/bundle", "results/city/web/receipts/C1", "results/city/web/checkpoint", "competitions"]
    {
        get(edge.address, &format!("/api/{path}")).await;
    }
    heard.beats_on().await;
    assert!(heard.length() > board.body.len(), "it hears something at all");
    for value in HIDDEN {
        assert!(!heard.has(value), "{value} was on NATS before it was published");
    }
    assert_eq!(get(edge.address, "/api/boards/city/web").await.body, board.body, "nothing changed for the audience, the version neither");

    judges.done("/api/publication/propose", of_skill(&json!({ "reason": "announced" }))).await;
    assert_eq!(judges.ask("H", json!({ "type": "confirm", "proposal": 1 })).await["type"], "receipt");
    until(edge.address, "/api/boards/city/web", |reply| reply.json()["label"]["kind"] == "live").await;
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    for value in HIDDEN {
        assert!(heard.has(value), "{value} is not on NATS though it is published: the canary is blind");
    }
    drop(judges);
    edge.stop().await;
    venue.stop().await;
}

/// What comes in after a freeze is not there, and who does what in a blind skill never is.
#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_board_is_frozen_on_nats() {
    let nats = Nats::start();
    let heard = Heard::on(&nats).await;
    let venue = Venue::relayed(vec![tiny().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    judges.give(&["E1 C1 M1 3.73"]).await;
    until(edge.address, "/api/boards/city/web", |reply| reply.status == 200 && reply.json()["rows"][0][3] == 1).await;
    assert!(heard.has("3.73"));
    venue.clock.set(NOW + 60_000);
    judges.done("/api/publication/freeze", of_skill(&json!({}))).await;
    until(edge.address, "/api/boards/city/web", |reply| reply.json()["label"]["kind"] == "frozen").await;
    judges.give(&["E1 C2 M1 4.19"]).await;
    heard.beats_on().await;
    assert!(!heard.has("4.19"));
    drop(judges);
    edge.stop().await;
    venue.stop().await;
}
