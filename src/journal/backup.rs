//! A copy of the journal as of one moment, taken while the writer goes on.

use std::{
    fs,
    io::ErrorKind,
    os::unix::fs::OpenOptionsExt,
    path::Path,
    sync::atomic::{AtomicU64, Ordering},
};

use super::{JournalFault, JournalStore, guarded};

/// Files this process has begun to write.
static WRITTEN: AtomicU64 = AtomicU64::new(0);

/// Writes a journal file that `serve` can start from. It appears under its name only when it is complete and on the disk.
///
/// # Errors
/// When the file is there already, or the disk fails; nothing is left behind then.
pub fn backup_to(store: &JournalStore, target: &Path) -> Result<(), JournalFault> {
    written_whole(target, |partial| store.copy_to(partial))
}

/// Has a new file written, which appears under its name only when it is complete and on the disk.
///
/// # Errors
/// When the file is there already, or writing fails; nothing is left behind then.
pub(crate) fn written_whole(target: &Path, write: impl FnOnce(&Path) -> Result<(), JournalFault>) -> Result<(), JournalFault> {
    let fault = |what: String| JournalFault::File { path: target.into(), what };
    let exists = || fault("exists already; a backup never overwrites".to_owned());
    if target.symlink_metadata().is_ok() {
        return Err(exists());
    }
    let name = target.file_name().ok_or_else(|| fault("is not a file name".to_owned()))?;
    // Two that write one name at once must not take each other's half for a whole.
    let number = WRITTEN.fetch_add(1, Ordering::Relaxed);
    let partial = target.with_file_name(format!(".{}.{}-{number}.partial", name.to_string_lossy(), std::process::id()));
    let written = guarded(|| write(&partial)).and_then(|()| {
        named(&partial, target)
            .map_err(|error| if error.kind() == ErrorKind::AlreadyExists { exists() } else { fault(error.to_string()) })?;
        sync_folder(target).map_err(|error| fault(error.to_string()))
    });
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

/// Some file systems cannot promise to replace nothing; there the look before has to do.
fn named(partial: &Path, target: &Path) -> std::io::Result<()> {
    use rustix::{
        fs::{CWD, RenameFlags, renameat_with},
        io::Errno,
    };
    match renameat_with(CWD, partial, CWD, target, RenameFlags::NOREPLACE) {
        Err(Errno::INVAL | Errno::NOSYS | Errno::OPNOTSUPP) => fs::rename(partial, target),
        done => Ok(done?),
    }
}

/// Creates what only its owner may read.
///
/// # Errors
/// When it is there already, or the disk fails.
pub(crate) fn created_private(path: &Path) -> std::io::Result<fs::File> {
    fs::File::options().read(true).write(true).create_new(true).mode(0o600).open(path)
}

/// A new name is durable only when its folder is.
fn sync_folder(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::File::open(folder)?.sync_all()
}
