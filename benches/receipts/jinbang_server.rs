//! This server, whole: sockets, rules, hash chain, redb in two phases, totals and places.

use std::{
    io::{Read, Write},
    net::{SocketAddr, TcpStream},
    path::PathBuf,
    sync::Arc,
    time::Duration,
};

use jinbang::{
    engine::SystemClock,
    journal::JournalStore,
    server::{Invitation, Server, pair_device},
};
use tokio::net::TcpListener;

use super::{
    client::{Load, Measured},
    support::{
        competition::{competition, id, measured, skill},
        process::Process,
        scratch,
    },
};

const COMPETITORS: usize = 10_000;
const ASPECTS: usize = 100;

/// Says where it listens and the devices' tokens, on one line.
pub fn serve() {
    let folder = PathBuf::from(std::env::var_os("JINBANG_BENCH_DATA").expect("a folder"));
    let clients: usize = std::env::var("JINBANG_BENCH_SIZE").ok().and_then(|text| text.parse().ok()).expect("a number");
    jinbang::runtime().expect("threads").block_on(async {
        let store = JournalStore::open(&folder).expect("a journal");
        let server =
            Server::open(store, vec![competition(skill(COMPETITORS, ASPECTS, &measured(), clients))], Arc::new(SystemClock), String::new())
                .expect("a server");
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let mut line = listener.local_addr().expect("bound").to_string();
        for client in 0..clients {
            let invitation = Invitation { contest: 0, skill: id("bench"), expert: id(format!("E{client}")) };
            line.push(' ');
            line.push_str(&pair_device(&server.app, invitation, "", None).await.expect("paired").token);
        }
        println!("{line}");
        server.run(listener, std::future::pending()).await.expect("serving");
    });
}

struct Tablets {
    address: SocketAddr,
    tokens: Vec<String>,
}

impl Load for Tablets {
    fn connect(&mut self, client: usize) -> TcpStream {
        let mut stream = TcpStream::connect(self.address).expect("the server listens");
        write!(
            stream,
            "GET /ws/marking HTTP/1.1\r\nHost: {}\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n\
             Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n",
            self.address
        )
        .expect("sent");
        read_until(&mut stream, |bytes| bytes.windows(4).position(|four| four == b"\r\n\r\n").map(|at| at + 4));
        let hello = format!(
            r#"{{"type":"hello","protocol":1,"competition":"bench","token":"{}","watch":{}}}"#,
            self.tokens[client],
            std::env::var("WATCH").is_ok()
        );
        let mut bytes = Vec::new();
        frame(hello.as_bytes(), &mut bytes);
        stream.write_all(&bytes).expect("sent");
        read_until(&mut stream, whole_frame);
        stream
    }

    fn request(&mut self, client: usize, number: u64, into: &mut Vec<u8>) {
        let cell = usize::try_from(number).expect("few") - 1 + client * (COMPETITORS * ASPECTS / self.tokens.len());
        let (competitor, aspect) = (cell / ASPECTS % COMPETITORS, cell % ASPECTS);
        let submit = format!(
            r#"{{"type":"submit","sequence":{number},"competitor":"C{competitor:05}","aspect":"A1.M{aspect}","value":"0.{:02}","made_at":1763600000000}}"#,
            number % 100
        );
        frame(submit.as_bytes(), into);
    }

    fn answer(bytes: &[u8]) -> Option<usize> {
        let length = whole_frame(bytes)?;
        let text = String::from_utf8_lossy(&bytes[..length]);
        assert!(text.contains(r#""type":"receipt""#), "{text}");
        Some(length)
    }
}

/// A masked text frame. The mask is zero: the server unmasks it all the same.
fn frame(payload: &[u8], into: &mut Vec<u8>) {
    into.push(0x81);
    match u8::try_from(payload.len()) {
        Ok(short) if short < 126 => into.push(0x80 | short),
        _ => {
            into.push(0x80 | 0x7e);
            into.extend_from_slice(&u16::try_from(payload.len()).expect("small").to_be_bytes());
        }
    }
    into.extend_from_slice(&[0; 4]);
    into.extend_from_slice(payload);
}

/// The length of the server's frame at the start of `bytes`, if it is whole.
fn whole_frame(bytes: &[u8]) -> Option<usize> {
    let length = match bytes.get(1)? & 0x7f {
        126 => 4 + usize::from(u16::from_be_bytes([*bytes.get(2)?, *bytes.get(3)?])),
        127 => 10 + usize::try_from(u64::from_be_bytes(bytes.get(2..10)?.try_into().ok()?)).ok()?,
        short => 2 + usize::from(short),
    };
    (bytes.len() >= length).then_some(length)
}

fn read_until(stream: &mut TcpStream, end: fn(&[u8]) -> Option<usize>) {
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; 65_536]);
    while end(&bytes).is_none() {
        let length = stream.read(&mut buffer).expect("an answer");
        assert!(length > 0, "closed after {}", String::from_utf8_lossy(&bytes));
        bytes.extend_from_slice(&buffer[..length]);
    }
}

pub fn sample(clients: usize, length: Duration) -> Option<Measured> {
    let folder = scratch();
    let (process, line) = Process::start_role("jinbang", folder.path(), clients);
    let mut words = line.split(' ').map(str::to_owned);
    let address = words.next()?.parse().ok()?;
    Some(super::run(Tablets { address, tokens: words.collect() }, &process, clients, length))
}
