//! Bad programmes and bad lists of people: every fault with its file, place, and what to do.

use std::{fs, path::Path};

use jinbang::import::{Fault, Programmes, read_programmes};
use tempfile::TempDir;

use crate::common::folder::{Case, Folder, shown};

const HONOURS: &str = r#"[honours.city-star]
title = { zh = "市技能之星", en = "City Skills Star" }
kind = "title"
level = "municipal"

[honours.city-support]
title = { zh = "市人才支持", en = "City talent support" }
kind = "support"
level = "municipal"
"#;
const PROGRAMME: &str = r#"id = "city"
title = { zh = "市", en = "City" }
level = "municipal"
quota = 30
period = { from = 2026-01-01, to = 2026-12-31 }

[sources.notice]
title = { zh = "通知", en = "Notice" }

[[tiers]]
id = "first"
title = { zh = "一级", en = "First" }
quota = 20

[[bodies]]
id = "office"
title = { zh = "局", en = "Office" }

[[incompatible]]
id = "no-second"
text = { zh = "不重复支持", en = "no second support" }
source = "notice"
support_at = "municipal"

[[one_category]]
id = "one"
text = { zh = "限一类", en = "one category" }
source = "notice"
categories = ["star", "talent"]

[[categories]]
id = "star"
title = { zh = "之星", en = "Star" }
tier = "first"
quota = 10
ratio = 1

[[categories.rules]]
id = "place"
text = { zh = "前3名", en = "the first three" }
source = "notice"
when = { place = { single = 3 }, kind = ["worker"] }

[categories.grants]
honours = ["city-star"]
promotion = [{ from = "senior", to = "technician" }]

[[categories]]
id = "talent"
title = { zh = "人才", en = "Talent" }
quota = 20
ratio = 3

[[categories.rules]]
id = "level"
text = { zh = "高级工以上", en = "a senior worker" }
source = "notice"
when = { level = { at_least = "senior", at_most = "technician" } }
"#;

fn folder(programme: &str) -> TempDir {
    let folder = TempDir::with_prefix("programmes-").expect("a folder");
    fs::write(folder.path().join("honours.toml"), HONOURS).expect("a file");
    fs::write(folder.path().join("city.toml"), programme).expect("a file");
    folder
}

fn read(programme: &str) -> Programmes {
    read_programmes(folder(programme).path())
}

#[test]
fn the_sound_programme_has_no_faults() {
    assert!(read(PROGRAMME).is_sound(), "{:#?}", read(PROGRAMME).faults);
}

