//! A reader of an answer that goes on: the head at once, then line by line.

use std::net::SocketAddr;

use tokio::{
    io::{AsyncBufReadExt, AsyncReadExt, AsyncWriteExt, BufReader},
    net::TcpStream,
    time::timeout,
};

use super::http::DEADLINE;

pub struct Stream {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    connection: BufReader<TcpStream>,
    /// Of chunks that were read, not yet given out.
    waiting: Vec<u8>,
}

impl Stream {
    pub async fn open(address: SocketAddr, path: &str, headers: &[(&str, &str)]) -> Self {
        Self::ask(address, "GET", path, headers).await
    }

    pub async fn ask(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Self {
        timeout(DEADLINE, Self::begin(address, method, path, headers)).await.expect("an answer in time")
    }

    async fn begin(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)]) -> Self {
        let mut connection = TcpStream::connect(address).await.expect("a connection");
        let own = headers.iter().fold(String::new(), |all, (name, value)| all + name + ": " + value + "\r\n");
        let head = format!("{method} {path} HTTP/1.1\r\nHost: {address}\r\n{own}\r\n");
        connection.write_all(head.as_bytes()).await.expect("a connection");
        Self::of(connection).await
    }

    /// The answer on a connection that has asked.
    pub async fn of(connection: TcpStream) -> Self {
        let mut connection = BufReader::new(connection);
        let mut lines = Vec::new();
        loop {
            let mut line = String::new();
            connection.read_line(&mut line).await.expect("a head");
            if line.trim().is_empty() {
                break;
            }
            lines.push(line.trim().to_owned());
        }
        let status = lines[0].split(' ').nth(1).and_then(|status| status.parse().ok()).expect("a status");
        let headers = lines[1..].iter().filter_map(|line| line.split_once(": "));
        let headers = headers.map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
        Self { status, headers, connection, waiting: Vec::new() }
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// The next line without its end; `None` when the server has ended the answer.
    pub async fn line(&mut self) -> Option<String> {
        loop {
            if let Some(end) = self.waiting.iter().position(|byte| *byte == b'\n') {
                let rest = self.waiting.split_off(end + 1);
                let line = std::mem::replace(&mut self.waiting, rest);
                return Some(String::from_utf8(line[..end].to_vec()).expect("UTF-8"));
            }
            let chunk = timeout(DEADLINE, self.chunk()).await.expect("a line in time")?;
            self.waiting.extend(chunk);
        }
    }

    /// `None` after the last one, and where the connection breaks.
    async fn chunk(&mut self) -> Option<Vec<u8>> {
        let mut size = String::new();
        self.connection.read_line(&mut size).await.ok()?;
        let length = usize::from_str_radix(size.trim(), 16).ok().filter(|length| *length > 0)?;
        let mut bytes = vec![0; length + 2];
        self.connection.read_exact(&mut bytes).await.ok()?;
        bytes.truncate(length);
        Some(bytes)
    }

    /// The next Server-Sent Event: its fields. Comments are passed over.
    pub async fn event(&mut self) -> Option<Vec<(String, String)>> {
        let mut fields = Vec::new();
        loop {
            let line = self.line().await?;
            match line.split_once(": ") {
                Some((name, value)) => fields.push((name.to_owned(), value.to_owned())),
                None if line.is_empty() && !fields.is_empty() => return Some(fields),
                None => {}
            }
        }
    }
}
