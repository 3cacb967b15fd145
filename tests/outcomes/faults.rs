//! Bad rules and bad signatures: every fault with its row, key, and what to do.

use jinbang::import::{Fault, outcome_rules};
use serde_json::Value;

use super::common::{
    folder::{Folder, shown},
    process::{jinbang, run},
};

pub const RULES: &str = r#"id = "own"
title = { zh = "规则", en = "Rules" }

[sources.notice]
title = { zh = "通知", en = "Notice" }

[[outcomes]]
id = "first"
when = { class = ["municipal"], place = { single = 1 } }
level = "senior"
credits = 1.25
source = "notice"

[[outcomes]]
id = "others"
when = { class = ["municipal"], place = { single = [2, 10] } }
hours = 8
source = "notice"
unconfirmed = true
"#;

#[test]
fn the_example_and_the_sound_rules_have_no_faults() {
    for (text, name, rows) in [(RULES, "own.toml", 2), (include_str!("../../fixtures/outcomes.toml"), "outcomes.toml", 9)] {
        let read = outcome_rules(text, name);
        assert!(read.is_sound() && read.faults.is_empty(), "{:#?}", read.faults);
        assert_eq!(read.rules.map(|rules| rules.rows.len()), Some(rows));
    }
}

/// What is replaced, by what, and the fault.
const CASES: [(&str, &str, &str); 23] = [
    ("single = [2, 10]", "single = [1, 10]", "error contradictory-rows rules.toml:16:outcomes.when"),
    ("place = { single = [2, 10] }", "medal = [\"merit\"]", "error contradictory-rows rules.toml:16:outcomes.when"),
    (
        "class = [\"municipal\"], place = { single = [2, 10] }",
        "place = { single = 3 }",
        "error contradictory-rows rules.toml:16:outcomes.when",
    ),
    (
        "place = { single = [2, 10] } }\nhours = 8",
        "place = { single = 3 } }\nlevel = \"senior\"\ncredits = 1.25",
        "error overlapping-rows rules.toml:16:outcomes.when",
    ),
    ("id = \"others\"", "id = \"first\"", "error duplicate-row rules.toml:15:outcomes.id"),
    ("id = \"others\"", "id = \"the others\"", "error bad-id rules.toml:15:outcomes.id"),
    ("id = \"others\"\n", "", "error key-missing rules.toml:14:outcomes.id"),
    ("id = \"own\"\n", "", "error key-missing rules.toml:1:id"),
    ("source = \"notice\"\nunconfirmed", "unconfirmed", "error key-missing rules.toml:14:outcomes.source"),
    ("source = \"notice\"\nunconfirmed", "source = \"notcie\"\nunconfirmed", "error unknown-word rules.toml:18:outcomes.source"),
    ("hours = 8", "hours = 8\ncredits_source = \"bank\"", "error unknown-word rules.toml:18:outcomes.credits_source"),
    ("hours = 8", "hours = 0", "error out-of-range rules.toml:17:outcomes.hours"),
    ("hours = 8", "hours = 10001", "error out-of-range rules.toml:17:outcomes.hours"),
    ("hours = 8", "hours = \"eight\"", "error not-a-number rules.toml:17:outcomes.hours"),
    ("hours = 8", "hour = 8", "error unknown-key rules.toml:17:outcomes.hour"),
    ("hours = 8\n", "", "error worth-nothing rules.toml:14:outcomes"),
    ("level = \"senior\"", "level = \"seniour\"", "error unknown-word rules.toml:10:outcomes.level"),
    ("class = [\"municipal\"], place = { single = 1 }", "class = [\"city\"]", "error unknown-word rules.toml:9:outcomes.when.class"),
    ("place = { single = 1 }", "holds = [\"star\"]", "error unknown-word rules.toml:9:outcomes.when.holds"),
    ("when = { class = [\"municipal\"], place = { single = 1 } }\n", "", "error key-missing rules.toml:7:outcomes.when"),
    ("place = { single = 1 }", "place = { single = 0 }", "error out-of-range rules.toml:9:outcomes.when.place.single"),
    ("en = \"Rules\"", "en = \"\"", "error language-missing rules.toml:2:title"),
    ("title = { zh = \"规则\"", "title = zh = \"规则\"", "error toml-syntax rules.toml:2"),
];

