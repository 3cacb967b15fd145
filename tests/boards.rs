//! Viewers of a board.

use crate::common;

use common::{
    board::apply,
    competition::{id, tiny},
    contest::{measure, measuring, stored},
    disk::Disk,
    http::post,
    socket::{Socket, submit, tablet, viewer},
    venue::{Venue, venue},
};
use jinbang::{competition::Text, journal::JournalStore};
use serde_json::{Value, json};
use tokio::net::TcpSocket;
use tokio_tungstenite::tungstenite::Message;

/// Deltas on top of a snapshot are the next snapshot.
#[tokio::test(flavor = "multi_thread")]
async fn deltas_lead_to_the_same_board_as_a_snapshot() {
    let venue = venue(tiny()).await;
    let mut following = viewer(venue.address, "city").await;
    let mut board = following.next().await.expect("a snapshot");
    let mut sockets = Vec::new();
    for expert in ["E1", "E2", "E3"] {
        sockets.push(tablet(venue.address, &venue.pair(expert).await).await);
    }
    for (number, (competitor, aspect, value)) in
        [("C2", "M1", "3"), ("C1", "M1", "4"), ("C2", "J1", "3"), ("C2", "J1", "3"), ("C2", "J1", "3")].into_iter().enumerate()
    {
        let by = if aspect == "J1" { number - 2 } else { 0 };
        sockets[by].send(submit(number as u64 + 1, competitor, aspect, value)).await;
        sockets[by].until("receipt").await;
        let done = board["rows"][0][3].as_u64().zip(board["rows"][1][3].as_u64()).map(|(one, two)| one + two);
        // Only a mark moves the board; two of three scores do not.
        if number < 2 || number == 4 {
            let message = following.next().await.expect("a change");
            apply(&mut board, &message);
            let now = board["rows"][0][3].as_u64().zip(board["rows"][1][3].as_u64()).map(|(one, two)| one + two);
            assert_eq!(now, done.map(|done| done + 1), "one more mark");
        }
        assert_eq!(viewer(venue.address, "city").await.next().await.expect("a snapshot"), board);
    }
    assert_eq!(board["rows"], json!([[0, 2, "4.00", 1, "", null, 0], [1, 1, "5.00", 2, "", null, 0]]));
    assert_eq!(board["order"], json!([1, 0]));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_may_ask_for_the_board_and_nothing_else() {
    let venue = venue(tiny()).await;
    let mut socket = viewer(venue.address, "city").await;
    let first = socket.next().await;
    socket.send(json!({ "type": "resync" })).await;
    assert_eq!(socket.next().await, first);
    for message in [Message::text(""), Message::text("hello"), Message::text("{}"), Message::binary("{\"type\":\"resync\"}")] {
        socket.send_raw(message).await;
        let answer = socket.next().await.expect("an answer");
        assert_eq!((&answer["type"], &answer["code"]), (&json!("error"), &json!("unknown-message")));
    }
    for _ in 0..16 {
        socket.send_raw(Message::text("hello")).await;
    }
    let last = socket.until_closed().await.expect("a reason");
    assert_eq!((&last["type"], &last["code"]), (&json!("closing"), &json!("too-many-errors")));

    let mut large = viewer(venue.address, "city").await;
    large.next().await;
    large.send_raw(Message::text("x".repeat(300))).await;
    assert_eq!(large.until_closed().await, None);
    for path in ["/ws/board/town/web", "/ws/board/city/cooking", "/ws/board/city/"] {
        assert_eq!(Socket::connect_from(venue.address, path, None).await.err(), Some(404), "{path}");
    }
    venue.stop().await;
}

/// A viewer that does not keep up is given the newest board, and what it missed is gone; the others do not wait for it.
#[tokio::test(flavor = "multi_thread")]
async fn a_slow_viewer_gets_the_newest_board_and_no_backlog() {
    const COMPETITORS: u64 = 800;
    const ROUNDS: u64 = 6;
    let mut competition = measuring("city", COMPETITORS);
    for competitor in &mut competition.skills[0].competitors {
        // Some megabytes in all: more than any buffer on the way takes in.
        competitor.name = Text::plain("long name ".repeat(250));
    }
    let venue = Venue::on(JournalStore::with_backend(Disk::default()).expect("a new journal"), vec![competition]).await;
    let mut slow = narrow_viewer(&venue).await;
    let mut fast = viewer(venue.address, "city").await;
    let mut board = fast.next().await.expect("a snapshot");

    let device = venue.pair("E1").await.device;
    for round in 0..ROUNDS {
        for number in (0..COMPETITORS).filter(|number| number % ROUNDS == round) {
            let mut command = measure("E1", number + 1, number);
            command.id.as_mut().expect("a device").device = id(&device);
            stored(venue.app().engine.ask(0, command).await.expect("room in the queue"));
        }
        let marked = (0..COMPETITORS).filter(|number| number % ROUNDS <= round).count();
        while board["rows"].as_array().expect("rows").iter().filter(|row| row[3] == 1).count() < marked {
            apply(&mut board, &fast.next().await.expect("a change"));
        }
    }
    let versions = board["version"].as_u64().expect("a version");
    let (mut whole, mut steps, mut shown) = (0, 0, Value::Null);
    while shown["version"] != board["version"] {
        let message = slow.next().await.expect("the newest board");
        if message["type"] == "snapshot" {
            whole += 1;
        } else {
            steps += message.to_string().len();
        }
        apply(&mut shown, &message);
    }
    assert_eq!(shown, board);
    assert!(versions > ROUNDS && whole <= 3 && steps < 64 << 10, "{whole} boards and {steps} bytes of steps for {versions} versions");
    venue.stop().await;
}

/// A viewer whose machine takes in hardly anything at a time.
async fn narrow_viewer(venue: &Venue) -> Socket {
    let socket = TcpSocket::new_v4().expect("a socket");
    socket.set_recv_buffer_size(2_048).expect("a small buffer");
    let stream = socket.connect(venue.address).await.expect("a connection");
    Socket::over(stream, venue.address, "/ws/board/city/web").await
}

/// Who withdraws leaves the places and stays on the board, with the marks there were; and may come back.
#[tokio::test(flavor = "multi_thread")]
async fn a_withdrawn_competitor_has_no_place_on_the_board() {
    let venue = venue(tiny()).await;
    let mut board = viewer(venue.address, "city").await;
    board.next().await.expect("a snapshot");
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    expert.send(submit(1, "C1", "M1", "4")).await;
    expert.until("receipt").await;
    assert_eq!(board.next().await.expect("a change")["rows"][0], json!([0, 1, "4.00", 1, "", null, 0]));
    let cookie = venue.sign_in().await;
    let asked = json!({ "competition": "city", "skill": "web", "competitor": "C1", "reason": "ill" });
    let ask = async |path: &str| post(venue.address, path, &[("Cookie", &cookie)], &asked).await;
    assert_eq!(ask("/api/withdrawals").await.status, 204);
    let again = ask("/api/withdrawals").await;
    assert_eq!((again.status, again.code()), (409, "withdrawn-already".to_owned()));
    assert_eq!(board.next().await.expect("a change")["rows"][0], json!([0, null, "4.00", 1, "", null, 1]));
    assert_eq!(ask("/api/reinstatements").await.status, 204);
    assert_eq!(board.next().await.expect("a change")["rows"][0], json!([0, 1, "4.00", 1, "", null, 0]));
    venue.stop().await;
}
