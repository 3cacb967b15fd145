//! One key for each person, in a file of slots. A key is destroyed where it lies: the database would keep old pages for a while.

use std::{
    fs::{File, OpenOptions},
    io,
    os::unix::fs::{FileExt, OpenOptionsExt},
    path::{Path, PathBuf},
};

use super::ArchiveFault;
use crate::journal::{
    JournalFault,
    seal::{KEY_BYTES, Key},
};

/// The keys' name in a data folder. A backup of the archive without it opens nothing.
pub const KEYS_FILE: &str = "honours.keys";

/// No key is this: it stands where one was.
const DESTROYED: Key = [0; KEY_BYTES];

#[derive(Debug)]
pub(super) struct KeyFile {
    file: File,
    path: PathBuf,
    /// How many there are, destroyed ones too.
    slots: u64,
}

impl KeyFile {
    pub fn open(folder: &Path) -> Result<Self, ArchiveFault> {
        let path = folder.join(KEYS_FILE);
        let opened = OpenOptions::new().read(true).write(true).create(true).truncate(false).mode(0o600).open(&path);
        let (file, length) =
            opened.and_then(|file| file.metadata().map(|data| (file, data.len()))).map_err(|error| ArchiveFault::keys(&path, &error))?;
        // What was cut off was never used: a key is on the disk before what it seals.
        Ok(Self { file, path, slots: length / KEY_BYTES as u64 })
    }

    /// One without a name, gone with the process.
    pub fn unnamed() -> Result<Self, ArchiveFault> {
        let path = PathBuf::from(KEYS_FILE);
        let file = tempfile::tempfile().map_err(|error| ArchiveFault::keys(&path, &error))?;
        Ok(Self { file, path, slots: 0 })
    }

    /// # Errors
    /// When something is sealed with a key that is not there: new ones would take its place.
    pub fn must_reach(&self, slot: Option<u64>) -> Result<(), JournalFault> {
        match slot {
            Some(slot) if slot >= self.slots => Err(JournalFault::File {
                path: self.path.clone(),
                what: format!(
                    "it holds {} keys, and data is sealed with key {}: it was lost or cut off. Put the file of the last backup in its place",
                    self.slots,
                    slot + 1
                ),
            }),
            _ => Ok(()),
        }
    }

    /// A new key, on the disk, and its slot.
    pub fn make(&mut self) -> Result<(u64, Key), ArchiveFault> {
        let mut key = DESTROYED;
        while key == DESTROYED {
            rand::fill(&mut key);
        }
        let slot = self.slots;
        self.put(slot, &key)?;
        self.slots += 1;
        Ok((slot, key))
    }

    /// All slots.
    pub fn bytes(&self) -> io::Result<Vec<u8>> {
        let mut bytes = vec![0; usize::try_from(offset(self.slots)).map_err(io::Error::other)?];
        self.file.read_exact_at(&mut bytes, 0)?;
        Ok(bytes)
    }

    /// `None`: it was destroyed.
    pub fn key(&self, slot: u64) -> Result<Option<Key>, ArchiveFault> {
        if slot >= self.slots {
            return Err(self.fault(&io::Error::other(format!("there is no slot {slot}"))));
        }
        let mut key = DESTROYED;
        self.file.read_exact_at(&mut key, offset(slot)).map_err(|error| self.fault(&error))?;
        Ok((key != DESTROYED).then_some(key))
    }

    /// Returns when the key is gone from the disk.
    pub fn destroy(&mut self, slot: u64) -> Result<(), ArchiveFault> {
        self.put(slot, &DESTROYED)
    }

    fn put(&self, slot: u64, key: &Key) -> Result<(), ArchiveFault> {
        let written = self.file.write_all_at(key, offset(slot)).and_then(|()| self.file.sync_all());
        written.map_err(|error| self.fault(&error))
    }

    fn fault(&self, error: &io::Error) -> ArchiveFault {
        ArchiveFault::keys(&self.path, error)
    }
}

const fn offset(slot: u64) -> u64 {
    slot * KEY_BYTES as u64
}
