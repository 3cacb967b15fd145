//! A copy of a file's tables as of one moment.

use std::path::Path;

use redb::{Database, Durability, Key, ReadableDatabase, ReadableTable, TableDefinition, Value};

use super::{
    FileStore,
    tables::{ACCOUNTS, BLOCKS, DRAW_SECRETS, META, PEOPLE, SEEDS, STREAMS},
};
use crate::journal::{JournalFault, created_private};

/// Rows copied per transaction: bounds the memory a backup takes.
const ROWS_PER_COMMIT: usize = 20_000;

pub fn copy_all(store: &FileStore, partial: &Path) -> Result<(), JournalFault> {
    let read = store.database().begin_read()?;
    let fault = |what: String| JournalFault::File { path: partial.into(), what };
    created_private(partial).map_err(|error| fault(error.to_string()))?;
    let copy = Database::create(partial).map_err(|error| fault(error.to_string()))?;
    copy_table(&read, &copy, META)?;
    copy_table(&read, &copy, STREAMS)?;
    copy_table(&read, &copy, PEOPLE)?;
    copy_table(&read, &copy, ACCOUNTS)?;
    copy_table(&read, &copy, DRAW_SECRETS)?;
    copy_table(&read, &copy, SEEDS)?;
    copy_table(&read, &copy, BLOCKS)
}

pub fn copy_table<K: Key + 'static, V: Value + 'static>(
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
