//! What a journal is kept in. Blocks come and go as bytes: chains are made and checked above, the same for every store.

use std::{ops::ControlFlow, path::Path};

use super::{Block, CardRecord, JournalFault, PersonKey, PersonRecord, Piece, Redeemed, SecretChange};
use crate::{
    competition::{CompetitionId, SkillId},
    ranking::draw::DrawSecret,
};

/// A competition's number in its store.
pub type StreamNumber = u32;

/// Takes a block: the position of its first entry, and its bytes.
pub type EachBlock<'a> = dyn FnMut(u64, &[u8]) -> Result<ControlFlow<()>, JournalFault> + 'a;

/// Takes one thing after another that a journal holds of a competition.
pub type Put<'a> = dyn FnMut(Piece) -> Result<(), JournalFault> + 'a;

/// The blocks. Each call is durable when it returns; one that fails has done nothing, or nobody knows yet whether it has.
pub trait Entries: Send + Sync {
    /// The number of a competition's stream; the next free one if it is new.
    fn stream(&self, competition: &CompetitionId) -> Result<StreamNumber, JournalFault>;

    fn competitions(&self) -> Result<Vec<(CompetitionId, StreamNumber)>, JournalFault>;

    /// Names a stream, appends its first block and keeps its people's names, all or none.
    fn append_first(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        block: Block,
        people: &[(PersonKey, PersonRecord)],
    ) -> Result<(), JournalFault>;

    /// Appends blocks and changes secrets, all or none. A block is never written over.
    fn append(&self, blocks: &[(StreamNumber, Block)], changes: &[SecretChange]) -> Result<(), JournalFault>;

    /// Blocks that begin at `first` or later, in order, until `each` has enough.
    fn blocks_from(&self, stream: StreamNumber, first: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault>;

    /// Blocks that begin before `before`, the newest first, until `each` has enough.
    fn blocks_back(&self, stream: StreamNumber, before: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault>;

    /// Who writes to it now, other than this process, where others can.
    fn writer(&self) -> Result<Option<String>, JournalFault> {
        Ok(None)
    }

    /// Writes a file that a data folder can start from: everything, as of one moment, without cards.
    fn copy_to(&self, path: &Path) -> Result<(), JournalFault>;

    /// Everything there is of a competition, as of one moment.
    fn pieces(&self, stream: StreamNumber, put: &mut Put<'_>) -> Result<(), JournalFault>;

    /// Takes a competition in that the store does not have, all of it or nothing.
    fn take_in(
        &self,
        competition: &CompetitionId,
        fill: &mut dyn FnMut(&mut Put<'_>) -> Result<(), JournalFault>,
    ) -> Result<StreamNumber, JournalFault>;
}

/// What is kept beside the entries.
pub trait Beside: Send + Sync {
    fn put_people(&self, stream: StreamNumber, people: &[(PersonKey, PersonRecord)]) -> Result<(), JournalFault>;
    fn person(&self, stream: StreamNumber, key: &str) -> Result<Option<PersonRecord>, JournalFault>;
    fn people(&self, stream: StreamNumber) -> Result<Vec<(PersonKey, PersonRecord)>, JournalFault>;

    fn account(&self, name: &str) -> Result<Option<String>, JournalFault>;
    fn accounts(&self, prefix: &str) -> Result<Vec<String>, JournalFault>;
    fn put_account(&self, name: &str, password_hash: &str) -> Result<(), JournalFault>;
    fn remove_account(&self, name: &str) -> Result<bool, JournalFault>;

    fn put_cards(&self, cards: &[(String, CardRecord)], forget_before: i64) -> Result<(), JournalFault>;
    fn redeem_card(&self, key: &str, now: i64) -> Result<Redeemed, JournalFault>;
    fn cards(&self, stream: StreamNumber) -> Result<Vec<CardRecord>, JournalFault>;

    fn draw_secret(&self, stream: StreamNumber, skill: &SkillId, draw: u32) -> Result<Option<DrawSecret>, JournalFault>;
    /// The seed of a stream's logs; the one that `new` makes where there is none.
    fn seed(&self, stream: StreamNumber, new: &mut dyn FnMut() -> [u8; 32]) -> Result<[u8; 32], JournalFault>;
}

pub trait Store: Entries + Beside {}

impl<T: Entries + Beside> Store for T {}
