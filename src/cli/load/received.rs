//! The server's frames in a stream of bytes, without keeping them.

/// The longest header of a frame that is not masked, in bytes.
const HEADER_MAX_BYTES: usize = 10;
/// Enough of a message to find its time in.
const START_BYTES: usize = 160;

/// One frame, as far as load looks at it.
pub struct Frame {
    pub opcode: u8,
    /// Header and payload, in bytes.
    pub bytes: usize,
    /// The first bytes of the payload.
    pub start: Vec<u8>,
}

/// What is known of the frame that is under way.
#[derive(Default)]
pub struct Receiver {
    header: Vec<u8>,
    left: usize,
    length: usize,
    start: Vec<u8>,
}

impl Receiver {
    /// Takes what came, and hands on every frame that is whole now.
    pub fn take(&mut self, mut bytes: &[u8], mut each: impl FnMut(Frame)) {
        while !bytes.is_empty() {
            if self.left == 0 && !self.header_is_whole() {
                self.header.push(bytes[0]);
                bytes = &bytes[1..];
                if !self.header_is_whole() {
                    continue;
                }
                (self.length, self.left) = (self.payload_length(), self.payload_length());
            }
            let taken = self.left.min(bytes.len());
            let wanted = START_BYTES.saturating_sub(self.start.len()).min(taken);
            self.start.extend_from_slice(&bytes[..wanted]);
            bytes = &bytes[taken..];
            self.left -= taken;
            if self.left == 0 {
                each(Frame {
                    opcode: self.header[0] & 0x0f,
                    bytes: self.header.len() + self.length,
                    start: std::mem::take(&mut self.start),
                });
                self.header.clear();
            }
        }
    }

    fn header_is_whole(&self) -> bool {
        self.header.len() >= 2 && self.header.len() == self.header_length()
    }

    fn header_length(&self) -> usize {
        match self.header[1] & 0x7f {
            126 => 4,
            127 => HEADER_MAX_BYTES,
            _ => 2,
        }
    }

    fn payload_length(&self) -> usize {
        let of = |bytes: &[u8]| bytes.iter().fold(0_usize, |sum, byte| sum << 8 | usize::from(*byte));
        match self.header.len() {
            2 => usize::from(self.header[1] & 0x7f),
            _ => of(&self.header[2..]),
        }
    }
}

/// The server's time of a board, in milliseconds since 1970: a snapshot says it, a delta how much later it is. `before`: of the message before.
pub fn time_of(start: &[u8], before: Option<i64>) -> Option<i64> {
    number_in(start, br#""at":"#).or_else(|| Some(before? + number_in(start, br#""later":"#)?))
}

fn number_in(start: &[u8], key: &[u8]) -> Option<i64> {
    let from = start.windows(key.len()).position(|window| window == key)? + key.len();
    let digits = start[from..].iter().take_while(|byte| byte.is_ascii_digit() || **byte == b'-');
    let text: String = digits.map(|byte| char::from(*byte)).collect();
    text.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn frame(opcode: u8, payload: &[u8]) -> Vec<u8> {
        let mut bytes = vec![0x80 | opcode];
        match payload.len() {
            short @ 0..=125 => bytes.push(u8::try_from(short).unwrap()),
            medium @ 126..=0xffff => {
                bytes.push(126);
                bytes.extend(u16::try_from(medium).unwrap().to_be_bytes());
            }
            long => {
                bytes.push(127);
                bytes.extend((long as u64).to_be_bytes());
            }
        }
        bytes.extend(payload);
        bytes
    }

    #[test]
    fn frames_are_found_however_the_bytes_arrive() {
        let lengths = [0, 1, 125, 126, 700, 70_000, 3];
        let all: Vec<u8> = lengths.iter().flat_map(|&length| frame(1, &vec![b'x'; length])).collect();
        for piece in [1, 2, 3, 7, 1_000, all.len()] {
            let (mut receiver, mut found) = (Receiver::default(), Vec::new());
            for bytes in all.chunks(piece) {
                receiver.take(bytes, |frame| found.push((frame.opcode, frame.bytes, frame.start.len())));
            }
            let expected: Vec<_> = lengths.iter().map(|&length| (1, frame(1, &vec![0; length]).len(), length.min(START_BYTES))).collect();
            assert_eq!(found, expected, "in pieces of {piece}");
        }
    }

    #[test]
    fn the_time_of_a_message() {
        let snapshot = time_of(br#"{"type":"snapshot","protocol":1,"version":7,"at":1763700000123,"competition":"#, None);
        assert_eq!(snapshot, Some(1_763_700_000_123));
        let delta = br#"{"type":"delta","version":8,"later":250,"rows":"#;
        assert_eq!(time_of(delta, snapshot), Some(1_763_700_000_373));
        assert_eq!(time_of(delta, None), None);
        assert_eq!(time_of(br#"{"type":"error"}"#, snapshot), None);
    }
}
