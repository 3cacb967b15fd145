//! `jinbang backup` and `jinbang restore`: what leaves a folder comes back whole, or not at all. `jinbang password`.

use crate::{common, older_journals::before_proofs};

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
};

use common::{
    http::{post, request},
    process::{Ended, Process, jinbang, run},
};
use jinbang::journal::JOURNAL_FILE;
use serde_json::json;
use tempfile::TempDir;

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

fn restore(backup: &Path, data: &Path) -> Ended {
    run(jinbang().arg("restore").arg(backup).arg("--data").arg(data))
}

fn new_folder() -> TempDir {
    TempDir::with_prefix("jinbang-restore-").expect("a folder")
}

/// A folder in which a server with an office has run, its server, and a backup it made.
fn backed_up(data: &Path, backup: &Path) -> Process {
    let programmes = Path::new(env!("CARGO_MANIFEST_DIR")).join("fixtures/programmes");
    let listen = ANY_PORT.to_string();
    let server =
        Process::start(jinbang().args(["serve", "--listen", &listen, "--data"]).arg(data).arg("--programmes").arg(programmes)).ready();
    let made = run(jinbang().arg("backup").arg(backup).arg("--data").arg(data));
    assert_eq!(made.code, Some(0), "{made:?}");
    server
}

fn files(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").file_name().to_string_lossy().into_owned()).collect();
    names.sort_unstable();
    names
}

#[test]
fn a_backup_becomes_a_folder_that_a_server_starts_from() {
    let (data, elsewhere) = (before_proofs(), new_folder());
    let (backup, new) = (elsewhere.path().join("friday.redb"), elsewhere.path().join("new"));
    let server = backed_up(data.path(), &backup);
    let restored = restore(&backup, &new);
    assert_eq!(restored.code, Some(0), "{restored:?}");
    assert!(restored.out.contains("nothing is wrong") && restored.out.contains("restored to"), "{restored:?}");
    assert_eq!(files(&new), ["honours.keys", "honours.redb", "jinbang.redb"]);
    let again = restore(&backup, &new);
    assert_eq!(again.code, Some(2), "{again:?}");
    assert!(again.err.contains("exists already, and a restore replaces nothing"), "{again:?}");

    let other = Process::serve(&new, ANY_PORT, &[]);
    let runtime = jinbang::runtime().expect("threads");
    let told = |server: &Process| runtime.block_on(async { request(server.address, "GET", "/api/competitions", &[], "").await.body });
    assert_eq!(told(&other), told(&server), "the same boards");
    other.stop();
    server.stop();
}

#[test]
fn a_damaged_backup_restores_nothing() {
    let (data, elsewhere) = (before_proofs(), new_folder());
    let (backup, new) = (elsewhere.path().join("friday.redb"), elsewhere.path().join("new"));
    backed_up(data.path(), &backup).stop();
    let mut bytes = fs::read(&backup).expect("the backup");
    let place = bytes.windows(9).position(|window| window == br#""value":""#).expect("a mark in the journal");
    bytes[place + 9] ^= 1;
    fs::write(&backup, bytes).expect("a file");
    let refused = restore(&backup, &new);
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.out.contains("WRONG") && refused.out.contains("nothing was restored"), "{refused:?}");
    assert_eq!(files(&new), Vec::<String>::new());
    let nowhere = restore(&elsewhere.path().join("saturday.redb"), &new);
    assert_eq!(nowhere.code, Some(2), "{nowhere:?}");
    assert!(nowhere.err.contains("there is no backup at"), "{nowhere:?}");
}

/// Checkpoints that stayed in the folder say what was signed after the backup.
#[test]
fn a_backup_that_is_older_than_what_was_signed_is_not_put_in() {
    let (data, elsewhere) = (before_proofs(), new_folder());
    let backup = elsewhere.path().join("friday.redb");
    let server = backed_up(data.path(), &backup);
    let runtime = jinbang::runtime().expect("threads");
    let paired = runtime.block_on(common::process::pair(data.path(), server.address, "CM-E01"));
    assert!(!paired.token.is_empty());
    server.stop();
    for name in [JOURNAL_FILE, "honours.redb", "honours.keys"] {
        fs::remove_file(data.path().join(name)).expect("a file");
    }
    let refused = restore(&backup, data.path());
    assert_eq!(refused.code, Some(1), "{refused:?}");
    assert!(refused.out.contains("is shorter than what was signed"), "{refused:?}");
    assert!(!data.path().join(JOURNAL_FILE).exists());
}

