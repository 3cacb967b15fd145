//! A copy of the archive beside a backup of the journal.

use std::{
    fs, io,
    path::{Path, PathBuf},
};

use redb::{Database, ReadableDatabase};

use super::{
    Archive, ArchiveFault,
    store::{EVENTS, EXPORT_PEOPLE, EXPORTS, PEOPLE},
};
use crate::journal::{JournalFault, JournalStore, backup_to, copy_table, created_private, written_whole};

/// The archive's and its keys' names beside a backup of the journal: `monday.redb` has `monday.honours.redb` and `monday.honours.keys`.
/// Keys lie in a file of their own so that they can be kept in another place.
#[must_use]
pub fn beside(backup: &Path) -> (PathBuf, PathBuf) {
    // Appended where the name has another ending: two of `b.2026-12-01` and `b.2026-12-02` must not share an archive.
    let name = backup.file_name().unwrap_or_default().to_string_lossy();
    let name = name.strip_suffix(".redb").unwrap_or(&name);
    (backup.with_file_name(format!("{name}.honours.redb")), backup.with_file_name(format!("{name}.honours.keys")))
}

/// A journal and, where there is one, its office's archive: all of it, or nothing.
///
/// # Errors
/// When one of the files is there already, or a disk fails.
pub fn backup_all(store: &JournalStore, archive: Option<&Archive>, to: &Path) -> Result<(), ArchiveFault> {
    let (beside_it, keys) = beside(to);
    // Also where there is no office: a restore would take what lies there for this journal's.
    if let Some(other) = [beside_it, keys].into_iter().find(|file| file.symlink_metadata().is_ok()) {
        let what = "exists already, and would be taken for this backup's; a backup never overwrites".to_owned();
        return Err(JournalFault::File { path: other, what }.into());
    }
    backup_to(store, to)?;
    let Some(archive) = archive else { return Ok(()) };
    archive.backup_beside(to).inspect_err(|_| drop(fs::remove_file(to)))
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
            created_private(partial).map_err(|error| fault(error.to_string()))?;
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
        })
        .inspect_err(|_| drop(fs::remove_file(&archive)))?;
        Ok(())
    }
}

fn copied(bytes: &io::Result<Vec<u8>>, partial: &Path) -> Result<(), String> {
    let bytes = bytes.as_ref().map_err(ToString::to_string)?;
    let written = created_private(partial).and_then(|mut file| io::Write::write_all(&mut file, bytes).and_then(|()| file.sync_all()));
    written.map_err(|error| error.to_string())
}
