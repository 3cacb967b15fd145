//! Tablets on real sockets, as `docs/protocol.md` has it.

use crate::common;

use common::{
    competition::{MARK, skill, tiny},
    disk::{Disk, Fails},
    http,
    socket::{Socket, hello, submit, tablet, viewer},
    venue::{NOW, Venue, venue},
};
use jinbang::journal::JournalStore;
use serde_json::{Value, json};
use tempfile::tempdir;
use tokio_tungstenite::tungstenite::Message;

#[tokio::test(flavor = "multi_thread")]
async fn a_mark_goes_from_the_tablet_to_the_board() {
    let venue = venue(tiny()).await;
    let mut viewer = viewer(venue.address, "city").await;
    let snapshot = viewer.next().await.expect("a snapshot");
    assert_eq!((&snapshot["type"], &snapshot["state"]), (&json!("snapshot"), &json!("not-started")));
    let pairing = venue.pair("E1").await;

    let mut socket = Socket::connect(venue.address, "/ws/marking").await;
    socket.send(hello(&pairing, None)).await;
    let welcome = socket.next().await.expect("a welcome");
    assert_eq!((&welcome["type"], &welcome["next_sequence"], &welcome["position"]), (&json!("welcome"), &json!(1), &json!(2)));
    let marks = socket.next().await.expect("marks");
    assert_eq!(marks, json!({ "type": "marks", "position": 2, "full": true, "cells": [] }));

    socket.send(submit(1, "C2", "M1", "4.5")).await;
    let receipt = socket.until("receipt").await;
    assert_eq!((&receipt["sequence"], &receipt["position"], &receipt["at"]), (&json!(1), &json!(3), &json!(NOW)));
    assert_eq!(receipt["hash"].as_str().expect("a hash").len(), 64);
    let change = socket.until("marks").await;
    let cell = json!({ "competitor": "C2", "aspect": "M1", "state": "done", "round": 1, "given": 1, "of": 1, "mark": "4.5",
        "own": { "value": "4.5", "position": 3 } });
    assert_eq!(change, json!({ "type": "marks", "position": 3, "full": false, "cells": [cell] }));
    let delta = viewer.until("delta").await;
    assert_eq!((&delta["version"], &delta["state"]), (&json!(2), &json!("marking")));
    assert_eq!(delta["rows"], json!([[1, 1, "4.50", 1, "", null, 0]]));
    assert_eq!(delta["moves"], json!([1, 0]));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_paired_device_is_let_in() {
    let venue = venue(tiny()).await;
    let pairing = venue.pair("E1").await;
    let other = venue.pair("E2").await;
    let good = || hello(&pairing, None);
    let with = |name: &str, value: Value| {
        let mut message = good();
        message[name] = value;
        message.to_string()
    };
    let (_, secret) = pairing.token.split_once('.').expect("a token");
    for (code, message) in [
        ("device-unknown", with("token", json!(format!("{}x", pairing.token)))),
        ("device-unknown", with("token", json!(format!("{}.{secret}", other.device)))),
        ("device-unknown", with("token", json!(format!("d-nobody.{secret}")))),
        ("device-unknown", with("token", json!(secret))),
        ("device-unknown", with("token", json!(""))),
        ("device-unknown", with("competition", json!("town"))),
        ("protocol", with("protocol", json!(2))),
        ("hello-expected", with("protocol", json!("one"))),
        ("hello-expected", with("surprise", json!(1))),
        ("hello-expected", submit(1, "C1", "M1", "1").to_string()),
        ("hello-expected", "nonsense".to_owned()),
        ("hello-expected", String::new()),
    ] {
        let mut socket = Socket::connect(venue.address, "/ws/marking").await;
        socket.send_raw(Message::text(message.clone())).await;
        let last = socket.until_closed().await.unwrap_or_else(|| panic!("{message}: no reason"));
        assert_eq!((&last["type"], &last["code"], &last["fatal"]), (&json!("error"), &json!(code), &json!(true)), "{message}");
        assert_eq!(socket.heard.len(), 1, "{message}: nothing else is said");
    }
    let mut socket = Socket::connect(venue.address, "/ws/marking").await;
    socket.send_raw(Message::binary(good().to_string())).await;
    assert_eq!(socket.until_closed().await.expect("a reason")["code"], "hello-expected");
    venue.stop().await;
}

/// What a tablet hears again after it was away: what changed since, or everything if the server has forgotten what it knew.
#[tokio::test(flavor = "multi_thread")]
async fn a_tablet_resumes_where_it_was() {
    let venue = venue(tiny()).await;
    let (one, two) = (venue.pair("E1").await, venue.pair("E2").await);
    let mut first = tablet(venue.address, &one).await;
    for (sequence, aspect) in [(1, "J1"), (2, "M1")] {
        first.send(submit(sequence, "C1", aspect, "2")).await;
        first.until("receipt").await;
    }
    first.until_some("both marks", |message| message["type"] == "marks" && message["position"] == 5).await;
    for (since, full, told) in [
        (None, true, vec!["J1", "M1"]),
        (Some(3), false, vec!["J1", "M1"]),
        (Some(4), false, vec!["M1"]),
        (Some(5), false, vec![]),
        (Some(99), true, vec!["J1", "M1"]),
    ] {
        let mut again = Socket::connect(venue.address, "/ws/marking").await;
        again.send(hello(&two, since)).await;
        again.until("welcome").await;
        let marks = again.until("marks").await;
        let aspects: Vec<&str> = marks["cells"].as_array().expect("cells").iter().filter_map(|cell| cell["aspect"].as_str()).collect();
        assert_eq!((marks["full"].as_bool(), aspects, &marks["position"]), (Some(full), told, &json!(5)), "since {since:?}");
    }
    let mut again = Socket::connect(venue.address, "/ws/marking").await;
    again.send(hello(&one, Some(5))).await;
    assert_eq!(again.until("welcome").await["next_sequence"], 3);
    venue.stop().await;
}

/// However many marks come at once: a tablet that was told up to a position, left, and resumed there has missed nothing.
#[tokio::test(flavor = "multi_thread")]
async fn a_position_in_marks_means_that_all_before_it_was_told() {
    const CELLS: u64 = 700;
    let names: Vec<String> = (0..CELLS).map(|number| format!("C{number}")).collect();
    let venue = venue(skill().competitors(&names.join(" ")).experts("E1 E2").measured("M1", "5", MARK)).await;
    let (one, two) = (venue.pair("E1").await, venue.pair("E2").await);
    let mut watching = tablet(venue.address, &two).await;
    let mut marking = tablet(venue.address, &one).await;
    let sender = async {
        for number in 0..CELLS {
            marking.send(submit(number + 1, &format!("C{number}"), "M1", "5")).await;
        }
        marking.until_some("the last receipt", |message| message["type"] == "receipt" && message["sequence"] == CELLS).await;
    };
    let watcher = async {
        let mut told = 0;
        while told < CELLS {
            let marks = watching.until("marks").await;
            let cells = marks["cells"].as_array().expect("cells");
            told += cells.len() as u64;
            // Two pairings and the opening come before the marks.
            let position = marks["position"].as_u64().expect("a position");
            assert!(told + 3 >= position, "told {told} cells, and says that it is at {position}");
        }
    };
    tokio::join!(sender, watcher);
    venue.stop().await;
}

/// Invariant 15.
#[tokio::test(flavor = "multi_thread")]
async fn a_revoked_device_is_closed_at_once_and_stays_out() {
    let venue = venue(tiny()).await;
    let cookie = venue.sign_in().await;
    let (lost, kept) = (venue.pair("E1").await, venue.pair("E1").await);
    let mut lost_socket = tablet(venue.address, &lost).await;
    let mut kept_socket = tablet(venue.address, &kept).await;
    let path = format!("/api/devices/{}?competition=city", lost.device);
    let headers = [("Cookie", cookie.as_str())];
    assert_eq!(http::request(venue.address, "DELETE", &path, &headers, "").await.status, 204);
    let last = lost_socket.until_closed().await.expect("a reason");
    assert_eq!((&last["code"], &last["fatal"]), (&json!("revoked"), &json!(true)));
    assert_eq!(http::request(venue.address, "DELETE", &path, &headers, "").await.status, 404);

    let mut again = Socket::connect(venue.address, "/ws/marking").await;
    again.send(hello(&lost, None)).await;
    assert_eq!(again.until_closed().await.expect("a reason")["code"], "device-unknown");
    kept_socket.send(submit(1, "C1", "M1", "1")).await;
    kept_socket.until("receipt").await;
    venue.stop().await;
}

/// A device that says hello while it is being revoked is closed like one that was there before.
#[tokio::test(flavor = "multi_thread")]
async fn nobody_slips_in_while_being_revoked() {
    let venue = venue(tiny()).await;
    let cookie = venue.sign_in().await;
    for _ in 0..60 {
        let pairing = venue.pair("E1").await;
        let path = format!("/api/devices/{}?competition=city", pairing.device);
        let slip_in = async {
            let mut socket = Socket::connect(venue.address, "/ws/marking").await;
            socket.send(hello(&pairing, None)).await;
            // An open socket would be asked for signs of life only after 25 seconds.
            let last = socket.until_closed().await.expect("a reason");
            assert!(last["code"] == "revoked" || last["code"] == "device-unknown", "{last}");
        };
        let revoke = async { assert_eq!(http::request(venue.address, "DELETE", &path, &[("Cookie", &cookie)], "").await.status, 204) };
        tokio::join!(slip_in, revoke);
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn stopping_says_so_and_keeps_what_was_acknowledged() {
    let folder = tempdir().expect("a folder");
    let running = Venue::open(&folder, vec![tiny().competition("city")]).await;
    let pairing = running.pair("E1").await;
    let mut socket = tablet(running.address, &pairing).await;
    let mut viewer = viewer(running.address, "city").await;
    viewer.until("snapshot").await;
    socket.send(submit(1, "C1", "M1", "4.5")).await;
    let receipt = socket.until("receipt").await;
    let ((), last, closing) = tokio::join!(running.stop(), socket.until_closed(), viewer.until_closed());
    let last = last.expect("a reason");
    assert_eq!((&last["type"], &last["code"], &last["fatal"]), (&json!("error"), &json!("stopping"), &json!(true)));
    let closing = closing.expect("a reason");
    assert_eq!((&closing["type"], &closing["code"]), (&json!("closing"), &json!("stopping")));

    // Without naming the folder: the journal knows the competition.
    let running = Venue::open(&folder, Vec::new()).await;
    let mut socket = Socket::connect(running.address, "/ws/marking").await;
    socket.send(hello(&pairing, None)).await;
    assert_eq!(socket.until("welcome").await["next_sequence"], 2);
    assert_eq!(socket.until("marks").await["cells"][0]["own"], json!({ "value": "4.5", "position": receipt["position"] }));
    socket.send(submit(1, "C1", "M1", "4.5")).await;
    assert_eq!(socket.until("receipt").await, receipt);
    running.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn locks_are_told_and_an_unlock_takes_two() {
    let venue = venue(tiny()).await;
    let mut sockets = Vec::new();
    for expert in ["E1", "H", "S"] {
        sockets.push(tablet(venue.address, &venue.pair(expert).await).await);
    }
    let [expert, chief, supervisor] = &mut sockets[..] else { panic!("three") };
    chief.send(json!({ "type": "lock", "sequence": 1 })).await;
    chief.until("receipt").await;
    assert_eq!(expert.until("locked").await["locked"], true);
    expert.send(submit(1, "C1", "M1", "1")).await;
    assert_eq!(expert.until("refused").await["code"], "locked");
    chief.send(json!({ "type": "unlock", "sequence": 2, "sub_criterion": "A1", "reason": "ink" })).await;
    chief.until("receipt").await;
    expert.send(submit(2, "C1", "M1", "1")).await;
    assert_eq!(expert.until("refused").await["code"], "locked");
    supervisor.send(json!({ "type": "unlock", "sequence": 1, "sub_criterion": "A1", "reason": "ink" })).await;
    assert_eq!(expert.until("locked").await["locked"], false);
    // A late copy of what was refused is refused; what is given anew has a number of its own.
    expert.send(submit(1, "C1", "M1", "1")).await;
    assert_eq!(expert.until("refused").await["code"], "locked");
    expert.send(submit(3, "C1", "M1", "1")).await;
    expert.until("receipt").await;
    venue.stop().await;
}

/// Invariant 18, seen from outside: no receipt any more, everyone is told, readers go on.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_storage_fault_readers_go_on() {
    let disk = Disk::default();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let venue = Venue::on(store, vec![tiny().competition("city")]).await;
    let cookie = venue.sign_in().await;
    let (one, two) = (venue.pair("E1").await, venue.pair("E2").await);
    let (mut first, mut second) = (tablet(venue.address, &one).await, tablet(venue.address, &two).await);
    first.send(submit(1, "C1", "M1", "4.5")).await;
    first.until("receipt").await;

    disk.fail(Fails::From(disk.operations()));
    first.send(submit(2, "C2", "M1", "4")).await;
    // The answer and the news take different ways: either may come first.
    let (one_answer, other) = (first.until_either("refused", "status").await, first.until_either("refused", "status").await);
    let (refused, status) = if one_answer["type"] == "refused" { (one_answer, other) } else { (other, one_answer) };
    assert_eq!((&refused["code"], &status["writable"]), (&json!("read-only"), &json!(false)));
    assert_eq!(second.until("status").await["writable"], false);
    let mut late = Socket::connect(venue.address, "/ws/marking").await;
    late.send(hello(&two, None)).await;
    assert_eq!(late.until("marks").await["cells"][0]["mark"], "4.5");
    assert_eq!(late.until("status").await["writable"], false);

    let health = http::get(venue.address, "/health").await.json();
    assert_eq!(health["status"], "read-only");
    assert!(health["reason"].as_str().is_some_and(|reason| !reason.is_empty()), "{health}");
    for path in ["/api/competitions", "/", "/api/desk"] {
        assert_eq!(http::request(venue.address, "GET", path, &[("Cookie", &cookie)], "").await.status, 200, "{path}");
    }
    assert_eq!(viewer(venue.address, "city").await.until("snapshot").await["rows"][0][2], "4.50");
    venue.stop().await;
}
