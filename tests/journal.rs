//! The journal as a file: what it keeps, what it refuses, and what it makes of a file that was cut off or altered.

use crate::common;

use std::{
    collections::BTreeSet,
    fs,
    panic::{AssertUnwindSafe, catch_unwind},
    sync::atomic::{AtomicBool, Ordering},
};

use common::{
    competition::{id, tiny},
    contest::{Writing, measure, measuring, pair, read_all, stored},
    disk::Disk,
    room::Room,
};
use jinbang::{
    engine::{Contest, OpenFault},
    journal::{BlockBuilder, JOURNAL_FILE, JournalFault, JournalStore, SCHEMA_VERSION, backup_to, chain_start},
    judging::Entry,
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::IteratorRandom};
use redb::{Database, TableDefinition};
use tempfile::tempdir;

const ENTRIES: u64 = 302;

/// A journal of some hundred entries, one commit each, left by a server that was stopped or killed.
fn journal(stopped: bool) -> Vec<u8> {
    let disk = Disk::default();
    let store = JournalStore::with_backend(disk.clone()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 400)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    for number in 1..=ENTRIES - 2 {
        stored(writing.ask(measure("E1", number, number)));
    }
    writing.stop();
    if stopped {
        drop(store);
    }
    disk.bytes()
}

/// Opens what is left of a file as a server does; how many entries there are, or what is wrong. Panics count as neither.
fn entries_left(bytes: Vec<u8>, about: &str) -> Result<u64, OpenFault> {
    let opened = catch_unwind(AssertUnwindSafe(|| {
        let store = JournalStore::with_backend(Disk::with_bytes(bytes))?;
        for (competition, _) in store.competitions()? {
            Contest::replay(&store, competition)?;
        }
        Ok(Contest::replay(&store, id("city"))?.state.position)
    }));
    opened.unwrap_or_else(|_| panic!("{about}: a panic reached the caller"))
}

/// Three entries in one block, and what becomes of it when any byte is not as it was written.
#[test]
fn the_chain_knows_every_altered_byte() {
    let mut room = Room::open(tiny().competition("city"));
    room.play("E1 C1 M1 2; E2 C2 M1 3; E1 C1 M1 4 @1 typo");
    let entries: Vec<Entry> = room.entries.split_off(room.entries.len() - 3);
    let mut builder = BlockBuilder::new(1, chain_start(&id("city")));
    for (position, entry) in (1..).zip(entries) {
        builder.push(&Entry { position, ..entry }).expect("a short entry");
    }
    let (block, _) = builder.finish();

    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let replayed = |stream| store.replay::<JournalFault>(&id("city"), stream, |_| Ok(()));
    store.append(&[(0, block.clone())]).expect("a disk");
    replayed(0).expect("nothing was altered");
    let other = id("town");
    assert!(store.replay::<JournalFault>(&other, 0, |_| Ok(())).is_err(), "another competition's entries");
    let mut stream = 1;
    for byte in 0..block.bytes.len() {
        for flip in [0x01, 0x20, 0x80] {
            let mut altered = block.clone();
            altered.bytes[byte] ^= flip;
            store.append(&[(stream, altered)]).expect("a disk");
            assert!(matches!(replayed(stream), Err(JournalFault::Damaged { .. })), "byte {byte}, {flip:#x}");
            stream += 1;
        }
        let mut cut = block.clone();
        cut.bytes.truncate(byte);
        // Cut between two entries it is shorter, not broken: that is for the blocks that follow to notice.
        cut.bytes.extend_from_slice(&[0; 3]);
        store.append(&[(stream, cut)]).expect("a disk");
        assert!(replayed(stream).is_err(), "cut after {byte} bytes");
        stream += 1;
    }
}

#[test]
fn a_missing_block_is_noticed() {
    let disk = Disk::with_bytes(journal(true));
    let database = Database::builder().create_with_backend(disk.clone()).expect("a database");
    let write = database.begin_write().expect("a disk");
    let blocks: TableDefinition<(u32, u64), &[u8]> = TableDefinition::new("blocks");
    write.open_table(blocks).expect("the blocks").remove((0, 100)).expect("a disk").expect("a block at 100");
    write.commit().expect("a disk");
    drop(database);
    let fault = entries_left(disk.bytes(), "without entry 100").expect_err("a gap");
    assert!(fault.to_string().contains("entries 100 to 100 are missing"), "{fault}");
}

#[test]
fn another_schema_version_is_refused() {
    let disk = Disk::default();
    drop(JournalStore::with_backend(disk.clone()).expect("a new journal"));
    let database = Database::builder().create_with_backend(disk.clone()).expect("a database");
    let write = database.begin_write().expect("a disk");
    let meta: TableDefinition<&str, u64> = TableDefinition::new("meta");
    write.open_table(meta).expect("the meta table").insert("schema", SCHEMA_VERSION + 1).expect("a disk");
    write.commit().expect("a disk");
    drop(database);
    match JournalStore::with_backend(disk) {
        Err(JournalFault::Version { found, known }) => assert_eq!((found, known), (SCHEMA_VERSION + 1, SCHEMA_VERSION)),
        Err(other) => panic!("{other}"),
        Ok(_) => panic!("a journal of the future was opened"),
    }
}

