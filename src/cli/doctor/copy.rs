//! Copies of the databases: opening one, even to read it, may repair it.

use std::{
    fs,
    fs::TryLockError,
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use tempfile::TempDir;

use crate::{
    archive::{ARCHIVE_FILE, KEYS_FILE, beside},
    journal::{JOURNAL_FILE, JOURNAL_KEY_FILE},
    server::control::{self, ControlAnswer, ControlRequest},
};

pub struct Copy {
    folder: TempDir,
    /// A running server made it.
    pub from_server: bool,
}

impl Copy {
    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    /// False: it is on a server, which lets others read.
    pub fn has_journal(&self) -> bool {
        self.folder().join(JOURNAL_FILE).exists()
    }
}

/// Of what the folder holds now; from its server where one runs.
///
/// # Errors
/// When the folder has no journal and no key of one, or no copy can be made.
pub async fn of(data: &Path, is_on_server: bool) -> anyhow::Result<Copy> {
    let folder = TempDir::with_prefix("jinbang-doctor-").context("a folder for copies")?;
    // Whoever serves from this folder has it locked.
    let journal = data.join(if is_on_server { JOURNAL_KEY_FILE } else { JOURNAL_FILE });
    let file = fs::File::open(&journal).with_context(|| journal.display().to_string())?;
    match file.try_lock_shared() {
        Ok(()) => {
            for name in [JOURNAL_FILE, ARCHIVE_FILE, KEYS_FILE].into_iter().filter(|name| !is_on_server || *name != JOURNAL_FILE) {
                copied(&data.join(name), &folder.path().join(name))?;
            }
            Ok(Copy { folder, from_server: false })
        }
        Err(TryLockError::WouldBlock) => {
            let to = folder.path().join(JOURNAL_FILE);
            match control::ask(data, &ControlRequest::Backup { to: to.clone() }).await {
                Ok(ControlAnswer::BackedUp { .. }) => {}
                Ok(ControlAnswer::Failed { why }) => bail!("its server could not make a copy: {why}"),
                _ => bail!("another process has {} open and does not answer; stop it first", journal.display()),
            }
            let (archive, keys) = beside(&to);
            renamed(&archive, ARCHIVE_FILE)?;
            renamed(&keys, KEYS_FILE)?;
            Ok(Copy { folder, from_server: true })
        }
        Err(TryLockError::Error(error)) => Err(error).with_context(|| journal.display().to_string()),
    }
}

/// Of what a backup holds, under the names that a data folder needs.
pub fn of_backup(backup: &Path) -> anyhow::Result<Copy> {
    let folder = TempDir::with_prefix("jinbang-restore-").context("a folder for copies")?;
    let (archive, keys) = beside(backup);
    for (from, name) in [(backup, JOURNAL_FILE), (&archive, ARCHIVE_FILE), (&keys, KEYS_FILE)] {
        copied(from, &folder.path().join(name))?;
    }
    Ok(Copy { folder, from_server: false })
}

fn copied(from: &Path, to: &Path) -> anyhow::Result<()> {
    if from.exists() {
        fs::copy(from, to).with_context(|| format!("a copy of {}", from.display()))?;
    }
    Ok(())
}

fn renamed(from: &PathBuf, name: &str) -> anyhow::Result<()> {
    if from.exists() {
        fs::rename(from, from.with_file_name(name)).with_context(|| from.display().to_string())?;
    }
    Ok(())
}
