//! Redis with an append-only file synced before every answer; each mark is appended to a list.

use std::{
    io::Write,
    net::{SocketAddr, TcpStream},
    time::Duration,
};

use super::{
    client::{Load, Measured},
    support::{redis, scratch},
};

struct Redis(SocketAddr);

impl Load for Redis {
    fn connect(&mut self, _: usize) -> TcpStream {
        TcpStream::connect(self.0).expect("redis listens")
    }

    fn request(&mut self, client: usize, number: u64, into: &mut Vec<u8>) {
        let mark = format!("{client:08}{number:016}{:176}", "");
        write!(into, "*3\r\n$5\r\nRPUSH\r\n$5\r\nmarks\r\n${}\r\n{mark}\r\n", mark.len()).expect("memory");
    }

    fn answer(bytes: &[u8]) -> Option<usize> {
        let end = bytes.windows(2).position(|pair| pair == b"\r\n")? + 2;
        assert_eq!(bytes[0], b':', "{}", String::from_utf8_lossy(bytes));
        Some(end)
    }
}

pub fn sample(clients: usize, length: Duration) -> Option<Measured> {
    let folder = scratch();
    let durable = ["--appendonly", "yes", "--appendfsync", "always", "--auto-aof-rewrite-percentage", "0"];
    let (process, address) = redis::start(folder.path(), &durable)?;
    Some(super::run(Redis(address), &process, clients, length))
}
