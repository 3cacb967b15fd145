//! What is not believed, and why: keys and lists of others, lists that are not there, files that are none.

use std::fs;

use super::{
    ISSUER, LATER, Office,
    common::{
        folder::Folder,
        process::{jinbang, run},
    },
};

#[test]
fn what_is_unknown_is_not_believed() {
    let folder = Folder::sound();
    let (ours, theirs) = (Office::issued(folder.path()), Office::issued(folder.path()));
    let file = &ours.files()[0];
    let key = |office: &Office| office.out().join("did.json");
    let list = |office: &Office| office.out().join("status.jwt");
    let empty = ours.out().join("empty.jwt");
    fs::write(&empty, "").expect("a file");
    let cases = [
        (key(&theirs), list(&ours), "2030-01-01T00:00:00Z", "its signature is not of this issuer's key"),
        (key(&ours), list(&theirs), "2030-01-01T00:00:00Z", "the status list cannot be used"),
        (key(&ours), empty, "2030-01-01T00:00:00Z", "the status list cannot be used"),
        (key(&ours), file.clone(), "2030-01-01T00:00:00Z", "it is no list of revocations"),
        (key(&ours), list(&ours), "2026-11-18T23:59:59Z", "not valid before 2026-11-19"),
    ];
    for (key, list, at, wanted) in cases {
        let ended = run(jinbang().arg("verify").arg(file).args(["--at", at, "--issuer-key"]).arg(key).arg("--status").arg(list));
        assert_eq!(ended.code, Some(1), "{wanted}: {ended:?}");
        assert!(ended.out.contains(wanted) && ended.out.contains("NOT VERIFIED"), "{wanted}: {}", ended.out);
    }
}

/// Without a list nobody knows; without a key nothing is asked at all.
#[test]
fn a_file_alone_is_not_enough() {
    let office = Office::issued(Folder::sound().path());
    let alone = tempfile::TempDir::new().expect("a folder");
    let file = alone.path().join("credential.jwt");
    fs::copy(&office.files()[0], &file).expect("a copy");
    let verify = || run(jinbang().arg("verify").arg(&file).args(["--at", LATER]));
    let without_key = verify();
    assert!(without_key.code == Some(2) && without_key.err.contains("--issuer-key"), "{without_key:?}");
    fs::copy(office.out().join("did.json"), alone.path().join("did.json")).expect("a copy");
    let without_list = verify();
    assert!(without_list.code == Some(1) && without_list.out.contains("whether it is revoked is unknown"), "{without_list:?}");
    fs::copy(office.out().join("status.jwt"), alone.path().join("status.jwt")).expect("a copy");
    let whole = verify();
    assert!(whole.code == Some(0) && whole.out.contains("compare its letters"), "{whole:?}");
}

#[test]
fn faults_say_what_to_do() {
    let folder = Folder::sound();
    let office = Office::issued(folder.path());
    let issue = |issuer: &str, key: &std::path::Path| {
        run(jinbang().arg("credentials").arg(folder.path()).args(["--issuer", issuer, "--out"]).arg(office.out()).arg("--key").arg(key))
    };
    let other = Office::new();
    let no_key = office.out().join("register.json");
    let cases = [
        ("http://skills.example.org", office.key(), "https and without ? and #"),
        ("https://", office.key(), "is no address of an issuer"),
        ("https://other.example.org", office.key(), "register.json is of https://skills.example.org"),
        (ISSUER, other.key(), "not of"),
        (ISSUER, no_key, "it is no PKCS#8 key in PEM"),
    ];
    for (issuer, key, wanted) in cases {
        let ended = issue(issuer, &key);
        assert_eq!(ended.code, Some(2), "{wanted}: {ended:?}");
        assert!(ended.err.contains(wanted), "{wanted}: {}", ended.err);
    }
    let unknown = office.revoke("NOBODY");
    assert!(unknown.code == Some(2) && unknown.err.contains("the register has no credential \"NOBODY\""), "{unknown:?}");
    let nothing = run(jinbang().arg("credentials"));
    assert_eq!(nothing.code, Some(2), "{nothing:?}");
    folder.change("competition.toml", "ends = \"2026-11-19\"\n", "");
    let no_day = issue(ISSUER, &office.key());
    assert!(no_day.code == Some(2) && no_day.err.contains("when the competition ends"), "{no_day:?}");
}
