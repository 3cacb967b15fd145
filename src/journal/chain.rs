//! The bytes of the journal: blocks of sealed entries.
//!
//! A block holds the entries of one commit. Each is stored as `length: u32 LE`, the entry as JSON, and its hash:
//! `SHA-256(hash of the entry before ‖ JSON)`. The first entry of a competition follows [`chain_start`].

use sha2::{Digest, Sha256};

use super::JournalFault;
use crate::{competition::CompetitionId, judging::Entry};

pub type Hash = [u8; 32];

/// The longest encoded entry, in bytes: an opening carries a whole competition.
pub const ENTRY_MAX_BYTES: usize = 64 << 20;

/// What the first entry of a competition is bound to.
#[must_use]
pub fn chain_start(competition: &CompetitionId) -> Hash {
    Sha256::new().chain_update(b"jinbang journal 1\n").chain_update(competition.as_bytes()).finalize().into()
}

fn chained(before: &Hash, json: &[u8]) -> Hash {
    Sha256::new().chain_update(before).chain_update(json).finalize().into()
}

/// An entry with the hash that binds it and everything before it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sealed {
    pub entry: Entry,
    pub hash: Hash,
}

/// One commit's worth of entries of one competition, as stored.
#[derive(Debug, Clone)]
pub struct Block {
    /// Position of the first entry.
    pub first: u64,
    /// Entries.
    pub count: u64,
    pub bytes: Vec<u8>,
}

impl Block {
    /// From its bytes, of which only the lengths are looked at.
    ///
    /// # Errors
    /// When they do not fit.
    pub(super) fn read(first: u64, bytes: &[u8]) -> Result<Self, JournalFault> {
        let (mut rest, mut count) = (bytes, 0);
        while !rest.is_empty() {
            let cut_off = || JournalFault::damaged(format!("entry {}: cut off", first + count));
            let (length, after) = rest.split_first_chunk::<4>().ok_or_else(cut_off)?;
            let length = u32::from_le_bytes(*length) as usize + size_of::<Hash>();
            rest = after.split_at_checked(length).ok_or_else(cut_off)?.1;
            count += 1;
        }
        Ok(Self { first, count, bytes: bytes.to_vec() })
    }

    /// Position of the last entry.
    pub(super) fn last(&self) -> u64 {
        self.first + self.count.saturating_sub(1)
    }
}

/// Collects the entries of one commit.
#[derive(Debug)]
pub struct BlockBuilder {
    bytes: Vec<u8>,
    first: u64,
    count: u64,
    last_hash: Hash,
}

impl BlockBuilder {
    #[must_use]
    pub fn new(first: u64, before: Hash) -> Self {
        Self { bytes: Vec::new(), first, count: 0, last_hash: before }
    }

    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.bytes.is_empty()
    }

    /// # Errors
    /// When the entry is longer than [`ENTRY_MAX_BYTES`]; the block is unchanged then.
    pub fn push(&mut self, entry: &Entry) -> Result<Hash, JournalFault> {
        let start = self.bytes.len();
        self.bytes.extend_from_slice(&[0; 4]);
        let written = serde_json::to_writer(&mut self.bytes, entry).map_err(|error| error.to_string());
        let json_len = self.bytes.len() - start - 4;
        let length = u32::try_from(json_len).ok().filter(|_| json_len <= ENTRY_MAX_BYTES);
        let (Ok(()), Some(length)) = (written, length) else {
            self.bytes.truncate(start);
            return Err(JournalFault::Storage { what: format!("an entry of {json_len} bytes cannot be stored") });
        };
        self.bytes[start..start + 4].copy_from_slice(&length.to_le_bytes());
        self.last_hash = chained(&self.last_hash, &self.bytes[start + 4..]);
        self.bytes.extend_from_slice(&self.last_hash);
        self.count += 1;
        Ok(self.last_hash)
    }

    #[must_use]
    pub fn finish(self) -> (Block, Hash) {
        (Block { first: self.first, count: self.count, bytes: self.bytes }, self.last_hash)
    }
}

/// An entry with its bytes as they are stored.
pub struct Record<'a> {
    pub sealed: Sealed,
    pub json: &'a [u8],
}

/// Reads a stored block, checking every hash against `before`.
///
/// # Errors
/// When a byte of it is not as it was written.
pub fn read_block(first: u64, bytes: &[u8], before: Hash) -> Result<Vec<Sealed>, JournalFault> {
    Ok(read_records(first, bytes, before)?.into_iter().map(|record| record.sealed).collect())
}

/// The same, with the bytes.
///
/// # Errors
/// As [`read_block`].
pub fn read_records(first: u64, bytes: &[u8], before: Hash) -> Result<Vec<Record<'_>>, JournalFault> {
    let mut rest = bytes;
    let (mut records, mut before, mut position) = (Vec::new(), before, first);
    while !rest.is_empty() {
        let (record, after) = read_record(position, rest, before)?;
        (before, rest) = (record.sealed.hash, after);
        records.push(record);
        position += 1;
    }
    Ok(records)
}

fn read_record(position: u64, bytes: &[u8], before: Hash) -> Result<(Record<'_>, &[u8]), JournalFault> {
    let broken = |what: &str| JournalFault::damaged(format!("entry {position}: {what}"));
    let (length, rest) = bytes.split_first_chunk::<4>().ok_or_else(|| broken("cut off"))?;
    let length = u32::from_le_bytes(*length) as usize;
    let (json, rest) = rest.split_at_checked(length).ok_or_else(|| broken("cut off"))?;
    let (hash, rest) = rest.split_first_chunk::<32>().ok_or_else(|| broken("cut off"))?;
    if chained(&before, json) != *hash {
        return Err(broken("its hash does not match its content and the entry before it"));
    }
    let entry: Entry = serde_json::from_slice(json).map_err(|error| broken(&error.to_string()))?;
    if entry.position != position {
        return Err(broken(&format!("it says it is entry {}", entry.position)));
    }
    Ok((Record { sealed: Sealed { entry, hash: *hash }, json }, rest))
}