/// A file that was cut off is refused in words; none of its entries is lost in silence. Most tries take 20 µs: every length in the
/// first and the last 64 KiB and every 11th between take some seconds, all of the 600,000 would take a minute.
#[test]
fn a_file_that_was_cut_off_is_refused() {
    for stopped in [true, false] {
        let whole = journal(stopped);
        let ends = 64 << 10;
        let lengths: BTreeSet<usize> = (1..ends).chain((ends..whole.len()).step_by(11)).chain(whole.len() - ends..whole.len()).collect();
        for length in lengths {
            let about = format!("the first {length} of {} bytes", whole.len());
            let left = entries_left(whole[..length].to_vec(), &about);
            match left {
                // Complete after all: only free pages were at the end.
                Err(OpenFault::Journal(JournalFault::Damaged { .. } | JournalFault::Storage { .. })) | Ok(ENTRIES) => {}
                _ => panic!("{about}: {left:?}"),
            }
        }
        assert_eq!(entries_left(whole, "the whole file").expect("nothing is missing"), ENTRIES);
    }
}

/// Bit rot. After an orderly stop it is noticed or does no harm. After a kill the newest commit may have been torn, as the power cuts
/// tear it, and is taken back; rot in it looks the same. More than that commit is never lost.
#[test]
fn an_altered_byte_is_noticed_or_does_no_harm() {
    let seed = common::seed();
    let mut random = StdRng::seed_from_u64(seed);
    for (stopped, least) in [(true, ENTRIES), (false, ENTRIES - 1)] {
        let whole = journal(stopped);
        let written: Vec<usize> = (0..whole.len()).filter(|&at| whole[at] != 0).collect();
        for at in (0..400).chain(written.into_iter().sample(&mut random, 500)) {
            let mut altered = whole.clone();
            altered[at] ^= 1_u8 << random.random_range(0..8);
            let about = format!("seed {seed}, byte {at}, stopped {stopped}");
            if let Ok(left) = entries_left(altered, &about) {
                assert!(left >= least, "{about}: {left} of {ENTRIES} entries");
            }
        }
    }
}

/// An empty file would make a new journal, and nobody would know that there was another.
#[test]
fn an_empty_or_foreign_file_is_not_taken_for_a_new_journal() {
    for (content, words) in [("", "is empty"), ("not a database at all", "")] {
        let folder = tempdir().expect("a folder");
        fs::write(folder.path().join(JOURNAL_FILE), content).expect("a file");
        let Err(fault) = JournalStore::open(folder.path()) else { panic!("{content:?} was opened") };
        assert!(matches!(&fault, JournalFault::File { .. }) && fault.to_string().contains(words), "{fault}");
        assert_eq!(fs::read(folder.path().join(JOURNAL_FILE)).expect("the file"), content.as_bytes());
    }
}

/// A backup taken while marks come in holds everything acknowledged before it, and a server starts from it.
#[test]
fn a_backup_beside_the_writer_has_all_that_was_acknowledged() {
    let folder = tempdir().expect("a folder");
    let store = JournalStore::open(folder.path()).expect("a new journal");
    let competition = measuring("city", 4_010);
    let writing = Writing::start(&store, std::slice::from_ref(&competition)).expect("a contest");
    stored(writing.ask(pair("E1")));
    stored(writing.ask(pair("E2")));
    let done = AtomicBool::new(false);
    std::thread::scope(|scope| {
        scope.spawn(|| {
            for number in (1..4_000).take_while(|_| !done.load(Ordering::Relaxed)) {
                stored(writing.ask(measure("E1", number, number)));
            }
        });
        for number in 1..8 {
            let home = tempdir().expect("a folder");
            let target = home.path().join(JOURNAL_FILE);
            let acknowledged = stored(writing.ask(measure("E2", number, 4_000 + number))).position;
            backup_to(&store, &target).expect("a backup");
            assert!(backup_to(&store, &target).is_err(), "a backup never overwrites");
            let copy = JournalStore::open(home.path()).expect("a journal to start from");
            let copied = read_all(&copy, "city").expect("a whole journal");
            assert!(copied.len() as u64 >= acknowledged, "{} of {acknowledged}", copied.len());
            assert!(read_all(&store, "city").expect("a whole journal").starts_with(&copied), "another history");
            let restarted = Writing::start(&copy, std::slice::from_ref(&competition)).expect("the same contest");
            restarted.stop();
            let files: Vec<_> = fs::read_dir(home.path()).expect("a folder").map(|file| file.expect("a file").file_name()).collect();
            assert_eq!(files, [JOURNAL_FILE], "nothing else is left behind");
        }
        done.store(true, Ordering::Relaxed);
    });
    writing.stop();
}

/// A name whose bytes are no text any more: redb answers that with a panic.
#[test]
fn a_damaged_name_is_an_error_and_no_panic() {
    let folder = tempdir().expect("a folder");
    let store = JournalStore::open(folder.path()).expect("a new journal");
    let writing = Writing::start(&store, &[measuring("city", 1)]).expect("a contest");
    writing.stop();
    store.put_account("organiser-of-the-hall", "a hash that is long enough to be found").expect("room");
    drop(store);
    let path = folder.path().join(JOURNAL_FILE);
    let mut bytes = fs::read(&path).expect("the journal");
    let (wanted, mut found) = (b"a hash that is long enough to be found", false);
    for at in 0..bytes.len() - wanted.len() {
        if bytes[at..].starts_with(wanted) {
            (bytes[at], found) = (0xff, true);
        }
    }
    assert!(found, "the name is in the file");
    fs::write(&path, &bytes).expect("the disk takes it");
    let looked_up = JournalStore::open(folder.path()).and_then(|store| store.account("organiser-of-the-hall"));
    assert!(looked_up.is_err(), "{looked_up:?}");
}
