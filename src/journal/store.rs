//! The journal on redb: one file, every commit durable.

use std::{
    fs::File,
    ops::Deref,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use redb::{Database, Durability, ReadableDatabase, ReadableTable, StorageBackend, WriteTransaction, backends::FileBackend};

use super::{
    Block, JournalFault, PersonKey, PersonRecord, SecretChange,
    beside::insert_people,
    fill_ahead::FillAhead,
    secrets,
    tables::{BLOCKS, STREAMS, StreamNumber},
    whole,
};
use crate::{
    competition::{CompetitionId, SkillId},
    ranking::draw::DrawSecret,
};

/// The journal's name in a data folder.
pub const JOURNAL_FILE: &str = "jinbang.redb";

/// Memory for cached pages, in bytes. Entries are read once, at start.
const CACHE_BYTES: usize = 32 << 20;

/// A clonable handle; reading goes on beside the one writer.
#[derive(Clone)]
pub struct JournalStore {
    database: Arc<Held>,
    /// The data folder; none for a journal in memory.
    folder: Option<Arc<Path>>,
}

/// Closing tidies the file up. Every commit is on the disk before that, so what redb finds impossible then is only noted.
struct Held(Option<Database>);

impl Drop for Held {
    fn drop(&mut self) {
        let database = self.0.take();
        if let Err(fault) = guarded(|| {
            drop(database);
            Ok(())
        }) {
            tracing::warn!(%fault, "the journal was not closed properly");
        }
    }
}

impl Deref for Held {
    type Target = Database;
    fn deref(&self) -> &Database {
        self.0.as_ref().expect("the database is taken out by `drop` only, after which nothing can be borrowed")
    }
}

impl JournalStore {
    /// Opens the journal in `folder`, or makes a new one.
    ///
    /// # Errors
    /// When the file is in use, damaged, of an unknown version, or the disk fails.
    pub fn open(folder: &Path) -> Result<Self, JournalFault> {
        std::fs::create_dir_all(folder).map_err(|error| JournalFault::File { path: folder.into(), what: error.to_string() })?;
        let path = folder.join(JOURNAL_FILE);
        let file_fault = |what: String| JournalFault::File { path: path.clone(), what };
        if std::fs::metadata(&path).is_ok_and(|file| file.len() == 0) {
            // redb would begin a new journal in it.
            let what = "is empty, which a journal never is. Put the last backup in its place; delete it only if nothing was recorded here";
            return Err(file_fault(what.to_owned()));
        }
        let file = File::options().read(true).write(true).create(true).truncate(false).open(&path);
        let file = file.map_err(|error| file_fault(error.to_string()))?;
        let opened = FileBackend::new(file).map_err(JournalFault::from).and_then(Self::with_backend);
        opened.map(|store| Self { folder: Some(folder.into()), ..store }).map_err(|fault| match fault {
            JournalFault::InUse => fault,
            other => file_fault(other.to_string()),
        })
    }

    /// The same on any storage, so that a test can break it.
    ///
    /// # Errors
    /// As [`JournalStore::open`].
    pub fn with_backend(backend: impl StorageBackend) -> Result<Self, JournalFault> {
        guarded(|| {
            let storage = FillAhead::new(backend).map_err(|error| JournalFault::Storage { what: error.to_string() })?;
            Self::prepared(Database::builder().set_cache_size(CACHE_BYTES).create_with_backend(storage)?)
        })
    }

    fn prepared(database: Database) -> Result<Self, JournalFault> {
        let store = Self { database: Arc::new(Held(Some(database))), folder: None };
        let write = store.begin_write()?;
        whole::prepare(&write)?;
        write.commit()?;
        Ok(store)
    }

    /// What else belongs to these competitions lies in this folder too.
    #[must_use]
    pub fn folder(&self) -> Option<&Path> {
        self.folder.as_deref()
    }

    /// Immediate: a commit returns after its fsync. One-phase: data and root go to the disk in one fsync, and opening takes the older root
    /// if the newer one's checksums do not hold. A second fsync (two-phase) would guard against text made to collide with those
    /// checksums when torn; here every entry is bound by SHA-256 as well, and a receipt would take twice as long.
    pub(super) fn begin_write(&self) -> Result<WriteTransaction, JournalFault> {
        let mut write = self.database.begin_write()?;
        write.set_durability(Durability::Immediate)?;
        Ok(write)
    }

    /// The number of a competition's stream; the next free one if it is new, which [`JournalStore::append_first`] takes.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn stream(&self, competition: &CompetitionId) -> Result<StreamNumber, JournalFault> {
        guarded(|| {
            let streams = self.database.begin_read()?.open_table(STREAMS)?;
            if let Some(number) = streams.get(competition.as_str())? {
                return Ok(number.value());
            }
            Ok(streams.iter()?.try_fold(0, |top, row| row.map(|(_, number)| top.max(number.value() + 1)))?)
        })
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
        guarded(|| {
            let write = self.begin_write()?;
            write.open_table(STREAMS)?.insert(competition.as_str(), stream)?;
            insert_blocks(&write, &[(stream, block)])?;
            insert_people(&write, stream, people)?;
            Ok(write.commit()?)
        })
    }

    /// Every competition this journal knows.
    ///
    /// # Errors
    /// When the storage fails or holds an impossible id.
    pub fn competitions(&self) -> Result<Vec<(CompetitionId, StreamNumber)>, JournalFault> {
        guarded(|| {
            let streams = self.database.begin_read()?.open_table(STREAMS)?;
            streams
                .iter()?
                .map(|row| {
                    let (id, number) = row?;
                    let id = id.value().parse().map_err(|_| JournalFault::damaged(format!("competition id {:?}", id.value())))?;
                    Ok((id, number.value()))
                })
                .collect()
        })
    }

    /// Appends one commit's blocks, all or none. Returns when they are on the disk.
    ///
    /// # Errors
    /// When the storage fails: nothing is known about the blocks then until the journal is opened again.
    pub fn append(&self, blocks: &[(StreamNumber, Block)]) -> Result<(), JournalFault> {
        self.append_with(blocks, &[])
    }

    /// [`JournalStore::append`] and what changes beside it, all or none.
    ///
    /// # Errors
    /// As [`JournalStore::append`].
    pub fn append_with(&self, blocks: &[(StreamNumber, Block)], changes: &[SecretChange]) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            insert_blocks(&write, blocks)?;
            secrets::change(&write, changes)?;
            Ok(write.commit()?)
        })
    }

    /// The secret of a draw that was committed and neither revealed nor cancelled.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn draw_secret(&self, stream: StreamNumber, skill: &SkillId, draw: u32) -> Result<Option<DrawSecret>, JournalFault> {
        guarded(|| secrets::find(&self.database.begin_read()?, stream, skill, draw))
    }

    pub(super) fn database(&self) -> &Database {
        &self.database
    }
}

/// Entries are immutable: a block is never written over.
fn insert_blocks(write: &WriteTransaction, blocks: &[(StreamNumber, Block)]) -> Result<(), JournalFault> {
    let mut table = write.open_table(BLOCKS)?;
    for (stream, block) in blocks {
        if table.insert((*stream, block.first), block.bytes.as_slice())?.is_some() {
            return Err(JournalFault::damaged(format!("entry {} is there already", block.first)));
        }
    }
    Ok(())
}

/// A file that was cut off or altered is outside data; redb answers some of it with a panic, which must not reach a user. Nothing that
/// was seen half done is used afterwards: opening gives up, a transaction is aborted, the writer stops.
pub fn guarded<T>(touch: impl FnOnce() -> Result<T, JournalFault>) -> Result<T, JournalFault> {
    catch_unwind(AssertUnwindSafe(touch)).unwrap_or_else(|payload| {
        let what = payload.downcast_ref::<String>().cloned().or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string));
        Err(JournalFault::damaged(what.unwrap_or_else(|| "its structure is impossible".to_owned())))
    })
}