/// What is replaced, by what, and the fault.
const CASES: [(&str, &str, &str); 44] = [
    ("quota = 10", "quota = -10", "error out-of-range city.toml:35:categories.quota"),
    ("quota = 10", "quota = 1.5", "error out-of-range city.toml:35:categories.quota"),
    ("quota = 10", "quota = 11", "error quotas-above-whole city.toml:4:quota"),
    ("quota = 20\n\n[[bodies]]", "quota = 9\n\n[[bodies]]", "error quotas-above-whole city.toml:10:tiers"),
    ("quota = 20\n\n[[bodies]]", "quota = 31\n\n[[bodies]]", "error quotas-above-whole city.toml:10:tiers"),
    (
        "title = { zh = \"局\", en = \"Office\" }",
        "title = { zh = \"局\", en = \"Office\" }\nquota = 31",
        "error quotas-above-whole city.toml:15:bodies",
    ),
    ("[\"star\", \"talent\"]", "[\"star\", \"talents\"]", "error unknown-word city.toml:29:one_category.categories"),
    ("[\"star\", \"talent\"]", "[\"star\", \"star\"]", "error incompatible-with-itself city.toml:29:one_category.categories"),
    ("[\"star\", \"talent\"]", "[\"star\"]", "error excludes-nothing city.toml:29:one_category.categories"),
    ("to = 2026-12-31", "to = 2025-12-31", "error reversed-period city.toml:5:period.to"),
    ("to = 2026-12-31", "to = \"2026-13-31\"", "error bad-date city.toml:5:period.to"),
    ("level = \"municipal\"\nquota", "level = \"city\"\nquota", "error unknown-word city.toml:3:level"),
    ("quota = 30", "quotas = 30", "error unknown-key city.toml:4:quotas"),
    ("tier = \"first\"", "tier = \"frist\"", "error unknown-word city.toml:34:categories.tier"),
    ("tier = \"first\"\n", "", "error unused-tier city.toml:10:tiers"),
    ("ratio = 3\n", "", "error ratio-alone city.toml:31:categories"),
    ("[[bodies]]\nid = \"office\"\ntitle = { zh = \"局\", en = \"Office\" }\n", "", "error ratio-without-bodies city.toml:28:categories"),
    ("id = \"talent\"", "id = \"star\"", "error duplicate-id city.toml:31:categories"),
    ("id = \"level\"", "id = \"no-second\"", "error duplicate-rule city.toml:49:categories.id"),
    ("source = \"notice\"\nwhen = { place", "when = { place", "error key-missing city.toml:38:categories.rules.source"),
    (
        "source = \"notice\"\nwhen = { place",
        "source = \"notcie\"\nwhen = { place",
        "error unknown-word city.toml:41:categories.rules.source",
    ),
    ("[sources.notice]\ntitle = { zh = \"通知\", en = \"Notice\" }", "", "error no-sources city.toml:1:sources"),
    ("en = \"the first three\"", "en = \"\"", "error language-missing city.toml:40:categories.rules.text"),
    ("when = { place = { single = 3 }, kind = [\"worker\"] }", "", "error key-missing city.toml:38:categories.rules.when"),
    ("place = { single = 3 }", "places = { single = 3 }", "error unknown-key city.toml:42:categories.rules.when.places"),
    ("place = { single = 3 }", "place = { single = 0 }", "error out-of-range city.toml:42:categories.rules.when.place.single"),
    ("place = { single = 3 }", "place = { single = [6, 3] }", "error out-of-range city.toml:42:categories.rules.when.place.single"),
    ("place = { single = 3 }", "place = { }", "error condition-missing city.toml:42:categories.rules.when.place"),
    (
        "place = { single = 3 }",
        "part = { name = \"theory\", per_cent = 101 }",
        "error out-of-range city.toml:42:categories.rules.when.part.per_cent",
    ),
    ("kind = [\"worker\"]", "kind = [\"wroker\"]", "error unknown-word city.toml:42:categories.rules.when.kind"),
    ("kind = [\"worker\"]", "kind = []", "error empty-list city.toml:42:categories.rules.when.kind"),
    ("kind = [\"worker\"]", "all = []", "error empty-list city.toml:42:categories.rules.when.all"),
    ("kind = [\"worker\"]", "upper_half = false", "error not-true city.toml:42:categories.rules.when.upper_half"),
    ("kind = [\"worker\"]", "holds = [\"city-sta\"]", "error unknown-word city.toml:42:categories.rules.when.holds"),
    ("kind = [\"worker\"]", "holds = [\"city-support\"]", "error contradictory-rules city.toml:38:categories.rules"),
    (
        "kind = [\"worker\"]",
        "all = [{ kind = [\"worker\"] }, { kind = [\"student\"] }]",
        "error contradictory-rules city.toml:38:categories.rules",
    ),
    ("kind = [\"worker\"]", "not = { place = { single = 3 } }", "error contradictory-rules city.toml:38:categories.rules"),
    ("kind = [\"worker\"]", "age_at_most = -1", "error out-of-range city.toml:42:categories.rules.when.age_at_most"),
    ("kind = [\"worker\"]", "front_line_years = -1", "error out-of-range city.toml:42:categories.rules.when.front_line_years"),
    (
        "at_least = \"senior\", at_most = \"technician\"",
        "at_least = \"technician\", at_most = \"senior\"",
        "error reversed-range city.toml:58:categories.rules.when.level",
    ),
    ("to = \"technician\" }]", "to = \"junior\" }]", "error reversed-range city.toml:46:categories.grants.promotion"),
    ("support_at = \"municipal\"", "support_at = \"national\"", "error no-such-honour city.toml:19:incompatible"),
    (
        "honours = [\"city-star\"]",
        "money = { amount = 0, currency = \"yuan\", purpose = { zh = \"奖\", en = \"bonus\" } }",
        "error bad-currency city.toml:45:categories.grants.money.currency",
    ),
    ("honours = [\"city-star\"]", "honours = [\"city-star\"", "error toml-syntax city.toml:46"),
];

