//! A journal file written without waiting for the disk: for filling, and for counting bytes.

use std::{fs::File, io, os::unix::fs::MetadataExt, path::Path};

use jinbang::journal::{JOURNAL_FILE, JournalStore};
use redb::{StorageBackend, backends::FileBackend};

use super::{
    entries::Blocks,
    support::{competition::id, scratch},
};

const MARKS: u64 = 50_000;

/// Holes stay holes, so that the file's blocks are those that were written.
#[derive(Debug)]
struct Unsynced(FileBackend);

impl StorageBackend for Unsynced {
    fn len(&self) -> io::Result<u64> {
        self.0.len()
    }

    fn read(&self, offset: u64, out: &mut [u8]) -> io::Result<()> {
        self.0.read(offset, out)
    }

    fn set_len(&self, len: u64) -> io::Result<()> {
        self.0.set_len(len)
    }

    fn sync_data(&self) -> io::Result<()> {
        Ok(())
    }

    fn write(&self, offset: u64, data: &[u8]) -> io::Result<()> {
        self.0.write(offset, data)
    }
}

/// Bytes of the records of all marks.
pub fn fill(folder: &Path, marks: u64, commit_entries: u64) -> u64 {
    let file = File::options().read(true).write(true).create_new(true).open(folder.join(JOURNAL_FILE)).expect("a new file");
    let store = JournalStore::with_backend(Unsynced(FileBackend::new(file).expect("a file"))).expect("a journal");
    let stream = store.stream(&id("bench")).expect("a stream");
    let mut blocks = Blocks::new();
    store.append_first(&id("bench"), stream, blocks.opening(), &[]).expect("room");
    let mut bytes = 0;
    for _ in 0..marks / commit_entries {
        let block = blocks.next(commit_entries);
        bytes += block.bytes.len() as u64;
        store.append(&[(stream, block)]).expect("room");
    }
    bytes
}

#[allow(clippy::cast_precision_loss)]
pub fn print() {
    println!("\nbytes a mark, {MARKS} marks");
    println!("{:>16}{:>10}{:>14}", "commits of", "record", "on the disk");
    let empty = scratch();
    fill(empty.path(), 0, 1);
    for commit in [1, 16, 250] {
        let folder = scratch();
        let records = fill(folder.path(), MARKS, commit);
        let taken = blocks_bytes(folder.path()).saturating_sub(blocks_bytes(empty.path()));
        let each = |bytes: u64| bytes as f64 / MARKS as f64;
        println!("{commit:>16}{:>10.0}{:>14.0}", each(records), each(taken));
    }
}

fn blocks_bytes(folder: &Path) -> u64 {
    let file = File::open(folder.join(JOURNAL_FILE)).expect("the journal");
    // Blocks are given when the file is synced.
    file.sync_all().expect("the disk keeps it");
    file.metadata().expect("a file").blocks() * 512
}
