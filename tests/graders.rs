//! Machines that measure: what they post over HTTP, and what stands in their way.

use crate::common;

use common::{
    competition::tiny,
    http::{self, Reply, request},
    judges::Judges,
    venue::{Venue, venue},
};
use jinbang::{
    competition::{Mapping, Text},
    server::ROUTES,
};
use serde_json::{Value, json};

const EVIDENCE: &str = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";

async fn post(venue: &Venue, path: &str, token: &str, body: &Value) -> Reply {
    http::post(venue.address, path, &[("Authorization", &format!("Bearer {token}"))], body).await
}

async fn token(judges: &Judges<'_>, grader: &str) -> String {
    let reply = judges.post("/api/graders", json!({ "competition": "city", "skill": "web", "grader": grader })).await;
    assert_eq!(reply.status, 200, "{reply:?}");
    reply.json()["token"].as_str().expect("a token").to_owned()
}

fn one(run: &str, competitor: &str, aspect: &str, value: &str) -> Value {
    json!({ "run": run, "measurements": [{ "competitor": competitor, "aspect": aspect, "value": value, "evidence": EVIDENCE }] })
}

fn codes(reply: &Reply) -> Vec<String> {
    let faults = reply.json()["faults"].as_array().cloned().unwrap_or_default();
    faults.iter().map(|fault| format!("{} {}", fault["index"], fault["code"].as_str().unwrap_or_default())).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_run_is_taken_once_and_as_a_whole() {
    let venue = venue(tiny().machine("G1", "5", "lint").machine("G2", "5", "timing")).await;
    let judges = Judges::of(&venue, "E1").await;
    let token = token(&judges, "lint").await;
    let path = "/api/measurements";
    let first = post(&venue, path, &token, &one("r1", "C1", "G1", "4")).await;
    assert_eq!((first.status, &first.json()["measurements"]), (200, &json!(1)), "{first:?}");
    assert_eq!(post(&venue, path, &token, &one("r1", "C1", "G1", "4")).await.json(), first.json());
    assert_eq!(post(&venue, path, &token, &one("r1", "C1", "G1", "3")).await.code(), "run-conflict");
    venue.reached(first.json()["position"].as_u64().expect("a position")).await;
    let wrong = json!({ "run": "r2", "measurements": [
        { "competitor": "C9", "aspect": "G1", "value": "4", "evidence": EVIDENCE },
        { "competitor": "C1", "aspect": "G1", "value": "4", "evidence": EVIDENCE },
        { "competitor": "C1", "aspect": "G2", "value": "4", "evidence": EVIDENCE },
        { "competitor": "C1", "aspect": "G1", "value": "six", "evidence": EVIDENCE },
        { "competitor": "C2", "aspect": "G1", "value": "4", "evidence": "none" },
    ] });
    let refused = post(&venue, path, &token, &wrong).await;
    assert_eq!((refused.status, refused.code()), (409, "unknown-competitor".to_owned()));
    assert_eq!(codes(&refused), ["0 unknown-competitor", "2 not-measured-by", "3 not-a-number", "4 evidence-missing"]);
    let graders = judges.get("/api/graders/city/web").await;
    let lint = &graders["graders"][0];
    assert_eq!(
        (&lint["grader"], &lint["aspects"], &lint["measurements"], &lint["awaiting"]),
        (&json!("lint"), &json!(["G1"]), &json!(1), &json!(1))
    );
    assert_eq!(graders["graders"][1]["added_at"], Value::Null);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn only_the_machine_itself_posts() {
    let venue = venue(tiny().machine("G1", "5", "lint")).await;
    let judges = Judges::of(&venue, "E1").await;
    let old = token(&judges, "lint").await;
    let new = token(&judges, "lint").await;
    let (names, secret) = new.split_once('.').expect("a token");
    for (token, status) in
        [(new.as_str(), 200), (&old, 401), (&format!("{names}.x{secret}"), 401), (&format!("x{new}"), 401), ("", 401), ("..", 401)]
    {
        assert_eq!(post(&venue, "/api/measurements", token, &one("r1", "C1", "G1", "4")).await.status, status, "{token}");
    }
    let mut elsewhere = one("r2", "C1", "G1", "4");
    elsewhere["skill"] = json!("cooking");
    assert_eq!(post(&venue, "/api/measurements", &new, &elsewhere).await.status, 403);
    for route in ROUTES.iter().filter(|route| route.path.starts_with("/api/measurements")) {
        assert_eq!(request(venue.address, "POST", route.path, &[("Cookie", &judges.organiser)], "").await.status, 401, "{}", route.path);
    }
    let path = "/api/graders/lint?competition=city&skill=web";
    assert_eq!(request(venue.address, "DELETE", path, &[("Cookie", &judges.organiser)], "").await.status, 204);
    assert_eq!(post(&venue, "/api/measurements", &new, &one("r3", "C1", "G1", "4")).await.status, 401);
    for _ in 0..20 {
        post(&venue, "/api/measurements", "guess.guess", &json!({})).await;
    }
    assert_eq!(post(&venue, "/api/measurements", "guess.guess", &json!({})).await.status, 429);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_scoreboard_of_a_capture_the_flag_contest_is_measurements() {
    let mut competition = tiny().machine("W1", "5", "ctf").machine("W2", "3", "ctf").machine("W3", "2", "lint").competition("city");
    let aspects = &mut competition.skills[0].scheme.aspects;
    aspects[3].name = Text::new("逆向", "reversing");
    if let jinbang::competition::AspectKind::Measurement(measurement) = &mut aspects[3].kind {
        measurement.mapping = Mapping::YesNo;
    }
    let store = jinbang::journal::JournalStore::with_backend(common::disk::Disk::default()).expect("a new journal");
    let venue = Venue::on(store, vec![competition]).await;
    let judges = Judges::of(&venue, "E1").await;
    let token = token(&judges, "ctf").await;
    let path = "/api/measurements/ctftime";
    let board = |standings: Value, tasks: Value| json!({ "run": "final", "evidence": EVIDENCE, "scoreboard": { "tasks": tasks, "standings": standings } });
    let standings = json!([
        { "pos": 1, "team": "C2", "score": 4.5, "taskStats": { "W1": { "points": 4.5, "time": 12 }, "reversing": { "points": 100, "time": 9 } } },
        { "pos": 2, "team": "C1", "score": 0, "taskStats": {} },
    ]);
    let taken = post(&venue, path, &token, &board(standings, json!(["W1", "reversing"]))).await;
    assert_eq!((taken.status, &taken.json()["measurements"]), (200, &json!(4)), "{taken:?}");
    venue.reached(taken.json()["position"].as_u64().expect("a position")).await;
    let state = venue.app().views.contests[0].state().skills[0].clone();
    let written = |competitor: usize, aspect: usize| {
        state.proceedings.measured.get(&(competitor, aspect)).map(|measured| measured.value.written(&state.tally.aspects()[aspect]))
    };
    let text = |value: &str| Some(value.to_owned());
    assert_eq!([written(1, 2), written(1, 3), written(0, 2), written(0, 3)], [text("4.5"), text("yes"), text("0"), text("no")]);

    let wrong = json!([{ "team": "C9", "taskStats": { "pwn": { "points": 1 } } }, { "team": "C1" }, { "team": "C1" }]);
    let mut wrong = board(wrong, json!(["W3", "W1"]));
    wrong["run"] = json!("other");
    let refused = post(&venue, path, &token, &wrong).await;
    assert_eq!(codes(&refused), ["null not-measured-by", "null unknown-aspect", "0 unknown-competitor", "2 too-many"]);
    venue.stop().await;
}
