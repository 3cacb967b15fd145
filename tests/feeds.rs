//! Boards for other readers: plain JSON that is sent once, and Server-Sent Events.

use crate::common;

use common::{
    competition::tiny,
    disk::Disk,
    http::{get, request},
    socket::{Socket, submit, tablet, viewer},
    stream::Stream,
    venue::{Venue, venue},
};
use jinbang::journal::JournalStore;
use serde_json::{Value, json};

const BOARD: &str = "/api/boards/city/web";
const EVENTS: &str = "/api/boards/city/web/events";

async fn mark(expert: &mut Socket, sequence: u64, competitor: &str, value: &str) {
    expert.send(submit(sequence, competitor, "M1", value)).await;
    expert.until("receipt").await;
}

/// The fields of the next event, its data read.
async fn event(stream: &mut Stream) -> (String, String, Value) {
    let fields = stream.event().await.expect("an event");
    let names: Vec<&str> = fields.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["id", "event", "data"]);
    let data = serde_json::from_str(&fields[2].1).expect("JSON");
    (fields[0].1.clone(), fields[1].1.clone(), data)
}

/// Asks until a board has this many marks.
async fn board_with(venue: &Venue, marks: u64) -> Value {
    loop {
        let board = get(venue.address, BOARD).await.json();
        let done: u64 = board["rows"].as_array().expect("rows").iter().filter_map(|row| row[3].as_u64()).sum();
        assert!(done <= marks, "{board}");
        if done == marks {
            return board;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn the_json_of_a_board_is_the_snapshot_of_its_socket() {
    let venue = venue(tiny()).await;
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    // Nobody watches it: it is as new all the same.
    mark(&mut expert, 1, "C1", "4").await;
    let board = board_with(&venue, 1).await;
    assert_eq!(viewer(venue.address, "city").await.next().await.expect("a snapshot"), board);
    let reply = get(venue.address, BOARD).await;
    assert_eq!(reply.header("content-type"), Some("application/json"));
    assert_eq!(reply.header("access-control-allow-origin"), Some("*"));
    for path in ["/api/boards/city/none", "/api/boards/none/web", "/api/boards/none/web/events"] {
        assert_eq!(get(venue.address, path).await.status, 404, "{path}");
    }
    venue.stop().await;
}

/// Whoever has it is told so, until something that is shown changes.
#[tokio::test(flavor = "multi_thread")]
async fn a_board_is_sent_again_only_when_it_has_changed() {
    let venue = venue(tiny()).await;
    let first = get(venue.address, BOARD).await;
    let tag = first.header("etag").expect("an ETag").to_owned();
    let again = async || request(venue.address, "GET", BOARD, &[("If-None-Match", &tag)], "").await;
    let same = again().await;
    assert_eq!((same.status, same.body.len(), same.header("etag")), (304, 0, Some(tag.as_str())));
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    mark(&mut expert, 1, "C1", "4").await;
    let changed = loop {
        let reply = again().await;
        if reply.status == 200 {
            break reply;
        }
    };
    assert_ne!(changed.header("etag"), Some(tag.as_str()));
    assert_eq!(changed.json()["rows"][0][3], 1);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn events_are_the_messages_of_the_socket() {
    let venue = venue(tiny()).await;
    let mut stream = Stream::open(venue.address, EVENTS, &[]).await;
    let head = (stream.status, stream.header("content-type"), stream.header("cache-control"), stream.header("access-control-allow-origin"));
    assert_eq!(head, (200, Some("text/event-stream"), Some("no-store"), Some("*")));
    let mut socket = viewer(venue.address, "city").await;
    let (id, kind, data) = event(&mut stream).await;
    assert_eq!((kind.as_str(), data), ("snapshot", socket.next().await.expect("a snapshot")));
    assert!(id.starts_with("1-"), "{id}");
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    mark(&mut expert, 1, "C1", "4").await;
    let (id, kind, data) = event(&mut stream).await;
    assert_eq!((kind.as_str(), data), ("delta", socket.next().await.expect("a change")));
    assert!(id.starts_with("2-"), "{id}");
    venue.stop().await;
    assert_eq!(stream.event().await, None, "it ends with the server");
}

/// Who comes back with the newest state hears only what comes after it; anybody else gets the board.
#[tokio::test(flavor = "multi_thread")]
async fn a_reader_goes_on_where_it_was() {
    let venue = venue(tiny()).await;
    let mut first = Stream::open(venue.address, EVENTS, &[]).await;
    let (newest, ..) = event(&mut first).await;
    let mut back = Stream::open(venue.address, EVENTS, &[("Last-Event-ID", &newest)]).await;
    let mut others = Vec::new();
    for id in ["", "1", "0-", "1-0123456789abcdef01234567", "nonsense"] {
        let mut other = Stream::open(venue.address, EVENTS, &[("Last-Event-ID", id)]).await;
        assert_eq!(event(&mut other).await.1, "snapshot", "{id}");
        others.push(other);
    }
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    mark(&mut expert, 1, "C1", "4").await;
    let (id, kind, data) = event(&mut back).await;
    assert_eq!((kind.as_str(), &data["version"]), ("delta", &2.into()));
    for mut other in others {
        assert_eq!(event(&mut other).await, (id.clone(), kind.clone(), data.clone()));
    }
    venue.stop().await;
}

/// A restart counts versions anew: what a reader holds of before is not taken for what there is now.
#[tokio::test(flavor = "multi_thread")]
async fn after_a_restart_nobody_is_left_with_an_old_board() {
    let disk = Disk::default();
    let open = async || {
        let store = JournalStore::with_backend(disk.clone()).expect("a journal");
        Venue::on(store, vec![tiny().competition("city")]).await
    };
    let venue = open().await;
    let mut stream = Stream::open(venue.address, EVENTS, &[]).await;
    let (held, ..) = event(&mut stream).await;
    let tag = get(venue.address, BOARD).await.header("etag").expect("an ETag").to_owned();
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    mark(&mut expert, 1, "C1", "4").await;
    venue.stop().await;
    let venue = open().await;
    let mut stream = Stream::open(venue.address, EVENTS, &[("Last-Event-ID", &held)]).await;
    let (id, kind, data) = event(&mut stream).await;
    assert!(id.starts_with("1-") && held.starts_with("1-") && id != held, "{id} {held}");
    assert_eq!((kind.as_str(), &data["rows"][0][3]), ("snapshot", &1.into()));
    assert_eq!(request(venue.address, "GET", BOARD, &[("If-None-Match", &tag)], "").await.status, 200);
    venue.stop().await;
}

/// Readers of events take the places of other viewers, and give them back.
#[tokio::test(flavor = "multi_thread")]
async fn events_need_a_place_among_the_viewers() {
    let venue = venue(tiny()).await;
    venue.app().viewers.allow(1, 1);
    let mut last = Stream::open(venue.address, EVENTS, &[]).await;
    event(&mut last).await;
    let refused = get(venue.address, EVENTS).await;
    assert_eq!((refused.status, refused.code().as_str()), (503, "full"));
    drop(last);
    let given_back = async {
        while venue.app().viewers.taken_in_all() > 0 {
            tokio::task::yield_now().await;
        }
    };
    tokio::time::timeout(common::http::DEADLINE, given_back).await.expect("a place that was given back");
    venue.stop().await;
}

/// As platforms of data security read and write scoreboards; who has no place is not there.
#[tokio::test(flavor = "multi_thread")]
async fn the_format_of_ctftime() {
    const CTFTIME: &str = "/api/boards/city/web/ctftime";
    let venue = venue(tiny()).await;
    let nobody = json!({ "tasks": [], "standings": [] });
    assert_eq!(get(venue.address, CTFTIME).await.json(), nobody);
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    mark(&mut expert, 1, "C2", "4.25").await;
    board_with(&venue, 1).await;
    let reply = get(venue.address, CTFTIME).await;
    assert_eq!(reply.json(), json!({ "tasks": [], "standings": [{ "pos": 1, "team": "name of C2", "score": 4.25 }] }));
    assert_eq!((reply.header("content-type"), reply.header("access-control-allow-origin")), (Some("application/json"), Some("*")));
    let tag = reply.header("etag").expect("an ETag");
    assert_eq!(request(venue.address, "GET", CTFTIME, &[("If-None-Match", tag)], "").await.status, 304);
    venue.stop().await;
}
