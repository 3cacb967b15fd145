//! Several servers as one portal, and a server that starts anew.

use serde_json::{Value, json};
use tempfile::TempDir;

use crate::common::{
    competition::tiny,
    edge::{RunningEdge, until, until_same},
    http::get,
    judges::Judges,
    nats::Nats,
    socket::viewer,
    venue::{NOW, Venue},
};
use jinbang::journal::{JournalFault, JournalStore};

fn ids(list: &Value) -> Vec<&str> {
    list["competitions"].as_array().into_iter().flatten().filter_map(|one| one["id"].as_str()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn several_origins_are_one_portal() {
    let nats = Nats::start();
    let (city, sea) = (tiny().competition("city"), tiny().competition("海上.2026"));
    let first = Venue::relayed(vec![city], &nats.options()).await;
    let second = Venue::relayed(vec![sea, tiny().competition("land")], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let list = until(edge.address, "/api/competitions", |reply| reply.status == 200 && ids(&reply.json()).len() == 3).await.json();
    let mut known = ids(&list);
    known.sort_unstable();
    assert_eq!(known, ["city", "land", "海上.2026"]);
    let (mut judges, mut others) = (Judges::of(&first, "E1").await, Judges::of(&second, "E1").await);
    judges.give(&["E1 C1 M1 4"]).await;
    others.give(&["E1 C2 M1 5"]).await;
    let sea = "/api/boards/%E6%B5%B7%E4%B8%8A.2026/web";
    until(second.address, sea, |reply| reply.json()["rows"][1][3] == 1).await;
    until(first.address, "/api/boards/city/web", |reply| reply.json()["rows"][0][3] == 1).await;
    for (venue, path) in [(&first, "/api/boards/city/web"), (&second, "/api/boards/land/web"), (&second, sea)] {
        until_same(venue.address, edge.address, path).await;
    }
    for (venue, path) in [(&first, "/api/delegations/city"), (&second, "/api/delegations/land")] {
        until_same(venue.address, edge.address, path).await;
    }
    // Each has a key of its own.
    assert_eq!(get(edge.address, "/api/key").await.code(), "elsewhere");
    assert_eq!(edge.number("jinbang_origins").await, 2);
    // One that goes takes nothing from the other.
    drop(others);
    second.stop().await;
    let old = until(edge.address, sea, |reply| reply.header("age").is_some()).await;
    assert_eq!((old.status, &old.json()["rows"][1][3]), (200, &json!(1)));
    judges.give(&["E1 C2 M1 3"]).await;
    let fresh = until(edge.address, "/api/boards/city/web", |reply| reply.json()["rows"][1][3] == 1).await;
    assert!(fresh.header("age").is_none());
    drop(judges);
    edge.stop().await;
    first.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn viewers_stay_while_the_origin_starts_anew() {
    let (nats, folder) = (Nats::start(), TempDir::new().expect("a folder"));
    let open = || JournalStore::open(folder.path());
    let competition = || vec![tiny().competition("city")];
    let venue = Venue::relayed_on(open().expect("a journal"), NOW, competition(), &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    judges.give(&["E1 C1 M1 4"]).await;
    until(edge.address, "/api/boards/city/web", |reply| reply.status == 200 && reply.json()["rows"][0][3] == 1).await;
    let mut viewer = viewer(edge.address, "city").await;
    let before = viewer.until("snapshot").await;
    let password = venue.password.clone();
    drop(judges);
    venue.stop().await;

    let store = loop {
        match open() {
            Err(JournalFault::InUse) => tokio::task::yield_now().await,
            opened => break opened.expect("a journal"),
        }
    };
    let mut venue = Venue::relayed_on(store, NOW + 60_000, competition(), &nats.options()).await;
    venue.password = password;
    let after = viewer.until("snapshot").await;
    assert_eq!((&after["version"], &after["rows"]), (&json!(1), &before["rows"]), "versions begin anew");
    let mut judges = Judges::of(&venue, "E2").await;
    judges.give(&["E2 C2 M1 3"]).await;
    let delta = viewer.until("delta").await;
    assert_eq!((&delta["version"], &delta["rows"][0][3]), (&json!(2), &json!(1)), "{delta}");
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    drop((judges, viewer));
    edge.stop().await;
    venue.stop().await;
}
