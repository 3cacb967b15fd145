//! Whole days of a contest in simulated time: tablets, network, clock, disk and the real writer in one thread, so that a seed is a story.
//! Messages are lost, doubled, late and out of order; tablets are cut off and load anew; the clock jumps; the disk fails; the power goes,
//! also while the journal is being opened. After every step the invariants are looked at, by their numbers.
//!
//! `DAYS=100000 cargo test --release --test all simulation` plays more than the days of every run; `JINBANG_SEED=… DAYS=1` plays one again.

mod day;
mod journal;
mod plant;
mod tablet;

use crate::common::{seed, wanted};
use day::Day;
use plant::Plant;

const DAYS: u64 = 2_000;
const WORKERS: u64 = 2;

#[test]
fn days_of_a_contest_go_by_without_a_loss() {
    let (first, days) = (seed(), wanted("DAYS", DAYS));
    std::thread::scope(|scope| {
        for worker in 0..WORKERS.min(days) {
            scope.spawn(move || {
                for day in (worker..days).step_by(usize::try_from(WORKERS).expect("few")) {
                    let seed = first.wrapping_add(day);
                    let played = Day::play(seed, None);
                    assert!(played.is_ok(), "JINBANG_SEED={seed} DAYS=1: {}", played.unwrap_err());
                }
            });
        }
    });
}

/// Days after which a planted fault must have shown.
const DAYS_PER_PLANT: u64 = 300;

#[test]
fn planted_faults_are_found_by_the_invariant_they_break() {
    for (plant, broken) in Plant::ALL {
        let wrong = (0..DAYS_PER_PLANT).find_map(|day| Day::play(day, Some(plant)).err());
        let wrong = wrong.unwrap_or_else(|| panic!("{plant:?} was not noticed in {DAYS_PER_PLANT} days"));
        let is_named = |invariant: &u8| wrong.starts_with(&format!("invariant {invariant}:"));
        assert!(broken.iter().any(is_named), "{plant:?}: {wrong}");
    }
}

#[test]
fn a_seed_is_a_story() {
    let story = |seed| Day::told(seed);
    assert_eq!(story(7), story(7));
    assert_ne!(story(7), story(8));
}