fn found(text: &str) -> Vec<Fault> {
    outcome_rules(text, "rules.toml").faults
}

#[test]
fn every_fault_has_its_row_and_key() {
    for (from, to, expected) in CASES {
        assert!(RULES.contains(from), "{from:?}");
        let faults = found(&RULES.replacen(from, to, 1));
        let listed: Vec<String> = faults.iter().map(shown).collect();
        assert!(listed.iter().any(|fault| fault.starts_with(expected)), "{from:?} → {to:?}\nexpected {expected}\nfound {listed:#?}");
        assert!(faults.iter().all(|fault| !fault.problem.is_empty() && !fault.remedy.is_empty()));
    }
    let [no_rows, no_sources] = [RULES.split("[[outcomes]]").next().unwrap_or_default(), "id = \"x\"\n"].map(found);
    assert!(no_rows.iter().any(|fault| fault.code == "no-outcomes"), "{no_rows:#?}");
    assert!(no_sources.iter().any(|fault| fault.code == "no-sources"), "{no_sources:#?}");
}

/// Rows of one class by different people, of one place by different teams, do not contradict each other.
#[test]
fn rows_that_never_meet_are_no_contradiction() {
    for (from, to) in [
        ("place = { single = [2, 10] }", "place = { pair = [1, 10] }"),
        ("class = [\"municipal\"], place = { single = [2, 10] }", "class = [\"provincial\"], medal = [\"gold\"]"),
    ] {
        assert_eq!(found(&RULES.replacen(from, to, 1)), [], "{to}");
    }
    let by_kind = RULES.replacen("place = { single = 1 }", "kind = [\"worker\"]", 1);
    assert_eq!(found(&by_kind.replacen("place = { single = [2, 10] }", "kind = [\"student\", \"teacher\"]", 1)), []);
}

#[test]
fn the_command_checks_rules() {
    let folder = Folder::empty();
    folder.put("rules.toml", RULES);
    let rules = folder.path().join("rules.toml");
    let check = |more: &[&str]| run(jinbang().args(["check", "--outcomes"]).arg(&rules).args(more));
    let sound = check(&[]);
    assert_eq!(sound.out, "own  Rules: 2 rows, 1 of them unconfirmed\n\n0 errors, 0 warnings: can be used\n");
    assert_eq!(sound.code, Some(0));
    folder.change("rules.toml", "single = [2, 10]", "single = [1, 10]");
    let faulty = check(&[]);
    let told = "error rules.toml:16:outcomes.when: one result can fit both rows, which give different things (found: first, others) [contradictory-rows]\n    make one of the conditions narrower";
    assert!(faulty.code == Some(1) && faulty.out.contains(told), "{}", faulty.out);
    let report: Value = serde_json::from_str(&check(&["--format", "json"]).out).expect("JSON");
    assert_eq!((&report["usable"], &report["errors"], &report["rows"]), (&false.into(), &1.into(), &2.into()));
    folder.remove("rules.toml");
    let nowhere = check(&[]);
    assert!(nowhere.code == Some(2) && nowhere.out.contains("there is no such file"), "{nowhere:?}");
}

#[test]
fn bad_signatures_are_reported() {
    let digest = "0".repeat(64);
    for (row, expected) in [
        (format!("cabels,{digest},2026-11-19,E3"), "error unknown-skill signed.csv:2:skill"),
        (format!("cables,{},2026-11-19,E3", &digest[1..]), "error bad-digest signed.csv:2:result"),
        (format!("cables,{digest},19.11.2026,E3"), "error bad-date signed.csv:2:on"),
        (format!("cables,{digest},2026-11-19,;"), "error nobody-signed signed.csv:2:by"),
        (format!("cables,{digest},2026-11-19,E3\ncables,{digest},2026-11-19,E3"), "error duplicate-skill signed.csv:3:skill"),
    ] {
        let folder = Folder::sound();
        folder.put("signed.csv", format!("skill,result,on,by\n{row}\n"));
        let found: Vec<String> = folder.read().faults.iter().map(shown).collect();
        assert!(found.iter().any(|fault| fault.starts_with(expected)), "{row}\nexpected {expected}\nfound {found:#?}");
    }
}
