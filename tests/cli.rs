//! `demo`, `serve`, `pair` and `backup` as people run them: the built program, its words and its exit codes.

use crate::common;

use std::{
    fs,
    io::{Read, Write},
    net::{Ipv4Addr, SocketAddr, TcpListener, TcpStream},
    os::unix::net::UnixStream,
    path::Path,
    time::{Duration, Instant},
};

use common::folder::{Folder, fixture};
use common::{
    http::{get, post},
    left_behind::{LeftBehind, shown},
    process::{Ended, Process, jinbang, pair, run},
    socket::{Socket, submit, tablet},
};
use jinbang::{
    judging::{Part, parts},
    server::control::CONTROL_SOCKET,
};
use serde_json::{Value, json};
use tempfile::TempDir;

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// The marks of the tiny fixture.
const TINY_MARKS: usize = 48;

fn scratch() -> TempDir {
    TempDir::with_prefix("jinbang-cli-").expect("a folder")
}

fn serve_to_its_end(data: &Path, listen: &str, folders: &[&Path]) -> Ended {
    run(jinbang().args(["serve", "--listen", listen, "--data"]).arg(data).args(folders))
}

#[track_caller]
fn refused(ended: &Ended, words: &[&str]) {
    assert_eq!(ended.code, Some(2), "{ended:?}");
    for word in words {
        assert!(ended.err.contains(word), "{word:?} is not in {}", ended.err);
    }
}

/// The tiny fixture, to be changed.
fn copy_of_tiny() -> Folder {
    let folder = Folder::empty();
    for file in [
        "competition.toml",
        "competitors.csv",
        "delegations.csv",
        "experts.csv",
        "marks.csv",
        "skills/cable-making/skill.toml",
        "skills/cable-making/scheme.csv",
    ] {
        folder.put(file, fs::read(fixture("tiny").join(file)).expect("a file of the fixture"));
    }
    folder
}

fn demo(more: &[&str], data: Option<&Path>) -> Ended {
    let mut command = jinbang();
    command.arg("demo").arg(fixture("tiny")).args(["--minutes", "0", "--listen", "127.0.0.1:0"]).args(more);
    if let Some(data) = data {
        command.arg("--data").arg(data);
    }
    run(&mut command)
}

#[test]
fn a_demo_ends_when_every_mark_is_stored() {
    let ended = demo(&["--exit"], None);
    assert_eq!(ended.code, Some(0), "{ended:?}");
    assert!(ended.err.contains("48 of 48 marks stored"), "{ended:?}");
    assert!(ended.err.contains("Every mark is stored.\n"), "{ended:?}");
    assert!(ended.out.contains("/board/tiny/cable-making"), "{ended:?}");
}

#[tokio::test]
async fn a_demo_goes_on_where_it_stopped_and_its_board_is_what_rank_says() {
    let data = scratch();
    let first = demo(&["--exit"], Some(data.path()));
    assert_eq!(first.code, Some(0), "{first:?}");
    let played = LeftBehind::in_folder(data.path());
    assert_eq!(played.marks().count(), TINY_MARKS);
    let rules = played.state.competition.clone().expect("an open competition");
    let signed = |part: &Part| played.state.skills[0].is_signed(&rules.skills[0], part);
    assert!(parts(&rules.skills[0]).iter().all(signed), "the judges have signed what they judged");
    drop(played);
    let again = demo(&["--exit"], Some(data.path()));
    assert_eq!(again.code, Some(0), "{again:?}");
    assert!(again.err.contains("Every mark is stored (48 were there already)."), "{again:?}");
    let left = LeftBehind::in_folder(data.path());
    assert_eq!(left.marks().count(), TINY_MARKS);

    let ranked = run(jinbang().arg("rank").arg(fixture("tiny")).args(["--format", "json"]));
    assert_eq!(ranked.code, Some(0), "{ranked:?}");
    let ranked: Value = serde_json::from_str(&ranked.out).expect("JSON");
    let standings = ranked["skills"][0]["standings"].as_array().expect("standings").iter();
    let expected: Value = standings
        .map(|standing| {
            let marks = standing["marks"].as_object().expect("marks").len();
            json!([standing["competitor"], standing["rank"], standing["total"], marks])
        })
        .collect();
    assert_eq!(left.board("cable-making"), expected);
    drop(left);
    let server = Process::serve(data.path(), ANY_PORT, &[]);
    let snapshot = Socket::connect(server.address, "/ws/board/tiny/cable-making").await.until("snapshot").await;
    assert_eq!(shown(&snapshot), expected);
    server.stop();
}

