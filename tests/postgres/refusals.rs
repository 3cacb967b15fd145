//! What cannot be used is refused in words that say what to do, and never with a password.

use std::{fs, net::TcpListener};

use super::{Cluster, PASSWORD, refused};
use crate::common::contest::{Writing, measuring};
use jinbang::journal::{JOURNAL_KEY_FILE, JournalFault, JournalStore};
use tempfile::tempdir;

#[track_caller]
fn says(url: &str, words: &[&str]) {
    let folder = tempdir().expect("a folder");
    let said = refused(JournalStore::open_postgres(url, folder.path()));
    for word in words {
        assert!(said.contains(word), "{word:?} is not in {said}");
    }
}

#[test]
fn a_server_that_lets_nobody_in_is_told_from_one_that_is_not_there() {
    let cluster = Cluster::shared();
    let database = cluster.database();
    let url = cluster.url(&database);
    let nobody = TcpListener::bind("127.0.0.1:0").and_then(|free| free.local_addr()).expect("a port").port();
    says("mysql://marks@localhost/x", &["does not begin with postgres://"]);
    says(&Cluster::url_at(nobody, &database), &["does not answer", "Is it running there", &nobody.to_string()]);
    says(&url.replace(PASSWORD, "wrong"), &["does not let marks in", "PGPASSWORD or ~/.pgpass"]);
    says(&url.replace(&format!(":{PASSWORD}"), ""), &["does not let marks in"]);
    says(&cluster.url("nowhere"), &["no such database", "createdb"]);
    says(&url.replace("sslmode=disable", "sslmode=require"), &["does not answer", "TLS"]);
}

#[test]
fn a_database_that_is_not_fit_is_not_used() {
    let cluster = Cluster::shared();
    cluster.sql("postgres", "CREATE DATABASE of_somebody_else");
    says(&cluster.url("of_somebody_else"), &["marks may not do this", "GRANT CREATE ON DATABASE", "CREATE SCHEMA jinbang"]);
    cluster.sql("of_somebody_else", "CREATE SCHEMA jinbang AUTHORIZATION marks");
    let folder = tempdir().expect("a folder");
    JournalStore::open_postgres(&cluster.url("of_somebody_else"), folder.path()).expect("what its owner gave is enough");

    cluster.sql("postgres", "CREATE DATABASE latin OWNER marks ENCODING 'LATIN1' LOCALE 'C' TEMPLATE template0");
    says(&cluster.url("latin"), &["encoding is LATIN1", "createdb --encoding UTF8"]);
}

#[test]
fn a_server_that_forgets_at_a_power_cut_is_no_place_for_marks() {
    let cluster = Cluster::start("careless");
    let url = cluster.url(&cluster.database());
    cluster.sql("postgres", "ALTER SYSTEM SET fsync = off");
    cluster.sql("postgres", "SELECT pg_reload_conf()");
    cluster.wait_for("postgres", "SHOW fsync", "off");
    says(&url, &["fsync or full_page_writes is off", "Switch both on"]);
}

#[test]
fn a_journal_of_another_program_or_key_is_left_alone() {
    let (cluster, folder) = (Cluster::shared(), tempdir().expect("a folder"));
    let database = cluster.database();
    let url = cluster.url(&database);
    let Err(fault) = JournalStore::open_postgres_to_read(&url, folder.path()) else { panic!("there is none") };
    assert!(fault.to_string().contains("there is no journal of this program in it yet"), "{fault}");
    let store = JournalStore::open_postgres(&url, folder.path()).expect("a new journal");
    Writing::start(&store, &[measuring("city", 4)]).expect("a contest").stop();
    drop(store);

    let key = folder.path().join(JOURNAL_KEY_FILE);
    let right = fs::read(&key).expect("a key");
    says(&url, &["is missing", "Copy it from the data folder"]);
    for (wrong, words) in [(vec![7; 32], "is the key of another journal"), (vec![7; 31], "is no key"), (Vec::new(), "is no key")] {
        fs::write(&key, &wrong).expect("written");
        for opened in [JournalStore::open_postgres(&url, folder.path()), JournalStore::open_postgres_to_read(&url, folder.path())] {
            let said = refused(opened);
            assert!(said.contains(words), "{said}");
        }
        assert_eq!(fs::read(&key).expect("still there"), wrong);
    }
    fs::write(&key, &right).expect("written");
    let reader = JournalStore::open_postgres_to_read(&url, folder.path()).expect("read");
    assert!(reader.put_account("organiser", "a hash").is_err_and(|fault| fault.to_string().contains("to be read only")));

    cluster.sql(&database, "UPDATE jinbang.meta SET value = 2 WHERE name = 'schema'");
    for opened in [JournalStore::open_postgres(&url, folder.path()), JournalStore::open_postgres_to_read(&url, folder.path())] {
        assert!(matches!(opened, Err(JournalFault::Version { found: 2, known: 1 })));
    }
    cluster.sql(&database, "UPDATE jinbang.meta SET value = 1 WHERE name = 'schema'; DELETE FROM jinbang.entries");
    let said = refused(JournalStore::open_postgres(&url, folder.path()));
    assert!(said.contains("city has no beginning"), "{said}");
}

/// Two programs that come to an empty database at the same time make its tables once.
#[test]
fn tables_are_made_once() {
    let (cluster, folders) = (Cluster::shared(), [tempdir().expect("a folder"), tempdir().expect("a folder")]);
    let database = cluster.database();
    let url = cluster.url(&database);
    let opened: Vec<_> = std::thread::scope(|scope| {
        let opening: Vec<_> = folders.iter().map(|folder| scope.spawn(|| JournalStore::open_postgres(&url, folder.path()))).collect();
        opening.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    assert_eq!(opened.iter().filter(|one| one.is_ok()).count(), 1, "{:?}", opened.iter().map(|one| one.as_ref().err()).collect::<Vec<_>>());
    assert_eq!(cluster.sql(&database, "SELECT value FROM jinbang.meta WHERE name = 'schema'"), "1");
}
