//! One server writes at a time; who has lost its turn appends nothing any more.

use super::{Cluster, beside, each_is_there_once, refused};
use crate::common::contest::{Writing, measure, measuring, pair, read_all, stored};
use jinbang::{
    engine::Answer,
    journal::{JournalFault, JournalStore},
};
use tempfile::tempdir;

#[test]
fn a_second_server_does_not_write_beside_the_first() {
    let (cluster, folder) = (Cluster::shared(), tempdir().expect("a folder"));
    let url = cluster.url(&cluster.database());
    let first = JournalStore::open_postgres(&url, folder.path()).expect("a new journal");
    assert!(matches!(JournalStore::open_postgres(&url, folder.path()), Err(JournalFault::InUse)), "the same data folder");
    let other = beside(&folder);
    let said = refused(JournalStore::open_postgres(&url, other.path()));
    assert!(said.contains("is alive") && said.contains(&folder.path().display().to_string()), "{said}");
    // Reading is for everybody.
    let reader = JournalStore::open_postgres_to_read(&url, other.path()).expect("a journal to read");
    assert!(reader.writer().expect("an answer").expect("a writer").contains(&folder.path().display().to_string()));
    assert_eq!(first.writer().expect("an answer"), None, "nobody but this one");
    drop(first);
    assert_eq!(reader.writer().expect("an answer"), None, "it gave its turn back");
    JournalStore::open_postgres(&url, other.path()).expect("its turn now");
}

#[test]
fn an_old_writer_that_wakes_up_appends_nothing() {
    let (cluster, folder) = (Cluster::shared(), tempdir().expect("a folder"));
    let database = cluster.database();
    let url = cluster.url(&database);
    let competition = measuring("city", 40);
    let old = JournalStore::open_postgres(&url, folder.path()).expect("a new journal");
    let asleep = Writing::start(&old, std::slice::from_ref(&competition)).expect("a contest");
    stored(asleep.ask(pair("E1")));
    let first = stored(asleep.ask(measure("E1", 1, 1)));
    // It is taken for dead, and another takes over.
    cluster.sql(&database, "UPDATE jinbang.lease SET epoch = epoch + 1, holder = 'elsewhere', until = '-infinity'");
    let other = beside(&folder);
    let new = JournalStore::open_postgres(&url, other.path()).expect("its turn");
    let awake = Writing::start(&new, std::slice::from_ref(&competition)).expect("the same contest");
    assert_eq!(stored(awake.ask(measure("E1", 1, 1))), first, "a mark sent again to the new one");
    let Answer::ReadOnly(reason) = asleep.ask(measure("E1", 2, 2)) else { panic!("two write at a time") };
    assert!(reason.contains("has lost its turn") && reason.contains(&other.path().display().to_string()), "{reason}");
    let late = old.put_account("organiser", "a hash").expect_err("nor anything beside");
    assert!(late.to_string().contains("has lost its turn"), "{late}");
    assert_eq!(new.account("organiser").expect("read"), None);
    let receipts = [first, stored(awake.ask(measure("E1", 2, 2))), stored(awake.ask(measure("E1", 3, 3)))];
    // It reads on.
    assert_eq!(read_all(&old, "city").expect("a whole journal").len(), 5);
    awake.stop();
    asleep.stop();
    each_is_there_once(&new, &receipts);
}

/// The epoch is one guard, the place of every entry another.
#[test]
fn two_writers_of_one_epoch_cannot_both_have_a_position() {
    let (cluster, folder) = (Cluster::shared(), tempdir().expect("a folder"));
    let database = cluster.database();
    let store = JournalStore::open_postgres(&cluster.url(&database), folder.path()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 40)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    cluster.sql(&database, "INSERT INTO jinbang.entries SELECT stream, 3, 3, bytes FROM jinbang.entries WHERE position = 2");
    assert!(matches!(writing.ask(measure("E1", 1, 1)), Answer::ReadOnly(_)), "something is there already");
    writing.stop();
    assert_eq!(cluster.sql(&database, "SELECT count(*), max(last) FROM jinbang.entries"), "3|3");
}
