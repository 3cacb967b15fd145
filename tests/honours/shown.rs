//! What the command shows, leaves out, and says of it.

use std::{fs, path::Path, process::Command};

use serde_json::Value;
use tempfile::TempDir;

use super::{
    common::{
        folder::{Folder, fixture},
        process::{Ended, jinbang, run},
    },
    programmes_folder,
};

fn honours(folder: &Path, more: &[&str]) -> Ended {
    let ended = run(jinbang().arg("honours").arg(folder).arg("--programmes").arg(programmes_folder()).args(more));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    ended
}

/// As the table's column person names them.
#[test]
fn a_member_of_a_team_can_be_asked_for() {
    let told = honours(&fixture("digital-skills"), &["--competitor", "IM-20/1", "--programme", "award-national"]).out;
    assert!(told.contains("IM-20/1  田一鸣 Tian Yiming") && !told.contains("IM-20/2"), "{told}");
    let told = honours(&fixture("digital-skills"), &["--competitor", "IM-20", "--programme", "award-national"]).out;
    assert!(told.contains("IM-20/1") && told.contains("IM-20/2"), "{told}");
    let unknown = run(jinbang()
        .arg("honours")
        .arg(fixture("digital-skills"))
        .arg("--programmes")
        .arg(programmes_folder())
        .args(["--competitor", "IM-20/3"]));
    assert!(unknown.code == Some(2) && unknown.err.contains("there is no competitor \"IM-20/3\""), "{unknown:?}");
}

#[test]
fn what_is_left_out_is_counted() {
    let told = honours(&fixture("class-1-finals"), &[]).out;
    assert!(!told.contains("award-class-2") && !told.lines().any(|line| line.trim_start().starts_with("0 yes, 0 unknown")), "{told}");
    let last = told.lines().last().expect("a line");
    assert!(last.starts_with("left out: ") && last.ends_with("; --all shows them"), "{last}");
    let all = honours(&fixture("class-1-finals"), &["--all"]).out;
    assert!(all.contains("award-class-2") && !all.contains("left out"), "{all}");
    let noes = |told: &str| told.lines().filter(|line| line.starts_with("  WD-") && line.contains("  no")).count();
    assert!(noes(&told) == 0 && noes(&all) > 0);
}

/// Once for each category that somebody may reach.
#[test]
fn a_category_says_what_it_brings_and_wants_to_see() {
    let told = honours(&fixture("digital-skills"), &["--programme", "manufacturing-talent"]).out;
    let lines = |begin: &str| told.lines().filter(|line| line.starts_with(begin)).count();
    let categories = told.lines().filter(|line| line.contains(" yes, ") && line.contains(" unknown, ")).count();
    assert!(categories > 0 && lines("    grants: ") == categories, "{told}");
    assert!(lines("    evidence: ") > 0 && told.contains("250000 CNY"), "{told}");
}

/// "Inside" what? Only where something binds.
#[test]
fn nobody_is_inside_where_there_is_no_quota() {
    let without = honours(&fixture("suzhou-ic"), &["--programme", "suzhou-ic"]).out;
    assert!(without.contains("2 yes, 0 unknown, 8 no\n") && !without.contains("inside"), "{without}");
    let with = honours(&fixture("digital-skills"), &["--programme", "master-craftsmen"]).out;
    assert!(with.contains("; inside "), "{with}");
}

#[test]
fn shares_are_told_to_one_decimal() {
    let told = honours(&fixture("class-1-finals"), &["--programme", "continuing-education"]).out;
    assert!(told.contains("2 of 5 = 40 %, 2 unknown, wanted 66.7 %"), "{told}");
}

#[test]
fn names_of_members_stand_in_their_own_columns() {
    let told = honours(&fixture("digital-skills"), &["--format", "csv", "--programme", "award-national"]).out;
    let mut rows = csv::Reader::from_reader(told.as_bytes());
    let row = rows.records().map(|row| row.expect("a row")).find(|row| &row[5] == "IM-20/2").expect("the member");
    assert_eq!((&row[6], &row[7]), ("陆赟", "Lu Yun"));
}

/// A text that begins like a formula gets an apostrophe, one that begins with an apostrophe another: taking one off gives it back.
#[test]
fn csv_is_harmless_and_can_be_taken_back() {
    for name in ["=1+1", "+1", "-1", "@x", "'x", "''=1", "plain"] {
        let folder = Folder::sound();
        folder.change("competitors.csv", "沈翀,Shen Chong", &format!("沈翀,{name}"));
        let told = honours(folder.path(), &["--format", "csv"]).out;
        let mut rows = csv::Reader::from_reader(told.as_bytes());
        let row = rows.records().map(|row| row.expect("a row")).find(|row| &row[5] == "C1").expect("a row");
        assert!(!row[7].starts_with(['=', '+', '-', '@']), "{name}: {:?}", &row[7]);
        assert_eq!(row[7].strip_prefix('\'').unwrap_or(&row[7]), name);
    }
}

#[test]
fn csv_begins_with_a_byte_order_mark_only_where_it_is_asked_for() {
    let folder = fixture("suzhou-ic");
    let plain = honours(&folder, &["--format", "csv"]).out;
    assert_eq!(honours(&folder, &["--format", "csv", "--bom"]).out, format!("\u{FEFF}{plain}"));
    assert!(plain.starts_with("programme,"));
    let ended = run(jinbang().arg("honours").arg(&folder).arg("--programmes").arg(programmes_folder()).arg("--bom"));
    assert!(ended.code == Some(2) && ended.err.contains("--bom is for --format csv"), "{ended:?}");
}

