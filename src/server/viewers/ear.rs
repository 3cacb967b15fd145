//! What a viewer says: WebSocket frames (RFC 6455), masked and small.

use crate::server::limits::{VIEWER_FRAGMENTS_MAX, VIEWER_MESSAGE_MAX_BYTES};

#[derive(Debug, PartialEq, Eq)]
pub enum Heard {
    /// The whole board is wanted.
    Resync,
    /// Something that viewers do not say.
    Unknown,
    Ping(Vec<u8>),
    Pong,
    /// With its code, where there is one.
    Close(Option<u16>),
}

/// Why a connection cannot go on, as the number of a close frame.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Breach {
    Protocol = 1002,
    NotText = 1007,
    TooLong = 1009,
}

const FIN: u8 = 0x80;
const RESERVED: u8 = 0x70;
const MASKED: u8 = 0x80;
/// The longest payload of a ping, pong or close, in bytes.
const CONTROL_MAX_BYTES: usize = 125;
/// A header with a length of two bytes, and the mask.
const HEADER_MAX_BYTES: usize = 8;

/// Keeps at most one frame and one message.
#[derive(Default)]
pub struct Ear {
    /// The start of a frame that is not whole.
    bytes: Vec<u8>,
    message: Option<Message>,
}

struct Message {
    payload: Vec<u8>,
    is_text: bool,
    fragments: usize,
}

impl Ear {
    /// # Errors
    /// When this is no viewer's WebSocket.
    pub fn take(&mut self, mut input: &[u8], mut each: impl FnMut(Heard)) -> Result<(), Breach> {
        while !input.is_empty() {
            let room = HEADER_MAX_BYTES + VIEWER_MESSAGE_MAX_BYTES - self.bytes.len();
            let (now, later) = input.split_at(room.min(input.len()));
            self.bytes.extend_from_slice(now);
            input = later;
            let mut taken = 0;
            while let Some(frame) = Frame::parse(&self.bytes[taken..])? {
                let payload = frame.unmasked(&self.bytes[taken..]);
                taken += frame.end;
                self.hear(&frame, payload)?.into_iter().for_each(&mut each);
            }
            self.bytes.drain(..taken);
        }
        if self.bytes.is_empty() {
            // Most viewers never say anything again.
            self.bytes = Vec::new();
        }
        Ok(())
    }

    fn hear(&mut self, frame: &Frame, payload: Vec<u8>) -> Result<Option<Heard>, Breach> {
        match (frame.opcode, &mut self.message) {
            (0x8, _) => closing(&payload).map(Some),
            (0x9, _) => Ok(Some(Heard::Ping(payload))),
            (0xa, _) => Ok(Some(Heard::Pong)),
            (0x0, Some(message)) => {
                message.fragments += 1;
                if message.payload.len() + payload.len() > VIEWER_MESSAGE_MAX_BYTES || message.fragments > VIEWER_FRAGMENTS_MAX {
                    return Err(Breach::TooLong);
                }
                message.payload.extend(payload);
                if frame.is_last { self.message.take().as_ref().map(said).transpose() } else { Ok(None) }
            }
            (0x1 | 0x2, None) => {
                let message = Message { payload, is_text: frame.opcode == 0x1, fragments: 1 };
                if frame.is_last {
                    return said(&message).map(Some);
                }
                self.message = Some(message);
                Ok(None)
            }
            _ => Err(Breach::Protocol),
        }
    }
}

fn said(message: &Message) -> Result<Heard, Breach> {
    if !message.is_text {
        return Ok(Heard::Unknown);
    }
    let text = str::from_utf8(&message.payload).map_err(|_| Breach::NotText)?;
    let is_resync = serde_json::from_str::<serde_json::Value>(text).is_ok_and(|message| message["type"] == "resync");
    Ok(if is_resync { Heard::Resync } else { Heard::Unknown })
}

/// A code, where there is one, and a reason (§5.5.1).
fn closing(payload: &[u8]) -> Result<Heard, Breach> {
    let Some((code, reason)) = payload.split_first_chunk() else {
        return if payload.is_empty() { Ok(Heard::Close(None)) } else { Err(Breach::Protocol) };
    };
    let code = u16::from_be_bytes(*code);
    if !matches!(code, 1000..=1003 | 1007..=1014 | 3000..=4999) {
        return Err(Breach::Protocol);
    }
    str::from_utf8(reason).map_err(|_| Breach::NotText)?;
    Ok(Heard::Close(Some(code)))
}

struct Frame {
    opcode: u8,
    is_last: bool,
    mask: [u8; 4],
    payload: usize,
    end: usize,
}

