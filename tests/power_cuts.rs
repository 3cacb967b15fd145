//! Invariants 1 and 6 under power cuts: whatever was written since the last sync is on the disk, or not, or in part.

use crate::common;

use std::sync::{Arc, Mutex, mpsc};

use common::{
    contest::{Writing, fold, measure, measuring, pair, read_all},
    disk::{Disk, PowerCuts},
};
use jinbang::{
    engine::Answer,
    journal::{JournalStore, Sealed},
    judging::Command,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// Each worker writes a contest of its own and cuts it so often.
const WORKERS: u64 = 4;
const CUTS_EACH: usize = 2_500;

/// In so many of the cuts the power fails again while the journal is being opened.
const ONE_IN_TWICE: usize = 6;

/// What happened before the power failed.
struct History {
    disk: PowerCuts,
    entries: Vec<Sealed>,
    /// (operations done when the answer went out, position it promised)
    promises: Vec<(usize, u64)>,
}

/// Commits of one entry and of many, as a contest has them.
fn recorded(random: &mut StdRng) -> History {
    let disk = Disk::default().recording();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 140)]).expect("a contest");
    let promises = Arc::new(Mutex::new(vec![(disk.recorded(), 1)]));
    let mut sequence = 0;
    while sequence < 120 {
        let burst = if random.random_bool(0.8) { 1 } else { random.random_range(2..20) };
        let first = sequence + 1;
        sequence += burst;
        let pairing = (first == 1).then(|| pair("E1"));
        ask(&writing, &disk, &promises, pairing.into_iter().chain((first..=sequence).map(|number| measure("E1", number, number))));
    }
    writing.stop();
    let entries = read_all(&store, "city").expect("a whole journal");
    drop(store);
    let promises = promises.lock().expect("no panic").clone();
    History { disk: PowerCuts::new(Vec::new(), disk.take_log()), entries, promises }
}

/// Sends commands together and waits; each answer is noted with the operations done by then.
fn ask(writing: &Writing, disk: &Disk, promises: &Arc<Mutex<Vec<(usize, u64)>>>, commands: impl Iterator<Item = Command>) {
    let (done, finished) = mpsc::channel::<()>();
    for command in commands {
        let (disk, promises, done) = (disk.clone(), Arc::clone(promises), done.clone());
        let reply = move |answer| {
            let Answer::Stored(receipt) = answer else { panic!("not stored: {answer:?}") };
            promises.lock().expect("no panic").push((disk.recorded(), receipt.position));
            drop(done);
        };
        writing.engine.submit(0, command, Box::new(reply)).expect("room in the queue");
    }
    drop(done);
    assert!(finished.recv().is_err(), "every answer came");
}

impl History {
    fn promised(&self, at: usize) -> u64 {
        self.promises.iter().filter(|(operations, _)| *operations <= at).map(|(_, position)| *position).max().unwrap_or(0)
    }

    /// What is left opens, has all that was promised, and nothing that never was.
    fn check(&self, left: Vec<u8>, promised: u64, about: &str) -> Disk {
        let disk = Disk::with_bytes(left).recording();
        match JournalStore::with_backend(disk.clone()) {
            // The very first sync had not happened: there is no journal yet.
            Err(_) if promised == 0 => {}
            Err(fault) => panic!("{about}: {promised} entries were promised, but {fault}"),
            Ok(store) => {
                let found = read_all(&store, "city").unwrap_or_else(|fault| panic!("{about}: {fault}"));
                assert!(found.len() as u64 >= promised, "{about}: {} of {promised} promised entries are there", found.len());
                assert!(self.entries.starts_with(&found), "{about}: another history");
                assert_eq!(fold(&found).position, found.len() as u64, "{about}");
            }
        }
        disk
    }
}

#[test]
fn what_was_acknowledged_survives_every_power_cut() {
    let seed = common::seed();
    std::thread::scope(|scope| (0..WORKERS).for_each(|worker| drop(scope.spawn(move || cut_often(seed.wrapping_add(worker))))));
}

fn cut_often(seed: u64) {
    let mut random = StdRng::seed_from_u64(seed);
    let mut history = recorded(&mut random);
    let operations = history.disk.operations();
    let mut cuts: Vec<usize> = (0..CUTS_EACH).map(|_| random.random_range(0..=operations)).collect();
    cuts.sort_unstable();
    for (number, at) in cuts.into_iter().enumerate() {
        let about = format!("seed {seed}, cut {number} before operation {at} of {operations}");
        let promised = history.promised(at);
        let left = history.disk.cut(at, &mut random);
        let reopened = history.check(left.clone(), promised, &about);
        if number % ONE_IN_TWICE == 0 {
            let mut again = PowerCuts::new(left, reopened.take_log());
            let second = random.random_range(0..=again.operations());
            history.check(again.cut(second, &mut random), promised, &format!("{about}, and again before operation {second}"));
        }
    }
}
