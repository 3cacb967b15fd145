//! Questions and answers. An answer may be longer than a message: it comes in numbered parts.

use async_nats::{Client, HeaderMap, Message, StatusCode, Subject};
use bytes::Bytes;
use futures_util::StreamExt;
use serde::{Deserialize, Serialize};
use tokio::time::timeout;

use super::{
    Epoch,
    limits::{HEADERS_MAX_BYTES, PART_MAX_BYTES, REPLY_MAX_BYTES, REPLY_TIMEOUT},
    subjects,
};
use crate::competition::{CompetitionId, SkillId};

/// Of a part: its number from 0, and how many there are.
const PART: &str = "Jinbang-Part";
const PARTS: &str = "Jinbang-Parts";
/// Of the first part: what is said beside the bytes.
const HEAD: &str = "Jinbang-Head";

#[derive(Debug, Serialize, Deserialize)]
#[serde(tag = "want", rename_all = "kebab-case", deny_unknown_fields)]
pub enum Ask {
    /// A board as it is now, and its places over time.
    Board { competition: CompetitionId, skill: SkillId },
    /// A competition's entry in the list of competitions.
    Competition { competition: CompetitionId },
    /// What a public address of the origin answers.
    Page { path: String },
}

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Head {
    /// As of HTTP.
    pub status: u16,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub headers: Vec<(String, String)>,
}

#[derive(Debug, Clone)]
pub struct Reply {
    pub head: Head,
    pub body: Bytes,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum AskFault {
    #[error("the origin is not there")]
    Nobody,
    #[error("no answer within {} s", REPLY_TIMEOUT.as_secs())]
    TooLate,
    #[error("an answer of more than {REPLY_MAX_BYTES} bytes")]
    TooLarge,
    #[error("the parts of an answer do not fit together")]
    Unfit,
    #[error("NATS: {0}")]
    Nats(String),
}

/// Asks one start of an origin.
///
/// # Errors
/// When no whole answer comes.
pub async fn ask(client: &Client, epoch: Epoch, ask: &Ask) -> Result<Reply, AskFault> {
    let nats = |error: &dyn std::fmt::Display| AskFault::Nats(error.to_string());
    let question = serde_json::to_vec(ask).map_err(|error| nats(&error))?;
    let sent = async {
        let inbox = client.new_inbox();
        let replies = client.subscribe(inbox.clone()).await.map_err(|error| nats(&error))?;
        client.publish_with_reply(subjects::asks(epoch), inbox, question.into()).await.map_err(|error| nats(&error))?;
        Ok(replies)
    };
    // Without a connection there may be no room for a question.
    let mut replies = timeout(REPLY_TIMEOUT, sent).await.map_err(|_| AskFault::TooLate)??;
    let mut gathered = Gathered::default();
    loop {
        let message = timeout(REPLY_TIMEOUT, replies.next()).await.map_err(|_| AskFault::TooLate)?.ok_or(AskFault::TooLate)?;
        if let Some(reply) = gathered.take(&message)? {
            return Ok(reply);
        }
    }
}

/// The parts that came so far; they come in their order.
#[derive(Default)]
struct Gathered {
    head: Head,
    body: Vec<u8>,
    parts: usize,
}

impl Gathered {
    fn take(&mut self, message: &Message) -> Result<Option<Reply>, AskFault> {
        if message.status == Some(StatusCode::NO_RESPONDERS) {
            return Err(AskFault::Nobody);
        }
        let headers = message.headers.as_ref().ok_or(AskFault::Unfit)?;
        let number = |name: &str| headers.get(name).and_then(|value| value.as_str().parse::<usize>().ok()).ok_or(AskFault::Unfit);
        if number(PART)? != self.parts {
            return Err(AskFault::Unfit);
        }
        if self.parts == 0 {
            let head = headers.get(HEAD).ok_or(AskFault::Unfit)?;
            self.head = serde_json::from_str(head.as_str()).map_err(|_| AskFault::Unfit)?;
        }
        if self.body.len() + message.payload.len() > REPLY_MAX_BYTES {
            return Err(AskFault::TooLarge);
        }
        self.body.extend_from_slice(&message.payload);
        self.parts += 1;
        let whole = self.parts == number(PARTS)?;
        Ok(whole.then(|| Reply { head: std::mem::take(&mut self.head), body: std::mem::take(&mut self.body).into() }))
    }
}

/// Answers a question, in as many parts as NATS wants.
///
/// # Errors
/// When NATS takes no more.
pub async fn answer(client: &Client, to: &Subject, reply: &Reply) -> Result<(), async_nats::PublishError> {
    let most = PART_MAX_BYTES.min(client.max_payload().saturating_sub(HEADERS_MAX_BYTES)).max(1);
    let parts = reply.body.len().div_ceil(most).max(1);
    for part in 0..parts {
        let mut headers = HeaderMap::new();
        headers.insert(PART, part.to_string());
        headers.insert(PARTS, parts.to_string());
        if part == 0 {
            headers.insert(HEAD, serde_json::to_string(&reply.head).unwrap_or_default());
        }
        let end = reply.body.len().min((part + 1) * most);
        client.publish_with_headers(to.clone(), headers, reply.body.slice(part * most..end)).await?;
    }
    Ok(())
}
