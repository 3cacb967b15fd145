//! The journal on redb: one file, every commit durable.

use std::{
    fs::File,
    ops::{ControlFlow, Deref},
    panic::{AssertUnwindSafe, catch_unwind},
    path::Path,
    sync::Arc,
};

use redb::{Database, Durability, ReadableDatabase, ReadableTable, StorageBackend, WriteTransaction, backends::FileBackend};

use super::{
    Block, Hash, JournalFault, PersonKey, PersonRecord, Sealed, SecretChange, chain, chain_start,
    fill_ahead::FillAhead,
    secrets,
    tables::{ACCOUNTS, BLOCKS, PEOPLE, STREAMS, StreamNumber},
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
        // Taken only by `drop`.
        self.0.as_ref().expect("an open journal")
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

    /// Reads a competition's entries in order, checking the chain, and hands them on block by block.
    ///
    /// # Errors
    /// When the storage fails, the chain is broken, or `each` says so.
    pub fn replay<E: From<JournalFault>>(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        mut each: impl FnMut(Vec<Sealed>) -> Result<(), E>,
    ) -> Result<Hash, E> {
        let table = guarded(|| self.blocks())?;
        let mut rows = guarded(|| Ok(table.range((stream, 0)..=(stream, u64::MAX))?))?;
        let mut before = chain_start(competition);
        let mut next = 1;
        while let Some((key, bytes)) = guarded(|| Ok(rows.next().transpose()?))? {
            let (_, first) = guarded(|| Ok(key.value()))?;
            if first != next {
                return Err(JournalFault::damaged(format!("entries {next} to {} are missing", first.saturating_sub(1))).into());
            }
            let sealed = guarded(|| chain::read_block(first, bytes.value(), before))?;
            before = sealed.last().map_or(before, |last| last.hash);
            next += sealed.len() as u64;
            each(sealed)?;
        }
        Ok(before)
    }

    /// The entries from `from` on, without checking the chain before them.
    ///
    /// # Errors
    /// When the storage fails or a block is damaged.
    pub fn read_from(&self, competition: &CompetitionId, stream: StreamNumber, from: u64) -> Result<Vec<Sealed>, JournalFault> {
        guarded(|| {
            let table = self.blocks()?;
            let start = table.range((stream, 0)..=(stream, from))?.next_back().transpose()?.map_or(0, |(key, _)| key.value().1);
            let mut found = Vec::new();
            for row in table.range((stream, start)..=(stream, u64::MAX))? {
                let (key, bytes) = row?;
                let before = self.hash_before(competition, stream, key.value().1)?;
                let sealed = chain::read_block(key.value().1, bytes.value(), before)?;
                found.extend(sealed.into_iter().filter(|sealed| sealed.entry.position >= from));
            }
            Ok(found)
        })
    }

    /// The entries before `before`, the newest first, block by block until `each` has enough.
    ///
    /// # Errors
    /// When the storage fails or a block is damaged.
    pub fn read_back(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        before: u64,
        mut each: impl FnMut(Sealed) -> ControlFlow<()>,
    ) -> Result<(), JournalFault> {
        guarded(|| {
            let table = self.blocks()?;
            for row in table.range((stream, 0)..(stream, before))?.rev() {
                let (key, bytes) = row?;
                let first = key.value().1;
                let hash = self.hash_before(competition, stream, first)?;
                let sealed = chain::read_block(first, bytes.value(), hash)?;
                for one in sealed.into_iter().rev().filter(|one| one.entry.position < before) {
                    if each(one).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        })
    }

    /// One entry.
    ///
    /// # Errors
    /// When the storage fails or the block is damaged.
    pub fn read_one(&self, competition: &CompetitionId, stream: StreamNumber, position: u64) -> Result<Option<Sealed>, JournalFault> {
        guarded(|| {
            let table = self.blocks()?;
            let Some((key, bytes)) = table.range((stream, 0)..=(stream, position))?.next_back().transpose()? else { return Ok(None) };
            let first = key.value().1;
            let before = self.hash_before(competition, stream, first)?;
            Ok(chain::read_block(first, bytes.value(), before)?.into_iter().find(|sealed| sealed.entry.position == position))
        })
    }

    fn blocks(&self) -> Result<redb::ReadOnlyTable<(StreamNumber, u64), &'static [u8]>, JournalFault> {
        Ok(self.database.begin_read()?.open_table(BLOCKS)?)
    }

    /// The hash that closes the block before the one that starts at `first`.
    fn hash_before(&self, competition: &CompetitionId, stream: StreamNumber, first: u64) -> Result<Hash, JournalFault> {
        let table = self.blocks()?;
        match table.range((stream, 0)..(stream, first))?.next_back().transpose()? {
            None => Ok(chain_start(competition)),
            Some((_, bytes)) => {
                let hash = bytes.value().last_chunk::<32>().copied();
                hash.ok_or_else(|| JournalFault::damaged(format!("the block before entry {first} is cut off")))
            }
        }
    }

    /// # Errors
    /// When the storage fails.
    pub fn put_people(&self, stream: StreamNumber, people: &[(PersonKey, PersonRecord)]) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            insert_people(&write, stream, people)?;
            Ok(write.commit()?)
        })
    }

    /// # Errors
    /// When the storage fails or the record is damaged.
    pub fn person(&self, stream: StreamNumber, key: &str) -> Result<Option<PersonRecord>, JournalFault> {
        guarded(|| {
            let table = self.database.begin_read()?.open_table(PEOPLE)?;
            let Some(bytes) = table.get((stream, key))? else { return Ok(None) };
            serde_json::from_slice(bytes.value()).map(Some).map_err(|error| JournalFault::damaged(format!("{key}: {error}")))
        })
    }

    /// # Errors
    /// When the storage fails.
    pub fn account(&self, name: &str) -> Result<Option<String>, JournalFault> {
        guarded(|| {
            let table = self.database.begin_read()?.open_table(ACCOUNTS)?;
            Ok(table.get(name)?.map(|value| value.value().to_owned()))
        })
    }

    /// # Errors
    /// When the storage fails.
    pub fn put_account(&self, name: &str, password_hash: &str) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            write.open_table(ACCOUNTS)?.insert(name, password_hash)?;
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

fn insert_people(write: &WriteTransaction, stream: StreamNumber, people: &[(PersonKey, PersonRecord)]) -> Result<(), JournalFault> {
    let mut table = write.open_table(PEOPLE)?;
    for (key, record) in people {
        let bytes = serde_json::to_vec(record).map_err(|error| JournalFault::Storage { what: error.to_string() })?;
        table.insert((stream, key.as_str()), bytes.as_slice())?;
    }
    Ok(())
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
pub(super) fn guarded<T>(touch: impl FnOnce() -> Result<T, JournalFault>) -> Result<T, JournalFault> {
    catch_unwind(AssertUnwindSafe(touch)).unwrap_or_else(|payload| {
        let what = payload.downcast_ref::<String>().cloned().or_else(|| payload.downcast_ref::<&str>().map(ToString::to_string));
        Err(JournalFault::damaged(what.unwrap_or_else(|| "its structure is impossible".to_owned())))
    })
}
