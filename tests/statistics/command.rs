//! The command as people run it.

use std::{fs, path::Path};

use serde_json::Value;

use crate::common::{
    folder::{Folder, fixture},
    process::{Ended, jinbang, run},
    schema::faults,
};

pub fn statistics(folders: &[&Path], more: &[&str]) -> Ended {
    run(jinbang().arg("statistics").args(folders).args(more))
}

fn json(folders: &[&Path], more: &[&str]) -> Value {
    let ended = statistics(folders, &[&["--format", "json"], more].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    serde_json::from_str(&ended.out).expect("JSON")
}

fn table<'v>(year: &'v Value, dimension: &str) -> &'v [Value] {
    let table = year["tables"].as_array().and_then(|all| all.iter().find(|table| table["dimension"] == dimension));
    table.and_then(|table| table["rows"].as_array()).unwrap_or_else(|| panic!("no table {dimension}"))
}

/// `value people winners share open`, a row each.
fn rows(year: &Value, dimension: &str) -> String {
    let word = |value: &Value| value.as_str().map_or_else(|| value.to_string(), str::to_owned);
    let row = |row: &Value| ["value", "people", "winners", "share", "open"].map(|key| word(&row[key])).join(" ");
    table(year, dimension).iter().map(row).collect::<Vec<_>>().join("\n")
}

/// The places of both competitions with the kinds of `competitors.csv`, by hand.
#[test]
fn two_competitions_of_a_year_are_counted_together() {
    let report = json(&[&fixture("national-finals"), &fixture("class-1-finals"), &fixture("digital-skills")], &[]);
    let years: Vec<&Value> = report["years"].as_array().expect("years").iter().collect();
    assert_eq!(years.iter().map(|year| year["year"].as_i64()).collect::<Vec<_>>(), [Some(2025), Some(2026)]);
    let year = years[0];
    assert_eq!((&year["people"], &year["winners"], &year["guests"]), (&18.into(), &9.into(), &0.into()));
    assert_eq!(rows(year, "kind"), "worker 12 6 66.67 0\nteacher 2 1 11.11 0\nstudent 4 2 22.22 0\nunknown 0 0 0 0");
    assert_eq!(rows(year, "skill"), "cnc-milling 8 4 44.44 0\nwelding 10 5 55.56 0");
    let fujian = table(year, "delegation").iter().find(|row| row["value"] == "fujian").expect("a row");
    assert_eq!(
        (&fujian["people"], &fujian["prizes"]["gold"], &fujian["prizes"]["bronze"], &fujian["prizes"]["merit"]),
        (&4.into(), &1.into(), &1.into(), &1.into())
    );
    assert_eq!(years[1]["guests"], 5);
}

/// Two women won, and 18 people less 10 men and the unknown would say so.
#[test]
fn small_numbers_are_hidden_unless_they_are_asked_for() {
    let folders = [&*fixture("national-finals"), &fixture("class-1-finals")];
    let hidden = json(&folders, &[]);
    assert_eq!(rows(&hidden["years"][0], "gender"), "female <3 <3 null 0\nmale 10 7 77.78 0\nunknown withheld withheld null 0");
    assert_eq!(table(&hidden["years"][0], "gender")[0]["prizes"], Value::Null);
    let exact = json(&folders, &["--exact"]);
    assert_eq!(rows(&exact["years"][0], "gender"), "female 2 2 22.22 0\nmale 10 7 77.78 0\nunknown 6 0 0 0");
    assert_eq!((&hidden["exact"], &exact["exact"]), (&false.into(), &true.into()));
    assert_eq!(rows(&exact["years"][0], "migrant"), "yes 3 2 22.22 0\nno 9 7 77.78 0\nunknown 6 0 0 0");
    assert_eq!(
        rows(&exact["years"][0], "age"),
        "to-17 0 0 0 0\n18-24 2 2 22.22 0\n25-34 5 3 33.33 0\n35-44 5 4 44.44 0\n45-54 0 0 0 0\nfrom-55 0 0 0 0\nunknown 6 0 0 0"
    );
}

#[test]
fn the_json_keeps_to_its_schema() {
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/statistics.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema");
    let programmes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes");
    let programmes = programmes.to_str().expect("UTF-8");
    for more in [&[][..], &["--exact"], &["--programmes", programmes]] {
        let report = json(&[&fixture("digital-skills"), &fixture("suzhou-ic"), &fixture("national-finals")], more);
        assert_eq!(faults(&schema, &report), Vec::<String>::new(), "{more:?}");
    }
    assert!(!faults(&schema, &serde_json::json!({ "exact": true, "years": [{ "year": "2025" }] })).is_empty());
}

