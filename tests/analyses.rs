//! Fairness and comparison on the desk: they follow the marks, and the marks do not wait for them.

use crate::common;

use std::time::Instant;

use common::{
    competition::{SkillBuilder, judgement, skill, tiny},
    http::{DEADLINE, Reply, get, request},
    socket::{Socket, submit, tablet},
    venue::{Venue, venue},
};
use jinbang::competition::Judgement;
use serde_json::{Value, json};

const ROUTES: [&str; 2] = ["/api/fairness", "/api/comparisons"];

async fn asked(venue: &Venue, cookie: &str, path: &str) -> Reply {
    request(venue.address, "GET", path, &[("Cookie", cookie)], "").await
}

/// Polls until the report knows of the skill's last change, and at least of `position`.
async fn ready(venue: &Venue, cookie: &str, route: &str, position: u64) -> Value {
    let begun = Instant::now();
    loop {
        let answer = asked(venue, cookie, &format!("{route}/city/web")).await.json();
        if answer["position"] == answer["newest"] && answer["newest"].as_u64() >= Some(position) {
            assert_eq!(answer["state"], "ready");
            return answer;
        }
        // A receipt comes before readers know of the entry: until then the report before it is the newest one.
        assert!(answer["state"] == "computing" || answer["position"] == answer["newest"], "{answer}");
        assert!(begun.elapsed() < DEADLINE, "{answer}");
        tokio::time::sleep(std::time::Duration::from_millis(20)).await;
    }
}

async fn receipt(judge: &mut Socket, sequence: u64, competitor: &str, aspect: &str, value: &str) -> u64 {
    judge.send(submit(sequence, competitor, aspect, value)).await;
    judge.until("receipt").await["position"].as_u64().expect("a position")
}

/// `competitors` of them, each judged by two.
fn judged_by_two(competitors: u32) -> SkillBuilder {
    let names: Vec<String> = (1..=competitors).map(|number| format!("C{number}")).collect();
    skill().competitors(&names.join(" ")).experts("E1 E2").judged("J1", "2", Judgement { experts: 2, ..judgement() })
}

#[tokio::test(flavor = "multi_thread")]
async fn reports_follow_the_marks() {
    let venue = venue(judged_by_two(3).hidden()).await;
    let cookie = venue.sign_in().await;
    for route in ROUTES {
        let empty = ready(&venue, &cookie, route, 0).await;
        assert_eq!((&empty["newest"], &empty["report"]["skill"]), (&json!(0), &json!("web")), "{empty}");
        assert_eq!(empty["computed_at"], json!(common::venue::NOW));
    }
    let mut judges = [tablet(venue.address, &venue.pair("E1").await).await, tablet(venue.address, &venue.pair("E2").await).await];
    let mut last = 0;
    // E1 gives C1 3, 2, 1 and so on; E2 one less.
    for (judge, scores) in judges.iter_mut().zip([["3", "2", "1"], ["2", "1", "0"]]) {
        for (number, score) in (1..).zip(scores) {
            last = receipt(judge, number, &format!("C{number}"), "J1", score).await;
        }
    }
    let fairness = ready(&venue, &cookie, ROUTES[0], last).await;
    assert_eq!((&fairness["report"]["scores"], &fairness["report"]["experts"][0]["additive"]), (&json!(6), &json!(0.5)), "{fairness}");
    assert_eq!(fairness["report"]["ranks"]["replicates"], 200);
    let comparison = ready(&venue, &cookie, ROUTES[1], last).await;
    assert_eq!(comparison["report"]["competitors"][0]["competitor"], "C1");
    assert_eq!(comparison["report"]["methods"][0]["method"], "as-ruled/1");
    // Pairing another tablet and signing in change nothing that a report knows of.
    venue.pair("E1").await;
    assert_eq!(asked(&venue, &cookie, "/api/comparisons/city/web").await.json()["newest"], comparison["newest"]);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn withdrawals_count_as_changes() {
    let venue = venue(judged_by_two(2)).await;
    let cookie = venue.sign_in().await;
    let mut judge = tablet(venue.address, &venue.pair("E1").await).await;
    let marked = receipt(&mut judge, 1, "C1", "J1", "2").await;
    assert_eq!(ready(&venue, &cookie, ROUTES[1], marked).await["newest"], marked);
    let body = json!({ "competition": "city", "skill": "web", "competitor": "C2", "reason": "ill" });
    let reply = common::http::post(venue.address, "/api/withdrawals", &[("Cookie", &cookie)], &body).await;
    assert!(reply.status < 300, "{reply:?}");
    let withdrawn = ready(&venue, &cookie, ROUTES[1], marked + 1).await;
    assert!(withdrawn["newest"].as_u64() > Some(marked), "{withdrawn}");
    venue.stop().await;
}

/// The comparison of many competitors takes a while; receipts come meanwhile, and the report catches up with them.
#[tokio::test(flavor = "multi_thread")]
async fn marks_do_not_wait_for_a_report() {
    let venue = venue(judged_by_two(2_000)).await;
    let cookie = venue.sign_in().await;
    let mut judge = tablet(venue.address, &venue.pair("E1").await).await;
    let mut last = receipt(&mut judge, 1, "C1", "J1", "2").await;
    let mut behind = 0;
    for sequence in 2..20 {
        let answer = asked(&venue, &cookie, "/api/comparisons/city/web").await.json();
        behind += u32::from(answer["state"] == "computing");
        last = receipt(&mut judge, sequence, &format!("C{sequence}"), "J1", "2").await;
    }
    assert!(behind > 0, "no mark came while a report was made");
    let caught_up = ready(&venue, &cookie, ROUTES[1], last).await;
    assert_eq!(caught_up["report"]["competitors"].as_array().map(Vec::len), Some(2_000));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_organisers_are_answered_and_only_about_what_is_there() {
    let venue = venue(tiny()).await;
    let cookie = venue.sign_in().await;
    for route in ROUTES {
        assert_eq!(get(venue.address, &format!("{route}/city/web")).await.status, 401, "{route}");
        for (path, status, code) in [("/city/web", 200, ""), ("/city/none", 404, "not-found"), ("/none/web", 404, "not-found")] {
            let reply = asked(&venue, &cookie, &format!("{route}{path}")).await;
            assert_eq!((reply.status, reply.code()), (status, code.to_owned()), "{route}{path}");
            assert_eq!(reply.header("content-type"), Some("application/json"));
        }
    }
    venue.stop().await;
}

/// Beyond the limit the desk says where else to look.
#[tokio::test(flavor = "multi_thread")]
async fn a_skill_too_large_for_the_desk_is_said_to_be() {
    let venue = venue(judged_by_two(u32::try_from(jinbang::live::LIVE_COMPETITORS_MAX).expect("a small number") + 1)).await;
    let cookie = venue.sign_in().await;
    for route in ROUTES {
        let reply = asked(&venue, &cookie, &format!("{route}/city/web")).await;
        assert_eq!((reply.status, reply.code()), (413, "too-large".to_owned()));
    }
    venue.stop().await;
}
