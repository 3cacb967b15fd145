//! Viewers' sockets: those who are slow, those who talk nonsense, and those for whom there is no place.

use crate::common;

use std::{
    io::Read,
    net::SocketAddr,
    time::{Duration, Instant},
};

use common::{
    competition::tiny,
    contest::measuring,
    disk::Disk,
    http::{DEADLINE, request},
    secure::SecureVenue,
    socket::{Socket, submit, tablet, viewer},
    venue::{Venue, venue},
};
use flate2::read::DeflateDecoder;
use futures_util::{SinkExt, StreamExt};
use jinbang::{competition::Text, journal::JournalStore};
use serde_json::{Value, json};
use tempfile::tempdir;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::{TcpSocket, TcpStream},
    task::yield_now,
    time::timeout,
};
use tokio_tungstenite::{client_async, tungstenite::Message};

const BOARD: &str = "/ws/board/city/web";
const RESYNC: &str = r#"{"type":"resync"}"#;

/// A connection without a library between it and the bytes.
struct Raw {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Raw {
    async fn open(address: SocketAddr, path: &str, behind: &[u8]) -> Self {
        Self::over(TcpStream::connect(address).await.expect("a connection"), path, behind).await
    }

    /// `behind`: what is sent in one piece with the handshake.
    async fn over(mut stream: TcpStream, path: &str, behind: &[u8]) -> Self {
        let head = format!(
            "GET {path} HTTP/1.1\r\nHost: venue\r\nUpgrade: websocket\r\nConnection: keep-alive, Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
        );
        stream.write_all(&[head.as_bytes(), behind].concat()).await.expect("a connection");
        let mut heard = Vec::new();
        let end = loop {
            if let Some(end) = heard.windows(4).position(|four| four == b"\r\n\r\n") {
                break end + 4;
            }
            assert_ne!(stream.read_buf(&mut heard).await.expect("an answer"), 0);
        };
        let answer = String::from_utf8_lossy(&heard[..end]).to_ascii_lowercase();
        assert!(answer.starts_with("http/1.1 101 ") && answer.contains("sec-websocket-accept: s3pplmbitxaq9kygzzhzrbk+xoo="), "{answer}");
        Self { stream, heard: heard.split_off(end) }
    }

    async fn say(&mut self, bytes: &[u8]) {
        self.stream.write_all(bytes).await.expect("a connection");
    }

    /// The next frame: its first byte and its payload; `None` at the end.
    async fn frame(&mut self) -> Option<(u8, Vec<u8>)> {
        loop {
            if let [kind, short, rest @ ..] = &self.heard[..] {
                let (length, from) = match (short, rest) {
                    (127, length) if length.len() >= 8 => {
                        (usize::try_from(u64::from_be_bytes(length[..8].try_into().expect("eight"))).expect("small"), 10)
                    }
                    (126, [high, low, ..]) => (usize::from(u16::from_be_bytes([*high, *low])), 4),
                    (126 | 127, _) => (usize::MAX - 10, 0),
                    (short, _) => (usize::from(*short), 2),
                };
                if self.heard.len() >= from + length {
                    let frame = (*kind, self.heard[from..from + length].to_vec());
                    self.heard.drain(..from + length);
                    return Some(frame);
                }
            }
            let read = timeout(DEADLINE, self.stream.read_buf(&mut self.heard)).await.expect("a frame in time");
            if read.unwrap_or(0) == 0 {
                return None;
            }
        }
    }

    async fn snapshot(&mut self) -> Value {
        let (kind, payload) = self.frame().await.expect("a snapshot");
        assert_eq!(kind, 0x81);
        serde_json::from_slice(&payload).expect("JSON")
    }

    /// The code of the close frame with which it ends.
    async fn close_code(&mut self) -> Option<u16> {
        let mut code = None;
        while let Some((kind, payload)) = self.frame().await {
            if kind == 0x88 {
                code = payload.try_into().ok().map(u16::from_be_bytes);
            }
        }
        code
    }
}

/// A client's frame; the mask changes nothing.
fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).expect("short");
    let mut bytes = vec![first];
    if length < 126 {
        bytes.push(0x80 | length.to_be_bytes()[1]);
    } else {
        bytes.push(0x80 | 0x7e);
        bytes.extend(length.to_be_bytes());
    }
    bytes.extend([0; 4]);
    bytes.extend(payload);
    bytes
}

