//! Whether a journal file is all there. The hash chain binds the entries it meets; what damage makes invisible is looked for here.

use std::collections::BTreeSet;

use redb::{ReadableTable, ReadableTableMetadata, TableHandle, WriteTransaction};

use super::tables::{ACCOUNTS, BLOCKS, CARDS, DRAW_SECRETS, META, PEOPLE, SCHEMA_VERSION, SEEDS, STREAMS};
use crate::journal::JournalFault;

/// Makes the tables of a new file, and misses none in an old one.
///
/// # Errors
/// When the file is of an unknown version or something is gone.
pub fn prepare(write: &WriteTransaction) -> Result<(), JournalFault> {
    let tables: BTreeSet<String> = write.list_tables()?.map(|table| table.name().to_owned()).collect();
    let wanted = [META.name(), STREAMS.name(), BLOCKS.name(), PEOPLE.name(), ACCOUNTS.name()];
    let missing = wanted.into_iter().find(|table| !tables.contains(*table));
    match missing {
        Some(_) if tables.is_empty() => drop(write.open_table(META)?.insert("schema", SCHEMA_VERSION)?),
        Some(table) => return Err(JournalFault::damaged(format!("the table {table:?} is gone"))),
        None => {}
    }
    let found = write.open_table(META)?.get("schema")?.map(|value| value.value());
    match found {
        Some(SCHEMA_VERSION) => {}
        Some(found) => return Err(JournalFault::Version { found, known: SCHEMA_VERSION }),
        None => return Err(JournalFault::damaged("the schema version is gone")),
    }
    write.open_table(PEOPLE)?;
    write.open_table(ACCOUNTS)?;
    // Files from before there were draws have none. A secret that is gone is noticed when it is wanted.
    write.open_table(DRAW_SECRETS)?;
    // Nor had cards to print.
    write.open_table(CARDS)?;
    // Nor seeds, before there were proofs.
    write.open_table(SEEDS)?;
    every_stream_is_whole(write)
}

/// A stream is named when its first block is written: each has blocks, and each block is of a named one. A damaged page can hide rows,
/// also at the end of a stream, but not from the table's own count.
fn every_stream_is_whole(write: &WriteTransaction) -> Result<(), JournalFault> {
    let (blocks, streams) = (write.open_table(BLOCKS)?, write.open_table(STREAMS)?);
    let (mut count, mut used) = (0, BTreeSet::new());
    for row in blocks.iter()? {
        used.insert(row?.0.value().0);
        count += 1;
    }
    let named = streams.iter()?.map(|row| Ok(row?.1.value())).collect::<Result<BTreeSet<_>, JournalFault>>()?;
    if count != blocks.len()? {
        return Err(JournalFault::damaged(format!("{count} of {} blocks are there", blocks.len()?)));
    }
    if used != named || named.len() as u64 != streams.len()? {
        return Err(JournalFault::damaged("the list of competitions does not fit their entries"));
    }
    Ok(())
}
