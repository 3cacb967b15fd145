//! The journal as everybody else sees it: a handle that does not say what the entries are kept in.

use std::{path::Path, sync::Arc};

use redb::StorageBackend;

use super::{
    Block, CardRecord, JournalFault, PersonKey, PersonRecord, Redeemed, SecretChange, StreamNumber, file::FileStore,
    postgres::PostgresStore, store::Store,
};
use crate::{
    competition::{CompetitionId, SkillId},
    ranking::draw::DrawSecret,
};

/// Clonable; reading goes on beside the one writer.
#[derive(Clone)]
pub struct JournalStore {
    pub(super) store: Arc<dyn Store>,
    /// The data folder; none for a journal in memory.
    folder: Option<Arc<Path>>,
}

impl JournalStore {
    /// Opens the journal in a file of `folder`, or makes a new one.
    ///
    /// # Errors
    /// When the file is in use, damaged, of an unknown version, or the disk fails.
    pub fn open(folder: &Path) -> Result<Self, JournalFault> {
        Ok(Self { store: Arc::new(FileStore::open(folder)?), folder: Some(folder.into()) })
    }

    /// Opens the journal in the PostgreSQL database at `address`, or makes a new one; the key of what is sealed there lies in `folder`.
    ///
    /// # Errors
    /// When the server is out of reach or refuses, or another server writes to the journal.
    pub fn open_postgres(address: &str, folder: &Path) -> Result<Self, JournalFault> {
        Ok(Self { store: Arc::new(PostgresStore::open(address, folder)?), folder: Some(folder.into()) })
    }

    /// The same to read only, also beside the server that writes to it.
    ///
    /// # Errors
    /// When the server is out of reach or refuses, or there is no journal.
    pub fn open_postgres_to_read(address: &str, folder: &Path) -> Result<Self, JournalFault> {
        Ok(Self { store: Arc::new(PostgresStore::open_to_read(address, folder)?), folder: Some(folder.into()) })
    }

    /// The same on any storage, so that a test can break it.
    ///
    /// # Errors
    /// As [`JournalStore::open`].
    pub fn with_backend(backend: impl StorageBackend) -> Result<Self, JournalFault> {
        Ok(Self { store: Arc::new(FileStore::with_backend(backend)?), folder: None })
    }

    /// What else belongs to these competitions lies in this folder too.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Who writes to it now, where it was opened to read only.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn writer(&self) -> Result<Option<String>, JournalFault> {
        self.store.writer()
    }

    pub(super) fn copy_to(&self, path: &Path) -> Result<(), JournalFault> {
        self.store.copy_to(path)
    }

    /// The number of a competition's stream; the next free one if it is new, which [`JournalStore::append_first`] takes.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn stream(&self, competition: &CompetitionId) -> Result<StreamNumber, JournalFault> {
        self.store.stream(competition)
    }

    /// Names a new competition's stream, appends its first block and keeps its people's names, all or none.
    ///
    /// # Errors
    /// As [`JournalStore::append`].
    pub fn append_first(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        block: Block,
        people: &[(PersonKey, PersonRecord)],
    ) -> Result<(), JournalFault> {
        self.store.append_first(competition, stream, block, people)
    }

    /// Every competition this journal knows.
    ///
    /// # Errors
    /// When the storage fails or holds an impossible id.
    pub fn competitions(&self) -> Result<Vec<(CompetitionId, StreamNumber)>, JournalFault> {
        self.store.competitions()
    }

    /// Appends one commit's blocks, all or none. Returns when they are on the disk.
    ///
    /// # Errors
    /// When the storage fails: nothing is known about the blocks then until the journal is opened again.
    pub fn append(&self, blocks: &[(StreamNumber, Block)]) -> Result<(), JournalFault> {
        self.store.append(blocks, &[])
    }

    /// [`JournalStore::append`] and what changes beside it, all or none.
    ///
    /// # Errors
    /// As [`JournalStore::append`].
    pub fn append_with(&self, blocks: &[(StreamNumber, Block)], changes: &[SecretChange]) -> Result<(), JournalFault> {
        self.store.append(blocks, changes)
    }

    /// The secret of a draw that was committed and neither revealed nor cancelled.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn draw_secret(&self, stream: StreamNumber, skill: &SkillId, draw: u32) -> Result<Option<DrawSecret>, JournalFault> {
        self.store.draw_secret(stream, skill, draw)
    }

    /// The seed of a competition's logs. One that has none yet, being older than seeds, takes `new`.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn seed(&self, stream: StreamNumber, mut new: impl FnMut() -> [u8; 32]) -> Result<[u8; 32], JournalFault> {
        self.store.seed(stream, &mut new)
    }

    /// # Errors
    /// When the storage fails.
    pub fn put_people(&self, stream: StreamNumber, people: &[(PersonKey, PersonRecord)]) -> Result<(), JournalFault> {
        self.store.put_people(stream, people)
    }

    /// # Errors
    /// When the storage fails or the record is damaged.
    pub fn person(&self, stream: StreamNumber, key: &str) -> Result<Option<PersonRecord>, JournalFault> {
        self.store.person(stream, key)
    }

    /// Of a whole competition.
    ///
    /// # Errors
    /// When the storage fails or a record is damaged.
    pub fn people(&self, stream: StreamNumber) -> Result<Vec<(PersonKey, PersonRecord)>, JournalFault> {
        self.store.people(stream)
    }

    /// # Errors
    /// When the storage fails.
    pub fn account(&self, name: &str) -> Result<Option<String>, JournalFault> {
        self.store.account(name)
    }

    /// Names of accounts that begin so, in order.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn accounts(&self, prefix: &str) -> Result<Vec<String>, JournalFault> {
        self.store.accounts(prefix)
    }

    /// False: there was none.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn remove_account(&self, name: &str) -> Result<bool, JournalFault> {
        self.store.remove_account(name)
    }

    /// # Errors
    /// When the storage fails.
    pub fn put_account(&self, name: &str, password_hash: &str) -> Result<(), JournalFault> {
        self.store.put_account(name, password_hash)
    }

    /// Keeps new cards. Unused ones of the same experts are void then, and what ended before `forget_before` is forgotten.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn put_cards(&self, cards: &[(String, CardRecord)], forget_before: i64) -> Result<(), JournalFault> {
        self.store.put_cards(cards, forget_before)
    }

    /// Uses a card up, if it is there and good: on the disk before anybody is paired, so that it works once.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn redeem_card(&self, key: &str, now: i64) -> Result<Redeemed, JournalFault> {
        self.store.redeem_card(key, now)
    }

    /// The cards of a competition.
    ///
    /// # Errors
    /// When the storage fails or a record is damaged.
    pub fn cards(&self, stream: StreamNumber) -> Result<Vec<CardRecord>, JournalFault> {
        self.store.cards(stream)
    }
}
