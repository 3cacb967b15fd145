//! Out of one store and into another.

use super::{
    Home,
    beside::{card, person},
};
use crate::common::{
    competition::{MARK, id, skill},
    contest::{Writing, measure, measuring, pair, read_all, stored},
    draws::{SECRET, about_a_draw, drawing},
};
use jinbang::journal::{JOURNAL_FILE, JournalFault, JournalStore, backup_to, copy};
use tempfile::tempdir;

/// A contest with everything beside it, in a store.
fn full(store: &JournalStore) -> Writing {
    let builder = skill().competitors("C1 C2 C3").experts("E1 E2").measured("M1", "5", MARK);
    let writing = Writing::start(store, &[drawing(builder)]).expect("a contest");
    for command in [pair("E1"), measure("E1", 1, 1), measure("E1", 2, 2), about_a_draw("commit C1 C2")] {
        stored(writing.ask(command));
    }
    store.put_people(0, &[("competitor/web/C1".to_owned(), person("林小雨"))]).expect("room");
    store.put_account("organiser", "a hash").expect("room");
    store.put_cards(&[("k1".to_owned(), card(0, "E1", 100))], 0).expect("room");
    store.seed(0, || [7; 32]).expect("room");
    writing
}

/// Everything of it but cards and accounts is as in the other.
fn same(one: &JournalStore, other: &JournalStore) {
    let streams = [one, other].map(|store| store.stream(&id("city")).expect("a number"));
    assert_eq!(read_all(one, "city").expect("a whole journal"), read_all(other, "city").expect("a whole journal"));
    assert_eq!(one.people(streams[0]).expect("read"), other.people(streams[1]).expect("read"));
    assert_eq!(one.seed(streams[0], || [0; 32]).expect("read"), other.seed(streams[1], || [1; 32]).expect("read"));
    let secret = |store: &JournalStore, stream| store.draw_secret(stream, &id("web"), 1).expect("read");
    assert_eq!((secret(one, streams[0]), secret(other, streams[1])), (Some(SECRET), Some(SECRET)));
}

pub fn a_backup_is_a_journal_to_start_from(home: &Home) {
    let store = home.open();
    let writing = full(&store);
    let copied = tempdir().expect("a folder");
    let target = copied.path().join(JOURNAL_FILE);
    backup_to(&store, &target).expect("a backup");
    assert!(backup_to(&store, &target).is_err(), "a backup never overwrites");
    writing.stop();
    let backup = JournalStore::open(copied.path()).expect("a journal");
    same(&store, &backup);
    assert_eq!(backup.account("organiser").expect("read").as_deref(), Some("a hash"));
    assert_eq!(backup.cards(0).expect("read"), [], "cards are in no backup");
}

/// From a file to PostgreSQL and back, and to where it is already.
#[test]
fn a_competition_moves_between_stores_as_it_is() {
    let file = Home::on_a_file();
    let (there, back) = (Home::on_postgres(), Home::on_a_file());
    let (file, there, back) = (file.open(), there.open(), back.open());
    full(&file).stop();
    Writing::start(&there, &[measuring("town", 4)]).expect("another contest").stop();
    let copied = copy(&file, &there, &id("city")).expect("copied");
    let all = read_all(&file, "city").expect("a whole journal");
    assert_eq!((copied.entries, copied.hash), (5, all[4].hash));
    same(&file, &there);
    assert_eq!(there.stream(&id("city")).expect("a number"), 1, "behind the one that was there");
    assert_eq!(there.cards(1).expect("read"), [card(1, "E1", 100)]);
    for _ in 0..2 {
        let Err(JournalFault::There { .. }) = copy(&file, &there, &id("city")) else { panic!("it was there") };
    }
    assert_eq!(copy(&there, &back, &id("city")).expect("copied"), copied);
    same(&file, &back);
    assert!(matches!(copy(&file, &back, &id("town")), Err(JournalFault::NotThere { .. })));
    // The server goes on where it was.
    let builder = skill().competitors("C1 C2 C3").experts("E1 E2").measured("M1", "5", MARK);
    let writing = Writing::start(&there, &[drawing(builder)]).expect("the same contest");
    assert_eq!(stored(writing.ask(measure("E1", 2, 2))).position, 4, "a mark sent again after the move");
    writing.stop();
}
