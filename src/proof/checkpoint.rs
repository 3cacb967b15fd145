//! A checkpoint: how long a log was and what was in it, signed. As text that other programs read too: a signed note with an Ed25519
//! signature (C2SP signed-note), with the lines of C2SP tlog-checkpoint and two of our own.

use std::fmt::Write;

use data_encoding::{BASE64, HEXLOWER};
use jiff::Timestamp;
use sha2::{Digest, Sha256};

use super::tree::Hash;
use crate::signing_key::{PublicKey, SigningKey};

/// A note is never longer, in bytes.
pub const CHECKPOINT_MAX_BYTES: usize = 4096;

/// Which key, and its signature.
const SIGNATURE_BYTES: usize = 4 + 64;

/// C2SP signed-note: which kind of signature.
const ED25519: u8 = 1;

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Checkpoint {
    /// Which log: `jinbang/<competition>/<skill>`.
    pub origin: String,
    /// Leaves.
    pub size: u64,
    pub root: Hash,
    /// When the last of them came, by the server's clock.
    pub at: Timestamp,
    /// Of the result the entries come to, SHA-256, hex; absent while it is not final.
    pub result: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum CheckpointFault {
    #[error("it is no checkpoint: a name, a number, a root, a time, and after an empty line a signature are wanted")]
    Form,
    #[error("its signature is of another key")]
    OtherKey,
    #[error("its signature does not fit what it says")]
    Signature,
}

impl Checkpoint {
    fn text(&self) -> String {
        let mut text = format!("{}\n{}\n{}\nat {}\n", self.origin, self.size, BASE64.encode(&self.root), self.at);
        if let Some(result) = &self.result {
            let _ = writeln!(text, "result {result}");
        }
        text
    }

    #[must_use]
    pub fn signed(&self, key: &SigningKey) -> String {
        let text = self.text();
        let mut signature = key_hash(&self.origin, &key.public()).to_vec();
        signature.extend(key.sign(text.as_bytes()));
        format!("{text}\n— {} {}\n", self.origin, BASE64.encode(&signature))
    }

    /// What a note says, if this key signed it.
    ///
    /// # Errors
    /// When it is none, or the signature does not hold.
    pub fn open(note: &str, key: &PublicKey) -> Result<Self, CheckpointFault> {
        let (checkpoint, signature) = Self::read(note).ok_or(CheckpointFault::Form)?;
        let (named, signature) = signature.split_first_chunk::<4>().ok_or(CheckpointFault::Form)?;
        if *named != key_hash(&checkpoint.origin, key) {
            return Err(CheckpointFault::OtherKey);
        }
        // Read and written again it is the same, so nothing of the note is outside of what was signed.
        if !key.verifies(checkpoint.text().as_bytes(), signature) {
            return Err(CheckpointFault::Signature);
        }
        Ok(checkpoint)
    }

    /// Whether it reads as a note, whoever signed it.
    #[must_use]
    pub fn is_whole(note: &str) -> bool {
        Self::read(note).is_some_and(|(_, signature)| signature.len() == SIGNATURE_BYTES)
    }

    fn read(note: &str) -> Option<(Self, Vec<u8>)> {
        let (text, signatures) = note.split_once("\n\n").filter(|_| note.len() <= CHECKPOINT_MAX_BYTES)?;
        let mut lines = text.lines();
        let origin = lines.next().filter(|origin| !origin.is_empty())?.to_owned();
        let size = lines.next()?.parse().ok()?;
        let root = BASE64.decode(lines.next()?.as_bytes()).ok()?.try_into().ok()?;
        let at = lines.next()?.strip_prefix("at ")?.parse().ok()?;
        let result = match lines.next() {
            None => None,
            Some(line) => Some(line.strip_prefix("result ").filter(|hex| is_digest(hex))?.to_owned()),
        };
        let checkpoint = Self { origin, size, root, at, result };
        let signature = signatures.strip_prefix("— ")?.strip_prefix(checkpoint.origin.as_str())?.strip_prefix(' ')?.strip_suffix('\n')?;
        let is_whole = lines.next().is_none() && format!("{text}\n") == checkpoint.text();
        is_whole.then_some(())?;
        Some((checkpoint, BASE64.decode(signature.as_bytes()).ok()?))
    }
}

/// The whole notes of a text, with empty lines between them. What a crash cut off is passed over.
#[must_use]
pub fn notes(text: &str) -> Vec<String> {
    let (mut notes, mut note, mut after_empty) = (Vec::new(), String::new(), false);
    for line in text.lines() {
        let is_signature = line.starts_with("— ");
        if line.is_empty() {
            after_empty = true;
            continue;
        }
        if after_empty && !is_signature {
            note.clear();
        } else if after_empty {
            note.push('\n');
        }
        after_empty = false;
        note.extend([line, "\n"]);
        if is_signature {
            notes.push(std::mem::take(&mut note));
        }
    }
    notes.retain(|note| Checkpoint::is_whole(note));
    notes
}

fn is_digest(hex: &str) -> bool {
    HEXLOWER.decode(hex.as_bytes()).is_ok_and(|bytes| bytes.len() == 32)
}

/// C2SP signed-note: by it a key is found.
fn key_hash(name: &str, key: &PublicKey) -> [u8; 4] {
    let digest: Hash = Sha256::new().chain_update(name).chain_update([b'\n', ED25519]).chain_update(key.bytes()).finalize().into();
    let [a, b, c, d, ..] = digest;
    [a, b, c, d]
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::signing_key::new_key_pem;

    fn key() -> SigningKey {
        SigningKey::from_pem(new_key_pem().as_bytes()).expect("a key")
    }

    fn checkpoint(result: Option<String>) -> Checkpoint {
        Checkpoint {
            origin: "jinbang/finals/数控铣".to_owned(),
            size: 4711,
            root: [7; 32],
            at: "2026-12-01T08:30:00.125Z".parse().expect("a time"),
            result,
        }
    }

    #[test]
    fn what_was_signed_is_read_back() {
        let key = key();
        for result in [None, Some("ab".repeat(32))] {
            let note = checkpoint(result.clone()).signed(&key);
            assert_eq!(Checkpoint::open(&note, &key.public()), Ok(checkpoint(result)), "{note}");
        }
    }

    #[test]
    fn another_key_has_not_signed_it() {
        let note = checkpoint(None).signed(&key());
        assert_eq!(Checkpoint::open(&note, &key().public()), Err(CheckpointFault::OtherKey));
    }

    #[test]
    fn no_bit_can_be_changed() {
        let key = key();
        let note = checkpoint(Some("0c".repeat(32))).signed(&key);
        for (at, bit) in (0..note.len()).flat_map(|at| (0..8).map(move |bit| (at, bit))) {
            let mut bytes = note.clone().into_bytes();
            bytes[at] ^= 1 << bit;
            if let Ok(bent) = String::from_utf8(bytes) {
                assert!(Checkpoint::open(&bent, &key.public()).is_err(), "bit {bit} of byte {at}:\n{bent}");
            }
        }
        for end in 0..note.len() {
            assert!(note.get(..end).is_none_or(|cut| Checkpoint::open(cut, &key.public()).is_err()));
        }
        assert!(Checkpoint::open(&format!("{note}\n"), &key.public()).is_err());
    }
}
