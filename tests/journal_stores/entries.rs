//! Entries and blocks.

use std::ops::ControlFlow;

use super::Home;
use crate::common::{
    competition::{id, tiny},
    contest::{Writing, measure, measuring, pair, read_all, stored},
    room::Room,
};
use jinbang::{
    engine::Answer,
    journal::{Block, BlockBuilder, JournalFault, chain_start},
    judging::Entry,
};

pub fn what_is_written_is_read_back(home: &Home) {
    let store = home.open();
    let writing = Writing::start(&store, &[measuring("city", 40)]).expect("a contest");
    let commands = std::iter::once(pair("E1")).chain((1..=30).map(|number| measure("E1", number, number)));
    let receipts: Vec<_> = writing.ask_all(commands).into_iter().map(stored).collect();
    writing.stop();
    let before = read_all(&store, "city").expect("a whole journal");
    assert!(matches!(home.try_open(), Err(JournalFault::InUse)), "one server at a time");
    drop(store);

    let store = home.open();
    let found = read_all(&store, "city").expect("a whole journal");
    assert_eq!(found, before);
    for receipt in receipts {
        let sealed = &found[usize::try_from(receipt.position).expect("small") - 1];
        assert_eq!((sealed.entry.position, sealed.hash, sealed.entry.at), (receipt.position, receipt.hash, receipt.at));
        assert_eq!(store.read_one(&id("city"), 0, receipt.position).expect("a whole journal").as_ref(), Some(sealed));
    }
    assert_eq!(store.read_one(&id("city"), 0, 33).expect("a whole journal"), None);
    for from in [0, 1, 2, 17, 32, 33] {
        let rest: Vec<_> = before.iter().filter(|sealed| sealed.entry.position >= from).cloned().collect();
        assert_eq!(store.read_from(&id("city"), 0, from).expect("a whole journal"), rest, "from {from}");
    }
}