async fn until_taken(venue: &Venue, places: usize, patience: Duration) {
    let waited = async {
        while venue.app().viewers.taken_in_all() != places {
            yield_now().await;
        }
    };
    timeout(patience, waited).await.unwrap_or_else(|_| panic!("{} places are taken", venue.app().viewers.taken_in_all()));
}

/// Whoever takes nothing is let go in ten seconds; the others are shown every mark at the next tick meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn a_viewer_that_takes_nothing_is_closed_and_delays_nobody() {
    let mut competition = measuring("city", 400);
    for competitor in &mut competition.skills[0].competitors {
        // A megabyte in all: more than any buffer on the way takes in.
        competitor.name = Text::plain("long name ".repeat(250));
    }
    let venue = Venue::on(JournalStore::with_backend(Disk::default()).expect("a new journal"), vec![competition]).await;
    let mut slow = Vec::new();
    for _ in 0..50 {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.set_recv_buffer_size(2_048).expect("a small buffer");
        slow.push(Raw::over(socket.connect(venue.address).await.expect("a connection"), BOARD, &[]).await);
    }
    let begun = Instant::now();
    let mut watching = viewer(venue.address, "city").await;
    watching.until("snapshot").await;
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    for number in 0..5_u64 {
        expert.send(submit(number + 1, &format!("C{number}"), "M1", "4")).await;
        expert.until("receipt").await;
        let sent = Instant::now();
        watching.until("delta").await;
        assert!(sent.elapsed() < Duration::from_millis(700), "{:?}", sent.elapsed());
    }
    assert_eq!(venue.app().viewers.taken_in_all(), 51, "they have their time");
    until_taken(&venue, 1, Duration::from_secs(12).saturating_sub(begun.elapsed())).await;
    assert!(begun.elapsed() >= Duration::from_secs(9), "{:?}", begun.elapsed());
    watching.send(json!({ "type": "resync" })).await;
    watching.until("snapshot").await;
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_a_viewers_message_ends_the_connection_with_its_reason() {
    let venue = venue(tiny()).await;
    for (bytes, code) in [
        (b"GET / HTTP/1.1\r\n\r\n".to_vec(), 1002),
        (vec![0xff; 4_000], 1002),
        (vec![0x81, 2, b'h', b'i'], 1002),
        (frame(0x81, &[b'x'; 257]), 1009),
        (vec![0x82, 0xff, 0, 0, 0, 0, 0xff, 0xff, 0xff, 0xff], 1009),
        (frame(0x81, &[0xc0, 0xaf]), 1007),
        (frame(0x81, RESYNC.as_bytes()).repeat(20), 1008),
        (frame(0x8a, b"").repeat(240), 1008),
        (frame(0x89, &[b'p'; 125]).repeat(240), 1008),
    ] {
        let mut viewer = Raw::open(venue.address, BOARD, &[]).await;
        viewer.snapshot().await;
        viewer.say(&bytes).await;
        assert_eq!(viewer.close_code().await, Some(code), "{:?}", &bytes[..bytes.len().min(16)]);
    }
    until_taken(&venue, 0, DEADLINE).await;
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn pings_fragments_and_the_closing_handshake() {
    let venue = venue(tiny()).await;
    // The first message comes with the handshake.
    let mut viewer = Raw::open(venue.address, BOARD, &frame(0x81, RESYNC.as_bytes())).await;
    let board = viewer.snapshot().await;
    viewer.say(&frame(0x89, b"are you there")).await;
    assert_eq!(viewer.frame().await, Some((0x8a, b"are you there".to_vec())));
    let (one, other) = RESYNC.split_at(7);
    for piece in [frame(0x01, one.as_bytes()), frame(0x89, b"!"), frame(0x80, other.as_bytes())].concat() {
        viewer.say(&[piece]).await;
    }
    assert_eq!(viewer.frame().await, Some((0x8a, b"!".to_vec())));
    assert_eq!(viewer.snapshot().await, board);
    viewer.say(&frame(0x88, &1000_u16.to_be_bytes())).await;
    assert_eq!((viewer.frame().await, viewer.frame().await), (Some((0x88, vec![3, 232])), None));
    until_taken(&venue, 0, DEADLINE).await;
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn who_asks_for_no_websocket_gets_none() {
    let venue = venue(tiny()).await;
    let good = [
        ("Upgrade", "websocket"),
        ("Connection", "Upgrade"),
        ("Sec-WebSocket-Version", "13"),
        ("Sec-WebSocket-Key", "dGhlIHNhbXBsZSBub25jZQ=="),
    ];
    for (name, value) in [("Upgrade", "h2c"), ("Connection", "close"), ("Sec-WebSocket-Version", "8"), ("Sec-WebSocket-Key", "short")] {
        let headers = good.map(|header| if header.0 == name { (name, value) } else { header });
        assert_eq!(request(venue.address, "GET", BOARD, &headers, "").await.status, 400, "{name}: {value}");
    }
    for path in ["/ws/board/city/web?window=top=0", "/ws/board/city/web?window=some", "/ws/board/city/web?window=top=999"] {
        assert_eq!(Socket::connect_from(venue.address, path, None).await.err(), Some(404), "{path}");
    }
    assert_eq!(venue.app().viewers.taken_in_all(), 0);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn places_are_counted_in_all_and_per_address() {
    let venue = venue(tiny()).await;
    venue.app().viewers.allow(3, 2);
    let from = async |address: &str| {
        let socket = TcpSocket::new_v4().expect("a socket");
        socket.bind(format!("{address}:0").parse().expect("an address")).expect("a loopback address");
        socket.connect(venue.address).await.expect("a connection")
    };
    let mut first = Raw::open(venue.address, BOARD, &[]).await;
    let _second = Raw::open(venue.address, BOARD, &[]).await;
    assert_eq!(Socket::connect_from(venue.address, BOARD, None).await.err(), Some(503), "two from one address");
    let _third = Raw::over(from("127.0.0.2").await, BOARD, &[]).await;
    first.say(&frame(0x88, &[])).await;
    first.close_code().await;
    until_taken(&venue, 2, DEADLINE).await;
    let _fourth = Raw::over(from("127.0.0.3").await, BOARD, &[]).await;
    assert_eq!(Socket::connect_from(venue.address, BOARD, None).await.err(), Some(503), "three in all");
    // Tablets have places of their own.
    tablet(venue.address, &venue.pair("E1").await).await;
    venue.stop().await;
}

/// All who ask for the same part get the same; long messages are deflated for those who ask for that.
#[tokio::test(flavor = "multi_thread")]
async fn windows_and_deflated_frames() {
    let competition = measuring("city", 300);
    let venue = Venue::on(JournalStore::with_backend(Disk::default()).expect("a new journal"), vec![competition]).await;
    let mut all = Raw::open(venue.address, BOARD, &[]).await;
    let whole = all.snapshot().await;
    assert_eq!((whole["rows"].as_array().map(Vec::len), &whole["window"]), (Some(300), &json!("all")));
    let mut deflated = Raw::open(venue.address, "/ws/board/city/web?z=1", &[]).await;
    let (kind, payload) = deflated.frame().await.expect("a snapshot");
    let mut json = String::new();
    DeflateDecoder::new(&payload[..]).read_to_string(&mut json).expect("deflated");
    assert_eq!((kind, serde_json::from_str(&json).ok()), (0x82, Some(whole)));
    let mut top = Raw::open(venue.address, "/ws/board/city/web?window=top=2&z=1", &[]).await;
    let (kind, payload) = top.frame().await.expect("a snapshot");
    assert!(kind == 0x82 && payload.len() < 700, "{}", payload.len());
    let mut near = Raw::open(venue.address, "/ws/board/city/web?window=near=C9&top=1", &[]).await;
    assert_eq!(near.snapshot().await["members"], json!([0, 7, 8, 9, 10, 11]));
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    expert.send(submit(1, "C200", "M1", "4")).await;
    expert.until("receipt").await;
    // It is first now: in the window of the first two somebody comes and somebody goes.
    for (viewer, joined) in [(&mut all, None), (&mut top, Some(200)), (&mut near, Some(200))] {
        let (kind, payload) = viewer.frame().await.expect("a change");
        let delta: Value = serde_json::from_slice(&payload).expect("JSON");
        let comes = delta["joined"][0][0].as_u64();
        assert_eq!((kind, &delta["type"], &delta["version"], comes), (0x81, &json!("delta"), &json!(2), joined), "{delta}");
    }
    venue.stop().await;
}

/// Nobody watched, marks came in: the first viewer sees them, and waits for no tick.
#[tokio::test(flavor = "multi_thread")]
async fn the_first_viewer_is_shown_the_newest_board_at_once() {
    let venue = venue(tiny()).await;
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    expert.send(submit(1, "C1", "M1", "4")).await;
    let position = expert.until("receipt").await["position"].as_u64().expect("a position");
    venue.reached(position).await;
    let begun = Instant::now();
    let snapshot = viewer(venue.address, "city").await.until("snapshot").await;
    assert!(begun.elapsed() < Duration::from_millis(150), "{:?}", begun.elapsed());
    assert_eq!(snapshot["rows"][0][3], 1);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn viewers_are_told_that_the_server_stops() {
    let venue = venue(tiny()).await;
    let mut viewers = Vec::new();
    for _ in 0..20 {
        let mut viewer = Raw::open(venue.address, BOARD, &[]).await;
        viewer.snapshot().await;
        viewers.push(viewer);
    }
    let stopped = tokio::spawn(venue.stop());
    for mut viewer in viewers {
        let (_, payload) = viewer.frame().await.expect("a reason");
        let closing: Value = serde_json::from_slice(&payload).expect("JSON");
        assert_eq!((&closing["type"], &closing["code"]), (&json!("closing"), &json!("stopping")));
        assert_eq!(viewer.close_code().await, Some(1001));
    }
    stopped.await.expect("a server that stops");
}

/// With TLS everything is the same, to the end.
#[tokio::test(flavor = "multi_thread")]
async fn viewers_over_tls() {
    let folder = tempdir().expect("a folder");
    let secure = SecureVenue::open(folder.path()).await;
    let open = client_async(format!("wss://{}{BOARD}", secure.address), secure.connect().await);
    let (mut socket, _) = timeout(DEADLINE, open).await.expect("an answer in time").expect("a socket");
    let mut next = async |message: Option<Message>| {
        if let Some(message) = message {
            socket.send(message).await.expect("an open socket");
        }
        timeout(DEADLINE, socket.next()).await.expect("a frame in time")
    };
    let json = |message: Option<Result<Message, _>>| match message {
        Some(Ok(Message::Text(text))) => serde_json::from_str::<Value>(&text).expect("JSON"),
        other => panic!("{other:?}"),
    };
    let first = json(next(None).await);
    assert_eq!(first["type"], "snapshot");
    assert_eq!(json(next(Some(Message::text(RESYNC))).await), first);
    assert!(matches!(next(Some(Message::Ping("x".into()))).await, Some(Ok(Message::Pong(_)))));
    let mut expert = tablet(secure.venue.address, &secure.venue.pair("E1").await).await;
    expert.send(submit(1, "C1", "M1", "4")).await;
    expert.until("receipt").await;
    assert_eq!(json(next(None).await)["type"], "delta");
    let stopped = tokio::spawn(secure.venue.stop());
    assert_eq!(json(next(None).await)["code"], "stopping");
    assert!(matches!(next(None).await, Some(Ok(Message::Close(_)))));
    assert!(matches!(next(None).await, None | Some(Err(_))));
    stopped.await.expect("a server that stops");
}

/// A server that nobody stops but its runtime: its threads end all the same.
#[test]
fn a_server_that_is_dropped_leaves_no_thread() {
    for asked in [false, true].repeat(20) {
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime");
        let venue = runtime.block_on(venue(tiny()));
        if asked {
            runtime.block_on(async { common::http::get(venue.address, "/health").await });
        }
        let (ended, end) = std::sync::mpsc::channel();
        std::thread::spawn(move || {
            drop((venue, runtime));
            ended.send(()).expect("somebody waits");
        });
        end.recv_timeout(DEADLINE).unwrap_or_else(|_| panic!("the server does not end; asked: {asked}"));
    }
}
