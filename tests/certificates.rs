//! `jinbang certificates`: whom it writes one for, what the file is, and what it says when there is none.

use std::{collections::BTreeSet, fs, path::Path};

use jinbang::{
    export::{certificate::address, pdf::QrSquares},
    honours::Certificate,
};
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{
    folder::{COMPETITION, COMPETITORS, Folder, MARKS, fixture},
    process::{Ended, jinbang, run},
};

fn certificates(folder: &Path, out: &Path, more: &[&str]) -> Ended {
    run(jinbang().arg("certificates").arg(folder).arg("--out").arg(out).args(more))
}

/// `skill-competitor`, without the member of a team.
fn holders(out: &Path, members: bool) -> BTreeSet<String> {
    let names = fs::read_dir(out).expect("a folder").map(|entry| entry.expect("an entry").file_name().into_string().expect("UTF-8"));
    let stems = names.map(|name| name.strip_suffix(".pdf").expect("a PDF").to_owned());
    let holder = |stem: String| match stem.rsplit_once('-') {
        Some((head, member)) if members && member.len() == 1 => head.to_owned(),
        _ => stem,
    };
    stems.map(holder).collect()
}

/// Whoever has a medal or an award in the standings.
fn winners(folder: &Path) -> BTreeSet<String> {
    let ended = run(jinbang().arg("rank").arg(folder).args(["--format", "json"]));
    let report: Value = serde_json::from_str(&ended.out).expect("JSON");
    let skills = report["skills"].as_array().expect("skills");
    let of_skill = |skill: &Value| -> Vec<String> {
        let won = |row: &&Value| row["medal"].is_string() || row["awards"].as_array().is_some_and(|awards| !awards.is_empty());
        let rows = skill["standings"].as_array().expect("standings").iter().filter(won);
        rows.map(|row| format!("{}-{}", skill["skill"].as_str().expect("id"), row["competitor"].as_str().expect("id"))).collect()
    };
    skills.iter().flat_map(of_skill).collect()
}

#[test]
fn every_winner_has_one() {
    let cases = [
        ("tiny", 2, false),
        ("digital-skills", 88, true),
        ("national-finals", 4, false),
        ("class-1-finals", 5, false),
        ("guangdong-finals", 3, false),
        ("suzhou-ic", 5, false),
    ];
    for (name, files, has_teams) in cases {
        let out = TempDir::new().expect("a folder");
        let ended = certificates(&fixture(name), out.path(), &[]);
        assert_eq!(ended.code, Some(0), "{name}: {ended:?}");
        assert_eq!(fs::read_dir(out.path()).expect("a folder").count(), files, "{name}");
        assert_eq!(holders(out.path(), has_teams), winners(&fixture(name)), "{name}");
    }
}

/// PDF/A-2b says so of itself; the font is in the file, and not the whole of it; the clock is not.
#[test]
fn the_same_input_gives_the_same_bytes() {
    let (one, two) = (TempDir::new().expect("a folder"), TempDir::new().expect("a folder"));
    for out in [&one, &two] {
        let ended = certificates(&fixture("tiny"), out.path(), &["--url", "https://skills.example.org/", "--together"]);
        assert_eq!(ended.code, Some(0), "{ended:?}");
    }
    for entry in fs::read_dir(one.path()).expect("a folder") {
        let file = entry.expect("an entry").file_name();
        let (first, second) = (fs::read(one.path().join(&file)).expect("a file"), fs::read(two.path().join(&file)).expect("a file"));
        assert!(first == second, "{file:?}");
        let text = String::from_utf8_lossy(&first);
        for wanted in ["%PDF-1.7", "<pdfaid:part>2</pdfaid:part>", "<pdfaid:conformance>B</pdfaid:conformance>", "/FontFile3"] {
            assert!(text.contains(wanted), "{file:?}: {wanted}");
        }
        assert!(first.len() < 200_000, "{file:?}: {} bytes", first.len());
    }
    assert!(one.path().join("all.pdf").is_file());
}

#[test]
fn the_qr_code_leads_to_the_certificate() {
    let at = address("https://skills.example.org/", "PGLJ2KH53YQ3PDPB72EIDPB3Z4");
    let squares = QrSquares::new(&at).expect("it fits");
    let is_dark = |x: usize, y: usize| {
        squares
            .dark
            .iter()
            .any(|&(column, row, length)| usize::from(row) == y && (usize::from(column)..usize::from(column + length)).contains(&x))
    };
    let (unit, side) = (4, usize::from(squares.width));
    let mut image =
        rqrr::PreparedImage::prepare_from_greyscale(side * unit, side * unit, |x, y| if is_dark(x / unit, y / unit) { 0 } else { 255 });
    let (_, read) = image.detect_grids().first().expect("a code").decode().expect("it can be read");
    assert_eq!(read, "https://skills.example.org/verify/PGLJ2KH53YQ3PDPB72EIDPB3Z4");
    assert_eq!(read, at);
}

