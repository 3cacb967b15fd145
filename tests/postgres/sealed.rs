//! What a database's administrator, its log and its backups see of people: ids.

use super::{Cluster, PASSWORD};
use crate::common::{
    competition::{MARK, id, skill},
    contest::{Writing, measure, pair, stored},
    draws::{SECRET, about_a_draw, drawing},
};
use data_encoding::HEXLOWER;
use jinbang::{
    competition::Text,
    journal::{CardRecord, JournalStore, PersonRecord},
};
use tempfile::tempdir;

/// Every row of every table, as text and as bytes.
fn everything(cluster: &Cluster, database: &str) -> Vec<u8> {
    let tables = cluster.sql(database, "SELECT table_name FROM information_schema.tables WHERE table_schema = 'jinbang'");
    let mut found = Vec::new();
    for table in tables.lines() {
        let rows = cluster.sql(database, &format!("SELECT to_jsonb(t) FROM jinbang.{table} t"));
        found.extend(rows.as_bytes());
        for hex in rows.split("\\\\x").skip(1) {
            let digits: String = hex.chars().take_while(char::is_ascii_hexdigit).collect();
            found.extend(HEXLOWER.decode(digits.as_bytes()).expect("hexadecimal"));
        }
    }
    found
}

#[test]
fn names_and_secrets_are_nowhere_in_the_database() {
    let (cluster, folder) = (Cluster::shared(), tempdir().expect("a folder"));
    let database = cluster.database();
    let store = JournalStore::open_postgres(&cluster.url(&database), folder.path()).expect("a new journal");
    let mut competition = drawing(skill().competitors("C1 C2 C3").experts("E1 E2").measured("M1", "5", MARK));
    competition.skills[0].competitors[0].name = Text::plain("金丝雀甲");
    competition.skills[0].competitors[0].members = vec!["CANARY-MEMBER".to_owned()];
    competition.skills[0].experts[0].name = Text::plain("CANARY-EXPERT");
    let writing = Writing::start(&store, &[competition]).expect("a contest");
    for command in [pair("E1"), measure("E1", 1, 1), measure("E1", 2, 2), about_a_draw("commit C1 C2")] {
        stored(writing.ask(command));
    }
    let device = PersonRecord { name: Text::plain("CANARY-DEVICE"), members: Vec::new() };
    store.put_people(0, &[("device/d-1".to_owned(), device)]).expect("room");
    store.put_account("organiser", "CANARY-HASH").expect("room");
    let card = CardRecord { stream: 0, skill: "web".to_owned(), expert: "CANARY-ON-CARD".to_owned(), expires_at: 9, used_at: None };
    store.put_cards(&[("k1".to_owned(), card)], 0).expect("room");
    store.seed(0, || *b"CANARY-SEED-CANARY-SEED-CANARY-S").expect("room");
    writing.stop();

    let all = everything(cluster, &database);
    let holds = |canary: &[u8]| all.windows(canary.len()).any(|window| window == canary);
    assert!(holds(b"competitor/web/C1") && holds(b"organiser") && holds(b"\"C2\""), "the search finds what is there");
    for canary in ["金丝雀甲", "CANARY-MEMBER", "CANARY-EXPERT", "CANARY-DEVICE", "CANARY-HASH", "CANARY-ON-CARD", "CANARY-SEED", PASSWORD]
    {
        assert!(!holds(canary.as_bytes()), "{canary} is in the database");
    }
    assert!(!holds(&SECRET.0), "a draw's secret is in the database");
    let name = store.person(0, "competitor/web/C1").expect("read").expect("kept").name;
    assert_eq!(name, Text::plain("金丝雀甲"));

    // What is sealed of one is nobody else's.
    cluster.sql(
        &database,
        "UPDATE jinbang.beside a SET sealed = b.sealed FROM jinbang.beside b \
         WHERE a.key = 'competitor/web/C1' AND b.key = 'competitor/web/C2'",
    );
    assert!(store.person(0, "competitor/web/C1").is_err_and(|fault| fault.to_string().contains("was altered")));
    assert_eq!(store.stream(&id("city")).expect("a number"), 0);
}