#[test]
fn every_fault_is_told_with_its_place() {
    for (from, to, expected) in CASES {
        assert!(PROGRAMME.contains(from), "{from}");
        let programmes = read(&PROGRAMME.replacen(from, to, 1));
        let found: Vec<String> = programmes.faults.iter().map(shown).collect();
        assert!(found.iter().any(|fault| fault == expected), "{from:?} → {to:?}\nexpected {expected}\nfound {found:#?}");
        assert!(programmes.faults.iter().all(|fault| !fault.problem.is_empty() && !fault.remedy.is_empty()));
        assert!(!programmes.is_sound(), "{from:?} → {to:?}");
    }
}

/// One cause, one fault: nothing that only follows from it.
#[test]
fn a_fault_makes_no_others() {
    for (from, to, expected) in [
        ("honours = [\"city-star\"]", "honours = [\"city-star\"", "error toml-syntax city.toml:46"),
        ("categories = [\"star\", \"talent\"]", "categories = [\"star\", \"talent\"", "error toml-syntax city.toml:31"),
        (
            "place = { single = 3 }, kind = [\"worker\"]",
            "plaze = { single = 3 }",
            "error unknown-key city.toml:42:categories.rules.when.plaze",
        ),
        ("kind = [\"worker\"]", "kind = [\"wroker\"]", "error unknown-word city.toml:42:categories.rules.when.kind"),
    ] {
        assert!(PROGRAMME.contains(from), "{from}");
        let found: Vec<String> = read(&PROGRAMME.replacen(from, to, 1)).faults.iter().map(shown).collect();
        assert_eq!(found, [expected], "{from:?} → {to:?}");
    }
    let folder = folder(PROGRAMME);
    fs::write(folder.path().join("honours.toml"), HONOURS.replacen(']', "", 1)).expect("a file");
    let found: Vec<String> = read_programmes(folder.path()).faults.iter().map(shown).collect();
    assert_eq!(found, ["error toml-syntax honours.toml:1"]);
}

/// In each table that a header begins anew.
#[test]
fn several_syntax_faults_are_told_together() {
    let broken = PROGRAMME.replacen("honours = [\"city-star\"]", "honours = [\"city-star\"", 1).replacen("quota = 30", "quota = ", 1);
    let found: Vec<String> = read(&broken).faults.iter().map(shown).collect();
    assert_eq!(found, ["error toml-syntax city.toml:4", "error toml-syntax city.toml:46"]);
}

#[test]
fn honours_without_their_catalogue_say_what_to_add() {
    let folder = folder(PROGRAMME);
    fs::remove_file(folder.path().join("honours.toml")).expect("a file");
    let faults = read_programmes(folder.path()).faults;
    assert!(faults.iter().any(|fault| fault.code == "no-honours-file" && fault.remedy.contains("honours.toml")), "{faults:#?}");
}

#[test]
fn nothing_is_suggested_where_there_is_nothing() {
    let broken = PROGRAMME.replacen("id = \"first\"", "id = \"\"", 1).replacen("tier = \"first\"", "tier = \"x\"", 1);
    assert!(read(&broken).faults.iter().all(|fault| !fault.remedy.contains("did you mean \"\"")), "{:#?}", read(&broken).faults);
}

#[test]
fn an_unknown_key_lists_the_known_ones() {
    let faults = read(&PROGRAMME.replacen("quota = 30", "colour = 30", 1)).faults;
    let remedy = &faults.iter().find(|fault| fault.code == "unknown-key").expect("a fault").remedy;
    assert!(remedy.starts_with("Rename it, or remove it; known here: bodies, categories, goal, id, "), "{remedy}");
}

#[test]
fn faults_come_in_the_order_of_rows() {
    let broken = PROGRAMME
        .replacen("support_at = \"municipal\"", "support_at = \"city\"", 1)
        .replacen("quota = 10", "quota = -10", 1)
        .replacen("title = { zh = \"局\", en = \"Office\" }", "title = { zh = \"局\", en = \"\" }", 1)
        .replacen("quota = 30", "quotas = 30", 1);
    let rows: Vec<Option<u64>> = read(&broken).faults.iter().map(|fault| fault.row).collect();
    assert!(rows.len() >= 4 && rows.is_sorted(), "{rows:?}");
}

