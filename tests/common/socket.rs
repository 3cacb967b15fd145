//! A tablet's and a viewer's end of a socket. Every frame that comes in is kept.

use std::net::SocketAddr;

use futures_util::{SinkExt, StreamExt};
use jinbang::wire::PairAnswer;
use serde_json::{Value, json};
use tokio::{net::TcpStream, time::timeout};
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, client_async, connect_async,
    tungstenite::{Message, client::IntoClientRequest, http::HeaderValue},
};

use super::http::DEADLINE;

pub struct Socket {
    stream: WebSocketStream<MaybeTlsStream<TcpStream>>,
    /// The text of every frame so far.
    pub heard: Vec<String>,
}

impl Socket {
    pub async fn connect(address: SocketAddr, path: &str) -> Self {
        Self::connect_from(address, path, None).await.unwrap_or_else(|status| panic!("{path}: {status}"))
    }

    /// As a page of `origin` would; the status where the server says no.
    pub async fn connect_from(address: SocketAddr, path: &str, origin: Option<&str>) -> Result<Self, u16> {
        let mut request = format!("ws://{address}{path}").into_client_request().expect("an address");
        if let Some(origin) = origin {
            request.headers_mut().insert("Origin", HeaderValue::from_str(origin).expect("an origin"));
        }
        match timeout(DEADLINE, connect_async(request)).await.expect("an answer in time") {
            Ok((stream, _)) => Ok(Self { stream, heard: Vec::new() }),
            Err(tokio_tungstenite::tungstenite::Error::Http(response)) => Err(response.status().as_u16()),
            Err(error) => panic!("{path}: {error}"),
        }
    }

    /// Over a connection that was made elsewhere.
    pub async fn over(stream: TcpStream, address: SocketAddr, path: &str) -> Self {
        let opened = client_async(format!("ws://{address}{path}"), MaybeTlsStream::Plain(stream));
        let (stream, _) = timeout(DEADLINE, opened).await.expect("an answer in time").expect("a socket");
        Self { stream, heard: Vec::new() }
    }

    pub async fn send(&mut self, message: Value) {
        self.send_raw(Message::text(message.to_string())).await;
    }

    pub async fn send_raw(&mut self, message: Message) {
        self.stream.send(message).await.expect("an open socket");
    }

    /// The next frame; `None` when the server has closed.
    pub async fn next(&mut self) -> Option<Value> {
        let text = timeout(DEADLINE, self.next_text()).await.expect("a frame in time")?;
        self.heard.push(text);
        self.heard.last().map(|text| serde_json::from_str(text).expect("JSON"))
    }

    async fn next_text(&mut self) -> Option<String> {
        loop {
            match self.stream.next().await? {
                Ok(Message::Text(text)) => return Some(text.to_string()),
                Ok(Message::Ping(_) | Message::Pong(_)) => {}
                Ok(Message::Binary(bytes)) => panic!("a binary frame: {bytes:?}"),
                Ok(Message::Close(_) | Message::Frame(_)) | Err(_) => return None,
            }
        }
    }

    /// Reads on to the first frame of this type.
    pub async fn until(&mut self, kind: &str) -> Value {
        self.until_some(kind, |message| message["type"] == kind).await
    }

    pub async fn until_either(&mut self, one: &str, other: &str) -> Value {
        self.until_some(&format!("{one} or {other}"), |message| message["type"] == one || message["type"] == other).await
    }

    pub async fn until_some(&mut self, what: &str, wanted: impl Fn(&Value) -> bool) -> Value {
        loop {
            match self.next().await {
                Some(message) if wanted(&message) => return message,
                Some(_) => {}
                None => panic!("closed before {what}; heard {:#?}", self.heard),
            }
        }
    }

    /// Reads to the end; the last frame before the server closed.
    pub async fn until_closed(&mut self) -> Option<Value> {
        let mut last = None;
        while let Some(message) = self.next().await {
            last = Some(message);
        }
        last
    }
}

/// A tablet that was welcomed and shown the marks.
pub async fn tablet(address: SocketAddr, pairing: &PairAnswer) -> Socket {
    tablet_since(address, pairing, None).await
}

pub async fn tablet_since(address: SocketAddr, pairing: &PairAnswer, since: Option<u64>) -> Socket {
    let mut socket = Socket::connect(address, "/ws/marking").await;
    socket.send(hello(pairing, since)).await;
    for expected in ["welcome", "marks"] {
        let message = socket.next().await.unwrap_or_else(|| panic!("closed before {expected}"));
        assert_eq!(message["type"], expected, "{message}");
    }
    socket
}

pub fn hello(pairing: &PairAnswer, since: Option<u64>) -> Value {
    let mut hello = json!({ "type": "hello", "protocol": 1, "competition": pairing.competition, "token": pairing.token });
    if let Some(since) = since {
        hello["since"] = since.into();
    }
    hello
}

pub fn submit(sequence: u64, competitor: &str, aspect: &str, value: &str) -> Value {
    json!({ "type": "submit", "sequence": sequence, "competitor": competitor, "aspect": aspect, "value": value })
}

pub async fn viewer(address: SocketAddr, competition: &str) -> Socket {
    Socket::connect(address, &format!("/ws/board/{competition}/web")).await
}
