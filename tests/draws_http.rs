//! Draws over HTTP: what an organiser asks, what is answered, and that the record verifies.

use crate::common;

use common::{
    competition::{MARK, SkillBuilder, id, skill},
    http::{Reply, post, request},
    socket::{submit, tablet},
    venue::{Venue, venue},
};
use jinbang::{
    competition::{RankingMethod, SkillRules, TieLast, TieRule},
    ranking::draw::{DrawFile, Verified},
};
use serde_json::{Value, json};

fn drawing() -> SkillBuilder {
    let ties = TieRule { last: TieLast::Draw, ..TieRule::default() };
    let rules = SkillRules { ranking: RankingMethod::Total, ties, decimals: 2, ..SkillRules::default() };
    skill().competitors("C1 C2 C3").experts("E1 E2").measured("M1", "5", MARK).rules(rules)
}

async fn mark(venue: &Venue, competitors: &[&str]) {
    let mut judge = tablet(venue.address, &venue.pair("E1").await).await;
    for (sequence, competitor) in (1..).zip(competitors) {
        judge.send(submit(sequence, competitor, "M1", "4")).await;
        judge.until("receipt").await;
    }
}

async fn ask(venue: &Venue, cookie: &str, path: &str, more: Value) -> Reply {
    let mut body = json!({ "competition": "city", "skill": "web" });
    body.as_object_mut().expect("an object").extend(more.as_object().cloned().unwrap_or_default());
    post(venue.address, path, &[("Cookie", cookie)], &body).await
}

async fn records(venue: &Venue, cookie: &str) -> Reply {
    request(venue.address, "GET", "/api/draws/city/web", &[("Cookie", cookie)], "").await
}

#[tokio::test(flavor = "multi_thread")]
async fn from_commitment_to_a_record_that_verifies() {
    let venue = venue(drawing()).await;
    let cookie = venue.sign_in().await;
    mark(&venue, &["C2", "C1"]).await;
    let committed = ask(&venue, &cookie, "/api/draws", json!({ "competitors": ["C2", "C1"] })).await;
    assert_eq!(committed.status, 200, "{committed:?}");
    let committed = committed.json();
    assert_eq!((&committed["draw"], &committed["competitors"], &committed["method"]), (&json!(1), &json!(["C1", "C2"]), &json!("draw/1")));
    assert_eq!(committed["commitment"].as_str().map(str::len), Some(64));
    assert!(committed.get("secret").is_none() && committed.get("seed").is_none());
    assert_eq!(records(&venue, &cookie).await.json(), json!({ "draws": [committed.clone()] }));

    // The secret that is kept shows in no answer.
    let stream = venue.app().views.contests[0].stream;
    let secret = venue.app().store.draw_secret(stream, &id("web"), 1).expect("a store").expect("a secret").to_hex();
    for path in ["/api/draws/city/web", "/api/desk", "/api/competitions"] {
        let reply = request(venue.address, "GET", path, &[("Cookie", &cookie)], "").await;
        assert!(!String::from_utf8_lossy(&reply.body).contains(&secret), "{path}");
    }

    let witnesses = json!([{ "expert": "E2", "value": "3 5 1" }, { "expert": "E1", "value": "北" }]);
    let revealed = ask(&venue, &cookie, "/api/draws/reveal", json!({ "draw": 1, "witnesses": witnesses })).await;
    assert_eq!(revealed.status, 200, "{revealed:?}");
    let revealed = revealed.json();
    assert_eq!(
        (&revealed["commitment"], &revealed["witnesses"], &revealed["secret"]),
        (&committed["commitment"], &witnesses, &json!(secret))
    );
    let reply = records(&venue, &cookie).await;
    assert_eq!(reply.header("content-disposition"), Some("attachment; filename=\"draws.json\""));
    let file: DrawFile = serde_json::from_slice(&reply.body).expect("a record");
    assert!(matches!(file.draws[0].verify(), Ok(Verified::Revealed { .. })), "{file:?}");
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_wrong_is_answered_with_its_code() {
    let venue = venue(drawing()).await;
    let cookie = venue.sign_in().await;
    mark(&venue, &["C2", "C1"]).await;
    let list = json!({ "competitors": ["C1", "C2"] });
    let reveal = |draw: u32| json!({ "draw": draw, "witnesses": [{ "expert": "E1", "value": "4" }] });
    for (path, body, status, code) in [
        ("/api/draws", json!({ "competitors": ["C1", "C3"] }), 409, "marks-missing"),
        ("/api/draws", json!({ "competitors": ["C1", "C9"] }), 409, "unknown-competitor"),
        ("/api/draws", json!({ "competitors": "C1" }), 400, "bad-request"),
        ("/api/draws", json!({ "competition": "town", "competitors": [] }), 404, "not-found"),
        ("/api/draws", json!({ "skill": "pottery", "competitors": [] }), 404, "not-found"),
        ("/api/draws/reveal", reveal(1), 404, "not-found"),
        ("/api/draws", list.clone(), 200, ""),
        ("/api/draws", list.clone(), 409, "draw-open"),
        ("/api/draws/reveal", json!({ "draw": 1, "witnesses": [] }), 409, "witnesses"),
        ("/api/draws/reveal", json!({ "draw": 1, "witnesses": [{ "expert": "X", "value": "4" }] }), 409, "unknown-expert"),
        ("/api/draws/cancel", json!({ "draw": 1, "reason": " " }), 409, "reason-missing"),
        ("/api/draws/cancel", json!({ "draw": 1, "reason": "the dice fell off the table" }), 200, ""),
        ("/api/draws/reveal", reveal(1), 409, "draw-closed"),
        ("/api/draws", list, 200, ""),
        ("/api/draws/reveal", reveal(2), 200, ""),
    ] {
        let reply = ask(&venue, &cookie, path, body.clone()).await;
        assert_eq!((reply.status, reply.code()), (status, code.to_owned()), "{path} {body}: {reply:?}");
    }
    let all = records(&venue, &cookie).await.json();
    assert_eq!((&all["draws"][0]["cancelled"], &all["draws"][1]["draw"]), (&json!("the dice fell off the table"), &json!(2)));
    venue.stop().await;
}
