//! Inputs made of kept ones: bytes and bits, numbers at their edges, lines and words moved about, pieces of other inputs.

use rand::{RngExt, rngs::StdRng};

/// No mutation makes an input longer than this, in bytes.
const INPUT_MAX_BYTES: usize = 64 << 10;

const EDGES: [&str; 16] = [
    "0",
    "1",
    "-1",
    "127",
    "128",
    "255",
    "256",
    "65535",
    "65536",
    "2147483648",
    "4294967295",
    "9007199254740992",
    "9223372036854775807",
    "18446744073709551616",
    "0.000000001",
    "1e308",
];

pub struct Mutator<'a> {
    pub random: StdRng,
    pub kept: &'a [Vec<u8>],
    pub words: &'a [&'a str],
}

impl Mutator<'_> {
    pub fn next(&mut self) -> Vec<u8> {
        let mut bytes = self.any_kept();
        for _ in 0..1 << self.below(4) {
            self.change(&mut bytes);
        }
        bytes.truncate(INPUT_MAX_BYTES);
        bytes
    }

    fn any_kept(&mut self) -> Vec<u8> {
        let at = self.below(self.kept.len());
        self.kept[at].clone()
    }

    fn below(&mut self, end: usize) -> usize {
        self.random.random_range(0..end.max(1))
    }

    fn change(&mut self, bytes: &mut Vec<u8>) {
        match self.below(10) {
            0 => self.flip(bytes),
            1 => self.put(bytes),
            2 => self.cut(bytes),
            3 => self.repeat(bytes),
            4 => self.number(bytes),
            5 | 6 => self.word(bytes),
            7 => self.lines(bytes),
            8 => self.exchange(bytes),
            _ => self.splice(bytes),
        }
    }

    fn flip(&mut self, bytes: &mut [u8]) {
        let (at, bit) = (self.below(bytes.len()), self.below(8));
        if let Some(byte) = bytes.get_mut(at) {
            *byte ^= 1 << bit;
        }
    }

    fn put(&mut self, bytes: &mut [u8]) {
        let at = self.below(bytes.len());
        let byte = self.random.random();
        if let Some(place) = bytes.get_mut(at) {
            *place = byte;
        }
    }

    fn cut(&mut self, bytes: &mut Vec<u8>) {
        let from = self.below(bytes.len());
        // Now and then everything after it.
        let length = if self.below(8) == 0 { bytes.len() } else { self.below(40) };
        bytes.drain(from..bytes.len().min(from + length));
    }

    fn repeat(&mut self, bytes: &mut Vec<u8>) {
        let from = self.below(bytes.len());
        let piece = bytes[from..bytes.len().min(from + 1 + self.below(40))].to_vec();
        let times = 1 + self.below(20);
        bytes.splice(from..from, piece.repeat(times));
    }

    /// One of its numbers becomes another one.
    fn number(&mut self, bytes: &mut Vec<u8>) {
        let found = runs(bytes, u8::is_ascii_digit);
        let edge = EDGES[self.below(EDGES.len())];
        if let Some(run) = found.get(self.below(found.len())) {
            bytes.splice(run.clone(), edge.bytes());
        }
    }

    /// In any place, or instead of a word.
    fn word(&mut self, bytes: &mut Vec<u8>) {
        if self.words.is_empty() {
            return;
        }
        let word = self.words[self.below(self.words.len())];
        let found = runs(bytes, |byte| is_of_word(*byte));
        let place = found.get(self.below(found.len())).filter(|_| self.random.random_bool(0.5)).cloned();
        let at = self.below(bytes.len() + 1);
        bytes.splice(place.unwrap_or(at..at), word.bytes());
    }

    /// A line is dropped, said twice, or changes places with another.
    fn lines(&mut self, bytes: &mut Vec<u8>) {
        let mut lines: Vec<&[u8]> = bytes.split_inclusive(|byte| *byte == b'\n').collect();
        if lines.is_empty() {
            return;
        }
        let (one, other) = (self.below(lines.len()), self.below(lines.len()));
        match self.below(3) {
            0 => drop(lines.remove(one)),
            1 => lines.insert(other, lines[one]),
            _ => lines.swap(one, other),
        }
        *bytes = lines.concat();
    }

    /// One of its words becomes a word of this or another input.
    fn exchange(&mut self, bytes: &mut Vec<u8>) {
        let from = if self.random.random_bool(0.5) { bytes.clone() } else { self.any_kept() };
        let (found, others) = (runs(bytes, |byte| is_of_word(*byte)), runs(&from, |byte| is_of_word(*byte)));
        let (Some(run), Some(other)) = (found.get(self.below(found.len())), others.get(self.below(others.len()))) else { return };
        bytes.splice(run.clone(), from[other.clone()].iter().copied());
    }

    /// Its beginning, and the end of another one.
    fn splice(&mut self, bytes: &mut Vec<u8>) {
        let other = self.any_kept();
        bytes.truncate(self.below(bytes.len() + 1));
        bytes.extend(&other[self.below(other.len() + 1)..]);
    }
}

fn is_of_word(byte: u8) -> bool {
    byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.') || byte >= 0x80
}

fn runs(bytes: &[u8], belongs: impl Fn(&u8) -> bool) -> Vec<std::ops::Range<usize>> {
    let mut runs = Vec::new();
    let mut start = None;
    for at in 0..=bytes.len() {
        match (bytes.get(at).is_some_and(&belongs), start) {
            (true, None) => start = Some(at),
            (false, Some(from)) => {
                runs.push(from..at);
                start = None;
            }
            _ => {}
        }
    }
    runs
}