#[test]
fn another_password_ends_the_old_one() {
    let data = before_proofs();
    let runtime = jinbang::runtime().expect("threads");
    let changed = || {
        let done = run(jinbang().arg("password").arg("--data").arg(data.path()));
        assert_eq!(done.code, Some(0), "{done:?}");
        done.out.trim().to_owned()
    };
    let without_server = changed();
    let server = Process::serve(data.path(), ANY_PORT, &[]);
    let sign_in = |password: &str| {
        let body = json!({ "password": password });
        let reply = runtime.block_on(post(server.address, "/api/session", &[], &body));
        (reply.status, reply.header("set-cookie").unwrap_or_default().split(';').next().unwrap_or_default().to_owned())
    };
    let desk = |cookie: &str| runtime.block_on(request(server.address, "GET", "/api/desk", &[("Cookie", cookie)], "")).status;
    let (status, cookie) = sign_in(&without_server);
    assert_eq!((status, desk(&cookie)), (204, 200));
    let while_it_runs = changed();
    assert_eq!(desk(&cookie), 401, "signed out at once");
    assert_eq!(sign_in(&without_server).0, 401);
    let (status, cookie) = sign_in(&while_it_runs);
    assert_eq!((status, desk(&cookie)), (204, 200));
    server.stop();

    let nowhere = run(jinbang().arg("password").arg("--data").arg(data.path().join("nowhere")));
    assert_eq!(nowhere.code, Some(2), "{nowhere:?}");
    assert!(nowhere.err.contains("there is no journal in"), "{nowhere:?}");
}

/// A name with a date has more than one dot; the archives of two days are two files.
#[test]
fn what_is_beside_a_backup_belongs_to_it() {
    use std::os::unix::fs::PermissionsExt;
    let (data, elsewhere) = (before_proofs(), new_folder());
    let server = backed_up(data.path(), &elsewhere.path().join("b.2026-12-01"));
    let second = elsewhere.path().join("b.2026-12-02");
    let backup = |to: &Path| run(jinbang().arg("backup").arg(to).arg("--data").arg(data.path()));
    assert_eq!(backup(&second).code, Some(0));
    let files_of =
        |day: &str| [format!("b.2026-12-{day}"), format!("b.2026-12-{day}.honours.keys"), format!("b.2026-12-{day}.honours.redb")];
    let both: Vec<String> = files_of("01").into_iter().chain(files_of("02")).collect();
    assert_eq!(files(elsewhere.path()), both);
    for name in &both {
        let mode = fs::metadata(elsewhere.path().join(name)).expect("a file").permissions().mode();
        assert_eq!(mode & 0o777, 0o600, "{name}: nobody else reads it");
    }
    // What lies there already would be taken for this backup's: nothing is written then.
    fs::remove_file(&second).expect("the journal");
    let refused = backup(&second);
    assert_eq!(refused.code, Some(2), "{refused:?}");
    assert!(refused.err.contains("b.2026-12-02.honours.redb") && refused.err.contains("exists already"), "{refused:?}");
    assert!(!second.exists());
    server.stop();
}

/// Whichever of them says that it is done, the file is whole.
#[test]
fn backups_to_one_name_at_once_are_one_backup() {
    let (data, elsewhere) = (before_proofs(), new_folder());
    let server = Process::serve(data.path(), ANY_PORT, &[]);
    let target = elsewhere.path().join("friday.redb");
    let one = || run(jinbang().arg("backup").arg(&target).arg("--data").arg(data.path()));
    let ended: Vec<Ended> = std::thread::scope(|scope| {
        let running: Vec<_> = (0..4).map(|_| scope.spawn(one)).collect();
        running.into_iter().map(|one| one.join().expect("no panic")).collect()
    });
    assert_eq!(ended.iter().filter(|one| one.code == Some(0)).count(), 1, "{ended:?}");
    assert!(ended.iter().filter(|one| one.code != Some(0)).all(|one| one.err.contains("exists already")), "{ended:?}");
    assert_eq!(files(elsewhere.path()), ["friday.redb"], "nothing half done is left");
    assert_eq!(restore(&target, &elsewhere.path().join("new")).code, Some(0));
    server.stop();
}
