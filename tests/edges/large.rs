//! Boards that are longer than a message of NATS may be.

use crate::common::{
    competition::tiny,
    contest::measuring,
    edge::{RunningEdge, until, until_same},
    judges::Judges,
    nats::Nats,
    socket::viewer,
    venue::Venue,
};
use serde_json::json;

#[tokio::test(flavor = "multi_thread")]
async fn a_board_longer_than_a_message_comes_in_parts() {
    let nats = Nats::with("max_payload: 8192\n");
    let venue = Venue::relayed(vec![measuring("city", 3_000)], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let board = until_same(venue.address, edge.address, "/api/boards/city/web").await;
    assert!(board.status == 200 && board.body.len() > 10 * 8_192, "{}", board.body.len());
    let mut here = viewer(edge.address, "city").await;
    here.until("snapshot").await;
    let mut judges = Judges::of(&venue, "E1").await;
    judges.give(&["E1 C7 M1 4"]).await;
    until(edge.address, "/api/boards/city/web", |reply| reply.json()["rows"][7][3] == 1).await;
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    drop((here, judges));
    edge.stop().await;
    venue.stop().await;
}

/// What begins a board anew is a whole one: where that is too long for a message, edges hear that they must ask.
#[tokio::test(flavor = "multi_thread")]
async fn a_whole_board_that_is_too_long_is_asked_for() {
    let nats = Nats::with("max_payload: 8192\n");
    let words: Vec<String> = (0..300).map(|number| format!("D{number}")).collect();
    let hidden = tiny().competitors(&words.join(" ")).hidden();
    let venue = Venue::relayed(vec![hidden.competition("city")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.give(&["E1 C1 M1 4"]).await;
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    let mut here = viewer(edge.address, "city").await;
    here.until("snapshot").await;
    judges.done("/api/publication/propose", json!({ "competition": "city", "skill": "web", "reason": "announced" })).await;
    let answer = judges.ask("H", json!({ "type": "confirm", "proposal": 1 })).await;
    assert_eq!(answer["type"], "receipt", "{answer}");
    here.until_some("publication", |message| message["label"]["kind"] == "live").await;
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    drop((here, judges));
    edge.stop().await;
    venue.stop().await;
}
