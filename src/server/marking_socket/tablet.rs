//! A tablet's socket.

use axum::extract::ws::{CloseFrame, Message, WebSocket, close_code};
use futures_util::SinkExt;
use tokio::time::timeout;
use tokio_tungstenite::tungstenite;

use super::hello::fatal;
use crate::{
    competition::Text,
    server::{limits::SEND_TIMEOUT, reading_room::at_length},
    wire::{Failure, FromTablet, Hello, ToTablet},
};

/// The tablet is gone, or was sent away.
pub(super) struct Gone;

/// The socket, with a deadline on every write.
pub(super) struct Tablet {
    pub socket: WebSocket,
}

impl Tablet {
    pub async fn hear_hello(&mut self) -> Result<Hello, Failure> {
        let expected = || fatal("hello-expected", Text::new("第一条消息必须是 hello", "the first message must be hello"));
        loop {
            match self.socket.recv().await {
                Some(Ok(Message::Text(text))) => match serde_json::from_str(&text) {
                    Ok(FromTablet::Hello(hello)) => return Ok(hello),
                    Ok(_) | Err(_) => return Err(expected()),
                },
                Some(Ok(Message::Ping(_) | Message::Pong(_))) => {}
                Some(Err(error)) => {
                    self.break_off(error).await;
                    return Err(expected());
                }
                _ => return Err(expected()),
            }
        }
    }

    pub async fn send(&mut self, message: &ToTablet) -> Result<(), Gone> {
        self.feed(message).await?;
        self.flush().await
    }

    pub async fn feed(&mut self, message: &ToTablet) -> Result<(), Gone> {
        let json = serde_json::to_string(message).map_err(|_| Gone)?;
        self.feed_raw(Message::text(json)).await
    }

    /// What may be long: a sheet of thousands takes milliseconds to make and to write.
    pub async fn feed_all(&mut self, make: impl FnOnce() -> Vec<ToTablet>) -> Result<(), Gone> {
        let texts: Result<Vec<String>, _> = at_length(|| make().iter().map(serde_json::to_string).collect());
        for text in texts.map_err(|_| Gone)? {
            self.feed_raw(Message::text(text)).await?;
        }
        Ok(())
    }

    pub async fn feed_raw(&mut self, message: Message) -> Result<(), Gone> {
        within_deadline(self.socket.feed(message)).await
    }

    pub async fn flush(&mut self) -> Result<(), Gone> {
        within_deadline(self.socket.flush()).await
    }

    /// After what is no WebSocket's, or too long: says what it was (RFC 6455 §7.1.7).
    pub async fn break_off(&mut self, error: axum::Error) {
        let code = match error.into_inner().downcast_ref::<tungstenite::Error>() {
            Some(tungstenite::Error::Utf8(_)) => close_code::INVALID,
            Some(tungstenite::Error::Capacity(_)) => close_code::SIZE,
            Some(tungstenite::Error::Protocol(_)) => close_code::PROTOCOL,
            // There is nobody to say it to.
            _ => return,
        };
        let frame = CloseFrame { code, reason: "".into() };
        let _ = within_deadline(self.socket.send(Message::Close(Some(frame)))).await;
    }

    pub async fn send_away(&mut self, failure: Failure) {
        let _ = self.send(&ToTablet::Error(failure)).await;
        let _ = within_deadline(self.socket.send(Message::Close(None))).await;
    }
}

async fn within_deadline<E>(write: impl Future<Output = Result<(), E>>) -> Result<(), Gone> {
    match timeout(SEND_TIMEOUT, write).await {
        Ok(Ok(())) => Ok(()),
        Ok(Err(_)) | Err(_) => Err(Gone),
    }
}
