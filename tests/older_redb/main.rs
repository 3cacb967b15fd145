//! The shim that cuts the power, under the redb that this program is built with: `tests/older_redb/run`.
//!
//! Cargo keeps no two versions of 4.x in one package, so this is built outside of it, once with a version that is known to lose commits
//! and once with ours. Prints how many of the cuts lost something that was committed; fails unless that is as expected.

#[path = "../common/disk.rs"]
#[allow(dead_code)]
mod disk;

use std::{panic::catch_unwind, process::ExitCode};

use disk::{Disk, PowerCuts};
use rand::{RngExt, SeedableRng, rngs::StdRng};
use redb::{Database, Durability, ReadableDatabase, ReadableTable, TableDefinition};

const TABLE: TableDefinition<u64, &[u8]> = TableDefinition::new("entries");
const COMMITS: u64 = 120;
const CUTS_PER_HISTORY: usize = 500;

struct History {
    disk: PowerCuts,
    /// (operations done when a commit returned, entries by then)
    promises: Vec<(usize, u64)>,
}

fn recorded(random: &mut StdRng) -> Result<History, redb::Error> {
    let disk = Disk::default().recording();
    let database = Database::builder().create_with_backend(disk.clone())?;
    let (mut promises, mut entries) = (Vec::new(), 0);
    for _ in 0..COMMITS {
        let mut write = database.begin_write()?;
        write.set_durability(Durability::Immediate)?;
        {
            let mut table = write.open_table(TABLE)?;
            for _ in 0..if random.random_bool(0.8) { 1 } else { random.random_range(2..20) } {
                entries += 1;
                table.insert(entries, &[7; 150][..random.random_range(50..150)])?;
            }
        }
        write.commit()?;
        promises.push((disk.recorded(), entries));
    }
    drop(database);
    Ok(History { disk: PowerCuts::new(Vec::new(), disk.take_log()), promises })
}

/// How many entries are there, all of them from the first on.
fn entries(left: Vec<u8>) -> Result<u64, redb::Error> {
    let database = Database::builder().create_with_backend(Disk::with_bytes(left))?;
    let read = database.begin_read()?;
    let table = match read.open_table(TABLE) {
        Err(redb::TableError::TableDoesNotExist(_)) => return Ok(0),
        other => other?,
    };
    let mut found = 0;
    for row in table.iter()? {
        found += u64::from(row?.0.value() == found + 1);
    }
    Ok(found)
}

fn lost(history: &mut History, random: &mut StdRng) -> usize {
    let mut places: Vec<usize> = (0..CUTS_PER_HISTORY).map(|_| random.random_range(0..=history.disk.operations())).collect();
    places.sort_unstable();
    let is_lost = |at: usize, random: &mut StdRng, disk: &mut PowerCuts| {
        let promised = history.promises.iter().filter(|(done, _)| *done <= at).map(|(_, entries)| *entries).max().unwrap_or(0);
        let left = disk.cut(at, random);
        promised > 0 && !catch_unwind(|| entries(left)).is_ok_and(|found| found.is_ok_and(|found| found >= promised))
    };
    places.into_iter().filter(|at| is_lost(*at, random, &mut history.disk)).count()
}

fn main() -> ExitCode {
    let mut arguments = std::env::args().skip(1);
    let (version, cuts, loses) = (arguments.next().unwrap_or_default(), arguments.next(), arguments.next());
    let cuts: usize = cuts.and_then(|cuts| cuts.parse().ok()).unwrap_or(100_000);
    let seed: u64 = std::env::var("JINBANG_SEED").ok().and_then(|seed| seed.parse().ok()).unwrap_or_else(rand::random);
    std::panic::set_hook(Box::new(|_| {}));
    let mut random = StdRng::seed_from_u64(seed);
    let mut found = 0;
    for _ in 0..cuts.div_ceil(CUTS_PER_HISTORY) {
        match recorded(&mut random) {
            Ok(mut history) => found += lost(&mut history, &mut random),
            Err(fault) => {
                eprintln!("a healthy disk: {fault}");
                return ExitCode::FAILURE;
            }
        }
    }
    println!("redb {version}: {found} of {cuts} power cuts lost what was committed (JINBANG_SEED={seed})");
    if (found > 0) == (loses.as_deref() == Some("loses")) { ExitCode::SUCCESS } else { ExitCode::FAILURE }
}
