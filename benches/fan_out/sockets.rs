//! A client's end of a socket, with nothing between it and the bytes.

use std::{
    io::{Read, Write},
    net::TcpStream,
};

use super::{competitors, server::ASPECTS};

pub const PING: u8 = 0x89;

/// An open socket, and what came behind the handshake.
pub fn open(address: &str, path: &str) -> (TcpStream, Vec<u8>) {
    let mut stream = TcpStream::connect(address).expect("the server listens");
    stream.set_nodelay(true).expect("a TCP socket");
    let request = format!(
        "GET {path} HTTP/1.1\r\nHost: {address}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
         Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n"
    );
    // In one piece: the bare loop knows no other.
    stream.write_all(request.as_bytes()).expect("sent");
    let mut received = Vec::new();
    let length = read_until(&mut stream, &mut received, |bytes| bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4));
    assert!(received.starts_with(b"HTTP/1.1 101"), "{}", String::from_utf8_lossy(&received));
    received.drain(..length);
    (stream, received)
}

/// The length of the server's frame at the start of `bytes`, if it is whole.
pub fn whole_frame(bytes: &[u8]) -> Option<usize> {
    let length = match bytes.get(1)? & 0x7f {
        126 => 4 + usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?])),
        127 => 10 + usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?,
        short => 2 + usize::from(short),
    };
    (bytes.len() >= length).then_some(length)
}

/// Takes the next frame off the front of `received`.
pub fn next_frame(stream: &mut TcpStream, received: &mut Vec<u8>) -> Vec<u8> {
    let length = read_until(stream, received, whole_frame);
    received.drain(..length).collect()
}

fn read_until(stream: &mut TcpStream, received: &mut Vec<u8>, end: impl Fn(&[u8]) -> Option<usize>) -> usize {
    let mut buffer = [0; 16_384];
    loop {
        if let Some(length) = end(received) {
            return length;
        }
        let length = stream.read(&mut buffer).expect("an answer");
        assert!(length > 0, "closed after {}", String::from_utf8_lossy(received));
        received.extend_from_slice(&buffer[..length]);
    }
}

/// Enters one mark after the other, all over the board.
pub struct Judge {
    stream: TcpStream,
    received: Vec<u8>,
    number: usize,
    competitors: usize,
}

impl Judge {
    pub fn connect(address: &str, token: &str) -> Self {
        let (stream, received) = open(address, "/ws/marking");
        let mut judge = Self { stream, received, number: 0, competitors: competitors() };
        judge.say(&format!(r#"{{"type":"hello","protocol":1,"competition":"bench","token":"{token}","watch":false}}"#));
        judge
    }

    /// Returns with the receipt.
    pub fn submit(&mut self) {
        self.number += 1;
        let competitor = (self.number * 37 + self.number / ASPECTS) % self.competitors;
        let message = format!(
            r#"{{"type":"submit","sequence":{},"competitor":"C{competitor:05}","aspect":"A1.M{}","value":"0.{:02}"}}"#,
            self.number,
            self.number % ASPECTS,
            1 + self.number % 99,
        );
        let answer = self.say(&message);
        assert!(answer.contains(r#""type":"receipt""#), "{answer}");
    }

    fn say(&mut self, message: &str) -> String {
        // The mask is zero: the server unmasks it all the same.
        let mut frame = vec![0x81, 0x80 | 0x7e];
        frame.extend_from_slice(&u16::try_from(message.len()).expect("small").to_be_bytes());
        frame.extend_from_slice(&[0; 4]);
        frame.extend_from_slice(message.as_bytes());
        self.stream.write_all(&frame).expect("sent");
        loop {
            let frame = next_frame(&mut self.stream, &mut self.received);
            // A ping needs no answer from who speaks all the time.
            if frame[0] != PING {
                return String::from_utf8_lossy(&frame).into_owned();
            }
        }
    }
}
