//! The journal on real PostgreSQL servers that the tests start: whose turn it is, what is refused and why, connections that break in the
//! middle of a commit, a primary that dies.

mod doubt;
mod program;
mod refusals;
mod sealed;
mod standby;
mod transport;
mod turns;

use std::fs;

use tempfile::{TempDir, tempdir};

use crate::common::{
    contest::read_all,
    postgres::{Cluster, PASSWORD},
};
use jinbang::{
    engine::Receipt,
    journal::{JOURNAL_KEY_FILE, JournalFault, JournalStore},
};

/// Why it was not opened. Nothing that is said has a password in it.
#[track_caller]
fn refused(opened: Result<JournalStore, JournalFault>) -> String {
    let Err(fault) = opened else { panic!("it was opened") };
    let said = format!("{fault} {fault:?}");
    assert!(!said.contains(PASSWORD), "{said}");
    fault.to_string()
}

/// Another server's data folder, with the same key.
fn beside(folder: &TempDir) -> TempDir {
    let other = tempdir().expect("a folder");
    fs::copy(folder.path().join(JOURNAL_KEY_FILE), other.path().join(JOURNAL_KEY_FILE)).expect("a key");
    other
}

/// Acknowledged marks lost 0, doubled 0: every receipt's entry is there with its hash, and no command twice.
fn each_is_there_once(store: &JournalStore, receipts: &[Receipt]) {
    let all = read_all(store, "city").expect("a whole journal");
    for receipt in receipts {
        let sealed = &all[usize::try_from(receipt.position).expect("small") - 1];
        assert_eq!((sealed.entry.position, sealed.hash), (receipt.position, receipt.hash), "acknowledged, and lost");
    }
    let mut commands: Vec<_> = all.iter().filter_map(|sealed| sealed.entry.command.clone()).map(|id| (id.device, id.sequence)).collect();
    let count = commands.len();
    commands.sort();
    commands.dedup();
    assert_eq!(commands.len(), count, "a command made two entries");
}