impl Frame {
    /// The frame that `bytes` begin with; `None` while it is not whole.
    fn parse(bytes: &[u8]) -> Result<Option<Self>, Breach> {
        let [first, second, rest @ ..] = bytes else { return Ok(None) };
        let (opcode, is_last) = (first & 0x0f, first & FIN != 0);
        if first & RESERVED != 0 || second & MASKED == 0 || !matches!(opcode, 0x0..=0x2 | 0x8..=0xa) {
            return Err(Breach::Protocol);
        }
        let (length, header) = match (second & !MASKED, rest) {
            (127, _) => return Err(Breach::TooLong),
            (126, [high, low, ..]) => (usize::from(u16::from_be_bytes([*high, *low])), 4),
            (126, _) => return Ok(None),
            (short, _) => (usize::from(short), 2),
        };
        let is_control = opcode >= 0x8;
        if is_control && (!is_last || length > CONTROL_MAX_BYTES) {
            return Err(Breach::Protocol);
        }
        if length > VIEWER_MESSAGE_MAX_BYTES {
            return Err(Breach::TooLong);
        }
        let (payload, end) = (header + 4, header + 4 + length);
        let mask = bytes.get(header..payload).and_then(|mask| mask.try_into().ok());
        Ok(mask.filter(|_| bytes.len() >= end).map(|mask| Self { opcode, is_last, mask, payload, end }))
    }

    fn unmasked(&self, bytes: &[u8]) -> Vec<u8> {
        bytes[self.payload..self.end].iter().zip(self.mask.iter().cycle()).map(|(byte, mask)| byte ^ mask).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A client's frame with the mask 1 2 3 4.
    fn frame(first: u8, payload: &[u8]) -> Vec<u8> {
        let mut bytes = vec![first];
        match u8::try_from(payload.len()) {
            Ok(short) if short < 126 => bytes.push(MASKED | short),
            _ => {
                bytes.push(MASKED | 0x7e);
                bytes.extend(u16::try_from(payload.len()).unwrap().to_be_bytes());
            }
        }
        bytes.extend([1, 2, 3, 4]);
        bytes.extend(payload.iter().zip([1, 2, 3, 4].iter().cycle()).map(|(byte, mask)| byte ^ mask));
        bytes
    }

    fn heard(bytes: &[u8], piece: usize) -> (Vec<Heard>, Result<(), Breach>) {
        let (mut ear, mut heard) = (Ear::default(), Vec::new());
        let end = bytes.chunks(piece).try_for_each(|piece| ear.take(piece, |one| heard.push(one)));
        assert!(ear.bytes.len() <= HEADER_MAX_BYTES + VIEWER_MESSAGE_MAX_BYTES);
        (heard, end)
    }

    #[test]
    fn frames_are_understood_however_they_arrive() {
        let said = [
            frame(0x81, br#"{"type":"resync"}"#),
            frame(0x01, br#"{"type":"#),
            frame(0x89, b"are you there"),
            frame(0x00, b""),
            frame(0x80, br#""resync"}"#),
            frame(0x81, &[b'x'; 256]),
            frame(0x82, br#"{"type":"resync"}"#),
            frame(0x8a, b""),
            frame(0x88, &[3, 232]),
        ]
        .concat();
        let expected = [
            Heard::Resync,
            Heard::Ping(b"are you there".to_vec()),
            Heard::Resync,
            Heard::Unknown,
            Heard::Unknown,
            Heard::Pong,
            Heard::Close(Some(1000)),
        ];
        for piece in [1, 2, 3, 5, 100, said.len()] {
            let (heard, end) = heard(&said, piece);
            assert_eq!((heard.as_slice(), end), (expected.as_slice(), Ok(())), "in pieces of {piece}");
        }
    }

    #[test]
    fn what_is_no_frame_of_a_viewer_ends_the_connection() {
        let many = [frame(0x01, b"x"), frame(0x00, b"").repeat(VIEWER_FRAGMENTS_MAX)].concat();
        for (bytes, breach) in [
            (b"GET / HTTP/1.1\r\n".to_vec(), Breach::Protocol),
            (vec![0x81, 0x01, b'x'], Breach::Protocol),
            (frame(0xc1, b"x"), Breach::Protocol),
            (frame(0x83, b"x"), Breach::Protocol),
            (frame(0x80, b"x"), Breach::Protocol),
            (frame(0x09, b"x"), Breach::Protocol),
            (frame(0x89, &[b'x'; 126]), Breach::Protocol),
            ([frame(0x01, b"x"), frame(0x81, b"x")].concat(), Breach::Protocol),
            (frame(0x81, &[0xff, 0xfe]), Breach::NotText),
            (frame(0x81, &[b'x'; 257]), Breach::TooLong),
            (vec![0x81, 0xff, 0, 0, 0, 1], Breach::TooLong),
            ([frame(0x01, &[b'x'; 200]), frame(0x80, &[b'x'; 57])].concat(), Breach::TooLong),
            (many, Breach::TooLong),
        ] {
            for piece in [1, bytes.len()] {
                assert_eq!(heard(&bytes, piece).1, Err(breach), "{bytes:?}");
            }
        }
    }
}
