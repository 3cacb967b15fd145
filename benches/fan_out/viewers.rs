//! All viewers on one event loop.

use std::{
    io::{ErrorKind, Read, Write},
    time::{Duration, Instant},
};

use mio::{Events, Interest, Poll, Token, net::TcpStream};

use super::{
    millis,
    sockets::{next_frame, open, whole_frame},
};

/// An update that takes longer is lost.
const PATIENCE: Duration = Duration::from_mins(1);
/// Between two looks at the sockets. Without it the server would pay for waking this process once per viewer, which viewers elsewhere
/// do not ask of it.
const REST: Duration = Duration::from_micros(500);
const PING: u8 = 0x89;
const PONG: [u8; 6] = [0x8a, 0x80, 0, 0, 0, 0];

pub struct Viewers {
    poll: Poll,
    events: Events,
    all: Vec<Viewer>,
    /// Received in frames after the snapshots, in all.
    pub bytes: usize,
    /// Of one viewer.
    pub snapshot_bytes: usize,
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
        let mut snapshot_bytes = 0;
        let all = (0..count)
            .map(|number| {
                let (mut stream, mut received) = open(address, "/ws/board/bench/bench");
                let snapshot = next_frame(&mut stream, &mut received);
                assert!(is_of_type(&snapshot, "snapshot"), "{}", String::from_utf8_lossy(&snapshot));
                snapshot_bytes = snapshot.len();
                stream.set_nonblocking(true).expect("a socket");
                let mut stream = TcpStream::from_std(stream);
                poll.registry().register(&mut stream, Token(number), Interest::READABLE).expect("room in the event loop");
                Viewer { stream, received: Vec::new(), frames: 0 }
            })
            .collect();
        Self { poll, events: Events::with_capacity(1_024), all, bytes: 0, snapshot_bytes }
    }

    /// Milliseconds until the first and the last viewer have one more frame.
    pub fn wait_for_all(&mut self, start: Instant) -> (f64, f64) {
        let wanted = self.all.first().map_or(0, |viewer| viewer.frames) + 1;
        let (mut waiting, mut first) = (self.all.len(), f64::NAN);
        while waiting > 0 {
            self.poll.poll(&mut self.events, Some(PATIENCE)).expect("the event loop goes on");
            assert!(!self.events.is_empty(), "{waiting} viewers were not told");
            std::thread::sleep(REST);
            for event in &self.events {
                let viewer = &mut self.all[event.token().0];
                let before = viewer.frames;
                self.bytes += viewer.receive();
                if before < wanted && viewer.frames >= wanted {
                    first = first.min(millis(start));
                    waiting -= 1;
                }
            }
        }
        assert!(self.all.iter().all(|viewer| viewer.frames == wanted), "one mark is one update");
        (first, millis(start))
    }
}

impl Viewer {
    fn receive(&mut self) -> usize {
        let mut buffer = [0; 16_384];
        loop {
            match self.stream.read(&mut buffer) {
                Ok(0) => panic!("the server closed a viewer"),
                Ok(length) => self.received.extend_from_slice(&buffer[..length]),
                Err(error) if error.kind() == ErrorKind::WouldBlock => break,
                Err(error) => panic!("{error}"),
            }
        }
        let mut taken = 0;
        while let Some(length) = whole_frame(&self.received[taken..]) {
            let frame = &self.received[taken..taken + length];
            if frame[0] == PING {
                self.stream.write_all(&PONG).expect("a few bytes fit");
            } else {
                assert!(is_of_type(frame, "delta"), "{}", String::from_utf8_lossy(frame));
                self.frames += 1;
            }
            taken += length;
        }
        self.received.drain(..taken);
        taken
    }
}

fn is_of_type(frame: &[u8], name: &str) -> bool {
    let start = String::from_utf8_lossy(&frame[..frame.len().min(48)]);
    start.contains(&format!(r#"{{"type":"{name}""#))
}
