//! What is kept beside the entries.

use std::sync::Barrier;

use super::Home;
use crate::common::{
    competition::{MARK, id, skill},
    contest::{Writing, fold, measure, pair, read_all, stored},
    draws::{SECRET, about_a_draw, drawing},
};
use jinbang::{
    competition::Text,
    journal::{CardRecord, JournalStore, PersonRecord, Redeemed},
    judging::Action,
};

pub fn person(name: &str) -> PersonRecord {
    PersonRecord { name: Text::plain(name), members: vec!["成员甲".to_owned()] }
}

pub fn names_are_kept_and_mended(home: &Home) {
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

pub fn accounts_come_and_go(home: &Home) {
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

pub fn card(stream: u32, expert: &str, expires_at: i64) -> CardRecord {
    CardRecord { stream, skill: "web".to_owned(), expert: expert.to_owned(), expires_at, used_at: None }
}

pub fn a_card_works_once(home: &Home) {
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

pub fn new_cards_make_old_ones_void(home: &Home) {
    let store = home.open();
    let old = [("k1".to_owned(), card(0, "E1", 100)), ("k2".to_owned(), card(0, "E2", 10)), ("k3".to_owned(), card(1, "E1", 100))];
    store.put_cards(&old, 0).expect("room");
    store.put_cards(&[("k4".to_owned(), card(0, "E1", 200))], 50).expect("room");
    assert_eq!(store.cards(0).expect("read"), [card(0, "E1", 200)]);
    assert_eq!(store.cards(1).expect("read"), [card(1, "E1", 100)]);
}

pub fn a_draws_secret_waits_until_its_reveal(home: &Home) {
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

pub fn a_seed_is_made_once(home: &Home) {
    let store = home.open();
    assert_eq!(store.seed(0, || [7; 32]).expect("room"), [7; 32]);
    assert_eq!(store.seed(0, || [8; 32]).expect("read"), [7; 32]);
    assert_eq!(store.seed(1, || [9; 32]).expect("room"), [9; 32]);
    drop(store);
    assert_eq!(home.open().seed(0, || [8; 32]).expect("read"), [7; 32]);
}
