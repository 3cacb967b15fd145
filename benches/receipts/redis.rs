//! Redis with an append-only file synced before every answer; each mark is appended to a list.

use std::{
    io::Write,
    net::{SocketAddr, TcpListener, TcpStream},
    process::{Command, Stdio},
    time::{Duration, Instant},
};

use super::client::{Load, Measured};

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
    let folder = super::scratch();
    let port = TcpListener::bind("127.0.0.1:0").ok()?.local_addr().ok()?.port();
    let process = Command::new("redis-server")
        .args(["--port", &port.to_string(), "--bind", "127.0.0.1", "--dir", &folder.path().to_string_lossy()])
        .args(["--appendonly", "yes", "--appendfsync", "always", "--save", "", "--auto-aof-rewrite-percentage", "0"])
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .ok()?;
    let process = super::Child(process);
    let address = SocketAddr::from(([127, 0, 0, 1], port));
    let deadline = Instant::now() + Duration::from_secs(10);
    while TcpStream::connect(address).is_err() {
        assert!(Instant::now() < deadline, "redis did not start");
        std::thread::yield_now();
    }
    Some(super::run(Redis(address), &process, clients, length))
}
