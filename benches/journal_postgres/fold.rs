//! From the store to the state, as a server starts; and what a mark takes on the disk.

use std::{os::unix::fs::MetadataExt, path::Path, time::Instant};

use jinbang::{
    engine::Contest,
    journal::{JOURNAL_FILE, JournalStore, copy},
};

use super::{
    postgres::Cluster,
    support::{competition::id, median, scratch},
    unsynced, wanted,
};

const TURNS: usize = 3;
/// Entries a commit, as a few, some dozen and some hundred tablets make them.
const COMMITS: [u64; 3] = [4, 16, 64];

#[allow(clippy::cast_precision_loss)]
pub fn print(cluster: &Cluster) {
    let marks: u64 = wanted("MARKS", 1_000_000);
    println!("\n{marks} marks; seconds to fold them, medians of {TURNS}, and bytes on the disk a mark");
    println!("{:>12}{:>14}{:>10}{:>16}{:>14}", "a commit", "PostgreSQL s", "redb s", "PostgreSQL B", "redb B");
    for commit in COMMITS {
        let (file, key) = (scratch(), scratch());
        unsynced::fill(file.path(), marks, commit);
        let file_bytes = blocks_bytes(file.path());
        let file = JournalStore::open(file.path()).expect("the journal just written");
        let database = cluster.database();
        let there = JournalStore::open_postgres(&cluster.url(&database), key.path()).expect("a journal");
        copy(&file, &there, &id("bench")).expect("copied");
        cluster.sql(&database, "VACUUM ANALYZE");
        let bytes: f64 = cluster.sql(&database, "SELECT pg_total_relation_size('jinbang.entries')").parse().expect("a number");
        let (mut theirs, mut ours) = (Vec::new(), Vec::new());
        for _ in 0..TURNS {
            theirs.push(folded(&there, marks));
            ours.push(folded(&file, marks));
        }
        let each = |bytes: f64| bytes / marks as f64;
        println!("{commit:>12}{:>14.2}{:>10.2}{:>16.0}{:>14.0}", median(&mut theirs), median(&mut ours), each(bytes), each(file_bytes));
        drop(there);
        cluster.sql("postgres", &format!("DROP DATABASE {database} WITH (FORCE)"));
    }
}

fn folded(store: &JournalStore, marks: u64) -> f64 {
    let start = Instant::now();
    let contest = Contest::replay(store, id("bench")).expect("a sound journal");
    assert!(contest.state.position >= marks, "every mark is folded");
    start.elapsed().as_secs_f64()
}

#[allow(clippy::cast_precision_loss)]
fn blocks_bytes(folder: &Path) -> f64 {
    std::fs::metadata(folder.join(JOURNAL_FILE)).expect("a file").blocks() as f64 * 512.0
}
