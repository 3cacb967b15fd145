//! A tablet as a program: pairs nothing and shows nothing, but queues, sends, and sends again until the receipt is there. The demo's judges
//! use it, and so do tests.

use std::time::Duration;

use futures_util::{SinkExt, StreamExt};
use serde_json::{Value, json};
use tokio::net::TcpStream;
use tokio_tungstenite::{
    MaybeTlsStream, WebSocketStream, connect_async,
    tungstenite::{self, Message},
};

use crate::{judging::Part, wire::PROTOCOL};

/// Pauses between attempts to reach the server.
const RECONNECT_PAUSES: [Duration; 5] =
    [Duration::from_millis(50), Duration::from_millis(200), Duration::from_millis(500), Duration::from_secs(1), Duration::from_secs(2)];

#[derive(Debug, thiserror::Error)]
pub enum TabletFault {
    #[error("the server cannot be reached: {0}")]
    Unreachable(String),
    #[error("the server sent this device away: {0}")]
    SentAway(String),
}

/// The server's last word on one entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Outcome {
    Stored { position: u64, hash: String },
    Refused { code: String, message: String },
}

pub struct Tablet {
    /// `http://…` of the server.
    url: String,
    competition: String,
    token: String,
    next_sequence: u64,
    socket: Option<WebSocketStream<MaybeTlsStream<TcpStream>>>,
    welcome: Value,
}

/// One mark to submit, as text.
#[derive(Debug, Clone)]
pub struct Entry {
    pub competitor: String,
    pub aspect: String,
    pub value: String,
}

/// The own entry that another one replaces.
#[derive(Debug, Clone)]
pub struct Replaces {
    pub position: u64,
    pub reason: String,
}

impl Tablet {
    #[must_use]
    pub fn new(url: &str, competition: &str, token: &str) -> Self {
        Self {
            url: url.to_owned(),
            competition: competition.to_owned(),
            token: token.to_owned(),
            next_sequence: 0,
            socket: None,
            welcome: Value::Null,
        }
    }

    /// Submits an entry and waits for the last word on it, through lost connections and busy servers.
    ///
    /// # Errors
    /// When the server stays away, or does not know this device any more.
    pub async fn submit(&mut self, entry: &Entry) -> Result<Outcome, TabletFault> {
        self.submit_or_correct(entry, None).await
    }

    /// The same, or a correction of an own entry.
    ///
    /// # Errors
    /// As for [`Tablet::submit`].
    pub async fn submit_or_correct(&mut self, entry: &Entry, replaces: Option<Replaces>) -> Result<Outcome, TabletFault> {
        let mut message = json!({ "type": "submit", "competitor": entry.competitor, "aspect": entry.aspect, "value": entry.value });
        if let Some(Replaces { position, reason }) = replaces {
            (message["corrects"], message["reason"]) = (json!(position), json!(reason));
        }
        self.ask(message).await
    }

    /// What the server says of this expert and skill.
    ///
    /// # Errors
    /// When the server cannot be reached, or does not know this device.
    pub async fn welcome(&mut self) -> Result<Value, TabletFault> {
        if self.socket.is_none() {
            self.connect().await.map_err(|fault| match fault {
                AttemptFault::Lost(why) => TabletFault::Unreachable(why),
                AttemptFault::SentAway(why) => TabletFault::SentAway(why),
            })?;
        }
        Ok(self.welcome.clone())
    }

    /// Signs a part in whatever capacity it is this expert's turn.
    ///
    /// # Errors
    /// As for [`Tablet::submit`].
    pub async fn sign(&mut self, part: &Part, digest: &str) -> Result<Outcome, TabletFault> {
        self.ask(json!({ "type": "sign", "part": part, "digest": digest })).await
    }

    async fn ask(&mut self, mut message: Value) -> Result<Outcome, TabletFault> {
        let mut sequence = None;
        let mut last = String::new();
        for pause in RECONNECT_PAUSES.iter().chain(&[Duration::ZERO]) {
            match self.attempt(&mut message, &mut sequence).await {
                Ok(Some(outcome)) => return Ok(outcome),
                Ok(None) => "the server is busy".clone_into(&mut last),
                Err(AttemptFault::SentAway(why)) => return Err(TabletFault::SentAway(why)),
                Err(AttemptFault::Lost(why)) => {
                    self.socket = None;
                    last = why;
                }
            }
            tokio::time::sleep(*pause).await;
        }
        Err(TabletFault::Unreachable(last))
    }

    /// `None`: try again later. The sequence is kept from attempt to attempt: the server takes it once.
    async fn attempt(&mut self, message: &mut Value, sequence: &mut Option<u64>) -> Result<Option<Outcome>, AttemptFault> {
        if self.socket.is_none() {
            self.connect().await?;
        }
        let number = *sequence.get_or_insert_with(|| {
            self.next_sequence += 1;
            self.next_sequence - 1
        });
        message["sequence"] = json!(number);
        self.send(message).await?;
        loop {
            let message = self.receive().await?;
            match (message["type"].as_str(), message["sequence"].as_u64()) {
                (Some("receipt"), Some(answered)) if answered == number => {
                    let position = message["position"].as_u64().unwrap_or_default();
                    return Ok(Some(Outcome::Stored { position, hash: text_of(&message["hash"]) }));
                }
                (Some("refused"), Some(answered)) if answered == number => {
                    let code = text_of(&message["code"]);
                    let passing = matches!(code.as_str(), "busy" | "read-only");
                    return Ok((!passing).then(|| Outcome::Refused { code, message: text_of(&message["message"]["en"]) }));
                }
                (Some("error"), _) if message["fatal"] == true && message["code"] != "stopping" => {
                    return Err(AttemptFault::SentAway(text_of(&message["message"]["en"])));
                }
                _ => {}
            }
        }
    }

    async fn connect(&mut self) -> Result<(), AttemptFault> {
        let address = format!("{}/ws/marking", self.url.replacen("http", "ws", 1));
        let (socket, _) = connect_async(address).await?;
        self.socket = Some(socket);
        self.send(&json!({ "type": "hello", "protocol": PROTOCOL, "competition": self.competition, "token": self.token, "watch": false }))
            .await?;
        let welcome = self.receive().await?;
        if welcome["type"] != "welcome" {
            return Err(AttemptFault::SentAway(text_of(&welcome["message"]["en"])));
        }
        self.next_sequence = self.next_sequence.max(welcome["next_sequence"].as_u64().unwrap_or(1));
        self.welcome = welcome;
        Ok(())
    }

    async fn send(&mut self, message: &Value) -> Result<(), AttemptFault> {
        let socket = self.socket.as_mut().ok_or_else(lost)?;
        Ok(socket.send(Message::text(message.to_string())).await?)
    }

    async fn receive(&mut self) -> Result<Value, AttemptFault> {
        let socket = self.socket.as_mut().ok_or_else(lost)?;
        loop {
            match socket.next().await.ok_or_else(lost)?? {
                Message::Text(text) => return serde_json::from_str(&text).map_err(|error| AttemptFault::Lost(error.to_string())),
                Message::Close(_) => return Err(lost()),
                _ => {}
            }
        }
    }
}

enum AttemptFault {
    Lost(String),
    SentAway(String),
}

impl From<tungstenite::Error> for AttemptFault {
    fn from(error: tungstenite::Error) -> Self {
        Self::Lost(error.to_string())
    }
}

fn lost() -> AttemptFault {
    AttemptFault::Lost("the connection ended".to_owned())
}

fn text_of(value: &Value) -> String {
    value.as_str().unwrap_or_default().to_owned()
}
