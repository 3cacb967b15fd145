//! What every journal keeps and refuses, in whatever it is kept: one table of cases, each on a file and on PostgreSQL.

use crate::common;

use std::{ops::ControlFlow, sync::Barrier};

use common::{
    competition::{MARK, id, skill, tiny},
    contest::{Writing, fold, measure, measuring, pair, read_all, stored},
    draws::{SECRET, about_a_draw, drawing},
    postgres::Cluster,
    room::Room,
};
use jinbang::{
    competition::Text,
    engine::Answer,
    journal::{
        Block, BlockBuilder, CardRecord, JOURNAL_FILE, JournalFault, JournalStore, PersonRecord, Redeemed, backup_to, chain_start, copy,
    },
    judging::{Action, Entry},
    ranking::draw::DrawSecret,
};
use tempfile::{TempDir, tempdir};

type Case = fn(&Home);

const CASES: [(&str, Case); 14] = [
    ("what is written is read back", what_is_written_is_read_back),
    ("a command sent again gets its first receipt", a_command_sent_again_gets_its_first_receipt),
    ("an entry is never written over", an_entry_is_never_written_over),
    ("a batch is stored whole or not at all", a_batch_is_stored_whole_or_not_at_all),
    ("altered bytes are noticed", altered_bytes_are_noticed),
    ("many blocks are read forwards and backwards", many_blocks_are_read_forwards_and_backwards),
    ("competitions lie beside one another", competitions_lie_beside_one_another),
    ("names are kept and mended", names_are_kept_and_mended),
    ("accounts come and go", accounts_come_and_go),
    ("a card works once", a_card_works_once),
    ("new cards make old ones void", new_cards_make_old_ones_void),
    ("a draw's secret waits until its reveal", a_draws_secret_waits_until_its_reveal),
    ("a seed is made once", a_seed_is_made_once),
    ("a backup is a journal to start from", a_backup_is_a_journal_to_start_from),
];

#[test]
fn on_a_file() {
    for (name, case) in CASES {
        println!("{name}");
        case(&Home { folder: tempdir().expect("a folder"), address: None });
    }
}

#[test]
fn on_postgres() {
    for (name, case) in CASES {
        println!("{name}");
        case(&Home::on_postgres());
    }
}

/// Where a case's journal lives.
struct Home {
    folder: TempDir,
    address: Option<String>,
}

impl Home {
    fn on_postgres() -> Self {
        let cluster = Cluster::shared();
        Self { folder: tempdir().expect("a folder"), address: Some(cluster.url(&cluster.database())) }
    }

    fn try_open(&self) -> Result<JournalStore, JournalFault> {
        match &self.address {
            None => JournalStore::open(self.folder.path()),
            Some(address) => JournalStore::open_postgres(address, self.folder.path()),
        }
    }

    fn open(&self) -> JournalStore {
        self.try_open().expect("a journal")
    }
}

