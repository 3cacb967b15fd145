//! The program as people run it: `serve --journal`, killed and started again, looked at, backed up, and moved.

use std::{
    fs,
    net::{Ipv4Addr, SocketAddr},
    path::Path,
    process::Command,
    time::{Duration, Instant},
};

use super::{Cluster, PASSWORD, beside};
use crate::common::{
    folder::fixture,
    http::get,
    left_behind::LeftBehind,
    process::{Ended, Process, jinbang, pair, run},
    socket::{submit, tablet},
};
use jinbang::journal::JOURNAL_FILE;
use tempfile::{TempDir, tempdir};

const ANY_PORT: SocketAddr = SocketAddr::new(std::net::IpAddr::V4(Ipv4Addr::LOCALHOST), 0);

/// Longer than a turn lasts of which nobody asks for more.
const TURN_ENDS_WITHIN: Duration = Duration::from_mins(1);

/// Judgements of the tiny fixture that nobody has given yet.
const MARKS: [(&str, &str, &str); 3] = [("CM-01", "A1.J1", "2"), ("CM-02", "A1.J1", "3"), ("CM-03", "A1.J1", "1")];

struct Hall {
    data: TempDir,
    url: String,
}

impl Hall {
    fn new() -> Self {
        let cluster = Cluster::shared();
        // The password comes by the environment, as the documentation advises.
        let url = cluster.url(&cluster.database()).replace(&format!(":{PASSWORD}"), "");
        Self { data: tempdir().expect("a folder"), url }
    }

    fn command(&self, words: &[&str]) -> Command {
        let mut command = jinbang();
        command.args(words).env("JINBANG_JOURNAL", &self.url).env("PGPASSWORD", PASSWORD).env("JINBANG_DATA", self.data.path());
        command
    }

    fn serve(&self, folders: &[&Path]) -> Process {
        Process::start(self.command(&["serve", "--listen", &ANY_PORT.to_string()]).args(folders)).ready()
    }

    fn run(&self, words: &[&str]) -> Ended {
        run(&mut self.command(words))
    }
}

#[track_caller]
fn says(ended: &Ended, code: i32, words: &[&str]) {
    assert_eq!(ended.code, Some(code), "{ended:?}");
    for word in words {
        assert!(ended.out.contains(word) || ended.err.contains(word), "{word:?} is not in {ended:?}");
    }
    assert!(!format!("{ended:?}").contains(PASSWORD), "{ended:?}");
}

#[tokio::test]
async fn a_killed_server_goes_on_at_once_and_nothing_is_lost() {
    let hall = Hall::new();
    let server = hall.serve(&[&fixture("tiny")]);
    assert!(server.said().contains("Serving tiny from postgres://127.0.0.1:"), "{}", server.said());
    let pairing = pair(hall.data.path(), server.address, "CM-E02").await;
    let mut socket = tablet(server.address, &pairing).await;
    let mut stored = Vec::new();
    for (sequence, (competitor, aspect, value)) in (1..).zip(MARKS) {
        socket.send(submit(sequence, competitor, aspect, value)).await;
        stored.push(socket.until("receipt").await);
    }
    says(&hall.run(&["doctor"]), 0, &["its server runs", "the chain of hashes is whole"]);
    server.kill();

    // It was the writer until it was killed, and its own folder need not wait until it is taken for dead.
    let server = hall.serve(&[]);
    let mut socket = tablet(server.address, &pairing).await;
    for (sequence, (competitor, aspect, value)) in (1..).zip(MARKS) {
        socket.send(submit(sequence, competitor, aspect, value)).await;
        let again = socket.until("receipt").await;
        let first = &stored[usize::try_from(sequence).expect("small") - 1];
        assert_eq!((&again["position"], &again["hash"]), (&first["position"], &first["hash"]));
    }
    assert_eq!(get(server.address, "/ready").await.status, 200);
    let running = hall.data.path().join("running.redb");
    says(&hall.run(&["backup", &running.display().to_string()]), 0, &["holds everything acknowledged"]);
    assert!(!server.said().contains(PASSWORD), "{}", server.said());
    server.stop();

    says(&hall.run(&["doctor"]), 0, &["the chain of hashes is whole", "the journal holds everything that checkpoints signed"]);
    let stopped = hall.data.path().join("stopped.redb");
    says(&hall.run(&["backup", &stopped.display().to_string()]), 0, &["holds everything acknowledged"]);
    for backup in [running, stopped] {
        let home = tempdir().expect("a folder");
        fs::rename(backup, home.path().join(JOURNAL_FILE)).expect("moved");
        assert_eq!(LeftBehind::in_folder(home.path()).marks().count(), MARKS.len());
    }
}