/// Facts stand once; people with a no only where they are asked for.
#[test]
fn the_json_repeats_nothing() {
    let folder = fixture("digital-skills");
    let text = honours(&folder, &["--format", "json"]).out;
    let json: Value = serde_json::from_str(&text).expect("JSON");
    let facts = json["facts"].as_array().expect("facts");
    let distinct: std::collections::BTreeSet<String> = facts.iter().map(ToString::to_string).collect();
    assert_eq!(distinct.len(), facts.len());
    let people = |json: &Value| {
        let programmes = json["programmes"].as_array().expect("programmes").clone();
        let categories = programmes.iter().flat_map(|programme| programme["categories"].as_array().expect("categories").clone());
        categories.flat_map(|category| category["people"].as_array().expect("people").clone()).collect::<Vec<_>>()
    };
    let listed = people(&json);
    assert!(!listed.is_empty() && listed.iter().all(|person| person["verdict"] != "no"));
    for ruling in listed.iter().flat_map(|person| person["rules"].as_array().expect("rules")) {
        assert!(ruling["facts"].as_array().expect("facts").iter().all(|fact| fact.as_u64() < Some(facts.len() as u64)));
    }
    let all = honours(&folder, &["--format", "json", "--all"]).out;
    assert!(people(&serde_json::from_str(&all).expect("JSON")).iter().any(|person| person["verdict"] == "no"));
    assert!(text.len() < all.len() && all.len() < 8_000_000, "{} and {} bytes", text.len(), all.len());
}

#[test]
fn a_folder_that_is_not_there_is_named() {
    for (folder, programmes, named) in [
        (Path::new("/nowhere/cup").to_owned(), programmes_folder(), "/nowhere/cup"),
        (fixture("suzhou-ic"), Path::new("/nowhere/rules").to_owned(), "/nowhere/rules"),
    ] {
        let ended = run(jinbang().arg("honours").arg(folder).arg("--programmes").arg(programmes));
        assert!(ended.code == Some(1) && ended.err.contains(named), "{ended:?}");
    }
}

/// Both at once, with what the one says in words of the other.
#[test]
fn a_competition_and_programmes_are_checked_together() {
    let folder = Folder::sound();
    let check = |more: &[&str]| run(jinbang().arg("check").arg(folder.path()).arg("--programmes").arg(programmes_folder()).args(more));
    let sound = check(&[]);
    assert!(sound.code == Some(0) && sound.out.contains("can be opened") && sound.out.contains("can be used"), "{sound:?}");
    folder.put("people.csv", "competitor,honours\nC1,may-day-medall\n");
    let faulty = check(&["--format", "json"]);
    let json: Value = serde_json::from_str(&faulty.out).expect("JSON");
    assert_eq!((faulty.code, &json["competition"]["openable"], &json["programmes"]["usable"]), (Some(1), &true.into(), &false.into()));
    assert_eq!(json["programmes"]["faults"][0]["code"], "unknown-honour");
}

/// People, verdicts and seats are different things: one place less moves others.
#[test]
fn a_diff_counts_people_and_seats_apart() {
    let new = TempDir::with_prefix("programmes-").expect("a folder");
    for file in fs::read_dir(programmes_folder()).expect("programmes").map(|file| file.expect("a file")) {
        fs::copy(file.path(), new.path().join(file.file_name())).expect("a copy");
    }
    let diff = |format: &str| {
        let mut command = jinbang();
        command.args(["honours", "diff"]).arg(fixture("class-2-finals")).arg("--programmes").arg(programmes_folder()).arg(new.path());
        run(command.args(["--format", format])).out
    };
    let path = new.path().join("award-class-2.toml");
    let text = fs::read_to_string(&path).expect("a file");
    fs::write(&path, text.replacen("id = \"title\"", "id = \"title\"\nquota = 3", 1)).expect("a file");
    let table = diff("table");
    let json: Value = serde_json::from_str(&diff("json")).expect("JSON");
    let counts = ["people", "verdicts", "seats"].map(|key| json[key].as_u64().expect("a count"));
    assert_eq!(counts[1], 0, "{table}");
    assert!(counts[0] > 0 && counts[2] >= counts[0], "{table}");
    let head = format!("class-2-finals: {} ", counts[0]);
    assert!(table.starts_with(&head) && table.lines().next().is_some_and(|line| line.contains(" 0 verdicts, ")), "{table}");
}

/// Every command of docs/honours.md runs as it stands there.
#[test]
fn the_examples_of_the_guide_run() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let guide = fs::read_to_string(root.join("docs/honours.md")).expect("the guide");
    let place = TempDir::with_prefix("guide-").expect("a folder");
    std::os::unix::fs::symlink(root.join("fixtures"), place.path().join("fixtures")).expect("a link");
    let program = Path::new(env!("CARGO_BIN_EXE_jinbang")).parent().expect("a folder");
    let path = format!("{}:{}", program.display(), std::env::var("PATH").unwrap_or_default());
    let lines = guide.split("```sh\n").skip(1).filter_map(|block| block.split("```").next()).flat_map(str::lines);
    let lines: Vec<&str> = lines.filter(|line| !line.trim().is_empty()).collect();
    assert!(lines.len() >= 8, "{lines:#?}");
    for line in lines {
        let ended = Command::new("sh").args(["-c", line]).current_dir(place.path()).env("PATH", &path).output().expect("a shell");
        assert!(ended.status.success(), "{line}\n{}", String::from_utf8_lossy(&ended.stderr));
    }
}
