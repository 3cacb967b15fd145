//! What an honours office knows of a person is nowhere but in its sealed data: not in the journal, not in public bytes, errors, metrics or
//! checkpoints, and not in a backup without its keys. Who is erased is gone, and results and proofs stay as they were.

use std::{fs, path::Path};

use jinbang::{bundle::verify, journal::backup_to};
use serde_json::json;
use tempfile::TempDir;

use crate::common::{
    http::{get, request},
    judges::{Judges, get_as},
    office::{MARKS, Officer, again, city, identify, programmes, step},
    venue::Venue,
};

const CANARIES: [(&str, &str); 5] = [
    ("national_id", "11010519491231002X"),
    ("social_security", "CANARY-SOCIAL-4711"),
    ("employer", "金丝雀阀门厂"),
    ("phone", "13812345678"),
    ("name", "李金丝雀"),
];

/// The number's last digit is another one.
const MISTYPED: &str = "110105194912310021";

const PUBLIC: [&str; 12] = [
    "/api/competitions",
    "/health",
    "/api/boards/city/web",
    "/embed/city/web",
    "/api/delegations/city",
    "/clics/city/contests/web/persons",
    "/clics/city/contests/web/teams",
    "/api/results/city/web/bundle",
    "/api/results/city/web/receipts/C1",
    "/api/results/city/web/checkpoint",
    "/api/key",
    "/api/honours/people/city:C1",
];

fn holds(bytes: &[u8]) -> Option<&'static str> {
    CANARIES.into_iter().map(|(_, canary)| canary).find(|canary| bytes.windows(canary.len()).any(|window| window == canary.as_bytes()))
}

/// Everything in a folder and in those below it.
#[track_caller]
fn nothing_in(folder: &Path) {
    for file in fs::read_dir(folder).expect("a folder").map(|file| file.expect("a file").path()) {
        if file.is_dir() {
            nothing_in(&file);
        } else {
            assert_eq!(holds(&fs::read(&file).expect("a file")), None, "{}", file.display());
        }
    }
}

async fn keep(officer: &Officer<'_>, body: &str) -> crate::common::http::Reply {
    let headers = [("Cookie", officer.cookie.as_str()), ("Content-Type", "application/json")];
    request(officer.venue.address, "PUT", "/api/honours/people/city:C1", &headers, body).await
}

#[tokio::test(flavor = "multi_thread")]
async fn canaries_stay_in_the_sealed_data_and_erasure_leaves_results_and_proofs() {
    let folder = TempDir::with_prefix("jinbang-privacy-").expect("a folder");
    let venue = Venue::open(&folder, city()).await;
    venue.app().open_office(programmes()).expect("an office");
    let password = venue.password.clone();
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.finish(&MARKS).await;
    drop(judges);
    let (li, wang) = (Officer::named(&venue, "Li").await, Officer::named(&venue, "Wang").await);
    li.act(json!([identify("city:C1", "C1"), step(1, "verify"), step(1, "recommend")])).await;
    let of = |key: &str| CANARIES.into_iter().find(|(known, _)| *known == key).expect("a canary").1;
    let data = json!({ "national_id": of("national_id"), "social_security": of("social_security"), "employer": of("employer"),
        "phone": of("phone"), "name": { "zh": of("name"), "en": "" } });
    assert_eq!(keep(&li, &data.to_string()).await.status, 204);
    let revealed = li.ask("/api/honours/people/city:C1/reveal", &json!({ "reason": "a form" })).await;
    assert_eq!(holds(&revealed.body), Some(of("national_id")), "it is there for whoever may see it");

    // What is wrong is said without saying it again.
    let phone = of("phone");
    for body in
        [json!({ "national_id": MISTYPED }).to_string(), format!("{{\"phone\": \"{phone}\""), json!({ "phone": [phone] }).to_string()]
    {
        let refused = keep(&li, &body).await;
        let told = String::from_utf8_lossy(&refused.body).into_owned();
        assert_eq!((refused.status, holds(&refused.body), told.contains(MISTYPED)), (400, None, false), "{told}");
    }
    let of_export = json!({ "kind": "nominations", "format": "csv", "columns": ["person", "national-id", "phone", "employer"] });
    let asked = li.ask("/api/honours/exports", &json!({ "of": of_export, "reason": "a form" })).await;
    assert_eq!(asked.status, 201, "{asked:?}");
    assert_eq!(wang.ask("/api/honours/exports/1/confirm", &json!({})).await.status, 204);
    let file = get_as(&venue, "/api/honours/exports/1/file", &wang.cookie).await;
    assert_eq!((file.status, holds(&file.body)), (200, Some(of("national_id"))));

    for path in PUBLIC {
        let reply = get(venue.address, path).await;
        assert_eq!(holds(&reply.body), None, "{path}");
        assert!(reply.headers.iter().all(|(_, value)| holds(value.as_bytes()).is_none()), "{path}");
    }
    for path in ["/api/honours", "/api/honours/exports", "/api/honours/people", "/api/honours/people/city:C1", "/api/honours/statistics"] {
        assert_eq!(holds(&get_as(&venue, path, &li.cookie).await.body), None, "{path} is masked");
    }
    let bundle = get(venue.address, "/api/results/city/web/bundle").await.body;
    let backups = TempDir::with_prefix("jinbang-privacy-").expect("a folder");
    let target = backups.path().join("monday.redb");
    let app = venue.app();
    backup_to(&app.store, &target).expect("a backup");
    drop(app);
    let organiser = venue.sign_in().await;
    assert_eq!(holds(&get_as(&venue, "/api/audit/city", &organiser).await.body), None);

    assert_eq!(li.ask("/api/honours/people/city:C1/erase", &json!({ "reason": "asked for" })).await.status, 204);
    assert_eq!(wang.ask("/api/honours/people/city:C1/erase/confirm", &json!({})).await.status, 204);
    let gone = get_as(&venue, "/api/honours/exports/1/file", &wang.cookie).await;
    assert_eq!((gone.status, holds(&gone.body)), (410, None));
    assert_eq!(get(venue.address, "/api/results/city/web/bundle").await.body, bundle, "results and proofs are as they were");
    drop((li, wang));
    venue.stop().await;

    let venue = again(&folder, password).await;
    let after = get(venue.address, "/api/results/city/web/bundle").await.body;
    assert_eq!(after, bundle);
    venue.stop().await;
    verify(&String::from_utf8(after).expect("text"), None).unwrap_or_else(|differences| panic!("{differences:?}"));
    nothing_in(folder.path());
    nothing_in(backups.path());
}
