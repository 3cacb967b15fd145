//! NATS that is not there, goes, hangs and comes back.

use std::time::{Duration, Instant};

use crate::common::{
    competition::tiny,
    edge::{RunningEdge, until, until_same},
    http::get,
    judges::Judges,
    nats::Nats,
    socket::viewer,
    venue::Venue,
};
use jinbang::server::nats::limits::SILENT_MAX;

const BOARD: &str = "/api/boards/city/web";

#[tokio::test(flavor = "multi_thread")]
async fn without_nats_both_start_and_find_each_other_when_it_comes() {
    let mut nats = Nats::start();
    nats.kill();
    let venue = Venue::relayed(vec![tiny().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    judges.give(&["E1 C1 M1 4"]).await;
    let (ready, health, board) = (get(edge.address, "/ready").await, get(edge.address, "/health").await, get(edge.address, BOARD).await);
    assert_eq!((ready.status, ready.json()["status"].as_str()), (503, Some("no-boards-yet")));
    assert_eq!((health.status, board.status, board.code()), (200, 503, "no-boards-yet".to_owned()));
    assert_eq!(get(edge.address, "/api/competitions").await.code(), "no-boards-yet");
    nats.again();
    until(edge.address, BOARD, |reply| reply.status == 200 && reply.json()["rows"][0][3] == 1).await;
    until_same(venue.address, edge.address, BOARD).await;
    assert_eq!(get(edge.address, "/ready").await.status, 200);
    drop(judges);
    edge.stop().await;
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_an_edge_has_it_goes_on_showing_and_says_how_old_it_is() {
    let mut nats = Nats::start();
    let venue = Venue::relayed(vec![tiny().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    until_same(venue.address, edge.address, BOARD).await;
    until_same(venue.address, edge.address, "/api/delegations/city").await;
    let mut here = viewer(edge.address, "city").await;
    here.until("snapshot").await;
    let before = get(edge.address, BOARD).await;
    nats.kill();
    judges.give(&["E1 C1 M1 4"]).await;
    let silent = here.until("source").await["silent_ms"].as_u64().expect("a time");
    assert!(silent >= u64::try_from(SILENT_MAX.as_millis()).expect("small"), "{silent}");
    let mut late = viewer(edge.address, "city").await;
    assert_eq!(late.next().await.expect("a board")["type"], "snapshot");
    assert!(late.next().await.expect("its age")["silent_ms"].as_u64() >= Some(silent));
    let old = get(edge.address, BOARD).await;
    assert_eq!((old.status, &old.body), (200, &before.body));
    for path in [BOARD, "/api/competitions", "/api/delegations/city"] {
        let age = get(edge.address, path).await.header("age").and_then(|age| age.parse::<u64>().ok());
        assert!(age >= Some(SILENT_MAX.as_secs()), "{path}: {age:?}");
    }
    let unknown = get(edge.address, "/api/results/city/web/bundle").await;
    assert_eq!((unknown.status, unknown.code().as_str()), (503, "origin-away"));
    let ready = get(edge.address, "/ready").await;
    assert_eq!((ready.status, ready.json()["status"].as_str()), (200, Some("old")), "{ready:?}");
    assert!(edge.number("jinbang_edge_silence_seconds").await >= SILENT_MAX.as_secs());

    nats.again();
    for viewer in [&mut here, &mut late] {
        assert!(viewer.until("source").await["silent_ms"].is_null());
        viewer.until_some("the mark", |message| message["rows"][0][3] == 1).await;
    }
    let board = until_same(venue.address, edge.address, BOARD).await;
    assert!(board.header("age").is_none());
    drop((judges, here, late));
    edge.stop().await;
    venue.stop().await;
}

/// NATS that takes nothing more holds up neither judges nor the origin's own viewers.
#[tokio::test(flavor = "multi_thread")]
async fn a_nats_that_hangs_delays_nobody_at_the_origin() {
    let nats = Nats::start();
    let words: Vec<String> = (0..300).map(|number| format!("D{number}")).collect();
    let venue = Venue::relayed(vec![tiny().competitors(&words.join(" ")).competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    until_same(venue.address, edge.address, BOARD).await;
    let mut own = viewer(venue.address, "city").await;
    own.until("snapshot").await;
    nats.hold_still();
    let (begun, mut slowest) = (Instant::now(), Duration::ZERO);
    for word in &words {
        let asked = Instant::now();
        judges.give(&[&format!("E1 {word} M1 4")]).await;
        slowest = slowest.max(asked.elapsed());
    }
    own.until_some("the last mark", |message| message["rows"].as_array().is_some_and(|rows| rows.iter().any(|row| row[0] == 301))).await;
    assert!(slowest < SILENT_MAX / 2, "a receipt took {slowest:?}, all of them {:?}", begun.elapsed());
    nats.go_on();
    let board = until_same(venue.address, edge.address, BOARD).await;
    assert_eq!(board.json()["rows"][301][3], 1);
    drop((judges, own));
    edge.stop().await;
    venue.stop().await;
}

/// A socket through an edge outlives the loss: it is told of what came since, without a hole.
#[tokio::test(flavor = "multi_thread")]
async fn boards_are_the_same_again_after_nats_was_killed_between_marks() {
    let mut nats = Nats::start();
    let venue = Venue::relayed(vec![tiny().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    until_same(venue.address, edge.address, BOARD).await;
    let mut here = viewer(edge.address, "city").await;
    let mut board = here.next().await.expect("a board");
    for (round, value) in ["4", "3.5", "3", "2.5"].into_iter().enumerate() {
        nats.kill();
        let competitor = ["C1", "C2"][round % 2];
        if round < 2 {
            judges.give(&[&format!("E1 {competitor} M1 {value}")]).await;
        }
        nats.again();
        until_same(venue.address, edge.address, BOARD).await;
    }
    let newest = until(edge.address, BOARD, |reply| reply.json()["rows"][1][3] == 1).await.json();
    while board != newest {
        let message = here.next().await.expect("the socket lives on");
        if message["type"] != "source" {
            crate::common::board::apply(&mut board, &message);
        }
        board["type"] = "snapshot".into();
    }
    drop((judges, here));
    edge.stop().await;
    venue.stop().await;
}
