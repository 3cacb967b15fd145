//! The command as people run it, and its JSON against the schema.

use std::{collections::BTreeSet, fs, path::Path};

use serde_json::Value;
use tempfile::TempDir;

use super::{
    FIXTURES,
    common::{
        folder::{Folder, fixture},
        process::{Ended, jinbang, run},
        schema::faults,
    },
    programmes_folder, read,
};

fn honours(folder: &Path, programmes: &Path, more: &[&str]) -> Ended {
    run(jinbang().arg("honours").arg(folder).arg("--programmes").arg(programmes).args(more))
}

fn json(folder: &Path, more: &[&str]) -> Value {
    let ended = honours(folder, &programmes_folder(), &[&["--format", "json"], more].concat());
    assert_eq!(ended.code, Some(0), "{ended:?}");
    serde_json::from_str(&ended.out).expect("JSON")
}

/// Every programme and category is a working row: somebody of the fixtures reaches it, and the JSON keeps to its schema.
#[test]
fn a_winner_reaches_every_category() {
    let schema = fs::read_to_string(Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/honours.schema.json")).expect("the schema");
    let schema: Value = serde_json::from_str(&schema).expect("JSON");
    let schema = jsonschema::draft202012::options().should_validate_formats(true).build(&schema).expect("a schema");
    let mut reached = BTreeSet::new();
    for name in FIXTURES {
        let report = json(&fixture(name), &[]);
        let found = faults(&schema, &report);
        assert!(found.is_empty(), "{name}: {:#?}", &found[..found.len().min(5)]);
        for programme in report["programmes"].as_array().expect("programmes") {
            for category in programme["categories"].as_array().expect("categories") {
                if category["inside"].as_u64() > Some(0) {
                    reached.insert(format!("{}/{}", programme["programme"], category["category"]).replace('"', ""));
                }
            }
        }
    }
    let programmes = read().list;
    let all = programmes
        .iter()
        .flat_map(|programme| programme.categories.iter().map(move |category| format!("{}/{}", programme.id, category.id)));
    assert_eq!(reached, all.collect::<BTreeSet<_>>());
}

const ONE_COMPETITOR: &str = "\
suzhou-ic  苏州市集成电路竞赛 Suzhou Integrated Circuit Test  (class municipal)
  integrated-circuits  result sha256:DIGEST  (complete)

suzhou-ic  苏州市集成电路职业技能竞赛 Suzhou integrated circuit test
  technician  前3名：技师 Technician for the first three
    2 yes, 0 unknown, 8 no
    SZ-03  沈文 Shen Wen  integrated-circuits  place 3  no
      yes      the competition ends within the period, 2025-01-01 to 2025-12-31  [Announcement of the Suzhou integrated circuit test, 2025]
               ended 2025-07-19 (competition.toml)
      yes      the municipal test of integrated circuits  [Announcement of the Suzhou integrated circuit test, 2025]
               class municipal (competition.toml)
               Integrated Circuits (result sha256:DIGEST)
      yes      in the upper half  [Announcement of the Suzhou integrated circuit test, 2025]
               place 3 of 10 entrants (result sha256:DIGEST)
      no       both parts passed: theory and practice (60 per cent, which is not confirmed)  [Announcement of the Suzhou integrated circuit test, 2025, unconfirmed]
               part theory: 17.5 of 30 (58.33 %) (result sha256:DIGEST)
      yes      the first 3 places  [Announcement of the Suzhou integrated circuit test, 2025]
               place 3 of 10 entrants (result sha256:DIGEST)
  senior  其他合格者：高级工 Senior worker for the others
    2 yes, 0 unknown, 8 no
    SZ-03  沈文 Shen Wen  integrated-circuits  place 3  no
";

const ALL: &str = "\
guangdong-finals  广东省职业技能竞赛决赛 Guangdong Finals  (class provincial)
  electrical-installation  result sha256:DIGEST  (complete)

may-day-medal  五一劳动奖章 May Day Labour Medal
  guangdong  广东省五一劳动奖章 Guangdong May Day Labour Medal
    1 yes, 0 unknown, 3 no
    grants: guangdong-may-day-medal
  person  name                 skill                    place  verdict
  EI-01   黄志明 Huang Zhiming  electrical-installation      1  yes

left out: 1 category with nobody at yes or unknown, 3 no in the categories shown; --all shows them
";

/// The digest is whatever the result is.
fn without_digest(text: &str) -> String {
    let digest = text.split_once("sha256:").map(|(_, rest)| rest.chars().take_while(char::is_ascii_hexdigit).collect::<String>());
    digest.filter(|digest| digest.len() == 16).map_or_else(|| text.to_owned(), |digest| text.replace(&digest, "DIGEST"))
}

#[test]
fn the_table_names_rules_facts_and_sources() {
    let shown = honours(&fixture("suzhou-ic"), &programmes_folder(), &["--programme", "suzhou-ic", "--competitor", "SZ-03"]);
    let out = without_digest(&shown.out);
    assert!(out.starts_with(ONE_COMPETITOR), "{out}");
    let shown = honours(&fixture("guangdong-finals"), &programmes_folder(), &["--programme", "may-day-medal"]);
    assert_eq!(without_digest(&shown.out).replace("  ", " "), ALL.replace("  ", " "));
}

#[test]
fn the_csv_has_a_row_per_rule_and_no_formulas() {
    let ended = honours(&fixture("class-2-finals"), &programmes_folder(), &["--format", "csv", "--programme", "award-class-2"]);
    let mut rows = csv::Reader::from_reader(ended.out.as_bytes());
    let rows: Vec<csv::StringRecord> = rows.records().map(|row| row.expect("a row")).collect();
    assert_eq!(rows.len(), 9 * 3);
    let yes: BTreeSet<&str> = rows.iter().filter(|row| &row[9] == "yes").map(|row| &row[3]).collect();
    assert_eq!(yes, BTreeSet::from(["FT-01", "FT-02", "FT-03", "PL-01"]));
    let asked = rows.iter().find(|row| &row[3] == "PL-02" && &row[12] == "not-held").expect("a row");
    assert_eq!((&asked[13], &asked[15], &asked[17]), ("unknown", "missing: honours held", "the person"));
    assert_eq!(&asked[18], "custom; unconfirmed");
}

/// A name that begins like a formula, in each table that a spreadsheet opens.
#[test]
fn a_name_is_never_a_formula() {
    let folder = Folder::sound();
    folder.change("competitors.csv", "沈翀,Shen Chong", "=1+1,Shen Chong");
    let ended = honours(folder.path(), &programmes_folder(), &["--format", "csv"]);
    assert!(ended.out.contains(",'=1+1,") && !ended.out.contains(",=1+1"), "{}", ended.out);
}

#[test]
fn what_is_not_there_is_named() {
    for (more, words) in [
        (&["--programme", "fujain"][..], "there is no programme \"fujain\" (did you mean \"fujian\"?)"),
        (&["--competitor", "SZ-99"], "there is no competitor \"SZ-99\""),
    ] {
        let ended = honours(&fixture("suzhou-ic"), &programmes_folder(), more);
        assert!(ended.code == Some(2) && ended.err.contains(words), "{ended:?}");
    }
    let ended = honours(&fixture("suzhou-ic"), &fixture("suzhou-ic"), &[]);
    assert!(ended.code == Some(1) && ended.err.contains("competition.toml"), "{ended:?}");
    assert_eq!(run(jinbang().arg("honours").arg(fixture("tiny"))).code, Some(2));
}

/// While a mark is missing nobody has a place, and the table says what is missing and whom to ask.
#[test]
fn an_incomplete_result_is_unknown_with_its_reason() {
    let folder = Folder::sound();
    folder.change("marks.csv", "cables,C1,A1.M1,,1.75,2026-11-18T09:00:00+08:00\n", "");
    let report = json(folder.path(), &["--programme", "leading-talent", "--competitor", "C2"]);
    let winner =
        report["programmes"][0]["categories"].as_array().and_then(|all| all.iter().find(|own| own["category"] == "winner")).expect("it");
    let fact = winner["people"][0]["rules"][2]["facts"][0]
        .as_u64()
        .and_then(|index| report["facts"].get(usize::try_from(index).ok()?))
        .expect("a fact");
    assert_eq!((&winner["people"][0]["verdict"], &fact["supplier"]["en"]), (&"unknown".into(), &"the chief expert".into()));
    assert_eq!(fact["text"]["en"], "missing: 1 marks of the skill, so the place may change");
}

#[test]
fn programmes_are_checked() {
    let check = |folder: &Path, more: &[&str]| run(jinbang().args(["check", "--programmes"]).arg(folder).args(more));
    let sound = check(&programmes_folder(), &[]);
    assert!(sound.code == Some(0) && sound.out.ends_with("0 errors, 0 warnings: can be used\n"), "{sound:?}");
    let copy = copy_of_programmes();
    change(copy.path(), "zhejiang.toml", "single = 5", "singel = 5");
    let faulty = check(copy.path(), &[]);
    let told = "error zhejiang.toml:28:categories.rules.when.place.singel: there is no such key (found: singel) [unknown-key]\n    did you mean single? Rename it, or remove it; known here: larger, pair, single, trio\n";
    assert!(faulty.code == Some(1) && faulty.out.contains(told), "{}", faulty.out);
    let report: Value = serde_json::from_str(&check(copy.path(), &["--format", "json"]).out).expect("JSON");
    assert_eq!((&report["usable"], &report["errors"]), (&false.into(), &1.into()));
    assert_eq!(check(&copy.path().join("nowhere"), &[]).code, Some(2));
}

fn copy_of_programmes() -> TempDir {
    let copy = TempDir::with_prefix("programmes-").expect("a folder");
    for file in fs::read_dir(programmes_folder()).expect("programmes") {
        let file = file.expect("a file");
        fs::copy(file.path(), copy.path().join(file.file_name())).expect("a copy");
    }
    copy
}

fn change(folder: &Path, file: &str, from: &str, to: &str) {
    let text = fs::read_to_string(folder.join(file)).expect(file);
    assert!(text.contains(from), "{file} does not contain {from:?}");
    fs::write(folder.join(file), text.replacen(from, to, 1)).expect(file);
}

/// A changed rule file: whose verdict changes, and by which rule.
#[test]
fn a_changed_rule_says_whom_it_changes() {
    let new = copy_of_programmes();
    change(new.path(), "zhejiang.toml", "single = 3, pair = 3", "single = 2, pair = 3");
    let diff = |format: &str| {
        let mut command = jinbang();
        command.args(["honours", "diff"]).arg(fixture("class-2-finals")).arg("--programmes").arg(programmes_folder()).arg(new.path());
        run(command.args(["--format", format]))
    };
    let told = diff("table");
    assert_eq!(told.code, Some(0), "{told:?}");
    let lines: Vec<&str> = told.out.lines().collect();
    assert_eq!(lines.len(), 3, "{}", told.out);
    assert_eq!(lines[0], "class-2-finals: 1 person, 1 verdict, 0 seats changed");
    let words: Vec<&str> = lines[2].split_whitespace().collect();
    assert_eq!(words.join(" "), "zhejiang class-2-title FT-03 周敏 Zhou Min fitting yes no place yes → no");
    let json: Value = serde_json::from_str(&diff("json").out).expect("JSON");
    assert_eq!(json["changes"][0]["rules"], serde_json::json!([{ "rule": "place", "was": "yes", "is": "no" }]));
    assert_eq!(diff("csv").out.lines().nth(1), Some("zhejiang,class-2-title,fitting,FT-03,FT-03,周敏,Zhou Min,yes,no,place yes → no,"));
    change(new.path(), "zhejiang.toml", "single = 2, pair = 3", "single = 3, pair = 3");
    assert_eq!(diff("table").out, "class-2-finals: nobody's verdict or seat changes\n");
}
