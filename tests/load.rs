//! `jinbang load` against a running server: what it counts is what the server did.

use crate::common;

use std::path::Path;

use common::{
    folder::fixture,
    http::{get, post},
    process::{Process, jinbang, run},
};
use serde_json::{Value, json};
use tempfile::tempdir;

fn server(data: &Path) -> Process {
    Process::serve(data, "127.0.0.1:0".parse().expect("an address"), &[&fixture("digital-skills")])
}

fn load(server: &Process, arguments: &str) -> Value {
    let mut command = jinbang();
    let password = server.password.clone().unwrap_or_default();
    command.args(["load", &format!("http://{}", server.address), "--json", "-"]).args(arguments.split_whitespace());
    let ended = run(command.env("JINBANG_ORGANISER_PASSWORD", password));
    assert_eq!(ended.code, Some(0), "{ended:?}");
    serde_json::from_str(&ended.out).unwrap_or_else(|error| panic!("{error}: {}", ended.out))
}

/// Entries of experts, as the desk counts them.
async fn entries(server: &Process) -> u64 {
    let password = server.password.clone().expect("a new server");
    let session = post(server.address, "/api/session", &[], &json!({ "password": password })).await;
    let cookie = session.header("set-cookie").and_then(|cookie| cookie.split(';').next()).expect("a session").to_owned();
    let desk = common::http::request(server.address, "GET", "/api/desk", &[("cookie", &cookie)], "").await.json();
    let experts = desk["competitions"][0]["experts"].as_array().expect("experts").iter();
    experts.map(|expert| expert["entries"].as_u64().expect("a number")).sum()
}

#[tokio::test(flavor = "multi_thread")]
async fn viewers_see_what_judges_enter_and_both_are_counted() {
    let data = tempdir().expect("a folder");
    let server = server(data.path());
    let summary = load(&server, "--viewers 40 --judges 6 --rate 60 --seconds 3 --hostile 9");
    let number = |pointer: &str| summary.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer} in {summary:#}"));
    assert_eq!(summary["viewers"]["connected"], 40);
    assert_eq!((&summary["viewers"]["lost"], &summary["viewers"]["turned_away"]), (&json!(0), &json!(0)));
    assert!(number("/viewers/deliveries") >= 40.0, "{summary:#}");
    assert!(number("/viewers/bytes") > number("/viewers/deliveries"), "{summary:#}");
    assert!(number("/viewers/wait_ms/p50") <= number("/viewers/wait_ms/p99"), "{summary:#}");
    assert!(number("/judges/stored") >= 60.0, "{summary:#}");
    assert!(number("/judges/receipt_ms/p99") > 0.0, "{summary:#}");
    // Marks before measuring began, and the one that was under way at the end, count for the journal alone.
    assert!(entries(&server).await >= summary["judges"]["stored"].as_u64().expect("a number"));
    assert!(number("/hostile/closed") >= 3.0, "{summary:#}");
    assert!(number("/server_memory/with_viewers") > 1e6, "{summary:#}");
    assert_eq!(get(server.address, "/health").await.json()["status"], "ok");
    server.stop();
}

#[test]
fn what_cannot_be_measured_is_said_in_words() {
    let data = tempdir().expect("a folder");
    let server = server(data.path());
    let url = format!("http://{}", server.address);
    let cases: [(&[&str], &str); 7] = [
        (&["load", "http://127.0.0.1:1"], "does not answer"),
        (&["load", "https://127.0.0.1:1"], "plain port"),
        (&["load", &url, "--board", "digital-skills"], "write COMPETITION/SKILL"),
        (&["load", &url, "--board", "digital-skills/cooking"], "there are digital-skills/artificial-intelligence"),
        (&["load", &url, "--viewers", "0"], "together take 1 to"),
        (&["load", &url, "--judges", "1"], "needs the organiser's password"),
        (&["load", &url, "--judges", "1", "--password", "wrong"], "signing in"),
    ];
    for (arguments, words) in cases {
        let ended = run(jinbang().env_remove("JINBANG_ORGANISER_PASSWORD").args(arguments));
        assert_eq!(ended.code, Some(2), "{ended:?}");
        assert!(ended.err.contains(words), "{words}: {}", ended.err);
    }
    server.stop();
}
