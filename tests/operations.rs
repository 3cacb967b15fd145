//! What whoever runs a server sees of it: readiness, numbers for Prometheus, numbers of requests in the log.

use std::net::SocketAddr;

use jinbang::journal::JournalStore;
use serde_json::Value;
use tempfile::TempDir;

use crate::common::{
    competition::tiny,
    disk::{Disk, Fails},
    folder::fixture,
    http::{Reply, get, request},
    process::{Process, jinbang},
    socket::{submit, tablet},
    venue::{Venue, venue},
};

const ANY_PORT: &str = "127.0.0.1:0";

/// Somebody's name in an address.
const CANARY: &str = "Canary-ZhangSan";

fn served(data: &TempDir, more: &[&str], log: &str) -> Process {
    let mut command = jinbang();
    command.env("RUST_LOG", log).args(["serve", "--listen", ANY_PORT, "--data"]).arg(data.path()).arg(fixture("tiny")).args(more);
    Process::start(&mut command).ready()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_server_that_takes_no_marks_is_not_ready() {
    let disk = Disk::default();
    let venue = Venue::on(JournalStore::with_backend(disk.clone()).expect("a new journal"), vec![tiny().competition("city")]).await;
    let mut tablet = tablet(venue.address, &venue.pair("E1").await).await;
    assert_eq!(get(venue.address, "/ready").await.status, 200);
    disk.fail(Fails::From(0));
    tablet.send(submit(1, "C1", "M1", "4")).await;
    tablet.until("status").await;
    let not_ready = get(venue.address, "/ready").await;
    assert_eq!((not_ready.status, &not_ready.json()["status"]), (503, &Value::from("read-only")));
    assert_eq!(get(venue.address, "/health").await.status, 200, "it still answers");
    drop(tablet);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_has_a_number_that_nobody_else_chooses() {
    let venue = venue(tiny()).await;
    let id = |reply: &Reply| reply.header("x-request-id").expect("a number").to_owned();
    let mut seen = Vec::new();
    for path in ["/health", "/api/boards/city/web", "/nowhere", "/api/desk"] {
        seen.push(id(&request(venue.address, "GET", path, &[("X-Request-Id", CANARY)], "").await));
    }
    assert!(seen.iter().all(|id| id.len() == 16 && id.bytes().all(|byte| byte.is_ascii_hexdigit())), "{seen:?}");
    seen.sort_unstable();
    seen.dedup();
    assert_eq!(seen.len(), 4, "no two are alike");
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn metrics_are_on_a_listener_of_their_own() {
    let data = TempDir::with_prefix("jinbang-operations-").expect("a folder");
    let server = served(&data, &["--metrics", ANY_PORT], "info");
    let said = server.said();
    let address =
        said.lines().find_map(|line| line.trim().strip_prefix("metrics   http://")?.strip_suffix("/metrics")).expect("an address");
    let address: SocketAddr = address.parse().expect("an address");
    let number = |text: &str, name: &str| -> u64 {
        let line = text.lines().find_map(|line| line.strip_prefix(name)?.strip_prefix(' ').map(str::to_owned));
        line.unwrap_or_else(|| panic!("{name} is not in\n{text}")).parse().expect("a whole number")
    };
    let read = || async move { String::from_utf8(get(address, "/metrics").await.body).expect("text") };
    let before = read().await;
    assert!(before.ends_with("# EOF\n"), "{before}");
    assert_eq!((number(&before, "jinbang_competitions"), number(&before, "jinbang_journal_entries")), (1, 1));
    assert_eq!((number(&before, "jinbang_read_only"), number(&before, "jinbang_tablets")), (0, 0));
    assert!(number(&before, "jinbang_resident_memory_bytes") > 1_000_000 && number(&before, "jinbang_free_disk_bytes") > 0, "{before}");
    let paired = crate::common::process::pair(data.path(), server.address, "CM-E01").await;
    let tablet = tablet(server.address, &paired).await;
    get(server.address, "/nowhere").await;
    let after = read().await;
    assert_eq!((number(&after, "jinbang_tablets"), number(&after, "jinbang_journal_entries")), (1, 2));
    assert_eq!((number(&after, "jinbang_committed_entries_total"), number(&after, "jinbang_commit_seconds_count")), (1, 1));
    assert_eq!(number(&after, "jinbang_answers_total{class=\"4xx\"}"), 1);
    for name in ["CM-E01", "cable-making", &paired.device] {
        assert!(!after.contains(name), "{name} is in\n{after}");
    }
    assert_eq!(get(server.address, "/metrics").await.status, 404, "not where the audience is");
    assert_eq!(get(address, "/api/competitions").await.status, 404, "and nothing else there");
    drop(tablet);
    server.stop();
}

#[tokio::test(flavor = "multi_thread")]
async fn log_lines_are_json_and_name_the_request_but_nobody_in_it() {
    let data = TempDir::with_prefix("jinbang-operations-").expect("a folder");
    let mut server = served(&data, &["--log-format", "json"], "jinbang=trace");
    let path = format!("/api/boards/tiny/cable-making/history/{CANARY}?who={CANARY}");
    let reply = request(server.address, "GET", &path, &[("X-Request-Id", CANARY), ("User-Agent", CANARY)], "").await;
    let id = reply.header("x-request-id").expect("a number").to_owned();
    server.signal("TERM");
    server.ended();
    let said = server.said();
    let lines: Vec<Value> =
        said.lines().filter(|line| line.starts_with('{')).map(|line| serde_json::from_str(line).expect("JSON")).collect();
    let own = lines.iter().find(|line| line["span"]["id"] == id.as_str()).unwrap_or_else(|| panic!("{id} is not in\n{said}"));
    assert_eq!((&own["span"]["method"], &own["status"]), (&Value::from("GET"), &Value::from(reply.status)));
    assert_eq!(own["span"]["route"], "/api/boards/{competition}/{skill}/history/{competitor}");
    assert!(!said.contains("Canary"), "{said}");
}
