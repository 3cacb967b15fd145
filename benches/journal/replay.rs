//! From the file to the state, as a server starts.

use std::time::Instant;

use jinbang::{
    engine::Contest,
    journal::{JournalFault, JournalStore},
};

use super::{
    support::{competition::id, median, scratch},
    unsynced,
};

const MARKS: u64 = 100_000;
const COMMIT_ENTRIES: u64 = 16;
const TURNS: usize = 5;

#[allow(clippy::cast_precision_loss)]
pub fn print() {
    let folder = scratch();
    unsynced::fill(folder.path(), MARKS, COMMIT_ENTRIES);
    let store = JournalStore::open(folder.path()).expect("the journal just written");
    let stream = store.stream(&id("bench")).expect("a stream");
    let rate = |run: &dyn Fn()| {
        let mut per_second: Vec<f64> = (0..TURNS)
            .map(|_| {
                let start = Instant::now();
                run();
                MARKS as f64 / start.elapsed().as_secs_f64()
            })
            .collect();
        median(&mut per_second)
    };
    let read = rate(&|| {
        store.replay::<JournalFault>(&id("bench"), stream, |_| Ok(())).expect("a sound journal");
    });
    let folded = rate(&|| {
        let contest = Contest::replay(&store, id("bench")).expect("a sound journal");
        assert!(contest.state.position > MARKS);
    });
    println!("\nreplay of {MARKS} marks in commits of {COMMIT_ENTRIES}, medians of {TURNS}");
    println!("read and checked {read:>12.0} entries/s");
    println!("and folded       {folded:>12.0} entries/s");
}
