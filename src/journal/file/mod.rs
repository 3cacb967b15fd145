//! The journal on redb: one file, every commit durable.

mod beside;
mod cards;
mod copy;
mod fill_ahead;
mod pieces;
mod secrets;
mod seeds;
mod tables;
mod whole;

use std::{
    fs::File,
    ops::{ControlFlow, Deref},
    os::unix::fs::OpenOptionsExt,
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
};

use redb::{Database, Durability, ReadableDatabase, ReadableTable, StorageBackend, WriteTransaction, backends::FileBackend};

pub use copy::copy_table;
pub use tables::SCHEMA_VERSION;

use self::{
    beside::insert_people,
    fill_ahead::FillAhead,
    tables::{BLOCKS, STREAMS},
};
use super::{
    Block, JournalFault, PersonKey, PersonRecord, SecretChange, StreamNumber,
    store::{EachBlock, Entries, Put},
};
use crate::competition::CompetitionId;

/// The journal's name in a data folder.
pub const JOURNAL_FILE: &str = "jinbang.redb";

/// Memory for cached pages, in bytes. Entries are read once, at start.
const CACHE_BYTES: usize = 32 << 20;

pub struct FileStore(Held);

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

impl FileStore {
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
        let file = File::options().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path);
        let file = file.map_err(|error| file_fault(error.to_string()))?;
        FileBackend::new(file).map_err(JournalFault::from).and_then(Self::with_backend).map_err(|fault| match fault {
            JournalFault::InUse => fault,
            other => file_fault(other.to_string()),
        })
    }

    /// The same on any storage, so that a test can break it.
    ///
    /// # Errors
    /// As [`FileStore::open`].
    pub fn with_backend(backend: impl StorageBackend) -> Result<Self, JournalFault> {
        guarded(|| {
            let storage = FillAhead::new(backend).map_err(|error| JournalFault::Storage { what: error.to_string() })?;
            Self::prepared(Database::builder().set_cache_size(CACHE_BYTES).create_with_backend(storage)?)
        })
    }

    /// A new file of any name, for a copy.
    pub(super) fn create(path: &Path) -> Result<Self, JournalFault> {
        Self::prepared(Database::create(path).map_err(|error| JournalFault::File { path: path.into(), what: error.to_string() })?)
    }

    fn prepared(database: Database) -> Result<Self, JournalFault> {
        let store = Self(Held(Some(database)));
        let write = store.begin_write()?;
        whole::prepare(&write)?;
        write.commit()?;
        Ok(store)
    }

    /// Immediate: a commit returns after its fsync. One-phase: data and root go to the disk in one fsync, and opening takes the older root
    /// if the newer one's checksums do not hold. A second fsync (two-phase) would guard against text made to collide with those
    /// checksums when torn; here every entry is bound by SHA-256 as well, and a receipt would take twice as long.
    fn begin_write(&self) -> Result<WriteTransaction, JournalFault> {
        let mut write = self.database().begin_write()?;
        write.set_durability(Durability::Immediate)?;
        Ok(write)
    }

    fn database(&self) -> &Database {
        &self.0
    }

    fn blocks(&self) -> Result<redb::ReadOnlyTable<(StreamNumber, u64), &'static [u8]>, JournalFault> {
        Ok(self.database().begin_read()?.open_table(BLOCKS)?)
    }
}

impl Entries for FileStore {
    fn stream(&self, competition: &CompetitionId) -> Result<StreamNumber, JournalFault> {
        guarded(|| {
            let streams = self.database().begin_read()?.open_table(STREAMS)?;
            if let Some(number) = streams.get(competition.as_str())? {
                return Ok(number.value());
            }
            Ok(streams.iter()?.try_fold(0, |top, row| row.map(|(_, number)| top.max(number.value() + 1)))?)
        })
    }

    fn competitions(&self) -> Result<Vec<(CompetitionId, StreamNumber)>, JournalFault> {
        guarded(|| {
            let streams = self.database().begin_read()?.open_table(STREAMS)?;
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

    fn append_first(
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

    fn append(&self, blocks: &[(StreamNumber, Block)], changes: &[SecretChange]) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            insert_blocks(&write, blocks)?;
            secrets::change(&write, changes)?;
            Ok(write.commit()?)
        })
    }

    fn blocks_from(&self, stream: StreamNumber, first: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault> {
        let table = guarded(|| self.blocks())?;
        let mut rows = guarded(|| Ok(table.range((stream, first)..=(stream, u64::MAX))?))?;
        while let Some((key, bytes)) = guarded(|| Ok(rows.next().transpose()?))? {
            if taken(&key, &bytes, each)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn blocks_back(&self, stream: StreamNumber, before: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault> {
        let table = guarded(|| self.blocks())?;
        let mut rows = guarded(|| Ok(table.range((stream, 0)..(stream, before))?))?;
        while let Some((key, bytes)) = guarded(|| Ok(rows.next_back().transpose()?))? {
            if taken(&key, &bytes, each)?.is_break() {
                break;
            }
        }
        Ok(())
    }

    fn copy_to(&self, path: &Path) -> Result<(), JournalFault> {
        copy::copy_all(self, path)
    }

    fn pieces(&self, stream: StreamNumber, put: &mut Put<'_>) -> Result<(), JournalFault> {
        pieces::all_of(self, stream, put)
    }

    fn take_in(
        &self,
        competition: &CompetitionId,
        fill: &mut dyn FnMut(&mut Put<'_>) -> Result<(), JournalFault>,
    ) -> Result<StreamNumber, JournalFault> {
        pieces::take_in(self, competition, fill)
    }
}

fn taken(
    key: &redb::AccessGuard<'_, (StreamNumber, u64)>,
    bytes: &redb::AccessGuard<'_, &[u8]>,
    each: &mut EachBlock<'_>,
) -> Result<ControlFlow<()>, JournalFault> {
    let (first, bytes) = guarded(|| Ok((key.value().1, bytes.value())))?;
    each(first, bytes)
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
