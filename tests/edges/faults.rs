//! Messages that are missing, false or from others.

use async_nats::{Client, HeaderMap};
use futures_util::StreamExt;
use serde_json::Value;

use crate::common::{
    competition::tiny,
    edge::{RunningEdge, until, until_same},
    judges::Judges,
    nats::Nats,
    socket::viewer,
    venue::{NOW, Venue},
};

const BOARD: &str = "/api/boards/city/web";

/// What an origin says next about `city`.
async fn beat(client: &Client) -> Value {
    let mut beats = client.subscribe("jinbang.v1.beats.city").await.expect("a subscription");
    let message = beats.next().await.expect("a beat");
    serde_json::from_slice(&message.payload).expect("JSON")
}

/// Somebody else's message in the place of the origin's.
async fn say(client: &Client, epoch: &str, version: u64, payload: &str) {
    let mut headers = HeaderMap::new();
    for (name, value) in [("Jinbang-Epoch", epoch), ("Jinbang-Version", &version.to_string()), ("Jinbang-Kind", "frame")] {
        headers.insert(name, value);
    }
    client.publish_with_headers("jinbang.v1.frames.city.web", headers, payload.to_owned().into()).await.expect("sent");
    client.flush().await.expect("sent");
}

#[tokio::test(flavor = "multi_thread")]
async fn after_a_gap_or_a_false_message_the_board_is_loaded_anew() {
    let nats = Nats::start();
    let venue = Venue::relayed(vec![tiny().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    until_same(venue.address, edge.address, BOARD).await;
    let mut here = viewer(edge.address, "city").await;
    here.until("snapshot").await;
    let client = async_nats::connect(nats.url()).await.expect("NATS");
    let told = beat(&client).await;
    let (epoch, version) = (told["epoch"].as_str().expect("an epoch"), told["boards"][0][1].as_u64().expect("a version"));

    // Versions are missing: what comes is not shown, the board is asked for.
    let (gaps, loads) = (edge.number("jinbang_edge_gaps_total").await, edge.number("jinbang_edge_loads_total").await);
    say(&client, epoch, version + 5, r#"{"type":"delta","version":6,"later":0,"state":"locked"}"#).await;
    while edge.number("jinbang_edge_gaps_total").await == gaps {}
    while edge.number("jinbang_edge_loads_total").await == loads {}
    // So does what fits no board, whatever it is.
    for nonsense in [
        "",
        "[]",
        r#"{"type":"closing"}"#,
        r#"{"type":"delta","version":2,"later":0,"moves":[9,9]}"#,
        r#"{"type":"delta","version":2,"shifts":[0,9,1]}"#,
    ] {
        say(&client, epoch, version + 1, nonsense).await;
    }
    say(&client, "no epoch", version + 1, r#"{"type":"delta","version":2,"later":0,"state":"locked"}"#).await;
    say(&client, "1-00000000", version + 1, r#"{"type":"delta","version":2,"later":0,"state":"locked"}"#).await;
    judges.give(&["E1 C1 M1 4"]).await;
    until(edge.address, BOARD, |reply| reply.json()["rows"][0][3] == 1).await;
    until_same(venue.address, edge.address, BOARD).await;
    assert!(!here.heard.iter().any(|frame| frame.contains("locked")), "{:?}", here.heard);

    // A message that fits and is false is found out by the next beat.
    let version = beat(&client).await["boards"][0][1].as_u64().expect("a version");
    say(&client, epoch, version + 1, &format!(r#"{{"type":"delta","version":{},"later":0,"state":"locked"}}"#, version + 1)).await;
    here.until_some("the false message", |message| message["state"] == "locked").await;
    judges.give(&["E1 C2 M1 3"]).await;
    here.until_some("the true board", |message| message["type"] == "snapshot" && message["state"] == "marking").await;
    until_same(venue.address, edge.address, BOARD).await;
    assert_eq!(edge.number("jinbang_edge_differences_total").await, 1);
    drop((judges, here));
    edge.stop().await;
    venue.stop().await;
}

/// What is said in wrong places or in wrong words changes nothing.
#[tokio::test(flavor = "multi_thread")]
async fn nonsense_on_nats_is_counted_and_passed_over() {
    let nats = Nats::start();
    let venue = Venue::relayed(vec![tiny().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    until_same(venue.address, edge.address, BOARD).await;
    let client = async_nats::connect(nats.url()).await.expect("NATS");
    let own = beat(&client).await;
    for (subject, payload) in [
        ("jinbang.v1.beats.city", "nonsense".to_owned()),
        ("jinbang.v1.beats.%zz", own.to_string()),
        ("jinbang.v1.beats.%2E", own.to_string()),
        ("jinbang.v1.beats.city", own.to_string().replace("epoch\":\"", "epoch\":\"x")),
        ("jinbang.v1.frames.city.web", "without headers".to_owned()),
    ] {
        client.publish(subject, payload.into()).await.expect("sent");
    }
    client.flush().await.expect("sent");
    while edge.number("jinbang_edge_unread_total").await < 3 {}
    until_same(venue.address, edge.address, BOARD).await;
    assert_eq!(edge.number("jinbang_competitions").await, 1);
    edge.stop().await;
    venue.stop().await;
}

/// Of two servers with the same competition the one that started later is shown; when it goes, the other is.
#[tokio::test(flavor = "multi_thread")]
async fn of_two_origins_of_one_competition_the_later_is_shown_while_it_is_heard() {
    let nats = Nats::start();
    let early = Venue::relayed(vec![tiny().competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    until_same(early.address, edge.address, BOARD).await;
    let mut viewer = viewer(edge.address, "city").await;
    viewer.until("snapshot").await;
    let late = Venue::relayed_at(NOW + 60_000, vec![tiny().competitors("C7").competition("city")], &nats.options()).await;
    let taken_over = viewer.until("snapshot").await;
    assert_eq!(taken_over["field"], 3, "the same version of another start is another board");
    until_same(late.address, edge.address, BOARD).await;
    late.stop().await;
    let back = viewer.until_some("the early one", |message| message["type"] == "snapshot").await;
    assert_eq!(back["field"], 2);
    until_same(early.address, edge.address, BOARD).await;
    drop(viewer);
    edge.stop().await;
    early.stop().await;
}
