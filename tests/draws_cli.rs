//! `jinbang draw` as people run it: a contest without a server, and a third party with nothing but the record.

use crate::common;

use std::{fs, os::unix::fs::PermissionsExt, path::Path};

use common::{
    folder::{Folder, fixture, shown},
    process::{Ended, jinbang, run},
};
use jinbang::ranking::{draw::DrawFile, settle};

/// Three competitors, of whom C1 and C3 end with equal totals.
fn tied() -> Folder {
    let folder = Folder::empty();
    folder.put("competition.toml", "id = \"city\"\ntitle = \"City\"\nstarts = 2026-11-18\nends = 2026-11-18\n");
    folder.put("skills/web/skill.toml", "title = \"Web\"\n[scheme]\ntotal = 5\n[ties]\nlast = \"draw\"\n");
    folder.put("skills/web/scheme.csv", "aspect,type,max_mark\nA1.M1,M,5\n");
    folder.put("competitors.csv", "id,skill\nC1,web\nC2,web\nC3,web\n");
    folder.put("experts.csv", "id,skill,role\nE-01,web,expert\nS-01,web,supervisor\n");
    folder.put("marks.csv", "skill,competitor,aspect,value\nweb,C1,A1.M1,4\nweb,C2,A1.M1,5\nweb,C3,A1.M1,4\n");
    folder
}

fn draw(step: &str, folder: &Folder, more: &[&str]) -> Ended {
    run(jinbang().args(["draw", step]).arg(folder.path()).args(["--skill", "web"]).args(more))
}

fn verify(record: &Path) -> Ended {
    run(jinbang().args(["draw", "verify"]).arg(record))
}

fn text(folder: &Folder, file: &str) -> String {
    fs::read_to_string(folder.path().join(file)).expect("a file")
}

