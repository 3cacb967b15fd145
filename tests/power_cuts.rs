//! Invariants 1 and 6 under power cuts: whatever was written since the last sync is on the disk, or not, or in part.
//!
//! `CUTS=1000000 cargo test --release --test all power_cuts` cuts more often than the 10,000 times of every run; `JINBANG_SEED` plays a run
//! again.

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

    /// What is left opens, has all that was promised, and nothing that never was. Otherwise what is wrong with it.
    fn check(&self, left: Vec<u8>, promised: u64) -> Result<Disk, String> {
        let disk = Disk::with_bytes(left).recording();
        let store = match JournalStore::with_backend(disk.clone()) {
            // The very first sync had not happened: there is no journal yet.
            Err(_) if promised == 0 => return Ok(disk),
            Err(fault) => return Err(format!("{promised} entries were promised, but {fault}")),
            Ok(store) => store,
        };
        let found = read_all(&store, "city").map_err(|fault| fault.to_string())?;
        if (found.len() as u64) < promised {
            return Err(format!("{} of {promised} promised entries are there", found.len()));
        }
        if !self.entries.starts_with(&found) {
            return Err("another history".to_owned());
        }
        if fold(&found).position != found.len() as u64 {
            return Err("another state".to_owned());
        }
        Ok(disk)
    }

    /// The first of so many cuts after which something is wrong.
    fn first_loss(&mut self, cuts: usize, random: &mut StdRng) -> Option<String> {
        let operations = self.disk.operations();
        let mut places: Vec<usize> = (0..cuts).map(|_| random.random_range(0..=operations)).collect();
        places.sort_unstable();
        places.into_iter().enumerate().find_map(|(number, at)| {
            let about = |wrong: String| format!("cut {number} before operation {at} of {operations}: {wrong}");
            let promised = self.promised(at);
            let left = self.disk.cut(at, random);
            let reopened = match self.check(left.clone(), promised) {
                Ok(reopened) => reopened,
                Err(wrong) => return Some(about(wrong)),
            };
            if number % ONE_IN_TWICE != 0 {
                return None;
            }
            let mut again = PowerCuts::new(left, reopened.take_log());
            let second = random.random_range(0..=again.operations());
            let checked = self.check(again.cut(second, random), promised);
            checked.err().map(|wrong| about(format!("and again before operation {second}: {wrong}")))
        })
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
    let cuts = common::wanted("CUTS", WORKERS * CUTS_EACH as u64) / WORKERS;
    let loss = history.first_loss(usize::try_from(cuts).expect("a number of cuts"), &mut random);
    assert_eq!(loss, None, "seed {seed}");
}

/// Cuts after which each planted fault must have shown.
const CUTS_PER_PLANT: usize = 400;

/// What a disk, or whoever answers, may do wrong; the tests above must not pass then.
#[test]
fn planted_faults_are_found() {
    type Plant = fn(&mut History, &mut StdRng);
    let plants: [(&str, Plant); 4] = [
        ("a disk that says it has synced and has not", |history, _| history.disk.forget_syncs()),
        ("a disk that loses a write it has synced", |history, random| history.disk.lose_writes(random)),
        ("an answer before the sync", |history, _| {
            history.promises.iter_mut().for_each(|(operations, _)| *operations = operations.saturating_sub(1));
        }),
        ("an entry that is not the one that was acknowledged", |history, _| {
            let last = history.entries.len() / 2;
            history.entries[last].hash[0] ^= 1;
        }),
    ];
    for (number, (what, plant)) in plants.into_iter().enumerate() {
        let mut random = StdRng::seed_from_u64(number as u64);
        let mut history = recorded(&mut random);
        plant(&mut history, &mut random);
        assert!(history.first_loss(CUTS_PER_PLANT, &mut random).is_some(), "{what} was not noticed");
    }
}
