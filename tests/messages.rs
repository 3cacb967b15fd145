//! Wrong, large, broken, repeated and reordered messages from tablets.

use crate::common;

use std::collections::BTreeMap;

use common::{
    competition::{MARK, skill, tiny},
    socket::{hello, submit, tablet},
    venue::venue,
};
use serde_json::json;
use tokio_tungstenite::tungstenite::{
    Message,
    protocol::frame::{
        Frame,
        coding::{Data, OpCode},
    },
};

/// A wrong message is answered; the connection and the marks live on.
#[tokio::test(flavor = "multi_thread")]
async fn wrong_messages_are_answered() {
    let venue = venue(tiny()).await;
    let pairing = venue.pair("E1").await;
    let mut socket = tablet(venue.address, &pairing).await;
    for (code, message) in [
        ("malformed", Message::text("")),
        ("malformed", Message::text("nonsense")),
        ("malformed", Message::text("[]")),
        ("malformed", Message::text("{}")),
        ("malformed", Message::text(r#"{"type":"dance"}"#)),
        ("malformed", Message::text(r#"{"type":"submit","sequence":1}"#)),
        ("malformed", Message::text(r#"{"type":"submit","sequence":-1,"competitor":"C1","aspect":"M1","value":"1"}"#)),
        ("malformed", Message::text(r#"{"type":"submit","sequence":1,"competitor":"C1","aspect":"M1","value":1}"#)),
        ("malformed", Message::text(r#"{"type":"submit","sequence":1,"competitor":"C1","aspect":"M1","value":"1","round":2}"#)),
        ("malformed", Message::text("[".repeat(5_000))),
        ("binary", Message::binary(submit(1, "C1", "M1", "1").to_string())),
        ("hello-again", Message::text(hello(&pairing, None).to_string())),
    ] {
        socket.send_raw(message.clone()).await;
        let answer = socket.next().await.unwrap_or_else(|| panic!("{message:?} closed the socket"));
        assert_eq!((&answer["type"], &answer["code"], &answer["fatal"]), (&json!("error"), &json!(code), &json!(false)), "{message:?}");
    }
    socket.send(submit(1, "C1", "M1", "1")).await;
    assert_eq!(socket.until("receipt").await["sequence"], 1);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn twenty_wrong_messages_end_a_connection() {
    let venue = venue(tiny()).await;
    let pairing = venue.pair("E1").await;
    let mut socket = tablet(venue.address, &pairing).await;
    let before = socket.heard.len();
    for _ in 0..20 {
        socket.send_raw(Message::text("nonsense")).await;
    }
    let last = socket.until_closed().await.expect("a reason");
    assert_eq!((&last["code"], &last["fatal"]), (&json!("too-many-errors"), &json!(true)));
    assert_eq!(socket.heard.len() - before, 20);
    tablet(venue.address, &pairing).await;
    venue.stop().await;
}

/// Larger than a tablet ever sends: the connection ends, the server and the tablet's place in it do not.
#[tokio::test(flavor = "multi_thread")]
async fn an_oversized_message_ends_its_connection_only() {
    let venue = venue(tiny()).await;
    let pairing = venue.pair("E1").await;
    let mut other = tablet(venue.address, &venue.pair("E2").await).await;
    let mut socket = tablet(venue.address, &pairing).await;
    socket.send(submit(1, "C1", "M1", &"1".repeat(9_000))).await;
    assert_eq!(socket.until_closed().await, None);
    let mut again = tablet(venue.address, &pairing).await;
    for socket in [&mut again, &mut other] {
        socket.send(submit(1, "C1", "J1", "2")).await;
        assert_eq!(socket.until("receipt").await["sequence"], 1);
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_message_in_fragments_is_one_message() {
    let venue = venue(tiny()).await;
    let mut socket = tablet(venue.address, &venue.pair("E1").await).await;
    let text = submit(1, "C1", "M1", "1").to_string();
    let (first, rest) = text.split_at(10);
    let (middle, last) = rest.split_at(10);
    for (part, code, end) in [(first, Data::Text, false), (middle, Data::Continue, false), (last, Data::Continue, true)] {
        socket.send_raw(Message::Frame(Frame::message(part.to_owned(), OpCode::Data(code), end))).await;
        if !end {
            socket.send_raw(Message::Ping("between".into())).await;
        }
    }
    assert_eq!(socket.until("receipt").await["sequence"], 1);
    venue.stop().await;
}

/// Bad Wi-Fi sends again, out of order and late, from two connections: each sequence makes one entry and always gets its receipt.
#[tokio::test(flavor = "multi_thread")]
async fn repeated_and_reordered_messages_make_one_entry_each() {
    let names: Vec<String> = (0..20).map(|number| format!("C{number}")).collect();
    let venue = venue(skill().competitors(&names.join(" ")).experts("E1").measured("M1", "5", MARK)).await;
    let pairing = venue.pair("E1").await;
    let mut connections = [tablet(venue.address, &pairing).await, tablet(venue.address, &pairing).await];
    let order = [7, 3, 3, 19, 0, 7, 12, 5, 3, 0, 19, 1, 2, 12, 7];
    for (turn, number) in order.into_iter().enumerate() {
        connections[turn % 2].send(submit(number + 1, &format!("C{number}"), "M1", "5")).await;
    }
    let mut receipts = BTreeMap::new();
    for turn in 0..order.len() {
        let receipt = connections[turn % 2].until("receipt").await;
        let first = receipts.entry(receipt["sequence"].as_u64()).or_insert_with(|| receipt.clone());
        assert_eq!(*first, receipt, "always the same receipt");
    }
    let mut positions: Vec<u64> = receipts.values().filter_map(|receipt| receipt["position"].as_u64()).collect();
    positions.sort_unstable();
    assert_eq!(positions, (3..=10).collect::<Vec<_>>());
    connections[0].send(submit(8, "C9", "M1", "5")).await;
    assert_eq!(connections[0].until("refused").await["code"], "sequence-conflict");
    venue.stop().await;
}
