//! All viewers on one event loop.

use std::{
    io::{ErrorKind, Read, Write},
    time::{Duration, Instant, SystemTime, UNIX_EPOCH},
};

use mio::{Events, Interest, Poll, Token, net::TcpStream};

use super::{
    millis,
    sockets::{PING, next_frame, open, whole_frame},
};

/// An update that takes longer is lost.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks at the sockets. Without it the server would pay for waking this process once per viewer, which viewers elsewhere
/// do not ask of it.
const REST: Duration = Duration::from_micros(500);
const PONG: [u8; 6] = [0x8a, 0x80, 0, 0, 0, 0];

pub struct Viewers {
    poll: Poll,
    events: Events,
    all: Vec<Viewer>,
    /// Received in frames after the snapshots, in all.
    pub bytes: usize,
    /// The server's time of the board that viewers see, in milliseconds since 1970.
    shown_at: f64,
}

/// One update, in milliseconds.
pub struct Update {
    /// Until the first and the last viewer had it.
    pub first: f64,
    pub last: f64,
    /// From the server's stamp to the last viewer.
    pub published: f64,
}

struct Viewer {
    stream: TcpStream,
    received: Vec<u8>,
    frames: u64,
}

impl Viewers {
    /// Each with its first snapshot.
    pub fn connect(address: &str, count: usize) -> Self {
        let poll = Poll::new().expect("an event loop");
        let mut shown_at = 0.0;
        let all = (0..count)
            .map(|number| {
                let (mut stream, mut received) = open(address, "/ws/board/bench/bench");
                let snapshot = next_frame(&mut stream, &mut received);
                assert!(is_of_type(&snapshot, "snapshot"), "{}", String::from_utf8_lossy(&snapshot));
                shown_at = number_in(&snapshot, r#""at":"#).expect("a time");
                stream.set_nonblocking(true).expect("a socket");
                let mut stream = TcpStream::from_std(stream);
                poll.registry().register(&mut stream, Token(number), Interest::READABLE).expect("room in the event loop");
                Viewer { stream, received: Vec::new(), frames: 0 }
            })
            .collect();
        Self { poll, events: Events::with_capacity(1_024), all, bytes: 0, shown_at }
    }

    /// Returns when the last viewer has one more frame.
    pub fn wait_for_all(&mut self, start: Instant) -> Update {
        let wanted = self.all.first().map_or(0, |viewer| viewer.frames) + 1;
        let (mut waiting, mut first) = (self.all.len(), f64::NAN);
        while waiting > 0 {
            self.poll.poll(&mut self.events, Some(PATIENCE)).expect("the event loop goes on");
            assert!(!self.events.is_empty(), "{waiting} viewers were not told");
            std::thread::sleep(REST);
            for event in &self.events {
                let viewer = &mut self.all[event.token().0];
                let before = viewer.frames;
                let (bytes, frame) = viewer.receive();
                self.bytes += bytes;
                if let Some(frame) = frame.filter(|_| event.token() == Token(0)) {
                    self.shown_at =
                        number_in(&frame, r#""at":"#).unwrap_or_else(|| self.shown_at + number_in(&frame, r#""later":"#).expect("a time"));
                }
                if before < wanted && viewer.frames >= wanted {
                    first = first.min(millis(start));
                    waiting -= 1;
                }
            }
        }
        assert!(self.all.iter().all(|viewer| viewer.frames == wanted), "one mark is one update");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_secs_f64() * 1e3;
        Update { first, last: millis(start), published: now - self.shown_at }
    }
}

impl Viewer {
    /// How many bytes came, and the last frame.
    fn receive(&mut self) -> (usize, Option<Vec<u8>>) {
        let mut buffer = [0; 16_384];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => panic!("the server closed a viewer"),
                Ok(length) => self.received.extend_from_slice(&buffer[..length]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => panic!("{error}"),
            }
        }
        let (mut taken, mut last) = (0, None);
        while let Some(length) = whole_frame(&self.received[taken..]) {
            let frame = &self.received[taken..taken + length];
            if frame[0] == PING {
                self.stream.write_all(&PONG).expect("a few bytes fit");
            } else {
                assert!(is_of_type(frame, "delta"), "{}", String::from_utf8_lossy(frame));
                self.frames += 1;
                last = Some(frame.to_vec());
            }
            taken += length;
        }
        self.received.drain(..taken);
        (taken, last)
    }
}

fn number_in(frame: &[u8], key: &str) -> Option<f64> {
    let text = String::from_utf8_lossy(frame);
    let (_, rest) = text.split_once(key)?;
    rest[..rest.find([',', '}'])?].parse().ok()
}

fn is_of_type(frame: &[u8], name: &str) -> bool {
    let start = String::from_utf8_lossy(&frame[..frame.len().min(48)]);
    start.contains(&format!(r#"{{"type":"{name}""#))
}
