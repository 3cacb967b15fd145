//! The commands as people run them.

use std::{fs, os::unix::fs::PermissionsExt};

use super::{Office, common::folder::Folder};

#[test]
fn who_is_revoked_is_believed_no_longer() {
    let office = Office::issued(Folder::sound().path());
    let [first, second] = &office.files()[..] else { panic!("two winners: {:?}", office.files()) };
    for (file, zh, en) in [(first, "沈翀", "Shen Chong"), (second, "白喆", "Bai Zhe")] {
        let verified = office.verify(file);
        assert_eq!(verified.code, Some(0), "{verified:?}");
        for wanted in ["可信 GENUINE", zh, en, "未撤销", "not revoked", "did:web:skills.example.org", "place"] {
            assert!(verified.out.contains(wanted), "{wanted}: {}", verified.out);
        }
    }
    let revoked = office.revoke(&office.id(first));
    assert_eq!(revoked.code, Some(0), "{revoked:?}");
    let verified = office.verify(first);
    assert_eq!(verified.code, Some(1), "{verified:?}");
    assert!(verified.out.contains("REVOKED") && verified.out.contains("已撤销"), "{}", verified.out);
    assert_eq!(office.verify(second).code, Some(0));
    let again = office.revoke(&office.id(first));
    assert!(again.code == Some(2) && again.err.contains("is revoked already"), "{again:?}");
}

/// Issuing again changes nothing, and gives back to nobody what was revoked.
#[test]
fn issuing_twice_is_issuing_once() {
    let folder = Folder::sound();
    let office = Office::issued(folder.path());
    let read = || -> Vec<(String, Vec<u8>)> {
        let entries = fs::read_dir(office.out()).expect("a folder").map(|entry| entry.expect("an entry").path());
        let mut files: Vec<_> = entries.map(|path| (path.display().to_string(), fs::read(&path).expect("a file"))).collect();
        files.sort();
        files
    };
    for round in 0..2 {
        let before = read();
        assert_eq!(office.issue(folder.path()).code, Some(0));
        assert!(before == read(), "round {round}");
        if round == 0 {
            assert_eq!(office.revoke(&office.id(&office.files()[0])).code, Some(0));
        }
    }
    assert_eq!(office.verify(&office.files()[0]).code, Some(1));
}

/// An amended result gives new credentials, and the old ones are named until they are revoked.
#[test]
fn an_amended_result_is_told() {
    let folder = Folder::sound();
    let office = Office::issued(folder.path());
    let old = office.id(&office.files()[0]);
    folder.change("marks.csv", "cables,C1,A1.M1,,1.75", "cables,C1,A1.M1,,1.50");
    let amended = office.issue(folder.path());
    assert_eq!(amended.code, Some(0), "{amended:?}");
    assert!(amended.err.contains(&old) && amended.err.contains("应予撤销"), "{}", amended.err);
    assert_ne!(office.id(&office.files()[0]), old);
    assert_eq!(office.verify(&office.files()[0]).code, Some(0));
    assert_eq!(office.revoke(&format!("https://skills.example.org/credentials/{old}")).code, Some(0));
    assert!(!office.issue(folder.path()).err.contains(&old));
}

#[test]
fn secrets_are_the_owners() {
    let office = Office::issued(Folder::sound().path());
    let mode = |file: &std::path::Path| fs::metadata(file).expect("a file").permissions().mode() & 0o777;
    assert_eq!(mode(&office.key()), 0o600);
    assert_eq!(mode(&office.files()[0]), 0o600);
    assert_eq!(mode(&office.out().join("status.jwt")), 0o644);
    let before = fs::read(office.key()).expect("a key");
    let again = super::run(super::jinbang().args(["credentials", "key"]).arg(office.key()));
    assert!(again.code == Some(2) && again.err.contains("never overwritten"), "{again:?}");
    assert_eq!(fs::read(office.key()).expect("a key"), before);
    fs::set_permissions(office.key(), fs::Permissions::from_mode(0o640)).expect("permissions");
    let refused = office.issue(Folder::sound().path());
    assert!(refused.code == Some(2) && refused.err.contains("chmod 600"), "{refused:?}");
}
