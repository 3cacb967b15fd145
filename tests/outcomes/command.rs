//! The command as people run it, and its JSON against the schema.

use std::{fs, path::Path};

use serde_json::Value;

use super::common::{
    folder::{Folder, fixture},
    process::{Ended, jinbang, run},
    schema::faults,
};

fn outcomes(folder: &Path, more: &[&str]) -> Ended {
    run(jinbang().arg("outcomes").arg(folder).args(more))
}

/// The JSON, which keeps to its schema.
pub fn json(folder: &Path, more: &[&str]) -> Value {
    let ended = outcomes(folder, &[&["--format", "json"], more].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    let report = serde_json::from_str(&ended.out).expect("JSON");
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/outcomes.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema");
    assert_eq!(faults(&schema, &report), Vec::<String>::new());
    report
}

/// `C1 1 gold municipal`, or `C1 unsigned`.
fn lines(report: &Value) -> Vec<String> {
    let words = |line: &Value, keys: &[&str]| {
        keys.iter().map(|key| line[key].as_str().map_or_else(|| line[key].to_string(), str::to_owned)).collect::<Vec<_>>().join(" ")
    };
    let of = |list: &str, keys: &[&str]| -> Vec<String> {
        report[list].as_array().expect("a list").iter().map(|line| words(line, keys)).collect()
    };
    [of("outcomes", &["person", "place", "medal", "row"]), of("withheld", &["person", "reason"])].concat()
}

/// Signs the result as it is now.
fn sign(folder: &Folder) {
    let report = json(folder.path(), &[]);
    let line = report["outcomes"].as_array().into_iter().chain(report["withheld"].as_array()).flatten().next().expect("somebody");
    let digest = line["result"].as_str().expect("a digest");
    folder.put("signed.csv", format!("skill,result,on,by\ncables,{digest},2026-11-19,E3;E5\n"));
}

const SIGNED: &str = "\
national-finals  全国技能大赛决赛 National Skills Finals  (class national)
  by credit-bank-example  竞赛成绩学习成果认定表（示例） Competition results as learning outcomes (an example)
  4 outcomes, 4 withheld
  person  skill        place  medal   level       hours  credits  row             source                         signed
  NF-01   cnc-milling      1  gold    technician     64        4  national-medal  report, example (unconfirmed)  2025-09-20
  NF-02   cnc-milling      2  silver  technician     64        4  national-medal  report, example (unconfirmed)  2025-09-20
  NF-03   cnc-milling      3  bronze  technician     64        4  national-medal  report, example (unconfirmed)  2025-09-20
  NF-04   cnc-milling      4  merit   technician     48        3  national-merit  report, example (unconfirmed)  2025-09-20
  withheld in cnc-milling  no-row: no row of the rules fits this class of competition, place and medal
    NF-05, NF-06, NF-07, NF-08
";

/// `signed.csv` of the fixture was written from the line that the command proposes.
#[test]
fn a_signed_result_is_an_outcome() {
    assert_eq!(outcomes(&fixture("national-finals"), &[]).out, SIGNED);
    let report = json(&fixture("national-finals"), &[]);
    let first = &report["outcomes"][0];
    for (key, value) in [("level_zh", "技师"), ("medal_zh", "金牌"), ("hours", "64"), ("date", "2025-09-20"), ("credits_source", "example")]
    {
        assert_eq!(first[key], value, "{key}");
    }
}

/// What a result passes through, each time with the reason in words.
#[test]
fn only_a_certain_signed_place_is_an_outcome() {
    let folder = Folder::sound();
    let mark = "cables,C1,A1.M1,,1.75,2026-11-18T09:00:00+08:00\n";
    folder.change("marks.csv", mark, "");
    assert_eq!(lines(&json(folder.path(), &[])), ["C1 provisional", "C2 provisional", "C3 no-place"]);
    folder.put("marks.csv", super::common::folder::MARKS);
    let unsigned = json(folder.path(), &[]);
    assert_eq!(lines(&unsigned), ["C1 unsigned", "C2 unsigned", "C3 no-place"]);
    let told = unsigned["withheld"][0]["text"]["en"].as_str().expect("words");
    assert!(told.ends_with(&format!("cables,{},DATE,WHO", unsigned["withheld"][0]["result"].as_str().expect("a digest"))), "{told}");
    sign(&folder);
    assert_eq!(lines(&json(folder.path(), &[])), ["C1 2 silver municipal", "C2 1 gold municipal", "C3 no-place"]);
    folder.change("marks.csv", mark, &mark.replace("1.75", "1.5"));
    let amended = json(folder.path(), &[]);
    assert_eq!(lines(&amended), ["C1 amended", "C2 amended", "C3 no-place"]);
    assert!(amended["withheld"][0]["text"]["en"].as_str().is_some_and(|told| told.contains("signed on 2026-11-19")));
}

/// The class-1 ladder asks for the kind; whose kind nobody says has no outcome yet, and the organiser can say it.
#[test]
fn what_depends_on_an_unknown_fact_waits_for_it() {
    let folder = Folder::sound();
    folder.change("competition.toml", "municipal", "class-1");
    folder.change("competitors.csv", "north,worker", "north,");
    sign(&folder);
    let report = json(folder.path(), &[]);
    assert_eq!(lines(&report), ["C2 1 gold class-1-student", "C1 fact-missing", "C3 no-place"]);
    assert_eq!(report["outcomes"][0]["level"], "senior");
    assert_eq!(report["withheld"][0]["supplier"]["en"], "the organiser");
    folder.put("people.csv", "competitor,kind\nC1,worker\n");
    assert_eq!(json(folder.path(), &[])["outcomes"][0]["row"], "class-1-worker-title");
}

#[test]
fn names_are_there_only_where_they_were_asked_for() {
    let folder = Folder::sound();
    sign(&folder);
    for format in ["table", "csv", "json"] {
        for (more, is_there) in [(&[][..], false), (&["--names"], true)] {
            let ended = outcomes(folder.path(), &[&["--format", format], more].concat());
            assert_eq!(ended.out.contains("沈翀"), is_there, "{format} {more:?}: {}", ended.out);
        }
    }
    folder.change("competitors.csv", "沈翀", "=1+1");
    sign(&folder);
    let ended = outcomes(folder.path(), &["--format", "csv", "--names"]);
    assert!(ended.out.contains(",'=1+1,") && !ended.out.contains(",=1+1"), "{}", ended.out);
}

#[test]
fn the_csv_has_a_row_for_everybody() {
    let ended = outcomes(&fixture("national-finals"), &["--format", "csv"]);
    let mut rows = csv::Reader::from_reader(ended.out.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("as many cells as the head")).collect();
    let told: Vec<String> = rows.iter().map(|row| format!("{} {} {} {}", &row[4], &row[13], &row[15], &row[21])).collect();
    assert_eq!(told[..5], ["NF-01 technician 4 ", "NF-02 technician 4 ", "NF-03 technician 4 ", "NF-04 technician 3 ", "NF-05   no-row"]);
    assert_eq!(rows.len(), 8);
}

#[test]
fn rules_of_ones_own_are_taken_and_bad_ones_refused() {
    let folder = Folder::sound();
    sign(&folder);
    folder.put("rules.toml", super::faults::RULES);
    let rules = folder.path().join("rules.toml");
    let report = json(folder.path(), &["--rules", rules.to_str().expect("UTF-8")]);
    assert_eq!(lines(&report)[..2], ["C1 2 silver others", "C2 1 gold first"]);
    assert_eq!((&report["outcomes"][1]["credits"], &report["outcomes"][0]["unconfirmed"]), (&"1.25".into(), &true.into()));
    folder.change("rules.toml", "credits = 1.25", "credits = -1");
    let refused = outcomes(folder.path(), &["--rules", rules.to_str().expect("UTF-8")]);
    assert!(refused.code == Some(1) && refused.err.contains("rules.toml:11:outcomes.credits"), "{refused:?}");
    let nowhere = outcomes(folder.path(), &["--rules", "nowhere.toml"]);
    assert!(nowhere.code == Some(1) && nowhere.err.contains("there is no such file"), "{nowhere:?}");
}