fn what_is_written_is_read_back(home: &Home) {
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

fn a_command_sent_again_gets_its_first_receipt(home: &Home) {
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

fn an_entry_is_never_written_over(home: &Home) {
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

fn a_batch_is_stored_whole_or_not_at_all(home: &Home) {
    let store = home.open();
    let blocks = blocks();
    store.append(&[(0, blocks[0].clone()), (1, blocks[0].clone())]).expect("room");
    assert!(store.append(&[(0, blocks[1].clone()), (1, blocks[0].clone())]).is_err(), "one of them is there");
    assert_eq!(store.read_from(&id("city"), 0, 1).expect("a whole journal").len(), 1);
    store.append(&[(0, blocks[1].clone()), (1, blocks[1].clone())]).expect("room");
    assert_eq!(store.read_from(&id("city"), 1, 1).expect("a whole journal").len(), 2);
}

/// Three entries in one block, and what becomes of it when a byte is not as it was written.
fn altered_bytes_are_noticed(home: &Home) {
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

fn many_blocks_are_read_forwards_and_backwards(home: &Home) {
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

fn competitions_lie_beside_one_another(home: &Home) {
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

fn person(name: &str) -> PersonRecord {
    PersonRecord { name: Text::plain(name), members: vec!["成员甲".to_owned()] }
}

fn names_are_kept_and_mended(home: &Home) {
    let store = home.open();
    let people = [("competitor/web/C1".to_owned(), person("林小雨")), ("expert/web/E1".to_owned(), person("Ann"))];
    store.put_people(3, &people).expect("room");
    let mended = [("competitor/web/C1".to_owned(), person("林晓雨")), people[1].clone()];
    store.put_people(3, &mended).expect("room");
    store.put_people(4, &people[..1]).expect("room");
    drop(store);
    let store = home.open();
    assert_eq!(store.person(3, "competitor/web/C1").expect("read"), Some(person("林晓雨")));
    assert_eq!(store.person(4, "competitor/web/C1").expect("read"), Some(person("林小雨")));
    assert_eq!(store.person(4, "expert/web/E1").expect("read"), None);
    assert_eq!(store.people(3).expect("read"), mended);
    assert_eq!(store.people(5).expect("read"), []);
}

fn accounts_come_and_go(home: &Home) {
    let store = home.open();
    for name in ["organiser", "officer/李", "officer/ann"] {
        store.put_account(name, &format!("hash of {name}")).expect("room");
    }
    store.put_account("organiser", "another hash").expect("room");
    assert_eq!(store.account("organiser").expect("read").as_deref(), Some("another hash"));
    assert_eq!(store.accounts("officer/").expect("read"), ["officer/ann", "officer/李"]);
    assert!(store.remove_account("officer/ann").expect("room"));
    assert!(!store.remove_account("officer/ann").expect("room"));
    assert_eq!(store.account("officer/ann").expect("read"), None);
    assert_eq!(store.accounts("").expect("read"), ["officer/李", "organiser"]);
}

fn card(stream: u32, expert: &str, expires_at: i64) -> CardRecord {
    CardRecord { stream, skill: "web".to_owned(), expert: expert.to_owned(), expires_at, used_at: None }
}

fn a_card_works_once(home: &Home) {
    let store = home.open();
    store.put_cards(&[("k1".to_owned(), card(0, "E1", 100)), ("k2".to_owned(), card(0, "E2", 100))], 0).expect("room");
    assert_eq!(store.redeem_card("k0", 50).expect("read"), Redeemed::Unknown);
    assert_eq!(store.redeem_card("k2", 100).expect("read"), Redeemed::Expired);
    let start = Barrier::new(4);
    let redeemed: Vec<_> = std::thread::scope(|scope| {
        let one = || {
            start.wait();
            store.redeem_card("k1", 50).expect("read")
        };
        let typing: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
        typing.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    let used = CardRecord { used_at: Some(50), ..card(0, "E1", 100) };
    assert_eq!(redeemed.iter().filter(|one| **one == Redeemed::Now(used.clone())).count(), 1, "{redeemed:?}");
    assert_eq!(redeemed.iter().filter(|one| **one == Redeemed::Before).count(), 3, "{redeemed:?}");
    drop(store);
    assert_eq!(home.open().redeem_card("k1", 60).expect("read"), Redeemed::Before);
}

fn new_cards_make_old_ones_void(home: &Home) {
    let store = home.open();
    let old = [("k1".to_owned(), card(0, "E1", 100)), ("k2".to_owned(), card(0, "E2", 10)), ("k3".to_owned(), card(1, "E1", 100))];
    store.put_cards(&old, 0).expect("room");
    store.put_cards(&[("k4".to_owned(), card(0, "E1", 200))], 50).expect("room");
    assert_eq!(store.cards(0).expect("read"), [card(0, "E1", 200)]);
    assert_eq!(store.cards(1).expect("read"), [card(1, "E1", 100)]);
}

fn a_draws_secret_waits_until_its_reveal(home: &Home) {
    let kept = |store: &JournalStore| store.draw_secret(0, &id("web"), 1).expect("a sound store");
    let builder = skill().competitors("C1 C2 C3").experts("E1 E2").measured("M1", "5", MARK);
    let competition = drawing(builder);
    let store = home.open();
    let writing = Writing::start(&store, std::slice::from_ref(&competition)).expect("a contest");
    for command in [pair("E1"), measure("E1", 1, 1), measure("E1", 2, 2), about_a_draw("commit C1 C2")] {
        stored(writing.ask(command));
    }
    writing.stop();
    drop(store);

    let store = home.open();
    assert_eq!(kept(&store), Some(SECRET));
    assert_eq!(kept(&store).map(|DrawSecret(bytes)| bytes.len()), Some(32));
    let writing = Writing::start(&store, &[competition]).expect("the same contest");
    let mut reveal = about_a_draw("reveal 1 E1=7");
    if let Action::RevealDraw(asked) = &mut reveal.action {
        asked.secret = kept(&store);
    }
    stored(writing.ask(reveal));
    writing.stop();
    assert_eq!(kept(&store), None);
    assert!(!fold(&read_all(&store, "city").expect("a whole journal")).skills[0].draws[0].is_open());
}

fn a_seed_is_made_once(home: &Home) {
    let store = home.open();
    assert_eq!(store.seed(0, || [7; 32]).expect("room"), [7; 32]);
    assert_eq!(store.seed(0, || [8; 32]).expect("read"), [7; 32]);
    assert_eq!(store.seed(1, || [9; 32]).expect("room"), [9; 32]);
    drop(store);
    assert_eq!(home.open().seed(0, || [8; 32]).expect("read"), [7; 32]);
}

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

fn a_backup_is_a_journal_to_start_from(home: &Home) {
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
    let file = Home { folder: tempdir().expect("a folder"), address: None };
    let (there, back) = (Home::on_postgres(), Home { folder: tempdir().expect("a folder"), address: None });
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
