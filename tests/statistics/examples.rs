//! The examples of the guide run as they stand there.

use std::{fs, os::unix::fs::symlink, path::Path};

use tempfile::TempDir;

use super::common::process::{jinbang, run};

const GUIDE: &str = include_str!("../../docs/statistics.md");

#[test]
fn every_example_of_the_guide_runs() {
    let folder = TempDir::with_prefix("guide-").expect("a folder");
    symlink(Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures"), folder.path().join("fixtures")).expect("a link");
    let block = GUIDE.split("```sh\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let (mut place, mut ran) = ("", 0);
    for line in block.lines().map(|line| line.split('#').next().unwrap_or_default().trim()) {
        if let Some(set) = line.strip_prefix("F=") {
            place = set;
        } else if let Some(words) = line.strip_prefix("jinbang ") {
            let words: Vec<String> =
                words.split_whitespace().map(|word| word.replace("$F", place).trim_end_matches(';').to_owned()).collect();
            let ended = run(jinbang().args(&words).current_dir(folder.path()));
            assert!(ended.code == Some(0) && !ended.out.is_empty(), "{line}: {ended:?}");
            ran += 1;
        } else {
            assert!(line.is_empty(), "{line:?} is no example");
        }
    }
    assert_eq!(ran, 6);
    assert!(fs::read_dir(folder.path().join("charts")).expect("charts").count() > 0);
}

/// The table of rules in the guide is one that passes the check.
#[test]
fn the_rules_of_the_guide_are_sound() {
    let block = GUIDE.split("```toml\n").nth(1).and_then(|rest| rest.split("```").next()).expect("a block");
    let read = jinbang::import::outcome_rules(block, "guide.toml");
    assert!(read.is_sound() && read.faults.is_empty(), "{:#?}", read.faults);
}
