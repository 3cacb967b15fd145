//! Folders: a competition's, and the rules of programmes and of learning outcomes.

use std::{fs, path::Path, sync::LazyLock};

use jinbang::{
    competition::{Competition, Skill},
    decimal::Decimal,
    export::SkillStandings,
    import::{self, Fault, MarkRow, limits},
    judging::{Actor, Body, ContestState, Entry},
};
use tempfile::TempDir;

use super::parts::parts;

pub const WORDS: [&str; 36] = [
    "[judgement]",
    "[measurement]",
    "[ranking]",
    "[scale]",
    "[ties]",
    "[medals]",
    "[total]",
    "[publication]",
    "[conduct]",
    "[[panels]]",
    "[calculations.x]",
    "method = \"rank-majority\"",
    "method = \"worldskills\"",
    "method = \"percentile\"",
    "kind = \"linear\"",
    "kind = \"steps\"",
    "rule = \"share\"",
    "reduction = \"trimmed-mean\"",
    "reduction = \"closest-pair\"",
    "result = \"value\"",
    "missing = \"skip\"",
    "experts = 15",
    "drop = 7",
    "decimals = 8",
    "keys = []",
    "last = \"draw\"",
    "\u{feff}",
    "\"\"\"",
    "\r\n",
    "skills/cables/skill.toml",
    "92233720368.54775807",
    "2026-02-30",
    "=1+1",
    "中文",
    ",,,,,,,",
    "A1.J1",
];

pub const RULE_WORDS: [&str; 20] = [
    "[[rules]]",
    "[[quotas]]",
    "[[outcomes]]",
    "[[stages]]",
    "[sources]",
    "when = ",
    "{ all = [] }",
    "{ any = [] }",
    "{ not = ",
    "{ fact = \"age\", at_most = 35 }",
    "medal = \"gold\"",
    "place = 1",
    "source = ",
    "credits = \"1e9\"",
    "level = 8",
    "valid_from = \"2026-01-01\"",
    "share = \"0.3\"",
    "\"\"\"",
    "[[[[",
    "'",
];

const FILES: [&str; 10] = [
    "competition.toml",
    "delegations.csv",
    "competitors.csv",
    "experts.csv",
    "marks.csv",
    "draws.toml",
    "people.csv",
    "signed.csv",
    "skills/cables/skill.toml",
    "skills/cables/scheme.csv",
];

static COMPETITION: LazyLock<TempDir> = LazyLock::new(|| TempDir::with_prefix("fuzzed-").expect("a folder"));
static PROGRAMMES: LazyLock<TempDir> = LazyLock::new(|| TempDir::with_prefix("fuzzed-").expect("a folder"));

/// The folder holds these files of `known` and no others.
fn fill(folder: &Path, known: &[&str], files: &[(String, Vec<u8>)]) {
    fs::create_dir_all(folder.join("skills/cables")).expect("a folder");
    for name in known {
        let path = folder.join(name);
        match files.iter().find(|(file, _)| file == name) {
            Some((_, content)) => fs::write(path, content).expect("a file"),
            None => drop(fs::remove_file(path)),
        }
    }
}

/// True: it can be opened for marking.
pub fn contest(bytes: &[u8]) -> bool {
    let root = COMPETITION.path();
    fill(root, &FILES, &parts(bytes));
    let import = import::read_folder(root);
    told(&import.faults);
    let Some(competition) = &import.competition else { return false };
    sound(competition, &import.marks);
    if import.is_openable() {
        opens(competition);
    }
    import.is_openable()
}

/// Even of a faulty folder what was read can be computed with.
pub fn sound(competition: &Competition, marks: &[MarkRow]) {
    for (skill, tally) in competition.skills.iter().zip(import::tallies(competition, marks)) {
        bounded(skill);
        std::hint::black_box(SkillStandings::new(skill, &tally, &[]));
    }
}

fn bounded(skill: &Skill) {
    assert!(skill.competitors.len() <= limits::COMPETITORS_MAX_PER_SKILL && skill.experts.len() <= limits::EXPERTS_MAX_PER_SKILL);
    assert!(skill.scheme.aspects.len() <= limits::ASPECTS_MAX_PER_SKILL);
    assert!(skill.scheme.aspects.iter().all(|aspect| aspect.max_mark <= Decimal::from_int(limits::MARK_MAX)));
}

/// As the journal keeps it.
fn opens(competition: &Competition) {
    let body = Body::Opened { competition: Box::new(competition.clone()) };
    let entry = Entry { position: 1, at: 0, actor: Actor::Organiser, command: None, browser: None, body };
    let stored = serde_json::to_vec(&entry).expect("an entry is JSON");
    let read: Entry = serde_json::from_slice(&stored).expect("what was stored is read");
    assert_eq!(read, entry);
    ContestState::replay([&read]).expect("a sound competition opens");
}

/// Every fault says what is wrong and what to do.
pub fn told(faults: &[Fault]) {
    for fault in faults {
        assert!(!fault.code.is_empty() && !fault.problem.is_empty() && !fault.remedy.is_empty(), "{fault:?}");
    }
}

pub fn programmes(bytes: &[u8]) -> bool {
    let root = PROGRAMMES.path();
    fill(root, &["a.toml", "b.toml", "honours.toml"], &parts(bytes));
    let programmes = import::read_programmes(root);
    told(&programmes.faults);
    programmes.is_sound()
}

pub fn outcomes(bytes: &[u8]) -> bool {
    let Ok(text) = std::str::from_utf8(bytes) else { return false };
    let rules = import::outcome_rules(text, "outcomes.toml");
    told(&rules.faults);
    rules.is_sound()
}
