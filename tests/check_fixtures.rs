//! The competitions in fixtures/, and the command that checks them.

use crate::common;

use std::{collections::HashSet, fs, process::Command};

use common::folder::{Folder, fixture};
use jinbang::import::{Fault, read_folder};

fn jinbang(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jinbang")).args(args).output().unwrap();
    (output.status.code(), String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap())
}

/// `faults.txt` lists file, row, column (`-`: none) and what is wrong.
#[test]
fn every_fault_of_the_broken_competition_is_reported() {
    let import = read_folder(&fixture("broken"));
    let place = |fault: &Fault| {
        let row = fault.row.map_or_else(|| "-".to_owned(), |row| row.to_string());
        format!("{},{row},{}", fault.file, fault.column.as_deref().unwrap_or("-"))
    };
    let reported: HashSet<String> = import.faults.iter().map(place).collect();
    let expected = fs::read_to_string(fixture("broken").join("faults.txt")).unwrap();
    let missing: Vec<&str> = expected
        .lines()
        .filter(|line| !line.is_empty())
        .filter(|line| !reported.contains(&line.splitn(4, ',').take(3).collect::<Vec<_>>().join(",")))
        .collect();
    assert_eq!(missing, Vec::<&str>::new());
    assert!(!import.is_openable());
}

#[test]
fn the_national_competition_can_be_opened() {
    let import = read_folder(&fixture("digital-skills"));
    assert!(import.is_openable());
    // Its CIS sheet varies from the standard's sections, as real ones do.
    assert!(import.faults.iter().all(|fault| fault.code == "section-marks-vary"), "{:#?}", import.faults);
    let sizes: Vec<_> = import
        .summary
        .skills
        .iter()
        .map(|skill| (skill.skill.as_str(), skill.measurements + skill.judgements, skill.competitors))
        .collect();
    assert_eq!(
        sizes,
        [
            ("artificial-intelligence", 94, 36),
            ("data-security", 179, 40),
            ("integrated-circuits", 111, 32),
            ("intelligent-manufacturing", 98, 28)
        ]
    );
    assert!(import.summary.skills.iter().all(|skill| skill.max_total == "100.00"));
}

#[test]
fn the_exit_code_tells_sound_faulty_and_unreadable_apart() {
    let folder = |name: &str| fixture(name).to_string_lossy().into_owned();
    for (path, expected) in [(folder("tiny"), 0), (folder("broken"), 1), (folder("nowhere"), 2)] {
        assert_eq!(jinbang(&["check", &path]).0, Some(expected), "{path}");
    }
}

#[test]
fn the_report_is_json_too() {
    let folder = Folder::sound();
    folder.change("marks.csv", "1.75", "9");
    let (code, out, _) = jinbang(&["check", "--format", "json", &folder.path().to_string_lossy()]);
    let report: serde_json::Value = serde_json::from_str(&out).unwrap();
    assert_eq!((code, &report["openable"], &report["errors"]), (Some(1), &false.into(), &1.into()));
    let fault = serde_json::json!({
        "severity": "error", "code": "out-of-range", "file": "marks.csv", "row": 2, "column": "value", "found": "9",
        "problem": "9 is outside 0 to 2", "remedy": "write a value from 0 to 2", "skill": "cables",
    });
    assert_eq!(report["faults"][0], fault);
    let summary = serde_json::json!({
        "skill": "cables", "criteria": 2, "sub_criteria": 2, "measurements": 2, "judgements": 2, "max_total": "10.00",
        "competitors": 3, "experts": 5, "panels": 1, "entries": 23, "marks": 11, "marks_wanted": 12,
    });
    assert_eq!(report["summary"], serde_json::json!({"delegations": 2, "skills": [summary]}));
}

#[test]
fn the_report_is_text() {
    let folder = Folder::sound();
    folder.change("marks.csv", "1.75", "9");
    let (_, out, _) = jinbang(&["check", &folder.path().to_string_lossy()]);
    let expected = "\
try-out  Try-out
  cables: 2 criteria, 2 sub-criteria, 4 aspects (2 M + 2 J) for 10.00 marks; 3 competitors, 5 experts, 1 panels
    23 entries, 11 of 12 marks: not complete

error marks.csv:2:value: 9 is outside 0 to 2 (found: 9) [out-of-range]
    write a value from 0 to 2
warning marks.csv:aspect: 1 of 12 marks of skill cables are missing; a missing mark is never a zero (found: C1 A1.M1) [marks-missing]
    add them when they are there
1 error, 1 warning: cannot be opened
";
    assert_eq!(out, expected);
}
