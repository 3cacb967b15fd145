//! Another program, which shares no code with ours, must find the same of every credential. It is Node.js, which builds the pages anyway.

use std::{path::Path, process::Command};

use serde_json::Value;

use super::{
    Office,
    common::{folder::fixture, process::run},
};

/// What it says of all credentials of a folder.
fn second_opinion(office: &Office) -> Value {
    let script = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/credentials/second_verifier.mjs");
    let ended = run(Command::new("node").arg(script).arg(office.out()).arg(office.key()));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    serde_json::from_str(&ended.out).expect("JSON")
}

#[test]
fn another_program_finds_the_same() {
    let office = Office::issued(&fixture("suzhou-ic"));
    let files = office.files();
    assert_eq!(files.len(), 5);
    let before = second_opinion(&office);
    assert_eq!(before["keyBelongsToSecret"], true);
    assert_eq!(office.revoke(&office.id(&files[1])).code, Some(0));
    let after = second_opinion(&office);
    for (index, file) in files.iter().enumerate() {
        let name = file.file_name().expect("a name").to_str().expect("UTF-8");
        let ours = office.verify(file);
        assert_eq!(before["credentials"][name], serde_json::json!({ "genuine": true, "wellFormed": true, "revoked": false }), "{name}");
        let theirs = &after["credentials"][name];
        assert_eq!((theirs["genuine"].as_bool(), theirs["revoked"].as_bool()), (Some(true), Some(index == 1)), "{name}");
        assert_eq!(ours.code, Some(i32::from(index == 1)), "{name}: {ours:?}");
    }
}