/// The machine hangs; another is started in its place; then the first one wakes up, with a tablet that never noticed.
#[tokio::test]
async fn another_server_takes_over_from_one_that_hangs() {
    let hall = Hall::new();
    let first = hall.serve(&[&fixture("tiny")]);
    let pairing = pair(hall.data.path(), first.address, "CM-E02").await;
    let mut faithful = tablet(first.address, &pairing).await;
    faithful.send(submit(1, "CM-01", "A1.J1", "2")).await;
    let stored = faithful.until("receipt").await;
    first.signal("STOP");

    let second = Hall { data: beside(&hall.data), url: hall.url.clone() };
    let server = second.serve(&[]);
    let mut socket = tablet(server.address, &pairing).await;
    socket.send(submit(1, "CM-01", "A1.J1", "2")).await;
    assert_eq!(socket.until("receipt").await["hash"], stored["hash"], "sent again to the new one");
    socket.send(submit(2, "CM-02", "A1.J1", "3")).await;
    let new = socket.until("receipt").await;

    first.signal("CONT");
    faithful.send(submit(3, "CM-03", "A1.J1", "1")).await;
    let refused = faithful.until("refused").await;
    assert_eq!(refused["code"], "read-only", "{refused}");
    assert!(refused["message"]["en"].as_str().expect("words").contains("has lost its turn"), "{refused}");
    assert_eq!(get(first.address, "/ready").await.status, 503);
    // What it was not told of is given to the one that writes.
    socket.send(submit(3, "CM-03", "A1.J1", "1")).await;
    assert_eq!(socket.until("receipt").await["position"], new["position"].as_u64().expect("a number") + 1);
    first.stop();
    server.stop();
}

#[tokio::test]
async fn a_competition_moves_from_a_folder_to_postgres() {
    let hall = Hall::new();
    let data = hall.data.path();
    let server = Process::serve(data, ANY_PORT, &[&fixture("tiny")]);
    let pairing = pair(data, server.address, "CM-E02").await;
    let mut socket = tablet(server.address, &pairing).await;
    socket.send(submit(1, "CM-01", "A1.J1", "2")).await;
    let first = socket.until("receipt").await;
    let folder = data.display().to_string();
    let copy = ["journal", "copy", &folder, &hall.url, "--competition", "tiny"];
    says(&hall.run(&copy), 2, &["is a server running on this data folder"]);
    server.stop();

    says(&hall.run(&copy), 0, &["tiny: 3 entries", "the chain was checked"]);
    says(&hall.run(&copy), 2, &["is in that journal already; nothing was copied"]);
    says(&hall.run(&["journal", "copy", &folder, &hall.url, "--competition", "none"]), 2, &["none is not in that journal"]);
    // The signed checkpoints of the folder cover what is on the server now.
    let server = hall.serve(&[&fixture("tiny")]);
    assert!(server.said().contains("is not used: the journal is on the server"), "{}", server.said());
    let mut socket = tablet(server.address, &pairing).await;
    socket.send(submit(1, "CM-01", "A1.J1", "2")).await;
    assert_eq!(socket.until("receipt").await["hash"], first["hash"]);
    socket.send(submit(2, "CM-02", "A1.J1", "3")).await;
    socket.until("receipt").await;

    let home = tempdir().expect("a folder");
    let back = home.path().display().to_string();
    let back = ["journal", "copy", &hall.url, &back, "--competition", "tiny"];
    says(&hall.run(&back), 2, &["writes to", "stop it first"]);
    server.stop();
    // A turn that was not given back in time ends by itself.
    let begin = Instant::now();
    let mut copied = hall.run(&back);
    while copied.err.contains("writes to") && begin.elapsed() < TURN_ENDS_WITHIN {
        copied = hall.run(&back);
    }
    says(&copied, 0, &["tiny: 4 entries"]);
    assert_eq!(LeftBehind::in_folder(home.path()).marks().count(), 2);
}

#[test]
fn an_address_that_is_none_and_a_server_that_is_none_end_the_program() {
    let data = tempdir().expect("a folder");
    let serve = |address: &str| {
        let listen = ANY_PORT.to_string();
        run(jinbang().args(["serve", "--listen", &listen, "--journal", address, "--data"]).arg(data.path()).env("PGPASSWORD", PASSWORD))
    };
    says(&serve("journal.redb"), 2, &["postgres://USER@HOST:5432/DATABASE is wanted"]);
    says(&serve(&format!("postgres://marks:{PASSWORD}@127.0.0.1:1/finals")), 2, &["127.0.0.1:1/finals does not answer"]);
    let help = run(jinbang().args(["serve", "--help"]).env("JINBANG_JOURNAL", format!("postgres://marks:{PASSWORD}@h/d")));
    says(&help, 0, &["--journal <URL>", "Run competitions from their folders"]);
}
