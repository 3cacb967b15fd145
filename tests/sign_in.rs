//! Pairing codes, the organiser's session, and the brake on guessing either.

use crate::common;

use common::{
    competition::tiny,
    http::{Reply, get, post, request},
    venue::{NOW, Venue, venue},
};
use serde_json::json;

const MINUTE_MS: i64 = 60_000;

async fn code_for(venue: &Venue, expert: &str) -> String {
    let cookie = venue.sign_in().await;
    let asked = json!({ "competition": "city", "skill": "web", "expert": expert });
    let reply = post(venue.address, "/api/pairing-codes", &[("Cookie", &cookie)], &asked).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let answer = reply.json();
    let code = answer["code"].as_str().expect("a code").to_owned();
    assert_eq!(answer["url"], format!("http://venue.test/marking#pair={code}"));
    assert!(answer["qr_svg"].as_str().is_some_and(|svg| svg.contains("<svg")));
    code
}

async fn pair(venue: &Venue, code: &str) -> Reply {
    post(venue.address, "/api/pair", &[], &json!({ "code": code, "device_name": "Tablet 3" })).await
}

async fn desk(venue: &Venue, cookie: &str) -> Reply {
    request(venue.address, "GET", "/api/desk", &[("Cookie", cookie)], "").await
}

async fn sign_in(venue: &Venue, password: &str) -> Reply {
    post(venue.address, "/api/session", &[], &json!({ "password": password })).await
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_pairs_one_device_with_one_expert() {
    let venue = venue(tiny()).await;
    let code = code_for(&venue, "E2").await;
    let typed = format!(" {}-{} ", code[..3].to_lowercase(), &code[3..]);
    let paired = pair(&venue, &typed).await;
    assert_eq!((paired.status, &paired.json()["expert"], &paired.json()["competition"]), (200, &json!("E2"), &json!("city")));
    let again = pair(&venue, &code).await;
    assert_eq!((again.status, again.code()), (403, "wrong-code".to_owned()));

    let cookie = venue.sign_in().await;
    let experts = desk(&venue, &cookie).await.json()["competitions"][0]["experts"].clone();
    let device = &experts[1]["devices"][0];
    assert_eq!((&experts[1]["expert"], &device["name"], &device["online"]), (&json!("E2"), &json!("Tablet 3"), &json!(false)));
    assert_eq!(experts[0]["devices"], json!([]));
    assert!(!experts.to_string().contains(paired.json()["token"].as_str().expect("a token")), "the token is shown once");
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_ends_after_a_quarter_of_an_hour() {
    let venue = venue(tiny()).await;
    for (waited, status) in [(15 * MINUTE_MS - 1, 200), (15 * MINUTE_MS, 403)] {
        venue.clock.set(NOW);
        let code = code_for(&venue, "E1").await;
        venue.clock.set(NOW + waited);
        assert_eq!(pair(&venue, &code).await.status, status, "after {waited} ms");
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_code_is_made_for_experts_that_are_there() {
    let venue = venue(tiny()).await;
    let cookie = venue.sign_in().await;
    for (status, competition, skill, expert) in
        [(404, "town", "web", "E1"), (409, "city", "cooking", "E1"), (409, "city", "web", "E9"), (404, "city", "web", "no id")]
    {
        let asked = json!({ "competition": competition, "skill": skill, "expert": expert });
        let reply = post(venue.address, "/api/pairing-codes", &[("Cookie", &cookie)], &asked).await;
        assert_eq!(reply.status, status, "{asked}: {reply:?}");
    }
    venue.stop().await;
}

/// Twenty wrong ones a minute, codes and passwords together; then even the right one waits.
#[tokio::test(flavor = "multi_thread")]
async fn guessing_is_braked() {
    let venue = venue(tiny()).await;
    let code = code_for(&venue, "E1").await;
    for number in 0..20 {
        let guess = if number % 4 == 0 { sign_in(&venue, "guess").await } else { pair(&venue, "AAAAAA").await };
        assert!(matches!(guess.status, 401 | 403), "{guess:?}");
    }
    for reply in [pair(&venue, &code).await, sign_in(&venue, &venue.password).await] {
        assert_eq!((reply.status, reply.code()), (429, "too-many-tries".to_owned()));
    }
    assert_eq!(get(venue.address, "/api/competitions").await.status, 200, "reading is not braked");
    venue.clock.set(NOW + MINUTE_MS);
    assert_eq!(pair(&venue, &code).await.status, 200);
    venue.stop().await;
}

/// Passwords are checked one at a time: those that wait for their turn are braked like those that come later.
#[tokio::test(flavor = "multi_thread")]
async fn guessing_at_once_is_braked_too() {
    let venue = venue(tiny()).await;
    let mut guesses = tokio::task::JoinSet::new();
    for _ in 0..40 {
        let address = venue.address;
        guesses.spawn(async move { post(address, "/api/session", &[], &json!({ "password": "guess" })).await.status });
    }
    let tried = guesses.join_all().await.into_iter().filter(|status| *status == 401).count();
    assert_eq!(tried, 20);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_is_the_organisers_for_half_a_day() {
    let venue = venue(tiny()).await;
    let wrong = sign_in(&venue, "guess").await;
    assert_eq!((wrong.status, wrong.code(), wrong.header("set-cookie")), (401, "wrong-password".to_owned(), None));
    let right = sign_in(&venue, &format!(" {} ", venue.password)).await;
    let cookie = right.header("set-cookie").expect("a cookie").to_owned();
    for part in ["HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(part), "{cookie}");
    }
    let cookie = cookie.split(';').next().expect("a value");
    assert_eq!(desk(&venue, cookie).await.status, 200);
    assert_eq!(desk(&venue, "jinbang_session=").await.status, 401);
    assert_eq!(desk(&venue, &cookie[..cookie.len() - 1]).await.status, 401);

    let other = venue.sign_in().await;
    assert_eq!(request(venue.address, "DELETE", "/api/session", &[("Cookie", cookie)], "").await.status, 204);
    assert_eq!((desk(&venue, cookie).await.status, desk(&venue, &other).await.status), (401, 200));
    for half_hours in 1..24 {
        venue.clock.set(NOW + half_hours * 30 * MINUTE_MS);
        assert_eq!(desk(&venue, &other).await.status, 200, "{half_hours}");
    }
    venue.clock.set(NOW + 12 * 60 * MINUTE_MS - 1);
    assert_eq!(desk(&venue, &other).await.status, 200);
    venue.clock.set(NOW + 12 * 60 * MINUTE_MS);
    assert_eq!(desk(&venue, &other).await.status, 401);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_session_ends_where_nobody_is() {
    let venue = venue(tiny()).await;
    let cookie = venue.sign_in().await;
    let alone = async |minutes| {
        venue.clock.set(NOW + minutes * MINUTE_MS);
        request(venue.address, "GET", "/api/desk", &[("Cookie", &cookie), ("X-Jinbang-Unattended", "1")], "").await.status
    };
    assert_eq!([alone(20).await, alone(59).await], [200, 200]);
    assert_eq!(desk(&venue, &cookie).await.status, 200, "somebody came back in time");
    assert_eq!([alone(118).await, alone(119).await], [200, 401]);
    assert_eq!(desk(&venue, &cookie).await.status, 401, "too late");
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn bodies_are_small_json_of_known_fields() {
    let venue = venue(tiny()).await;
    let large = format!("{{\"code\":\"{}\"}}", "A".repeat(20_000));
    for (status, kind, body) in [
        (400, "application/json", ""),
        (400, "application/json", "nonsense"),
        (400, "application/json", "{}"),
        (400, "application/json", r#"{"code":1}"#),
        (400, "application/json", r#"{"code":"AAAAAA","expert":"E1"}"#),
        (413, "application/json", large.as_str()),
        (400, "text/plain", r#"{"code":"AAAAAA"}"#),
        (400, "application/x-www-form-urlencoded", "code=AAAAAA"),
        (403, "application/json; charset=utf-8", r#"{"code":"AAAAAA"}"#),
    ] {
        let reply = request(venue.address, "POST", "/api/pair", &[("Content-Type", kind)], body).await;
        assert_eq!(reply.status, status, "{kind}: {body:.40}: {reply:?}");
        let problem = reply.json()["error"]["message"].clone();
        assert!(problem["zh"].is_string() && problem["en"].is_string(), "{problem}");
    }
    venue.stop().await;
}
