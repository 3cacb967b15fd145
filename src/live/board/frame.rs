//! A message as it goes over the wire: encoded once, whoever reads it.

use std::{io::Write, sync::OnceLock};

use bytes::Bytes;
use flate2::{Compression, write::DeflateEncoder};

use crate::wire::BoardMessage;

/// Shorter messages are not compressed: it would save little and cost everybody's processor.
pub const DEFLATE_FROM_BYTES: usize = 400;

const TEXT: u8 = 0x81;
const BINARY: u8 = 0x82;

/// A WebSocket frame from the server: not masked, so the same bytes for everybody.
pub struct Frame {
    text: Bytes,
    header: usize,
    deflated: OnceLock<Option<Bytes>>,
}

impl Frame {
    #[must_use]
    pub fn new(message: &BoardMessage) -> Self {
        // These shapes hold nothing that JSON cannot: no maps, no floats.
        Self::of_json(&serde_json::to_vec(message).unwrap_or_default())
    }

    /// Of a message that is written already.
    #[must_use]
    pub fn of_json(json: &[u8]) -> Self {
        let text = framed(TEXT, json);
        Self { header: text.len() - json.len(), text, deflated: OnceLock::new() }
    }

    #[must_use]
    pub fn json(&self) -> Bytes {
        self.text.slice(self.header..)
    }

    /// With the header; `deflated`: for somebody who can inflate, where that is shorter.
    #[must_use]
    pub fn bytes(&self, deflated: bool) -> Bytes {
        let shorter = || self.deflated.get_or_init(|| self.deflate()).clone();
        deflated.then(shorter).flatten().unwrap_or_else(|| self.text.clone())
    }

    fn deflate(&self) -> Option<Bytes> {
        if self.text.len() - self.header < DEFLATE_FROM_BYTES {
            return None;
        }
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&self.text[self.header..]).ok()?;
        let deflated = framed(BINARY, &encoder.finish().ok()?);
        (deflated.len() < self.text.len()).then_some(deflated)
    }
}

fn framed(kind: u8, payload: &[u8]) -> Bytes {
    let mut frame = Vec::with_capacity(payload.len() + 10);
    frame.push(kind);
    match (u8::try_from(payload.len()), u16::try_from(payload.len())) {
        (Ok(length), _) if length < 126 => frame.push(length),
        (_, Ok(length)) => {
            frame.push(126);
            frame.extend(length.to_be_bytes());
        }
        _ => {
            frame.push(127);
            frame.extend((payload.len() as u64).to_be_bytes());
        }
    }
    frame.extend_from_slice(payload);
    frame.into()
}
