//! A copy of the archive beside a backup of the journal.

use std::{
    fs::File,
    io,
    path::{Path, PathBuf},
};

use redb::{Database, ReadableDatabase};

use super::{
    Archive, ArchiveFault,
    store::{EVENTS, EXPORT_PEOPLE, EXPORTS, PEOPLE},
};
use crate::journal::{JournalFault, copy_table, written_whole};

/// The archive's and its keys' names beside a backup of the journal: `monday.redb` has `monday.honours.redb` and `monday.honours.keys`.
/// Keys lie in a file of their own so that they can be kept in another place.
#[must_use]
pub fn beside(backup: &Path) -> (PathBuf, PathBuf) {
    (backup.with_extension("honours.redb"), backup.with_extension("honours.keys"))
}

impl Archive {
    /// Copies everything that is in it now; see [`beside`].
    ///
    /// # Errors
    /// When one of the files is there already, or a disk fails.
    pub fn backup_beside(&self, backup: &Path) -> Result<(), ArchiveFault> {
        let (archive, keys) = beside(backup);
        written_whole(&archive, |partial| {
            let read = self.database.begin_read()?;
            let fault = |what: String| JournalFault::File { path: partial.into(), what };
            let copy = Database::create(partial).map_err(|error| fault(error.to_string()))?;
            copy_table(&read, &copy, EVENTS)?;
            copy_table(&read, &copy, PEOPLE)?;
            copy_table(&read, &copy, EXPORTS)?;
            copy_table(&read, &copy, EXPORT_PEOPLE)
        })?;
        // After what they open: no key is missing then.
        let own = self.keys();
        written_whole(&keys, |partial| {
            copied(&own.bytes(), partial).map_err(|error| JournalFault::File { path: partial.into(), what: error })
        })?;
        Ok(())
    }
}

fn copied(bytes: &io::Result<Vec<u8>>, partial: &Path) -> Result<(), String> {
    use std::os::unix::fs::OpenOptionsExt;
    let bytes = bytes.as_ref().map_err(ToString::to_string)?;
    let file = File::options().write(true).create_new(true).mode(0o600).open(partial);
    let written = file.and_then(|mut file| io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| error.to_string())
}
