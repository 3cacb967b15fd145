//! What is held back, over HTTP and over a restart.

use crate::common;

use common::{
    competition::tiny,
    http::get,
    judges::{Judges, of_skill},
    socket::viewer,
    venue::{NOW, Venue},
};
use jinbang::competition::{Competition, Publication};
use serde_json::{Value, json};
use tempfile::TempDir;

fn competition() -> Vec<Competition> {
    vec![tiny().competition("city")]
}

/// What everybody sees, without what counts versions.
async fn shown(venue: &Venue) -> (Value, Value) {
    let mut board = viewer(venue.address, "city").await.until("snapshot").await;
    for changing in ["version", "at"] {
        board.as_object_mut().expect("a snapshot").remove(changing);
    }
    (get(venue.address, "/api/competitions").await.json(), board)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_frozen_board_stays_over_a_restart_until_two_people_publish_it() {
    let folder = TempDir::new().expect("a folder");
    let venue = Venue::open(&folder, competition()).await;
    let password = venue.password.clone();
    let mut judges = Judges::of(&venue, "E1 H").await;
    judges.give(&["E1 C1 M1 4"]).await;
    venue.clock.set(NOW + 60_000);
    judges.done("/api/publication/freeze", of_skill(&json!({}))).await;
    assert_eq!(judges.post("/api/publication/freeze", of_skill(&json!({}))).await.code(), "frozen-already");
    let frozen = shown(&venue).await;
    assert_eq!(frozen.1["label"], json!({ "kind": "frozen", "since": NOW + 60_000 }));
    judges.give(&["E1 C2 M1 5"]).await;
    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C1", "reason": "ill" }))).await;
    assert_eq!(shown(&venue).await, frozen);
    let status = judges.get("/api/publication/city/web").await;
    assert_eq!((&status["shown"]["done"], &status["entered"]["done"]), (&json!(1), &json!(1)), "{status}");
    drop(judges);
    venue.stop().await;

    let mut venue = Venue::again(&folder, competition()).await;
    venue.password = password;
    venue.clock.set(NOW + 120_000);
    assert_eq!(shown(&venue).await, frozen, "after a restart");
    let mut judges = Judges::of(&venue, "H S").await;
    judges.done("/api/publication/propose", of_skill(&json!({ "reason": "announced" }))).await;
    let alone = judges.post("/api/proposals/confirm", of_skill(&json!({ "proposal": 1 }))).await;
    assert_eq!(alone.code(), "second-person");
    assert_eq!(shown(&venue).await, frozen);
    let answer = judges.ask("H", json!({ "type": "confirm", "proposal": 1 })).await;
    assert_eq!(answer["type"], "receipt", "{answer}");
    let mut audience = viewer(venue.address, "city").await;
    audience.until_some("publication", |message| message["label"]["kind"] == "live").await;
    let (_, published) = shown(&venue).await;
    assert_eq!((&published["label"]["kind"], &published["order"]), (&json!("live"), &json!([1, 0])), "{published}");
    drop((judges, audience));
    venue.stop().await;
}

/// A board that lags moves by itself, when nothing comes in any more.
#[tokio::test(flavor = "multi_thread")]
async fn a_delayed_board_moves_with_the_clock() {
    let delayed = Publication { delay_minutes: 15, freeze_at: Some(NOW + 3_600_000), ..Publication::default() };
    let venue = common::venue::venue(tiny().published(delayed)).await;
    let mut judges = Judges::of(&venue, "E1").await;
    let mut viewer = viewer(venue.address, "city").await;
    let first = viewer.until("snapshot").await;
    assert_eq!((&first["label"], &first["state"]), (&json!({ "kind": "delayed", "minutes": 15 }), &json!("not-started")));
    judges.give(&["E1 C1 M1 4"]).await;
    venue.clock.set(NOW + 15 * 60_000);
    let moved = viewer.until("delta").await;
    assert_eq!((&moved["state"], moved["later"].as_i64()), (&json!("marking"), Some(15 * 60_000)), "{moved}");
    venue.clock.set(NOW + 75 * 60_000);
    let stopped = viewer.until("delta").await;
    assert_eq!(stopped["label"], json!({ "kind": "frozen", "since": NOW + 3_600_000 }), "{stopped}");
    drop(judges);
    venue.stop().await;
}