#[track_caller]
fn done(ended: &Ended) {
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[track_caller]
fn refused(ended: &Ended, words: &str) {
    assert_eq!(ended.code, Some(2), "{ended:?}");
    assert!(ended.err.contains(words), "{words:?} is not in {}", ended.err);
}

#[test]
fn from_a_tie_to_a_record_that_anybody_can_check() {
    let folder = tied();
    let committed = draw("commit", &folder, &[]);
    done(&committed);
    assert!(committed.out.contains("among C1, C3") && committed.out.contains("commitment"), "{committed:?}");
    let secret = text(&folder, "draws.secret");
    let hex = secret.split('"').find(|part| part.len() == 64).expect("a secret").to_owned();
    assert!(!text(&folder, "draws.toml").contains(&hex) && !committed.out.contains(&hex));
    let mode = fs::metadata(folder.path().join("draws.secret")).expect("a file").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let waiting = folder.read();
    assert_eq!(waiting.faults.iter().map(shown).collect::<Vec<_>>(), ["warning draw-not-revealed draws.toml:3:draws"]);
    assert_eq!(settle(&[0, 2], &waiting.draws[0]), None);
    refused(&draw("commit", &folder, &[]), "waits for the reveal");

    let revealed = draw("reveal", &folder, &["--witness", "E-01=3 5 1", "--witness", "S-01=北"]);
    done(&revealed);
    assert!(!folder.path().join("draws.secret").exists(), "the secret is on record now");
    let import = folder.read();
    assert_eq!((import.faults.len(), import.draws[0].len()), (0, 1), "{:?}", import.faults);
    let order = settle(&[0, 2], &import.draws[0]).expect("drawn");
    let names: Vec<&str> = revealed.out.lines().skip(1).filter_map(|line| line.split_whitespace().nth(1)).collect();
    assert_eq!(names, order.iter().map(|&index| ["C1", "C2", "C3"][index]).collect::<Vec<_>>());
    let verified = verify(folder.path());
    done(&verified);
    assert!(
        ["commitment  matches", "seed        matches", "order       matches"].iter().all(|line| verified.out.contains(line)),
        "{verified:?}"
    );
    refused(&draw("commit", &folder, &[]), "nothing to draw");
    done(&run(jinbang().arg("rank").arg(folder.path())));
}

#[test]
fn a_third_party_finds_every_change() {
    let folder = tied();
    done(&draw("commit", &folder, &[]));
    done(&draw("reveal", &folder, &["--witness", "E-01=3 5 1"]));
    let record = text(&folder, "draws.toml");
    for (from, to, field) in [
        ("value = \"3 5 1\"", "value = \"3 5 2\"", "seed"),
        ("skill = \"web\"", "skill = \"pottery\"", "commitment"),
        ("method = \"draw/1\"", "method = \"draw/2\"", "method"),
        ("draw = 1", "draw = 2", "commitment"),
        ("competitors = [\"C1\", \"C3\"]", "competitors = [\"C1\", \"C2\", \"C3\"]", "commitment"),
    ] {
        assert!(record.contains(from), "{record}");
        folder.put("record.toml", record.replacen(from, to, 1));
        let ended = verify(&folder.path().join("record.toml"));
        assert_eq!(ended.code, Some(1), "{from}: {ended:?}");
        assert!(ended.out.contains(field), "{from}: {ended:?}");
    }
    let order = record.lines().find(|line| line.starts_with("order")).expect("an order").to_owned();
    let other = if order.contains("\"C1\", \"C3\"") { "order = [\"C3\", \"C1\"]" } else { "order = [\"C1\", \"C3\"]" };
    folder.put("record.toml", record.replace(&order, other));
    let ended = verify(&folder.path().join("record.toml"));
    assert!(ended.code == Some(1) && ended.out.contains("order       DIFFERS"), "{ended:?}");

    // The same as JSON, several or one.
    let file: DrawFile = toml::from_str(&record).expect("a record");
    for json in [serde_json::to_string(&file), serde_json::to_string_pretty(&file.draws[0])] {
        folder.put("record.json", json.expect("JSON"));
        done(&verify(&folder.path().join("record.json")));
    }
    for unreadable in ["{", "nonsense", "{\"draws\": [{}]}", "[[draws]]\nskill = 1\n"] {
        folder.put("record.json", unreadable);
        refused(&verify(&folder.path().join("record.json")), "record.json");
    }
    refused(&verify(Path::new("/nowhere/draws.json")), "/nowhere");
}

#[test]
fn what_a_draw_in_a_folder_refuses() {
    let folder = tied();
    refused(&draw("reveal", &folder, &["--witness", "E-01=1"]), "no draw of web waits");
    refused(&draw("commit", &folder, &["--competitors", "C1,C2"]), "not tied");
    refused(&run(jinbang().args(["draw", "commit"]).arg(folder.path()).args(["--skill", "webb"])), "no skill \"webb\"");
    done(&draw("commit", &folder, &["--competitors", "C3,C1"]));
    refused(&draw("reveal", &folder, &["--witness", "somebody=1"]), "no expert somebody");
    refused(&draw("reveal", &folder, &["--witness", "E-01"]), "EXPERT=VALUE");
    refused(&draw("cancel", &folder, &["--reason", " "]), "reason");
    done(&draw("cancel", &folder, &["--reason", "a die fell off the table"]));
    assert!(!folder.path().join("draws.secret").exists());
    done(&draw("commit", &folder, &[]));
    folder.put("draws.secret", text(&folder, "draws.secret").replace("draw = 2", "draw = 7"));
    refused(&draw("reveal", &folder, &["--witness", "E-01=1"]), "secret of this draw is gone");
    assert!(verify(folder.path()).out.contains("cancelled: a die fell off the table"));

    let folder = tied();
    folder.change("marks.csv", "web,C3,A1.M1,4", "web,C3,A1.M1,3");
    refused(&draw("commit", &folder, &[]), "nothing to draw");
    let folder = tied();
    folder.change("skills/web/skill.toml", "draw", "shared");
    refused(&draw("commit", &folder, &[]), "end no tie by a draw");
    let folder = tied();
    folder.change("marks.csv", "C3,A1.M1,4", "C3,A1.M1,four");
    refused(&draw("commit", &folder, &[]), "the folder has errors");
}

#[test]
fn what_is_wrong_with_a_record_in_a_folder() {
    let folder = tied();
    done(&draw("commit", &folder, &[]));
    done(&draw("reveal", &folder, &["--witness", "E-01=3 5 1"]));
    let record = text(&folder, "draws.toml");
    for (from, to, expected) in [
        ("value = \"3 5 1\"", "value = \"3 5 2\"", "error draw-not-proven draws.toml:"),
        ("competition = \"city\"", "competition = \"town\"", "error other-competition draws.toml:5:draws.competition"),
        ("skill = \"web\"", "skill = \"pots\"", "error unknown-skill draws.toml:6:draws.skill"),
        ("\"E-01\"", "\"E-02\"", "error unknown-expert draws.toml:14:draws.witnesses"),
        ("competitors = [\"C1\"", "competitors = [\"C0\"", "error unknown-competitor draws.toml:8:draws.competitors"),
        ("method = \"draw/1\"\n", "", "error key-missing draws.toml:3:draws.method"),
        ("draw = 1", "draw = 0", "error out-of-range draws.toml:7:draws.draw"),
        ("draw = 1", "draw = 1\nhat = 3", "warning unknown-key draws.toml:8:draws.hat"),
        ("method = \"draw/1\"", "method = \"draw/9\"", "error draw-malformed draws.toml:4:draws.method"),
    ] {
        assert!(record.contains(from), "{from} is not in {record}");
        folder.put("draws.toml", record.replacen(from, to, 1));
        let faults: Vec<String> = folder.read().faults.iter().map(shown).collect();
        assert!(faults.iter().any(|fault| fault.starts_with(expected)), "{from} → {to}: {faults:?}");
    }
    folder.put("draws.toml", format!("{record}\n[[draws]]{}", record.split_once("[[draws]]").expect("a draw").1));
    assert!(folder.read().faults.iter().any(|fault| fault.code == "duplicate-draw"));
    folder.put("draws.toml", record);
    folder.change("skills/web/skill.toml", "\"draw\"", "\"shared\"");
    let import = folder.read();
    assert_eq!(import.faults.iter().map(|fault| fault.code).collect::<Vec<_>>(), ["draw-without-rule"]);
    assert!(import.draws[0].is_empty());
    assert!(import.is_openable());
    assert_eq!(jinbang::import::read_folder(&fixture("tiny")).draws, [vec![]]);
}

/// Draws are numbered from 1 and stay on record: two of one number, or one that is gone, were altered afterwards.
#[test]
fn an_erased_or_doubled_draw_is_found() {
    let folder = tied();
    done(&draw("commit", &folder, &[]));
    done(&draw("cancel", &folder, &["--reason", "nobody listened"]));
    done(&draw("commit", &folder, &[]));
    done(&draw("reveal", &folder, &["--witness", "E-01=3 5 1"]));
    done(&verify(folder.path()));
    let record = text(&folder, "draws.toml");
    let second = format!("[[draws]]{}", record.rsplit_once("[[draws]]").expect("two draws").1);
    for (altered, said) in [(second.clone(), "draw 1 is missing"), (format!("{record}\n{second}"), "draw 2 is there twice")] {
        folder.put("draws.toml", altered);
        let ended = verify(folder.path());
        assert!(ended.code == Some(1) && ended.out.contains(said) && ended.out.contains("NOT the whole record"), "{ended:?}");
        assert!(!folder.read().is_openable(), "{said}");
    }
}
