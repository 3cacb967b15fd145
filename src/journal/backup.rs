//! A copy of the journal as of one moment, taken while the writer goes on.

use std::{fs, path::Path};

use redb::{Database, Durability, Key, ReadableDatabase, ReadableTable, TableDefinition, Value};

use super::{
    JournalFault, JournalStore,
    store::guarded,
    tables::{ACCOUNTS, BLOCKS, DRAW_SECRETS, META, PEOPLE, SEEDS, STREAMS},
};

/// Rows copied per transaction: bounds the memory a backup takes.
const ROWS_PER_COMMIT: usize = 20_000;

/// Writes a journal file that `serve` can start from. It appears under its name only when it is complete and on the disk.
///
/// # Errors
/// When the file is there already, or the disk fails; nothing is left behind then.
pub fn backup_to(store: &JournalStore, target: &Path) -> Result<(), JournalFault> {
    written_whole(target, |partial| copy_all(store, partial))
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

fn copy_all(store: &JournalStore, partial: &Path) -> Result<(), JournalFault> {
    let read = store.database().begin_read()?;
    let copy = Database::create(partial).map_err(|error| JournalFault::File { path: partial.into(), what: error.to_string() })?;
    copy_table(&read, &copy, META)?;
    copy_table(&read, &copy, STREAMS)?;
    copy_table(&read, &copy, PEOPLE)?;
    copy_table(&read, &copy, ACCOUNTS)?;
    copy_table(&read, &copy, DRAW_SECRETS)?;
    copy_table(&read, &copy, SEEDS)?;
    copy_table(&read, &copy, BLOCKS)
}

pub(crate) fn copy_table<K: Key + 'static, V: Value + 'static>(
    read: &redb::ReadTransaction,
    copy: &Database,
    definition: TableDefinition<K, V>,
) -> Result<(), JournalFault> {
    let from = read.open_table(definition)?;
    let mut rows = from.iter()?.peekable();
    loop {
        let mut write = copy.begin_write()?;
        write.set_durability(Durability::Immediate)?;
        {
            let mut to = write.open_table(definition)?;
            for row in rows.by_ref().take(ROWS_PER_COMMIT) {
                let (key, value) = row?;
                to.insert(key.value(), value.value())?;
            }
        }
        write.commit()?;
        if rows.peek().is_none() {
            return Ok(());
        }
    }
}

/// A new name is durable only when its folder is.
fn sync_folder(file: &Path) -> std::io::Result<()> {
    let folder = file.parent().filter(|parent| !parent.as_os_str().is_empty()).unwrap_or_else(|| Path::new("."));
    fs::File::open(folder)?.sync_all()
}