/// Those whose place may change get nothing, and hear why in both languages.
#[test]
fn nothing_is_certified_that_may_change() {
    let cases = [
        ("cables,C2,B1.J1,E4,3,\n", "cables: 1 marks are missing", "还有1个评分未录入"),
        ("cables,C1,A1.M1,,1.75,2026-11-18T09:00:00+08:00\n", "cables: 1 marks are missing", "名次未定"),
    ];
    for (mark, en, zh) in cases {
        let (folder, out) = (Folder::sound(), TempDir::new().expect("a folder"));
        assert_eq!(certificates(folder.path(), out.path(), &[]).code, Some(0));
        folder.put("marks.csv", MARKS.replace(mark, ""));
        let empty = TempDir::new().expect("a folder");
        let ended = certificates(folder.path(), empty.path(), &[]);
        assert_eq!(ended.code, Some(1), "{ended:?}");
        assert!(ended.err.contains(en) && ended.err.contains(zh) && ended.err.contains("no certificates"), "{}", ended.err);
        assert_eq!(fs::read_dir(empty.path()).expect("a folder").count(), 0);
    }
}

fn all(folder: &Path) -> Vec<Certificate> {
    let import = jinbang::import::read_folder(folder);
    let competition = import.competition.expect("a competition");
    let tallies = jinbang::import::tallies(&competition, &import.marks);
    let contest = jinbang::honours::Contest::new(&competition, &tallies, &import.draws);
    let people = jinbang::honours::candidates(&contest, &import.people);
    let awards = jinbang::honours::settled_awards(&competition, &tallies, &import.draws);
    jinbang::honours::certificates(&competition, &contest, &people, awards.as_deref())
}

/// One changed fact, and the id is another; a guest takes no medal.
#[test]
fn an_id_is_of_its_facts() {
    let sound = all(Folder::sound().path());
    let who: Vec<&str> = sound.iter().map(|certificate| certificate.competitor.as_str()).collect();
    assert_eq!(who, ["C1", "C2"]);
    assert_ne!(sound[0].id, sound[1].id);
    assert_eq!(sound, all(Folder::sound().path()));
    let changes = [
        ("competitors.csv", "沈翀", "沈冲"),
        ("competitors.csv", "Shen Chong", "Shen Chung"),
        ("delegations.csv", "North", "Northern"),
        ("competition.toml", "Try-out", "Finals"),
        ("competition.toml", "ends = \"2026-11-19\"", "ends = \"2026-11-20\""),
        ("marks.csv", "cables,C1,A1.M1,,1.75", "cables,C1,A1.M1,,1.50"),
    ];
    for (file, from, to) in changes {
        let folder = Folder::sound();
        folder.change(file, from, to);
        let changed = all(folder.path());
        assert_eq!(changed[0].competitor, sound[0].competitor, "{from}");
        assert_ne!(changed[0].id, sound[0].id, "{from} to {to}");
    }
}

/// PDF/A wants a day, whether the competition has one or not.
#[test]
fn a_competition_without_dates_has_certificates_too() {
    let (folder, out) = (Folder::sound(), TempDir::new().expect("a folder"));
    let undated: Vec<&str> = COMPETITION.lines().filter(|line| !line.starts_with("starts") && !line.starts_with("ends")).collect();
    folder.put("competition.toml", undated.join("\n"));
    let ended = certificates(folder.path(), out.path(), &[]);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(fs::read_dir(out.path()).expect("a folder").count() > 0);
}

#[test]
fn faults_say_what_to_do() {
    let folder = Folder::sound();
    let out = TempDir::new().expect("a folder");
    let cases: [(&[&str], &str); 5] = [
        (&["--font", "Cargo.toml"], "Cargo.toml is no TrueType or OpenType font"),
        (&["--font", "/nowhere.ttf"], "/nowhere.ttf cannot be read"),
        (&["--url", "skills.example.org"], "an address such as https://skills.example.org is wanted"),
        (&["--url", "https://skills.example.org/?a=1"], "without ? and #"),
        (&["--skill", "cable"], "did you mean \"cables\"?"),
    ];
    for (more, wanted) in cases {
        let ended = certificates(folder.path(), out.path(), more);
        assert_eq!(ended.code, Some(2), "{more:?}: {ended:?}");
        assert!(ended.err.contains(wanted), "{more:?}: {}", ended.err);
    }
    folder.put("competitors.csv", COMPETITORS.replace("沈翀", "沈\u{13000}"));
    let ended = certificates(folder.path(), out.path(), &[]);
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.err.contains("cables-C1") && ended.err.contains("the font has no character"), "{}", ended.err);
    folder.put("competition.toml", COMPETITION.replace("title = \"Try-out\"\n", "title = 7\n"));
    assert_eq!(certificates(folder.path(), out.path(), &[]).code, Some(1));
}