pub fn a_command_sent_again_gets_its_first_receipt(home: &Home) {
    let store = home.open();
    let writing = Writing::start(&store, &[measuring("city", 40)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    let twice: Vec<_> = writing.ask_all([measure("E1", 1, 1), measure("E1", 1, 1)]).into_iter().map(stored).collect();
    assert_eq!(twice[0], twice[1]);
    assert_eq!(stored(writing.ask(measure("E1", 1, 1))), twice[0]);
    writing.stop();
    drop(store);

    let store = home.open();
    let writing = Writing::start(&store, &[measuring("city", 40)]).expect("the same contest");
    assert_eq!(stored(writing.ask(measure("E1", 1, 1))), twice[0]);
    assert!(matches!(writing.ask(measure("E1", 1, 2)), Answer::Refused(_)), "the same number for something else");
    writing.stop();
    assert_eq!(read_all(&store, "city").expect("a whole journal").len(), 3);
}

/// Entries of a small contest, to make blocks of.
fn entries() -> Vec<Entry> {
    let mut room = Room::open(tiny().competition("city"));
    room.play("E1 C1 M1 2; E2 C2 M1 3; E1 C1 M1 4 @1 typo");
    let entries = room.entries.split_off(room.entries.len() - 3);
    (1..).zip(entries).map(|(position, entry)| Entry { position, ..entry }).collect()
}

/// Each in a block of its own.
fn blocks() -> Vec<Block> {
    let mut before = chain_start(&id("city"));
    let block = |entry: Entry| {
        let mut builder = BlockBuilder::new(entry.position, before);
        before = builder.push(&entry).expect("a short entry");
        builder.finish().0
    };
    entries().into_iter().map(block).collect()
}

pub fn an_entry_is_never_written_over(home: &Home) {
    let store = home.open();
    let blocks = blocks();
    store.append(&[(0, blocks[0].clone())]).expect("room");
    store.append(&[(0, blocks[1].clone())]).expect("room");
    for again in &blocks[..2] {
        assert!(matches!(store.append(&[(0, again.clone())]), Err(JournalFault::Damaged { .. })), "as it is there");
        let mut other = again.clone();
        *other.bytes.last_mut().expect("bytes") ^= 1;
        assert!(matches!(store.append(&[(0, other)]), Err(JournalFault::Damaged { .. })), "another in its place");
    }
    store.append(&[(0, blocks[2].clone())]).expect("goes on");
    assert_eq!(store.read_from(&id("city"), 0, 1).expect("a whole journal").len(), 3);
}

pub fn a_batch_is_stored_whole_or_not_at_all(home: &Home) {
    let store = home.open();
    let blocks = blocks();
    store.append(&[(0, blocks[0].clone()), (1, blocks[0].clone())]).expect("room");
    assert!(store.append(&[(0, blocks[1].clone()), (1, blocks[0].clone())]).is_err(), "one of them is there");
    assert_eq!(store.read_from(&id("city"), 0, 1).expect("a whole journal").len(), 1);
    store.append(&[(0, blocks[1].clone()), (1, blocks[1].clone())]).expect("room");
    assert_eq!(store.read_from(&id("city"), 1, 1).expect("a whole journal").len(), 2);
}

/// Three entries in one block, and what becomes of it when a byte is not as it was written.
pub fn altered_bytes_are_noticed(home: &Home) {
    let store = home.open();
    let mut builder = BlockBuilder::new(1, chain_start(&id("city")));
    for entry in entries() {
        builder.push(&entry).expect("a short entry");
    }
    let (block, _) = builder.finish();
    let replayed = |stream| store.replay::<JournalFault>(&id("city"), stream, |_| Ok(()));
    store.append(&[(0, block.clone())]).expect("room");
    replayed(0).expect("nothing was altered");
    assert!(store.replay::<JournalFault>(&id("town"), 0, |_| Ok(())).is_err(), "another competition's entries");
    for (stream, byte) in (1..).zip((0..block.bytes.len()).step_by(41)) {
        let mut altered = block.clone();
        altered.bytes[byte] ^= 0x20;
        store.append(&[(stream, altered)]).expect("room");
        assert!(matches!(replayed(stream), Err(JournalFault::Damaged { .. })), "byte {byte}");
    }
}

pub fn many_blocks_are_read_forwards_and_backwards(home: &Home) {
    let store = home.open();
    let writing = Writing::start(&store, &[measuring("city", 400)]).expect("a contest");
    stored(writing.ask(pair("E1")));
    // One commit each: more than any first page.
    for number in 1..=300 {
        stored(writing.ask(measure("E1", number, number)));
    }
    writing.stop();
    let all = read_all(&store, "city").expect("a whole journal");
    assert_eq!(all.len(), 302);
    let city = id("city");
    for (before, wanted) in [(303, 302), (303, 3), (200, 150), (2, 1), (1, 0)] {
        let mut found = Vec::new();
        let each = |sealed| {
            found.push(sealed);
            if found.len() < wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        };
        store.read_back(&city, 0, before, each).expect("a whole journal");
        let expected: Vec<_> = all.iter().rev().filter(|sealed| sealed.entry.position < before).take(wanted).cloned().collect();
        assert_eq!(found, expected, "{wanted} before {before}");
    }
    let mut few = Vec::new();
    let each = |sealed| {
        few.push(sealed);
        if few.len() < 70 { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
    };
    store.read_on(&city, 0, 200, each).expect("a whole journal");
    assert_eq!(few, all[199..269]);
}

pub fn competitions_lie_beside_one_another(home: &Home) {
    let store = home.open();
    assert_eq!(store.competitions().expect("a list"), []);
    let writing = Writing::start(&store, &[measuring("city", 4), measuring("town", 4)]).expect("contests");
    for contest in [0, 1, 1] {
        let expert = if contest == 0 { "E1" } else { "E2" };
        let _ = writing.ask_contest(contest, pair(expert));
    }
    stored(writing.ask_contest(1, pair("E3")));
    writing.stop();
    drop(store);
    let store = home.open();
    let mut known = store.competitions().expect("a list");
    known.sort();
    assert_eq!(known, [(id("city"), 0), (id("town"), 1)]);
    assert_eq!(store.stream(&id("village")).expect("a number"), 2);
    assert_eq!(read_all(&store, "city").expect("a whole journal").len(), 2);
    assert!(read_all(&store, "town").expect("a whole journal").len() > 2);
}
