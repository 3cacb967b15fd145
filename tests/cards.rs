//! Pairing cards to print: they outlive a restart, work once, and say what became of them.

use crate::common;

use common::{
    competition::tiny,
    http::{Reply, post, request},
    venue::Venue,
};
use jinbang::journal::JOURNAL_FILE;
use serde_json::{Value, json};

async fn issue(venue: &Venue, cookie: &str, expert: Option<&str>, minutes: u32) -> Reply {
    let body = json!({ "competition": "city", "skill": null, "expert": expert, "minutes": minutes });
    post(venue.address, "/api/cards", &[("Cookie", cookie)], &body).await
}

async fn paired(venue: &Venue, code: &str) -> Reply {
    post(venue.address, "/api/pair", &[], &json!({ "code": code, "device_name": "tablet" })).await
}

fn code(cards: &Value, expert: &str) -> String {
    let card = cards["cards"].as_array().expect("cards").iter().find(|card| card["expert"] == expert).expect("a card");
    card["code"].as_str().expect("a code").to_owned()
}

async fn state(venue: &Venue, cookie: &str, expert: &str) -> String {
    let list = request(venue.address, "GET", "/api/cards/city", &[("Cookie", cookie)], "").await.json();
    assert!(!list.to_string().contains("code"), "{list}");
    let of: Vec<&str> = list["cards"]
        .as_array()
        .expect("cards")
        .iter()
        .filter(|card| card["expert"] == expert)
        .filter_map(|card| card["state"].as_str())
        .collect();
    of.join(" ")
}

#[tokio::test(flavor = "multi_thread")]
async fn a_printed_card_outlives_a_restart_and_works_once() {
    let folder = tempfile::tempdir().expect("a folder");
    let venue = Venue::open(&folder, vec![tiny().competition("city")]).await;
    let cookie = venue.sign_in().await;
    let cards = issue(&venue, &cookie, None, 24 * 60).await.json();
    assert_eq!(cards["cards"].as_array().map(Vec::len), Some(5));
    let first = &cards["cards"][0];
    assert_eq!((&first["skill"], &first["role"], &first["name"]["zh"]), (&json!("web"), &json!("expert"), &json!("name of E1")));
    assert!(first["qr_svg"].as_str().is_some_and(|svg| svg.contains("<svg")));
    assert_eq!(first["expires_at"], json!(common::venue::NOW + 24 * 3_600_000));
    let (e1, e2, chief) = (code(&cards, "E1"), code(&cards, "E2"), code(&cards, "H"));
    assert_eq!(e1.len(), 8);
    let password = venue.password.clone();
    venue.stop().await;
    // Codes are nowhere in the folder, and a copy of the journal without the key says nothing about them.
    for name in [JOURNAL_FILE, "cards.key"] {
        let bytes = std::fs::read(folder.path().join(name)).expect(name);
        assert!(!bytes.windows(8).any(|window| window == e1.as_bytes()), "{name}");
    }
    let mut venue = Venue::open(&folder, Vec::new()).await;
    venue.password = password;
    let cookie = venue.sign_in().await;
    // As people type them.
    let typed = format!("{} {}", e1[..4].to_lowercase(), &e1[4..]);
    assert_eq!(paired(&venue, &typed).await.status, 200);
    let again = paired(&venue, &e1).await;
    assert_eq!((again.status, again.code()), (403, "used-code".to_owned()));
    assert_eq!(state(&venue, &cookie, "E1").await, "used");
    // One card anew: the earlier one is void.
    let fresh = issue(&venue, &cookie, Some("E2"), 15).await.json();
    assert_eq!(fresh["cards"].as_array().map(Vec::len), Some(1));
    assert_eq!(paired(&venue, &e2).await.code(), "wrong-code");
    venue.clock.set(common::venue::NOW + 15 * 60_000);
    assert_eq!(paired(&venue, &code(&fresh, "E2")).await.code(), "expired-code");
    assert_eq!(state(&venue, &cookie, "E2").await, "expired");
    assert_eq!(paired(&venue, &chief).await.status, 200);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn two_who_use_one_card_at_once_are_not_both_paired() {
    let venue = common::venue::venue(tiny()).await;
    let cookie = venue.sign_in().await;
    let one = code(&issue(&venue, &cookie, Some("E1"), 60).await.json(), "E1");
    let (first, second) = tokio::join!(paired(&venue, &one), paired(&venue, &one));
    let mut found = [first.status, second.status];
    found.sort_unstable();
    assert_eq!(found, [200, 403]);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_asked_for_has_bounds() {
    let venue = common::venue::venue(tiny()).await;
    let cookie = venue.sign_in().await;
    for (expert, minutes, status) in [(None, 14, 400), (None, 48 * 60 + 1, 400), (Some("nobody"), 60, 404), (Some("S"), 48 * 60, 200)] {
        assert_eq!(issue(&venue, &cookie, expert, minutes).await.status, status, "{expert:?} {minutes}");
    }
    // Guessing is braked like any other wrong code.
    for _ in 0..20 {
        assert_eq!(paired(&venue, "AAAABBBB").await.code(), "wrong-code");
    }
    assert_eq!(paired(&venue, "AAAABBBB").await.code(), "too-many-tries");
    venue.stop().await;
}
