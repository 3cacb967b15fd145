//! The smallest HTTP client: what goes over the wire is what the test says, what comes back is kept whole.

use std::{net::SocketAddr, time::Duration};

use serde_json::Value;
use tokio::{
    io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt},
    net::TcpStream,
    time::timeout,
};

/// A deadline for a server that hangs; nothing waits for it when all is well.
pub const DEADLINE: Duration = Duration::from_secs(30);

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reply {
    pub status: u16,
    /// Names in lower case.
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Reply {
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    pub fn json(&self) -> Value {
        serde_json::from_slice(&self.body).unwrap_or_else(|error| panic!("{error} in {:?}", String::from_utf8_lossy(&self.body)))
    }

    /// The code of an error, or an empty text.
    pub fn code(&self) -> String {
        serde_json::from_slice::<Value>(&self.body)
            .ok()
            .and_then(|body| body["error"]["code"].as_str().map(str::to_owned))
            .unwrap_or_default()
    }
}

pub async fn request(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &str) -> Reply {
    request_bytes(address, method, path, headers, body.as_bytes()).await
}

pub async fn request_bytes(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    timeout(DEADLINE, exchange(address, method, path, headers, body)).await.expect("an answer in time").expect("an answer")
}

pub async fn get(address: SocketAddr, path: &str) -> Reply {
    request(address, "GET", path, &[], "").await
}

/// A JSON body.
pub async fn post(address: SocketAddr, path: &str, headers: &[(&str, &str)], body: &Value) -> Reply {
    let headers: Vec<_> = headers.iter().copied().chain([("Content-Type", "application/json")]).collect();
    request(address, "POST", path, &headers, &body.to_string()).await
}

async fn exchange(address: SocketAddr, method: &str, path: &str, headers: &[(&str, &str)], body: &[u8]) -> std::io::Result<Reply> {
    exchange_over(TcpStream::connect(address).await?, &address.to_string(), method, path, headers, body).await
}

/// Over a connection that was made elsewhere, which it uses up.
pub async fn exchange_over(
    mut stream: impl AsyncRead + AsyncWrite + Unpin,
    host: &str,
    method: &str,
    path: &str,
    headers: &[(&str, &str)],
    body: impl AsRef<[u8]>,
) -> std::io::Result<Reply> {
    let body = body.as_ref();
    let length = body.len().to_string();
    let always = [("Host", host.to_owned()), ("Connection", "close".to_owned()), ("Content-Length", length)];
    let own = headers.iter().map(|(name, value)| format!("{name}: {value}\r\n"));
    let head: String = always.iter().map(|(name, value)| format!("{name}: {value}\r\n")).chain(own).collect();
    stream.write_all(format!("{method} {path} HTTP/1.1\r\n{head}\r\n").as_bytes()).await?;
    // A server that refuses a body early may not read it to its end.
    let _ = stream.write_all(body).await;
    let mut answer = Vec::new();
    // A server that refuses a body early may reset the connection after its answer.
    let _ = stream.read_to_end(&mut answer).await;
    Ok(parse(&answer))
}

fn parse(answer: &[u8]) -> Reply {
    let end = answer.windows(4).position(|four| four == b"\r\n\r\n").expect("the end of the headers");
    let head = String::from_utf8_lossy(&answer[..end]);
    let mut lines = head.lines();
    let status = lines.next().and_then(|line| line.split(' ').nth(1)).and_then(|status| status.parse().ok()).expect("a status");
    let headers = lines.filter_map(|line| line.split_once(": ")).map(|(name, value)| (name.to_lowercase(), value.to_owned())).collect();
    Reply { status, headers, body: answer[end + 4..].to_vec() }
}
