//! The secret of a draw between its commitment and its end: kept through a crash and in a backup, and gone afterwards.

use crate::common;

use common::{
    competition::{MARK, id, skill},
    contest::{Writing, fold, measure, pair, read_all, stored},
    disk::Disk,
    draws::{SECRET, about_a_draw, drawing},
};
use jinbang::{
    engine::Answer,
    journal::{JOURNAL_FILE, JournalStore, Sealed, backup_to},
    judging::{Action, Refusal},
    ranking::{draw::DrawSecret, settle},
};

/// A contest of one measurement, in a store.
fn tied_in(store: &JournalStore) -> Writing {
    let builder = skill().competitors("C1 C2 C3").experts("E1 E2").measured("M1", "5", MARK);
    Writing::start(store, &[drawing(builder)]).expect("a contest")
}

fn sealed(store: &JournalStore) -> Vec<Sealed> {
    read_all(store, "city").expect("a whole journal")
}

fn kept(store: &JournalStore) -> Option<DrawSecret> {
    let stream = store.stream(&id("city")).expect("a stream");
    store.draw_secret(stream, &id("web"), 1).expect("a sound store")
}

/// The process ends between commit and reveal; whoever opens the journal again goes on.
#[test]
fn a_secret_survives_a_crash_until_its_reveal() {
    for last in ["reveal 1 E1=7", "cancel 1 nobody came"] {
        let disk = Disk::default();
        let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
        let writing = tied_in(&store);
        for command in [pair("E1"), measure("E1", 1, 1), measure("E1", 2, 2), about_a_draw("commit C1 C2")] {
            stored(writing.ask(command));
        }
        assert_eq!(kept(&store), Some(SECRET));
        // What is on the disk at this moment, not what an orderly end would leave.
        let left = Disk::with_bytes(disk.bytes());
        writing.stop();

        let store = JournalStore::with_backend(left).expect("the same journal");
        let writing = tied_in(&store);
        assert_eq!(kept(&store), Some(SECRET));
        let mut command = about_a_draw(last);
        if let Action::RevealDraw(asked) = &mut command.action {
            asked.secret = kept(&store);
        }
        stored(writing.ask(command));
        writing.stop();
        assert_eq!(kept(&store), None, "{last}");
        let state = fold(&sealed(&store));
        assert_eq!(settle(&[0, 1], &state.skills[0].draws).is_some(), last.starts_with("reveal"));
        assert!(!state.skills[0].draws[0].is_open());
    }
}

/// Whoever goes on from a backup can still reveal.
#[test]
fn a_backup_has_the_secret_too() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let writing = tied_in(&store);
    for command in [pair("E1"), measure("E1", 1, 1), measure("E1", 2, 2), about_a_draw("commit C1 C2")] {
        stored(writing.ask(command));
    }
    let folder = tempfile::tempdir().expect("a folder");
    backup_to(&store, &folder.path().join(JOURNAL_FILE)).expect("a backup");
    writing.stop();
    assert_eq!(kept(&JournalStore::open(folder.path()).expect("a journal")), Some(SECRET));
}

#[test]
fn a_refused_commitment_keeps_no_secret() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let writing = tied_in(&store);
    assert!(matches!(writing.ask(about_a_draw("commit C1 C2")), Answer::Refused(Refusal::MarksMissing(_))));
    writing.stop();
    assert_eq!(kept(&store), None);
}