#[test]
fn a_demo_refuses_what_it_cannot_play() {
    let empty = copy_of_tiny();
    empty.remove("marks.csv");
    let ended = run(jinbang().arg("demo").arg(empty.path()).args(["--listen", "127.0.0.1:0"]));
    refused(&ended, &["has no marks.csv to play", "jinbang generate"]);
    for minutes in ["-1", "NaN", "inf", "1e300"] {
        let ended = run(jinbang().arg("demo").arg(fixture("tiny")).args(["--listen", "127.0.0.1:0", &format!("--minutes={minutes}")]));
        refused(&ended, &["--minutes takes a number from 0 to"]);
    }
}

#[tokio::test]
async fn a_demo_can_listen_on_another_address_of_this_machine() {
    let ended = run(jinbang().arg("demo").arg(fixture("tiny")).args(["--minutes", "0", "--exit", "--listen", "127.0.0.2:0"]));
    assert_eq!(ended.code, Some(0), "{ended:?}");
}

#[test]
fn a_folder_with_errors_is_not_served() {
    let data = scratch();
    let broken = fixture("broken");
    let ended = serve_to_its_end(data.path(), "127.0.0.1:0", &[&broken]);
    refused(
        &ended,
        &["broken cannot be opened", "jinbang check", "competition.toml:3:class", "skills/rules/skill.toml:9:judgement.scores", "… and "],
    );
    let ended = serve_to_its_end(data.path(), "127.0.0.1:0", &[&broken.join("nowhere")]);
    refused(&ended, &["nowhere"]);
    assert!(!data.path().join("jinbang.redb").exists(), "nothing was opened");
}

#[test]
fn changed_rules_are_refused() {
    let (folder, data) = (copy_of_tiny(), scratch());
    Process::serve(data.path(), ANY_PORT, &[folder.path()]).stop();
    Process::serve(data.path(), ANY_PORT, &[folder.path()]).stop();
    // A name may be mended, a rule may not be changed.
    folder.change("competitors.csv", "Shen Chong", "Shen Choong");
    Process::serve(data.path(), ANY_PORT, &[folder.path()]).stop();
    folder.change("skills/cable-making/skill.toml", "max_spread = 1", "max_spread = 2");
    let ended = serve_to_its_end(data.path(), "127.0.0.1:0", &[folder.path()]);
    refused(&ended, &["tiny was opened with other rules", "skill cable-making"]);
}

#[test]
fn a_competition_is_named_once() {
    let (folder, data) = (copy_of_tiny(), scratch());
    let ended = serve_to_its_end(data.path(), "127.0.0.1:0", &[folder.path(), &fixture("tiny")]);
    refused(&ended, &["are both competition tiny"]);
}

#[test]
fn a_data_folder_has_one_server_and_a_port_too() {
    let data = scratch();
    let server = Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]);
    refused(&serve_to_its_end(data.path(), "127.0.0.1:0", &[]), &[&data.path().to_string_lossy(), "another process has this journal open"]);
    let other = scratch();
    let ended = serve_to_its_end(other.path(), &server.address.to_string(), &[]);
    refused(&ended, &[&format!("cannot listen on {}", server.address), "--listen"]);
    server.stop();
    let taken = TcpListener::bind(ANY_PORT).expect("a port");
    let address = taken.local_addr().expect("its number").to_string();
    refused(&serve_to_its_end(other.path(), &address, &[]), &["cannot listen on"]);
}

#[test]
fn a_server_without_competitions_says_so() {
    let data = scratch();
    let server = Process::serve(data.path(), ANY_PORT, &[]);
    assert!(server.said().contains("No competition is open yet"), "{}", server.said());
    server.stop();
}

#[tokio::test]
async fn a_password_is_shown_once_and_opens_the_desk() {
    let data = scratch();
    let server = Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]);
    let password = server.password.clone().expect("a new password");
    let reply = post(server.address, "/api/session", &[], &json!({ "password": password })).await;
    assert_eq!(reply.status, 204, "{reply:?}");
    server.stop();
    let server = Process::serve(data.path(), ANY_PORT, &[]);
    assert_eq!(server.password, None);
    server.stop();
}

#[tokio::test]
async fn a_code_pairs_once() {
    let data = scratch();
    let command = |expert: &str| run(jinbang().args(["pair", expert, "--data"]).arg(data.path()));
    refused(&command("CM-E01"), &["no running server was found", "start `jinbang serve"]);
    let server = Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]);
    refused(&command("CM-E99"), &["there is no expert CM-E99 here"]);
    let printed = command("CM-E01");
    assert_eq!(printed.code, Some(0), "{printed:?}");
    let code = printed.out.split_whitespace().next().expect("a code").to_owned();
    for status in [200, 403] {
        let reply = post(server.address, "/api/pair", &[], &json!({ "code": code, "device_name": "here" })).await;
        assert_eq!(reply.status, status, "{reply:?}");
    }
    server.stop();
    refused(&command("CM-E01"), &["no running server was found"]);
}

