//! A copy of the journal as of one moment, taken while the writer goes on.

use std::{fs, path::Path};

use super::{JournalFault, JournalStore, guarded};

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
    if target.exists() {
        return Err(fault("exists already; a backup never overwrites".to_owned()));
    }
    let name = target.file_name().ok_or_else(|| fault("is not a file name".to_owned()))?;
    let partial = target.with_file_name(format!(".{}.partial", name.to_string_lossy()));
    let _ = fs::remove_file(&partial);
    let written = guarded(|| write(&partial)).and_then(|()| {
        fs::rename(&partial, target).map_err(|error| fault(error.to_string()))?;
        sync_folder(target).map_err(|error| fault(error.to_string()))
    });
    if written.is_err() {
        let _ = fs::remove_file(&partial);
    }
    written
}

/// A new name is durable only when its folder is.
fn sync_folder(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::File::open(folder)?.sync_all()
}
