//! A primary with a synchronous standby: what was acknowledged is on both.

use super::{Cluster, each_is_there_once, refused};
use crate::common::{
    contest::{Writing, measure, measuring, pair, stored},
    postgres::PASSWORD,
};
use jinbang::journal::JournalStore;
use tempfile::tempdir;

/// Both hosts are in the address; the writer finds the one that is the primary now, and goes on without being started again.
#[test]
fn a_primary_that_dies_takes_no_acknowledged_mark_with_it() {
    let (primary, folder) = (Cluster::start("primary"), tempdir().expect("a folder"));
    let database = primary.database();
    let standby = primary.standby();
    let said = refused(JournalStore::open_postgres(&standby.url(&database), folder.path()));
    assert!(said.contains("does not allow writes"), "{said}");
    let url = format!("postgres://marks:{PASSWORD}@127.0.0.1:{},127.0.0.1:{}/{database}?sslmode=disable", primary.port, standby.port);
    let store = JournalStore::open_postgres(&url, folder.path()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 3_000)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    let mut receipts = Vec::new();
    let mut judge = |from: u64| {
        let commands = (from..from + 100).map(|number| measure("E1", number, number));
        receipts.extend(writing.ask_all(commands).into_iter().map(stored));
    };
    judge(1);
    std::thread::scope(|scope| {
        // Some of them are under way when it dies.
        let judging = scope.spawn(|| (1..20).for_each(|hundred| judge(1 + hundred * 100)));
        primary.wait_for(&database, "SELECT max(last) > 300 FROM jinbang.entries", "t");
        primary.signal("KILL");
        standby.promote();
        judging.join().expect("every mark is stored");
    });
    writing.stop();
    assert_eq!(receipts.len(), 2_000);
    drop(store);
    let reader = JournalStore::open_postgres_to_read(&standby.url(&database), folder.path()).expect("what the standby has");
    each_is_there_once(&reader, &receipts);
}

/// A commit that waits for its standby can be told to stop waiting, and is called a success then. It is none.
#[test]
fn a_commit_that_only_the_primary_has_is_not_acknowledged() {
    let (primary, folder) = (Cluster::start("alone"), tempdir().expect("a folder"));
    let database = primary.database();
    let standby = primary.standby();
    let store = JournalStore::open_postgres(&primary.url(&database), folder.path()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 40)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    standby.signal("STOP");
    let waiting = |query: &str| format!("SELECT count(*) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE '{query}%'");
    let receipt = std::thread::scope(|scope| {
        let judging = scope.spawn(|| stored(writing.ask(measure("E1", 1, 1))));
        primary.wait_for(&database, &waiting("WITH mine"), "1");
        primary
            .sql(&database, "SELECT pg_cancel_backend(pid) FROM pg_stat_activity WHERE wait_event = 'SyncRep' AND query LIKE 'WITH mine%'");
        // The server has said yes; the writer asks for a commit behind it and waits for that.
        primary.wait_for(&database, &waiting("UPDATE jinbang.meta"), "1");
        let too_early = judging.is_finished();
        standby.signal("CONT");
        let receipt = judging.join().expect("it is stored in the end");
        assert!(!too_early, "acknowledged while the standby did not have it");
        receipt
    });
    writing.stop();
    drop(store);
    assert!(primary.log().contains("canceling wait for synchronous replication"), "the wait was cut short");
    each_is_there_once(&JournalStore::open_postgres_to_read(&primary.url(&database), folder.path()).expect("a journal"), &[receipt]);
}