#[tokio::test]
async fn a_backup_of_a_running_server_is_a_journal_to_go_on_with() {
    let (data, other) = (scratch(), scratch());
    let server = Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]);
    let pairing = pair(data.path(), server.address, "CM-E02").await;
    let mut judge = tablet(server.address, &pairing).await;
    let entry = submit(1, "CM-01", "A1.M1", "18");
    judge.send(entry.clone()).await;
    let receipt = judge.until("receipt").await;

    let copy = other.path().join("jinbang.redb");
    let backup = || run(jinbang().arg("backup").arg(&copy).arg("--data").arg(data.path()));
    let done = backup();
    assert_eq!(done.code, Some(0), "{done:?}");
    let bytes = fs::read(&copy).expect("a backup");
    judge.send(submit(2, "CM-01", "C1.M1", "1")).await;
    judge.until("receipt").await;
    refused(&backup(), &["a backup never overwrites"]);
    assert_eq!(fs::read(&copy).expect("a backup"), bytes, "it was overwritten");
    assert_eq!(fs::read_dir(other.path()).expect("a folder").count(), 1, "something is left beside the backup");
    server.stop();
    refused(&backup(), &["a backup never overwrites"]);

    // The copy holds what was acknowledged before it, and the tablet goes on there.
    let server = Process::serve(other.path(), ANY_PORT, &[]);
    let mut judge = tablet(server.address, &pairing).await;
    judge.send(entry).await;
    let again = judge.until("receipt").await;
    assert_eq!((&again["position"], &again["hash"]), (&receipt["position"], &receipt["hash"]));
    server.stop();
    let cold = scratch();
    let done = run(jinbang().arg("backup").arg(cold.path().join("jinbang.redb")).arg("--data").arg(data.path()));
    assert_eq!(done.code, Some(0), "{done:?}");
    assert_eq!(LeftBehind::in_folder(cold.path()).sealed, LeftBehind::in_folder(data.path()).sealed);
    let nowhere = run(jinbang().arg("backup").arg(cold.path().join("x")).arg("--data").arg(cold.path().join("none")));
    refused(&nowhere, &["there is no journal in"]);
}

/// Everybody who may hold a connection open, and never end it.
#[tokio::test]
async fn a_server_ends_within_seconds_whoever_is_connected() {
    let data = scratch();
    for signal in ["TERM", "INT"] {
        let mut server = Process::serve(data.path(), ANY_PORT, &[&fixture("tiny")]);
        let address = server.address;
        let pairing = pair(data.path(), address, "CM-E02").await;
        let mut judge = tablet(address, &pairing).await;
        let mut board = viewer(address).await;
        let silent = TcpStream::connect(address).expect("a connection");
        let mut half = TcpStream::connect(address).expect("a connection");
        half.write_all(b"GET / HTTP/1.1\r\nHost: ").expect("half a request");
        let mut kept = TcpStream::connect(address).expect("a connection");
        kept.write_all(b"GET /health HTTP/1.1\r\nHost: here\r\n\r\n").expect("a request");
        assert_ne!(kept.read(&mut [0; 64]).expect("an answer"), 0);
        let control = UnixStream::connect(data.path().join(CONTROL_SOCKET)).expect("a control socket");
        // Whoever is silent there holds up nobody else.
        pair(data.path(), address, "CM-E03").await;
        let begin = Instant::now();
        server.signal(signal);
        assert_eq!(judge.until("error").await["code"], "stopping");
        assert_eq!(board.until("closing").await["code"], "stopping");
        let status = server.ended();
        assert_eq!(status.code(), Some(0), "SIG{signal}: {}", server.said());
        assert!(server.said().contains("Stopped; everything acknowledged is in"), "{}", server.said());
        assert!(begin.elapsed() < Duration::from_mins(1), "{:?}", begin.elapsed());
        assert!(!data.path().join(CONTROL_SOCKET).exists());
        drop((silent, half, kept, control));
    }
}

#[tokio::test]
async fn a_demo_ends_on_ctrl_c_too() {
    let data = scratch();
    let mut demo = jinbang();
    demo.arg("demo").arg(fixture("tiny")).args(["--minutes", "30", "--listen", "127.0.0.1:0", "--data"]).arg(data.path());
    let demo = Process::start(&mut demo).ready();
    let address = demo.address;
    let _board = viewer(address).await;
    assert_eq!(get(address, "/health").await.status, 200);
    demo.stop();
}

async fn viewer(address: SocketAddr) -> Socket {
    let mut viewer = Socket::connect(address, "/ws/board/tiny/cable-making").await;
    viewer.until("snapshot").await;
    viewer
}
