//! What the machine can do: an event loop that accepts sockets and, for every byte on one of them, writes one frame to all others.

use std::{
    env,
    io::{ErrorKind, Read, Write},
    time::{SystemTime, UNIX_EPOCH},
};

use mio::{
    Events, Interest, Poll, Token,
    net::{TcpListener, TcpStream},
};

const LISTENER: Token = Token(usize::MAX);
const HELLO: &[u8] = b"HTTP/1.1 101 Switching Protocols\r\nConnection: upgrade\r\nUpgrade: websocket\r\n\
    Sec-WebSocket-Accept: s3pPLMBiTxaQ9kYGzzhZRbK+xOo=\r\n\r\n";

pub fn serve() {
    let bytes = env::var("JINBANG_BENCH_SIZE").ok().and_then(|text| text.parse().ok()).expect("a number");
    let mut poll = Poll::new().expect("an event loop");
    let mut listener = TcpListener::bind("127.0.0.1:0".parse().expect("an address")).expect("a port");
    poll.registry().register(&mut listener, LISTENER, Interest::READABLE).expect("an event loop");
    println!("{}", listener.local_addr().expect("bound"));
    let (mut events, mut sockets, mut version) = (Events::with_capacity(1_024), Vec::new(), 1);
    loop {
        poll.poll(&mut events, None).expect("an event loop");
        for event in &events {
            if event.token() == LISTENER {
                accept(&poll, &listener, &mut sockets);
            } else if hear(&mut sockets[event.token().0]) {
                version += 1;
                let frame = frame(version, bytes);
                for socket in sockets.iter_mut().filter(|socket| socket.watches) {
                    let written = socket.stream.write(&frame).expect("a viewer that takes what comes");
                    assert_eq!(written, frame.len(), "a viewer that keeps up");
                }
            }
        }
    }
}

struct Socket {
    stream: TcpStream,
    watches: bool,
    greeted: bool,
}

fn accept(poll: &Poll, listener: &TcpListener, sockets: &mut Vec<Socket>) {
    while let Ok((mut stream, _)) = listener.accept() {
        stream.set_nodelay(true).expect("a TCP socket");
        poll.registry().register(&mut stream, Token(sockets.len()), Interest::READABLE | Interest::WRITABLE).expect("an event loop");
        sockets.push(Socket { stream, watches: false, greeted: false });
    }
}

/// Whether a frame is to be published.
fn hear(socket: &mut Socket) -> bool {
    let mut buffer = [0; 2_048];
    let mut publish = false;
    loop {
        let length = match socket.stream.read(&mut buffer) {
            Ok(0) => return false,
            Ok(length) => length,
            Err(error) if error.kind() == ErrorKind::WouldBlock => return publish,
            Err(_) => return false,
        };
        if socket.greeted {
            publish = true;
        } else {
            // A request comes in one piece from our own client.
            socket.watches = buffer[..length].starts_with(b"GET /ws/board");
            socket.greeted = true;
            socket.stream.write_all(HELLO).expect("a few bytes fit");
            if socket.watches {
                let snapshot = format!(r#"{{"type":"snapshot","at":{}}}"#, now());
                socket.stream.write_all(&framed(snapshot.as_bytes())).expect("a few bytes fit");
            }
        }
    }
}

fn frame(version: u64, bytes: usize) -> Vec<u8> {
    let start = format!(r#"{{"type":"delta","version":{version},"at":{},"rows":""#, now());
    let header = if bytes > 127 { 4 } else { 2 };
    let padding = "x".repeat(bytes.saturating_sub(header + start.len() + 2));
    framed(format!(r#"{start}{padding}"}}"#).as_bytes())
}

fn framed(payload: &[u8]) -> Vec<u8> {
    let length = u16::try_from(payload.len()).expect("short");
    let mut frame = vec![0x81];
    if length < 126 {
        frame.push(length.to_be_bytes()[1]);
    } else {
        frame.push(126);
        frame.extend(length.to_be_bytes());
    }
    frame.extend(payload);
    frame
}

fn now() -> u128 {
    SystemTime::now().duration_since(UNIX_EPOCH).expect("after 1970").as_millis()
}
