//! The archive's file.

use std::{
    io,
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use redb::{Database, Durability, ReadableDatabase, ReadableTable, TableDefinition, WriteTransaction, backends::InMemoryBackend};

use super::keys::KeyFile;
use crate::journal::{Hash, JournalFault, created_private, guarded};

/// The archive's name in a data folder.
pub const ARCHIVE_FILE: &str = "honours.redb";

/// Memory for cached pages, in bytes.
const CACHE_BYTES: usize = 16 << 20;

/// By number, from 1: an event as JSON, and the hash that binds it to the one before.
pub(super) const EVENTS: TableDefinition<u64, &[u8]> = TableDefinition::new("office events");
/// By the person's id: where the key is, and what it seals.
pub(super) const PEOPLE: TableDefinition<&str, &[u8]> = TableDefinition::new("sealed people");
/// By the export's number: what its file is made of, without what is sealed.
pub(super) const EXPORTS: TableDefinition<u64, &[u8]> = TableDefinition::new("exports");
/// By the export's number and the person's id at that time, as [`PEOPLE`]: what of the person is in the file.
pub(super) const EXPORT_PEOPLE: TableDefinition<(u64, &str), &[u8]> = TableDefinition::new("sealed people of exports");

#[derive(Debug, thiserror::Error)]
pub enum ArchiveFault {
    #[error(transparent)]
    Store(#[from] JournalFault),
    #[error("the keys in {path}: {what}. Put the file of the last backup in its place")]
    Keys { path: PathBuf, what: String },
    #[error("the sealed data of {person} cannot be opened: it was altered, or sealed with another key")]
    Sealed { person: String },
    #[error("personal data of {person}: {what}")]
    Content { person: String, what: String },
}

impl ArchiveFault {
    pub(super) fn keys(path: &Path, error: &io::Error) -> Self {
        Self::Keys { path: path.to_owned(), what: error.to_string() }
    }
}

/// One process has it at a time.
#[derive(Debug)]
pub struct Archive {
    pub(super) database: Database,
    pub(super) tail: Mutex<Tail>,
    keys: Mutex<KeyFile>,
}

/// Where the record of events ends.
#[derive(Debug, Clone, Copy)]
pub(super) struct Tail {
    pub number: u64,
    pub hash: Hash,
}

impl Archive {
    /// Opens the archive in `folder`, or makes a new one. The whole record of events is read and checked.
    ///
    /// # Errors
    /// When a file is in use or damaged, or the disk fails.
    pub fn open(folder: &Path) -> Result<Self, ArchiveFault> {
        let path = folder.join(ARCHIVE_FILE);
        let named = |fault: JournalFault| match fault {
            JournalFault::InUse | JournalFault::File { .. } => fault,
            other => JournalFault::File { path: path.clone(), what: other.to_string() },
        };
        std::fs::create_dir_all(folder).map_err(|error| named(JournalFault::Storage { what: error.to_string() }))?;
        // redb begins a new archive in an empty file.
        let _ = created_private(&path);
        let database = guarded(|| Ok(Database::builder().set_cache_size(CACHE_BYTES).create(&path)?)).map_err(named)?;
        Ok(Self::with(database, KeyFile::open(folder)?).map_err(named)?)
    }

    /// One that is gone with the process.
    ///
    /// # Errors
    /// When the system gives no file for the keys.
    pub fn in_memory() -> Result<Self, ArchiveFault> {
        let database = guarded(|| Ok(Database::builder().create_with_backend(InMemoryBackend::new())?))?;
        Ok(Self::with(database, KeyFile::unnamed()?)?)
    }

    fn with(database: Database, keys: KeyFile) -> Result<Self, JournalFault> {
        let archive = Self { database, tail: Mutex::new(Tail::start()), keys: Mutex::new(keys) };
        archive.prepare()?;
        archive.has_every_key()?;
        let events = archive.sealed_events()?;
        if let Some((number, hash)) = events.last().map(|(number, hash, _)| (*number, *hash)) {
            *archive.tail() = Tail { number, hash };
        }
        Ok(archive)
    }

    fn prepare(&self) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            write.open_table(EVENTS)?;
            write.open_table(PEOPLE)?;
            write.open_table(EXPORTS)?;
            write.open_table(EXPORT_PEOPLE)?;
            Ok(write.commit()?)
        })
    }

    /// A key is on the disk before what it seals: with fewer than were used the file is another one.
    fn has_every_key(&self) -> Result<(), JournalFault> {
        let slot = |row: &[u8]| row.first_chunk::<8>().map(|slot| u64::from_le_bytes(*slot));
        let highest = guarded(|| {
            let read = self.database.begin_read()?;
            let (people, parts) = (read.open_table(PEOPLE)?, read.open_table(EXPORT_PEOPLE)?);
            let mut highest = None;
            for row in people.iter()? {
                highest = highest.max(slot(row?.1.value()));
            }
            for row in parts.iter()? {
                highest = highest.max(slot(row?.1.value()));
            }
            Ok(highest)
        })?;
        self.keys().must_reach(highest)
    }

    pub(super) fn begin_write(&self) -> Result<WriteTransaction, JournalFault> {
        let mut write = self.database.begin_write()?;
        write.set_durability(Durability::Immediate)?;
        Ok(write)
    }

    pub(super) fn tail(&self) -> MutexGuard<'_, Tail> {
        self.tail.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn keys(&self) -> MutexGuard<'_, KeyFile> {
        self.keys.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
