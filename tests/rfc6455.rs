//! RFC 6455 at both sockets, over bare TCP: the cases of the Autobahn suite's sections 1 to 7 and 9 within our limits. The suite itself
//! is written for Python 2 and for servers that echo.

use crate::common;

use std::net::SocketAddr;

use common::{
    competition::tiny,
    http::DEADLINE,
    socket::hello,
    venue::{Venue, venue},
};
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

mod cases;

use cases::{Case, Ends, cases, frame};

const TEXT: u8 = 0x81;
const CLOSE: u8 = 0x88;
const PING: u8 = 0x89;
const PONG: u8 = 0x8a;

/// One of the server's sockets, and what stands for an echo there.
struct Endpoint {
    path: &'static str,
    /// Said first.
    hello: Option<String>,
    /// What it understands, with a character of three bytes in it …
    message: &'static str,
    /// … and how its answer begins.
    answer: &'static str,
    message_max_bytes: usize,
}

impl Endpoint {
    fn board() -> Self {
        let (message, answer) = (r#"{"type":"resync","why":"金"}"#, r#"{"type":"snapshot""#);
        Self { path: "/ws/board/city/web", hello: None, message, answer, message_max_bytes: 256 }
    }

    async fn marking(venue: &Venue) -> Self {
        let mut said = hello(&venue.pair("E1").await, None);
        said["watch"] = false.into();
        let message = r#"{"type":"submit","sequence":1,"competitor":"金","aspect":"M1","value":"1"}"#;
        Self { path: "/ws/marking", hello: Some(said.to_string()), message, answer: r#"{"type":"refused""#, message_max_bytes: 8 << 10 }
    }
}

struct Line {
    stream: TcpStream,
    heard: Vec<u8>,
}

impl Line {
    /// Past the handshake and whatever the server says at first.
    async fn to(address: SocketAddr, endpoint: &Endpoint) -> Self {
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.set_nodelay(true).expect("pieces that are not put together");
        let head = format!(
            "GET {} HTTP/1.1\r\nHost: venue\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            endpoint.path
        );
        stream.write_all(head.as_bytes()).await.expect("a connection");
        let mut line = Self { stream, heard: Vec::new() };
        while !line.heard.windows(4).any(|four| four == b"\r\n\r\n") {
            assert!(line.read().await, "a handshake");
        }
        let end = line.heard.windows(4).position(|four| four == b"\r\n\r\n").expect("a head");
        assert!(line.heard.starts_with(b"HTTP/1.1 101 "), "{}", String::from_utf8_lossy(&line.heard));
        line.heard.drain(..end + 4);
        if let Some(hello) = &endpoint.hello {
            line.say(&frame(TEXT, hello.as_bytes())).await;
        }
        assert_eq!(line.frame().await.expect("a greeting").0, TEXT);
        // Whatever else belongs to it.
        line.say(&frame(PING, b"greeted")).await;
        while line.frame().await.expect("its end") != (PONG, b"greeted".to_vec()) {}
        line
    }

    async fn read(&mut self) -> bool {
        let read = timeout(DEADLINE, self.stream.read_buf(&mut self.heard)).await.expect("something in time");
        read.is_ok_and(|count| count > 0)
    }

    /// A server that has closed reads no more.
    async fn say(&mut self, bytes: &[u8]) {
        let _ = self.stream.write_all(bytes).await;
    }

    async fn frame(&mut self) -> Option<(u8, Vec<u8>)> {
        loop {
            if let Some((from, length)) = header(&self.heard).filter(|(from, length)| self.heard.len() >= from + length) {
                let frame = (self.heard[0], self.heard[from..from + length].to_vec());
                self.heard.drain(..from + length);
                return Some(frame);
            }
            if !self.read().await {
                return None;
            }
        }
    }
}

/// Where the payload of a server's frame begins and how long it is. The server masks nothing (§5.1).
fn header(bytes: &[u8]) -> Option<(usize, usize)> {
    let [_, short, rest @ ..] = bytes else { return None };
    assert!(*short < 0x80, "a masked frame from a server");
    match short {
        126 => rest.first_chunk().map(|length| (4, usize::from(u16::from_be_bytes(*length)))),
        127 => rest.first_chunk().map(|length| (10, usize::try_from(u64::from_be_bytes(*length)).expect("a length"))),
        short => Some((2, usize::from(*short))),
    }
}

/// What the server did: answers to messages, pongs, and the close frame where there was one.
#[derive(Debug, Default, PartialEq, Eq)]
struct Did {
    answers: usize,
    pongs: Vec<Vec<u8>>,
    /// The code of the close frame; 1005 for none in it (§7.1.5), 1006 where the connection ended without one.
    closed: Option<u16>,
}

impl Did {
    fn take(&mut self, (kind, payload): (u8, Vec<u8>), answer: &str) {
        match kind {
            TEXT => self.answers += usize::from(payload.starts_with(answer.as_bytes())),
            PONG => self.pongs.push(payload),
            CLOSE => self.closed = Some(payload.first_chunk().map_or(1005, |code| u16::from_be_bytes(*code))),
            other => panic!("a frame of the kind {other:#x}: {payload:?}"),
        }
    }
}

async fn played(address: SocketAddr, endpoint: &Endpoint, case: &Case) -> Did {
    let mut line = Line::to(address, endpoint).await;
    for piece in &case.sent {
        line.say(piece).await;
    }
    let mut did = Did::default();
    if let Ends::GoesOn { answers, pongs } = &case.ends {
        while did.closed.is_none() && (did.answers < *answers || did.pongs.len() < pongs.len()) {
            let Some(frame) = line.frame().await else { break };
            did.take(frame, endpoint.answer);
        }
        line.say(&frame(PING, b"the end")).await;
    }
    while did.pongs.last().is_none_or(|pong| pong != b"the end") {
        let Some(frame) = line.frame().await else {
            did.closed = did.closed.or(Some(1006));
            return did;
        };
        did.take(frame, endpoint.answer);
    }
    did.pongs.pop();
    did
}

async fn conforms(venue: &Venue, endpoint: &Endpoint) {
    let mut wrong = Vec::new();
    for case in cases(endpoint.message, endpoint.message_max_bytes) {
        let did = played(venue.address, endpoint, &case).await;
        let is_right = match &case.ends {
            Ends::GoesOn { answers, pongs } => did == Did { answers: *answers, pongs: pongs.clone(), closed: None },
            Ends::Closes(codes) => did.answers == 0 && did.closed.is_some_and(|code| codes.contains(&code)),
        };
        if !is_right {
            wrong.push(format!("RFC 6455 §{} {}: {:?} is wanted, and it did {did:?}", case.section, case.what, case.ends));
        }
    }
    assert!(wrong.is_empty(), "{}:\n{}", endpoint.path, wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn the_board_speaks_websocket() {
    let venue = venue(tiny()).await;
    conforms(&venue, &Endpoint::board()).await;
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_marking_socket_speaks_websocket() {
    let venue = venue(tiny()).await;
    conforms(&venue, &Endpoint::marking(&venue).await).await;
    venue.stop().await;
}
