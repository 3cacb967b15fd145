//! Simulated marks: complete, within the rules, the same for the same seed.

use crate::common;

use std::{fs, process::Command};

use common::folder::{Folder, fixture};
use sha2::{Digest, Sha256};

fn generate(folder: &Folder, args: &[&str]) -> (Option<i32>, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jinbang")).arg("generate").arg(folder.path()).args(args).output().unwrap();
    (output.status.code(), String::from_utf8(output.stderr).unwrap())
}

fn marks(folder: &Folder) -> Vec<u8> {
    fs::read(folder.path().join("marks.csv")).unwrap()
}

fn copy_of(name: &str) -> Folder {
    fn copy(from: &std::path::Path, folder: &Folder, below: &str) {
        for entry in fs::read_dir(from).unwrap().map(Result::unwrap) {
            let name = format!("{below}{}", entry.file_name().to_string_lossy());
            if entry.path().is_dir() {
                copy(&entry.path(), folder, &format!("{name}/"));
            } else {
                folder.put(&name, fs::read(entry.path()).unwrap());
            }
        }
    }
    let folder = Folder::empty();
    copy(&fixture(name), &folder, "");
    folder
}

#[test]
fn a_national_competition_is_marked_completely_and_within_every_rule() {
    let folder = copy_of("digital-skills");
    assert_eq!(generate(&folder, &["--seed", "1", "--force"]).0, Some(0));
    let import = folder.read();
    assert!(import.summary.skills.iter().all(jinbang::import::SkillSummary::is_complete));
    assert!(import.faults.iter().all(|fault| fault.code == "section-marks-vary"), "{:#?}", import.faults);
    assert!(import.marks.is_sorted_by_key(|mark| mark.at));
    // The totals are spread out as those of people are.
    let competition = import.competition.as_ref().unwrap();
    for (skill, tally) in competition.skills.iter().zip(jinbang::import::tallies(competition, &import.marks)) {
        let standings = jinbang::ranking::standings(skill, &tally);
        let (best, worst) = (standings[0].total, standings[standings.len() - 1].total);
        assert!(best > 70 && best < 100 && worst > 5 && best - worst > 20, "{best} {worst}");
    }
}

#[test]
fn the_same_seed_gives_the_same_bytes() {
    let (one, other) = (copy_of("tiny"), copy_of("tiny"));
    for folder in [&one, &other] {
        assert_eq!(generate(folder, &["--seed", "7", "--force"]).0, Some(0));
    }
    assert_eq!(marks(&one), marks(&other));
    // Pinned, so that a change of the algorithm is noticed: everyone's simulated results change with it.
    assert_eq!(
        data_encoding::HEXLOWER.encode(&Sha256::digest(marks(&one))),
        "0fe3b7cfceb1b1096bede716026ede448e2429c8e3f5604ee256f5a5de2067b7"
    );
    generate(&other, &["--seed", "8", "--force"]);
    assert_ne!(marks(&one), marks(&other));
}

#[test]
fn marks_that_are_there_are_kept_unless_forced() {
    let folder = Folder::sound();
    let (code, err) = generate(&folder, &["--seed", "1"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("--force"), "{err}");
    assert_eq!(marks(&folder), common::folder::MARKS.as_bytes());
    assert_eq!(generate(&folder, &["--seed", "1", "--force"]).0, Some(0));
    assert_eq!(folder.read().faults, []);
}

#[test]
fn what_cannot_be_marked_is_said_so() {
    let folder = Folder::sound();
    folder.change("skills/cables/skill.toml", "experts = 3", "experts = 4");
    let (code, err) = generate(&folder, &["--seed", "1", "--force"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("3 experts may judge C1 on A1.J1, and 4 are wanted"), "{err}");
    folder.change("skills/cables/skill.toml", "total = 10", "total = 11");
    let (code, err) = generate(&folder, &["--seed", "1", "--force"]);
    assert_eq!(code, Some(2));
    assert!(err.contains("add up to 10"), "{err}");
}

#[test]
fn a_folder_without_experts_gets_invented_ones() {
    let folder = Folder::sound();
    folder.remove("experts.csv");
    assert_eq!(generate(&folder, &["--seed", "1", "--force"]).0, Some(0));
    let import = folder.read();
    assert!(import.is_openable() && import.summary.skills[0].is_complete());
    assert_eq!(import.summary.skills[0].experts, 3);
}
