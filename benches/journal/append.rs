//! Batches of entries, durable: the journal beside a bare file.

use std::{
    fs::File,
    os::unix::fs::FileExt,
    path::Path,
    time::{Duration, Instant},
};

use jinbang::journal::JournalStore;

use super::{
    entries::Blocks,
    support::{competition::id, median, quantile, scratch},
};

const BATCHES: [u64; 4] = [1, 16, 64, 256];
const TURNS: usize = 500;
const TIME_MAX: Duration = Duration::from_secs(6);
const FILE_BYTES: usize = 64 << 20;

pub fn print() {
    println!("append, durable; turn by turn, medians of up to {TURNS}");
    println!(
        "{:>8}{:>10}{:>12}{:>14}{:>12}{:>12}{:>9}{:>14}",
        "entries", "bytes", "raw µs", "journal µs", "p99 µs", "÷ raw", "turns", "entries/s"
    );
    for batch in BATCHES {
        measure(batch);
    }
}

#[allow(clippy::cast_precision_loss)]
fn measure(batch: u64) {
    let folder = scratch();
    let store = JournalStore::open(folder.path()).expect("a journal");
    let stream = store.stream(&id("bench")).expect("a stream");
    let raw = preallocated(&folder.path().join("raw"));
    let mut blocks = Blocks::new();
    store.append_first(&id("bench"), stream, blocks.opening(), &[]).expect("the disk takes it");
    let (mut offset, mut bytes) = (0, 0);
    let (mut raw_us, mut journal_us) = (Vec::new(), Vec::new());
    let start = Instant::now();
    while journal_us.len() < TURNS && start.elapsed() < TIME_MAX {
        let block = blocks.next(batch);
        bytes = block.bytes.len();
        raw_us.push(timed_us(|| {
            raw.write_all_at(&block.bytes, offset).expect("the disk takes it");
            raw.sync_data().expect("the disk keeps it");
        }));
        offset += bytes as u64;
        journal_us.push(timed_us(|| store.append(&[(stream, block)]).expect("the disk takes it")));
    }
    let turns = journal_us.len();
    let (raw, ours, worst) = (median(&mut raw_us), median(&mut journal_us), quantile(&mut journal_us, 0.99));
    println!("{batch:>8}{bytes:>10}{raw:>12.0}{ours:>14.0}{worst:>12.0}{:>12.2}{turns:>9}{:>14.0}", ours / raw, batch as f64 * 1e6 / ours);
}

fn timed_us(run: impl FnOnce()) -> f64 {
    let start = Instant::now();
    run();
    start.elapsed().as_secs_f64() * 1e6
}

/// Its blocks are written already, so that a sync has no tables of the file system to write.
fn preallocated(path: &Path) -> File {
    let file = File::create_new(path).expect("a new file");
    file.write_all_at(&vec![0; FILE_BYTES], 0).expect("the disk has room");
    file.sync_all().expect("the disk keeps it");
    file
}
