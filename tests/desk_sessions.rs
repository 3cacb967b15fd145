//! Chief experts and supervisors at the desk: signed in with the paired device, for the own skill only.

use crate::common;

use common::{
    competition::{SkillBuilder, judgement, tiny},
    disk::Disk,
    http::{Reply, post, request},
    venue::{NOW, Venue, venue},
};
use jinbang::{competition::Competition, journal::JournalStore};
use serde_json::json;

async fn get_as(venue: &Venue, path: &str, cookie: &str) -> Reply {
    request(venue.address, "GET", path, &[("Cookie", cookie)], "").await
}

async fn sign_in(venue: &Venue, competition: &str, token: &str) -> Reply {
    post(venue.address, "/api/session/device", &[], &json!({ "competition": competition, "token": token })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_know_who_is_signed_in() {
    let venue = venue(tiny()).await;
    for (expert, holder) in [("H", "chief"), ("S", "supervisor")] {
        let cookie = venue.sign_in_as(0, "web", expert).await;
        let expected = json!({ "holder": holder, "competition": "city", "skill": "web", "expert": expert });
        assert_eq!(get_as(&venue, "/api/session", &cookie).await.json(), expected);
    }
    let cookie = venue.sign_in().await;
    assert_eq!(get_as(&venue, "/api/session", &cookie).await.json(), json!({ "holder": "organiser" }));
    assert_eq!(get_as(&venue, "/api/session", "").await.status, 401);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_a_good_token_of_a_chief_or_supervisor_signs_in() {
    let venue = venue(tiny()).await;
    let (chief, expert) = (venue.pair("H").await, venue.pair("E1").await);
    let other_secret = format!("{}.{}", chief.device, expert.token.split_once('.').expect("a token").1);
    for (competition, token, status, code) in [
        ("city", chief.token.as_str(), 204, ""),
        ("city", &expert.token, 403, "forbidden"),
        ("town", &chief.token, 401, "wrong-token"),
        ("city", &other_secret, 401, "wrong-token"),
        ("city", "d-XXXX.none", 401, "wrong-token"),
        ("city", "none", 401, "wrong-token"),
    ] {
        let reply = sign_in(&venue, competition, token).await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{competition} {token}");
    }
    for _ in 0..17 {
        sign_in(&venue, "city", "none").await;
    }
    assert_eq!(sign_in(&venue, "city", &chief.token).await.status, 429, "guessing is braked");
    venue.clock.set(NOW + 60_000);
    assert_eq!(sign_in(&venue, "city", &chief.token).await.status, 204);
    venue.stop().await;
}

/// Two skills, each with a chief expert.
fn two_skills() -> Competition {
    let of = |name: &str| SkillBuilder::new(name).competitors("C1 C2").experts("E1 E2 E3 H=chief").judged("J1", "2", judgement());
    let mut competition = of("web").competition("city");
    competition.skills.extend(of("cooking").competition("city").skills);
    competition
}

#[tokio::test(flavor = "multi_thread")]
async fn a_chief_expert_sees_the_own_skill_and_no_other() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let venue = Venue::on(store, vec![two_skills()]).await;
    let (web, cooking) = (venue.sign_in_as(0, "web", "H").await, venue.sign_in_as(0, "cooking", "H").await);
    for path in ["standings/city/web", "explanations/city/web/C1", "fairness/city/web", "comparisons/city/web"] {
        assert_eq!(get_as(&venue, &format!("/api/{path}"), &web).await.status, 200, "{path}");
        let other = get_as(&venue, &format!("/api/{path}"), &cooking).await;
        assert_eq!((other.status, other.code()), (403, "forbidden".to_owned()), "{path}");
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_session_ends_with_the_device() {
    let venue = venue(tiny()).await;
    let (chief, organiser) = (venue.pair("H").await, venue.sign_in().await);
    let cookie = venue.sign_in_with(&chief).await;
    assert_eq!(get_as(&venue, "/api/standings/city/web", &cookie).await.status, 200);
    let path = format!("/api/devices/{}?competition=city", chief.device);
    assert_eq!(request(venue.address, "DELETE", &path, &[("Cookie", &organiser)], "").await.status, 204);
    for path in ["/api/standings/city/web", "/api/session"] {
        assert_eq!(get_as(&venue, path, &cookie).await.status, 401, "{path}");
    }
    assert_eq!(sign_in(&venue, "city", &chief.token).await.code(), "wrong-token");
    venue.stop().await;
}
