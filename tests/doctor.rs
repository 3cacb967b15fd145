//! `jinbang doctor`: sound folders are called sound, what is wrong is named, and nothing is changed.

use std::{
    collections::BTreeMap,
    fs,
    net::SocketAddr,
    os::unix::fs::PermissionsExt,
    path::{Path, PathBuf},
};

use jinbang::journal::{JOURNAL_FILE, JournalStore, backup_to};
use serde_json::Value;
use tempfile::TempDir;

use crate::{
    common::{
        folder::fixture,
        process::{Ended, Process, jinbang, run},
    },
    older_journals::before_proofs,
};

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(std::net::Ipv4Addr::LOCALHOST), 0);

fn doctor(data: &Path) -> Ended {
    run(jinbang().args(["doctor", "--data"]).arg(data))
}

/// A folder in which a server has run.
fn used() -> TempDir {
    let data = before_proofs();
    let programmes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes");
    let listen = ANY_PORT.to_string();
    let serve = ["serve", "--listen", &listen, "--data"];
    Process::start(jinbang().args(serve).arg(data.path()).arg("--programmes").arg(programmes)).ready().stop();
    data
}

fn contents(folder: &Path) -> BTreeMap<PathBuf, Vec<u8>> {
    let mut found = BTreeMap::new();
    for file in fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()) {
        if file.is_dir() {
            found.extend(contents(&file));
        } else {
            found.insert(file.clone(), fs::read(&file).expect("a file"));
        }
    }
    found
}

#[track_caller]
fn says(ended: &Ended, code: i32, words: &[&str]) {
    assert_eq!(ended.code, Some(code), "{ended:?}");
    for word in words {
        assert!(ended.out.contains(word) || ended.err.contains(word), "{word:?} is not in {ended:?}");
    }
}

#[test]
fn a_sound_folder_is_sound_and_stays_as_it_is() {
    let data = used();
    let before = contents(data.path());
    let sound = doctor(data.path());
    says(
        &sound,
        0,
        &["nothing is wrong", "the chain of hashes is whole", "everything that checkpoints signed", "the honours archive is whole"],
    );
    assert!(!sound.out.contains("WRONG"), "{sound:?}");
    assert_eq!(contents(data.path()), before, "it only looks");
    let json = run(jinbang().args(["doctor", "--format", "json", "--data"]).arg(data.path()));
    let findings: Vec<Value> = serde_json::from_str(&json.out).expect("JSON");
    assert!(findings.len() >= 4 && findings.iter().all(|finding| finding["state"] == "sound"), "{findings:?}");
}

#[test]
fn a_running_server_is_looked_at_too() {
    let data = TempDir::with_prefix("jinbang-doctor-").expect("a folder");
    let server = Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]);
    says(&doctor(data.path()), 0, &["its server runs", "tiny", "nothing is wrong"]);
    server.stop();
}

#[test]
fn what_is_wrong_is_named() {
    let data = used();
    let path = |name: &str| data.path().join(name);
    let journal = fs::read(path(JOURNAL_FILE)).expect("the journal");

    fs::set_permissions(path("signing.key"), fs::Permissions::from_mode(0o644)).expect("a mode");
    says(&doctor(data.path()), 1, &["WRONG", "mode 644", "chmod 600"]);
    fs::set_permissions(path("signing.key"), fs::Permissions::from_mode(0o600)).expect("a mode");

    fs::write(path(".monday.redb.partial"), "cut off").expect("written");
    says(&doctor(data.path()), 0, &["notice", ".monday.redb.partial", "it can be deleted"]);
    fs::remove_file(path(".monday.redb.partial")).expect("removed");

    let entry = journal.windows(8).position(|window| window == b"\"value\":").expect("a mark") + 9;
    let mut altered = journal.clone();
    altered[entry] ^= 1;
    fs::write(path(JOURNAL_FILE), altered).expect("written");
    says(&doctor(data.path()), 1, &["something is WRONG", "damaged"]);
    fs::write(path(JOURNAL_FILE), &journal[..journal.len() / 2]).expect("written");
    says(&doctor(data.path()), 1, &["something is WRONG"]);
    fs::write(path(JOURNAL_FILE), &journal).expect("put back");

    let keys = fs::read(path("signing.key")).expect("the key");
    fs::write(path("signing.key"), "no key").expect("written");
    says(&doctor(data.path()), 1, &["WRONG", "signing.key"]);
    fs::write(path("signing.key"), keys).expect("put back");
    says(&doctor(data.path()), 0, &["nothing is wrong"]);
    fs::rename(path("signing.key"), path("elsewhere")).expect("moved");
    says(&doctor(data.path()), 1, &["something is WRONG", "signing.key is gone"]);
    assert!(!path("signing.key").exists(), "it makes none");
}

#[test]
fn a_journal_that_lost_entries_is_found_out() {
    let data = TempDir::with_prefix("jinbang-doctor-").expect("a folder");
    let older = data.path().join("older.redb");
    Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]).stop();
    backup_to(&JournalStore::open(data.path()).expect("the journal"), &older).expect("a backup");
    let server = Process::serve(data.path(), ANY_PORT, &[]);
    let runtime = jinbang::runtime().expect("threads");
    let paired = runtime.block_on(crate::common::process::pair(data.path(), server.address, "CM-E01"));
    assert!(!paired.token.is_empty());
    server.stop();
    fs::copy(&older, data.path().join(JOURNAL_FILE)).expect("the older one");
    says(&doctor(data.path()), 1, &["something is WRONG", "is shorter than what was signed"]);
}

#[test]
fn where_there_is_nothing_it_says_so() {
    let data = TempDir::with_prefix("jinbang-doctor-").expect("a folder");
    says(&doctor(data.path()), 2, &["there is no journal"]);
}
