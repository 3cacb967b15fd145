//! The clients, the same for every system: one thread, one event loop, each connection sends the next mark when the last is acknowledged.

use std::{
    io::{ErrorKind, Read, Write},
    net::TcpStream,
    time::{Duration, Instant},
};

use mio::{Events, Interest, Poll, Token, net::TcpStream as MioStream};

/// How to speak to one system.
pub trait Load {
    /// A connection that is ready for its first mark.
    fn connect(&mut self, client: usize) -> TcpStream;
    fn request(&mut self, client: usize, number: u64, into: &mut Vec<u8>);
    /// The length of a whole answer at the start of `bytes`, if one is there; panics on a refusal.
    fn answer(bytes: &[u8]) -> Option<usize>;
}

pub struct Measured {
    pub per_second: f64,
    pub p50_us: f64,
    pub p99_us: f64,
    /// Processor time of the server per receipt.
    pub server_cpu_us: f64,
}

struct Connection {
    stream: MioStream,
    sent: Instant,
    number: u64,
    received: Vec<u8>,
}

pub fn run<L: Load>(mut load: L, clients: usize, length: Duration) -> Measured {
    let mut poll = Poll::new().expect("an event loop");
    let mut request = Vec::new();
    let mut connections: Vec<Connection> = (0..clients)
        .map(|client| {
            let stream = load.connect(client);
            stream.set_nodelay(true).expect("a TCP socket");
            stream.set_nonblocking(true).expect("a socket");
            let mut stream = MioStream::from_std(stream);
            poll.registry().register(&mut stream, Token(client), Interest::READABLE).expect("room in the event loop");
            Connection { stream, sent: Instant::now(), number: 0, received: Vec::new() }
        })
        .collect();
    for (client, connection) in connections.iter_mut().enumerate() {
        send(&mut load, client, connection, &mut request);
    }
    let (start, mut waits_ns) = (Instant::now(), Vec::with_capacity(1 << 20));
    let mut events = Events::with_capacity(1_024);
    while start.elapsed() < length {
        poll.poll(&mut events, Some(length)).expect("the event loop goes on");
        for event in &events {
            let client = event.token().0;
            let connection = &mut connections[client];
            if receive::<L>(connection) {
                waits_ns.push(u64::try_from(connection.sent.elapsed().as_nanos()).unwrap_or(u64::MAX));
                send(&mut load, client, connection, &mut request);
            }
        }
    }
    summary(waits_ns, start.elapsed())
}

fn send<L: Load>(load: &mut L, client: usize, connection: &mut Connection, request: &mut Vec<u8>) {
    request.clear();
    connection.number += 1;
    load.request(client, connection.number, request);
    connection.sent = Instant::now();
    connection.stream.write_all(request).expect("a small request fits the socket's buffer");
}

/// True when the answer is complete.
fn receive<L: Load>(connection: &mut Connection) -> bool {
    let mut buffer = [0; 4_096];
    loop {
        match connection.stream.read(&mut buffer) {
            Ok(0) => panic!("the server closed a connection"),
            Ok(length) => connection.received.extend_from_slice(&buffer[..length]),
            Err(error) if error.kind() == ErrorKind::WouldBlock => break,
            Err(error) => panic!("{error}"),
        }
    }
    match L::answer(&connection.received) {
        Some(length) => {
            connection.received.drain(..length);
            true
        }
        None => false,
    }
}

#[allow(clippy::cast_precision_loss)]
fn summary(mut waits_ns: Vec<u64>, elapsed: Duration) -> Measured {
    waits_ns.sort_unstable();
    let at = |share: f64| {
        #[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)]
        let index = (waits_ns.len() as f64 * share) as usize;
        waits_ns.get(index).copied().unwrap_or_default() as f64 / 1_000.0
    };
    Measured { per_second: waits_ns.len() as f64 / elapsed.as_secs_f64(), p50_us: at(0.5), p99_us: at(0.99), server_cpu_us: f64::NAN }
}