/// A programme's people are those of `jinbang honours`.
#[test]
fn programmes_are_counted_as_honours_counts_them() {
    let programmes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes");
    let programmes = programmes.to_str().expect("UTF-8");
    let folder = fixture("digital-skills");
    let honours = run(jinbang().arg("honours").arg(&folder).args(["--programmes", programmes, "--format", "json"]));
    let honours: Value = serde_json::from_str(&honours.out).expect("JSON");
    let report = json(&[&folder], &["--programmes", programmes]);
    let counts = report["years"][0]["programmes"].as_array().expect("programmes");
    let mut compared = 0;
    for programme in honours["programmes"].as_array().expect("programmes") {
        for category in programme["categories"].as_array().expect("categories") {
            let is_it = |own: &&Value| own["programme"] == programme["programme"] && own["category"] == category["category"];
            let own = counts.iter().find(is_it).expect("a count");
            for key in ["yes", "unknown", "no", "quota"] {
                assert_eq!(own[key], category[key], "{own}");
            }
            let seats = category["inside"].as_u64().zip(category["waiting"].as_u64()).map(|(inside, waiting)| inside + waiting);
            assert_eq!(own["counted"].as_u64(), seats, "{own}");
            compared += 1;
        }
    }
    assert!(compared > 20, "{compared}");
    let whole = counts.iter().find(|own| own["programme"] == "manufacturing-talent" && own["category"].is_null()).expect("a count");
    assert_eq!((&whole["counted"], &whole["quota"], &whole["quota_use"]), (&10.into(), &900.into(), &"1.11".into()));
}

/// A word of `people.csv` is one person in all folders, an id is one in its own.
#[test]
fn a_person_in_two_folders_is_counted_once_where_a_list_says_so() {
    let (one, other) = (Folder::sound(), Folder::sound());
    other.change("competition.toml", "try-out", "second");
    let people = |year: &Value| year["years"][0]["people"].clone();
    assert_eq!(people(&json(&[one.path(), other.path()], &[])), 4);
    for folder in [&one, &other] {
        folder.put("people.csv", "competitor,person,gender\nC1,P-1,female\n");
    }
    let both = json(&[one.path(), other.path()], &["--exact"]);
    assert_eq!(people(&both), 3);
    assert_eq!(rows(&both["years"][0], "gender").lines().next(), Some("female 1 1 33.33 0"));
    // Two lists that contradict each other prove nothing.
    other.put("people.csv", "competitor,person,gender\nC1,P-1,male\n");
    assert!(rows(&json(&[one.path(), other.path()], &["--exact"])["years"][0], "gender").ends_with("unknown 3 3 100 0"));
}

#[test]
fn a_place_that_may_change_is_open_and_wins_nothing() {
    let folder = Folder::sound();
    folder.change("marks.csv", "cables,C1,A1.M1,,1.75,2026-11-18T09:00:00+08:00\n", "");
    let year = &json(&[folder.path()], &[])["years"][0];
    assert_eq!((&year["people"], &year["winners"], &year["open"], &year["guests"]), (&2.into(), &0.into(), &2.into(), &1.into()));
}

/// What the terminal shows, from the head to the first table's end.
#[test]
fn the_table_is_read_by_people() {
    let shown = statistics(&[&fixture("suzhou-ic")], &[]).out;
    let expected = "\
2025  suzhou-ic
  10 people, 5 winners, 0 open; beside them 0 guests, 0 withdrawn

by skill 赛项
  value                name                          people  winners  % of winners  open  gold  silver  bronze  merit
  integrated-circuits  集成电路 Integrated Circuits      10        5        100.00     0     1       1       1      2
";
    assert!(shown.starts_with(expected), "{shown}");
}

#[test]
fn the_csv_has_as_many_cells_in_every_row_and_no_formulas() {
    let folder = Folder::sound();
    folder.change("skills/cables/skill.toml", "title = \"Cables\"", "title = \"=1+1\"");
    let programmes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes");
    let ended = statistics(&[folder.path()], &["--format", "csv", "--programmes", programmes.to_str().expect("UTF-8")]);
    let mut rows = csv::Reader::from_reader(ended.out.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("as many cells as the head")).collect();
    assert_eq!(rows.iter().filter(|row| &row[1] == "year").count(), 1);
    assert!(rows.iter().any(|row| &row[1] == "skill" && &row[4] == "'=1+1"), "{}", ended.out);
    assert!(rows.iter().any(|row| &row[2] == "manufacturing-talent/skilled-artisan" && &row[20] == "500"), "{}", ended.out);
}

#[test]
fn what_cannot_be_counted_is_named() {
    let folder = fixture("suzhou-ic");
    let twice = statistics(&[&folder, &folder], &[]);
    assert!(twice.code == Some(2) && twice.err.contains("hold the same competition, suzhou-ic"), "{twice:?}");
    assert_eq!(statistics(&[&fixture("broken")], &[]).code, Some(1));
    assert_eq!(statistics(&[], &[]).code, Some(2));
    let file = Folder::sound();
    let chart = file.path().join("marks.csv").join("charts");
    let unwritable = statistics(&[&folder], &["--svg", chart.to_str().expect("UTF-8")]);
    assert!(unwritable.code == Some(2) && unwritable.err.contains("with --svg"), "{unwritable:?}");
}