#[test]
fn all_faults_come_at_once() {
    let broken = PROGRAMME
        .replace("quota = 10", "quota = -10")
        .replace("at_least = \"senior\"", "at_least = \"seniro\"")
        .replace("to = 2026", "to = 2025");
    let codes: Vec<&str> = read(&broken).faults.iter().map(|fault| fault.code).collect();
    assert_eq!(codes, ["reversed-period", "out-of-range", "unknown-word"]);
    let remedy = |fault: &&Fault| fault.code == "unknown-word" && fault.remedy.starts_with("did you mean \"senior\"?");
    assert_eq!(read(&broken).faults.iter().filter(remedy).count(), 1);
}

#[test]
fn a_folder_without_programmes_says_so() {
    let empty = TempDir::with_prefix("programmes-").expect("a folder");
    let codes = |path: &Path| read_programmes(path).faults.iter().map(|fault| fault.code).collect::<Vec<_>>();
    assert_eq!(codes(empty.path()), ["no-programmes"]);
    assert_eq!(codes(&empty.path().join("nowhere")), ["folder-unreadable"]);
    let twice = folder(PROGRAMME);
    fs::write(twice.path().join("town.toml"), PROGRAMME).expect("a file");
    assert_eq!(codes(twice.path()), ["duplicate-programme"]);
}

const PEOPLE: &str = "competitor,born,level,honours,front_line_years,migrant\nC1,1998-03-21,senior,none,7.5,yes\nC2,1999,,,,\n";

/// `people.csv` beside the sound competition, changed.
#[test]
fn faults_of_people_are_told_with_row_and_column() {
    let cases: [Case<'_>; 8] = [
        ("people.csv", "1998-03-21", "21.3.1998", "error bad-birth people.csv:2:born"),
        ("people.csv", "1999", "1099", "error bad-birth people.csv:3:born"),
        ("people.csv", "senior", "seniour", "error unknown-level people.csv:2:level"),
        ("people.csv", "7.5", "-1", "error not-a-number people.csv:2:front_line_years"),
        ("people.csv", "yes", "maybe", "error not-yes-or-no people.csv:2:migrant"),
        ("people.csv", "C2", "C9", "error unknown-competitor people.csv:3:competitor"),
        ("people.csv", "C2", "C1", "error duplicate-person people.csv:3:competitor"),
        ("people.csv", "migrant", "migrnat", "warning unknown-column people.csv:1:migrnat"),
    ];
    for (file, from, to, expected) in cases {
        let folder = Folder::sound();
        folder.put(file, PEOPLE);
        assert!(folder.read().faults.iter().all(|fault| fault.file != file), "{:#?}", folder.read().faults);
        folder.change(file, from, to);
        let found: Vec<String> = folder.read().faults.iter().map(shown).collect();
        assert!(found.iter().any(|fault| fault == expected), "{from:?} → {to:?}\nexpected {expected}\nfound {found:#?}");
    }
}

/// Members are told apart by number where a name does not.
#[test]
fn members_of_one_name_are_told_apart_by_number() {
    let read = |member: &str| {
        let folder = Folder::sound();
        folder.change("competitors.csv", "north,worker,,yes", "north,worker,沈翀; 沈翀; 白喆,yes");
        folder.put("people.csv", format!("competitor,member,level\nC1,{member},senior\n"));
        let import = folder.read();
        let codes: Vec<&str> = import.faults.iter().filter(|fault| fault.file == "people.csv").map(|fault| fault.code).collect();
        (import.people.first().and_then(|row| row.member), codes)
    };
    assert_eq!(read("2"), (Some(1), vec![]));
    assert_eq!(read("白喆"), (Some(2), vec![]));
    assert_eq!(read("沈翀"), (None, vec!["same-names"]));
    assert_eq!(read("4"), (None, vec!["unknown-member"]));
    assert_eq!(read(""), (None, vec!["member-missing"]));
}

/// An honour that nobody knows would be taken for one that does not count.
#[test]
fn an_unknown_honour_is_an_error_and_a_word_nearly_right_a_warning() {
    let folder = Folder::sound();
    folder.put("people.csv", "competitor,honours,channel\nC1,city-sta,\nC2,none,offcie\nC3,city-star,union\n");
    let faults = read(PROGRAMME).check_words(&folder.read().people);
    let found: Vec<String> = faults.iter().map(shown).collect();
    assert_eq!(found, ["error unknown-honour people.csv:2:honours", "warning unknown-word people.csv:3:channel"]);
}
