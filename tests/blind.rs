//! Blind skills: before the codes are opened nothing at the desk, on tablets or in public says who is who.

use crate::common;

use common::{
    competition::{MARK, judgement, skill},
    http::{get, post, request},
    judges::{Judges, get_as},
    socket::viewer,
    venue::{Venue, venue},
};
use jinbang::{competition::Conduct, wire::row_flags::UNDER_APPEAL};
use serde_json::{Value, json};

/// Ids and names that are nowhere else in any answer, in an order that is not that of any code but by chance.
const IDS: [&str; 6] = ["Canary7", "Canary1", "Canary5", "Canary9", "Canary2", "Canary4"];

async fn room() -> Venue {
    let conduct = Conduct { code_layers: 2, ..Conduct::default() };
    let rules = skill().competitors(&IDS.map(|id| format!("{id}@delegation-of-{id}")).join(" ")).experts("E1 E2 E3 H=chief S=supervisor");
    venue(rules.judged("J1", "2", judgement()).measured("M1", "5", MARK).conduct(conduct)).await
}

fn of_skill(more: &Value) -> Value {
    let mut body = json!({ "competition": "city", "skill": "web" });
    body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
    body
}

async fn sheet(venue: &Venue, cookie: &str, layer: u8) -> Vec<(String, String)> {
    let reply = request(venue.address, "GET", &format!("/api/codes/city/web/{layer}"), &[("Cookie", cookie)], "").await;
    assert_eq!(reply.status, 200, "{reply:?}");
    let text = String::from_utf8(reply.body).expect("text");
    text.lines().skip(1).filter_map(|line| line.split_once(',')).map(|(id, code)| (id.to_owned(), code.to_owned())).collect()
}

fn names_in(list: &Value, key: &str) -> Vec<String> {
    list.as_array().expect("a list").iter().map(|one| one[key].as_str().unwrap_or_default().to_owned()).collect()
}

#[tokio::test(flavor = "multi_thread")]
async fn nobody_is_named_before_the_codes_are_opened() {
    let venue = room().await;
    let mut judges = Judges::of(&venue, "E1 E2 E3 H S").await;
    judges.done("/api/codes", of_skill(&json!({}))).await;
    assert_eq!(judges.post("/api/codes", of_skill(&json!({}))).await.code(), "codes-drawn");
    let (outer, inner) = (sheet(&venue, &judges.organiser, 1).await, sheet(&venue, &judges.organiser, 2).await);
    let code = |id: &str| inner.iter().find(|(known, _)| known == id).expect("a code").1.clone();
    let mut all: Vec<&String> = outer.iter().chain(&inner).map(|(_, code)| code).collect();
    all.sort_unstable();
    all.dedup();
    assert_eq!(all.len(), 2 * IDS.len(), "no two codes alike");

    let position = judges.gives(&format!("E1 {} M1 4", code("Canary5"))).await;
    judges.give(&[&format!("E1 {} M1 3", code("Canary9")), &format!("E1 {} M1 3", code("Canary2"))]).await;
    for (expert, score) in [("E1", 0), ("E2", 3), ("E3", 1)] {
        judges.gives(&format!("{expert} {} J1 {score}", code("Canary1"))).await;
    }
    let appeal = json!({ "competitor": code("Canary5"), "aspects": ["M1"], "grounds": "misread" });
    judges.done("/api/appeals", of_skill(&appeal)).await;
    let known = |id: &str| inner.iter().find(|(known, _)| known == id).map(|(_, code)| code.clone()).expect("a code");
    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": known("Canary4"), "reason": "ill" }))).await;
    let again = judges.post("/api/withdrawals", of_skill(&json!({ "competitor": known("Canary4"), "reason": "ill" }))).await;
    let scores = json!([{ "competitor": code("Canary5"), "aspect": "M1", "value": "1", "corrects": position }]);
    let impact = judges.post("/api/impact/city/web", json!({ "scores": scores })).await;
    assert_eq!((impact.status, &impact.json()["rows"][0]["after"]["total"]), (200, &json!("3.00")), "{impact:?}");

    let first = known("Canary5");
    let mut bytes =
        vec![("withdrawal", again.body), ("impact", impact.body), ("competitions", get(venue.address, "/api/competitions").await.body)];
    let chief = venue.sign_in_as(0, "web", "H").await;
    let explanation = format!("explanations/city/web/{first}");
    for path in [
        "standings/city/web",
        &explanation,
        "fairness/city/web",
        "comparisons/city/web",
        "affairs/city/web",
        "changes/city/web?since=0",
        "progress/city/web",
        "missing/city/web",
        "disagreements/city/web",
        "audit/city/web?limit=200",
        "graders/city/web",
    ] {
        for cookie in [&chief, &judges.organiser] {
            // A report that is being made in the background is waited for.
            let reply = loop {
                let reply = get_as(&venue, &format!("/api/{path}"), cookie).await;
                if reply.json()["state"] != "computing" {
                    break reply;
                }
                tokio::task::yield_now().await;
            };
            assert_eq!(reply.status, 200, "{path}: {reply:?}");
            bytes.push((path, reply.body));
        }
    }
    for path in ["desk", "audit/city?limit=200", "draws/city/web"] {
        let reply = get_as(&venue, &format!("/api/{path}"), &judges.organiser).await;
        assert_eq!(reply.status, 200, "{path}: {reply:?}");
        bytes.push((path, reply.body));
    }
    let mut audience = viewer(venue.address, "city").await;
    assert_eq!(audience.until("snapshot").await["state"], "hidden");
    bytes.extend(audience.heard.iter().map(|frame| ("board", frame.clone().into_bytes())));
    bytes.extend(judges.heard().map(|frame| ("tablet", frame.clone().into_bytes())));
    for (path, bytes) in bytes {
        let text = String::from_utf8_lossy(&bytes);
        assert!(!text.to_lowercase().contains("canary"), "{path} names somebody: {text}");
        let outer = outer.iter().find(|(_, code)| text.contains(code.as_str()));
        assert!(outer.is_none(), "{path} knows the other layer: {outer:?} {text}");
    }

    // Equals stand in the order of their codes, and so do lists.
    let standings = judges.get("/api/standings/city/web").await;
    let rows = names_in(&standings["rows"], "competitor");
    let mut equals = [code("Canary9"), code("Canary2")];
    equals.sort_unstable();
    assert_eq!((&rows[0], &rows[1..3]), (&first, &equals[..]));
    assert_eq!(get_as(&venue, "/api/explanations/city/web/Canary5", &judges.organiser).await.status, 404);
    open(&venue, judges, &outer).await;
    venue.stop().await;
}

/// Layer by layer, then everybody is named.
async fn open(venue: &Venue, mut judges: Judges<'_>, outer: &[(String, String)]) {
    let mut audience = viewer(venue.address, "city").await;
    audience.until("snapshot").await;
    judges.ask("H", json!({ "type": "lock" })).await;
    for (proposal, layer) in [(1, 2), (2, 1)] {
        judges.ask("S", json!({ "type": "propose", "what": { "kind": "open-codes", "layer": layer }, "reason": "the jury is done" })).await;
        judges.done("/api/proposals/confirm", of_skill(&json!({ "proposal": proposal }))).await;
        let rows = names_in(&judges.get("/api/standings/city/web").await["rows"], "competitor");
        let known = outer.iter().find(|(id, _)| id == "Canary5").expect("a code");
        assert_eq!(rows[0], if layer == 2 { known.1.clone() } else { known.0.clone() });
    }
    let board = audience.until_some("the names", |message| message["type"] == "snapshot").await;
    assert_eq!(board["competitors"].as_array().map(Vec::len), Some(IDS.len()), "{board}");
    let flags = board["rows"][2][6].as_u64().unwrap_or_default();
    assert_eq!((flags & u64::from(UNDER_APPEAL), &board["state"]), (u64::from(UNDER_APPEAL), &json!("locked")), "{board}");
}

#[tokio::test(flavor = "multi_thread")]
async fn every_download_of_a_code_sheet_is_on_record() {
    let venue = room().await;
    let judges = Judges::of(&venue, "H").await;
    let ask = |layer: u8| {
        let (cookie, address) = (judges.organiser.clone(), venue.address);
        async move { request(address, "GET", &format!("/api/codes/city/web/{layer}"), &[("Cookie", &cookie)], "").await }
    };
    assert_eq!(ask(1).await.code(), "codes-missing");
    judges.done("/api/codes", of_skill(&json!({}))).await;
    assert_eq!((ask(0).await.code(), ask(3).await.code()), ("layer-order".to_owned(), "layer-order".to_owned()));
    assert_eq!((ask(1).await.status, ask(2).await.status), (200, 200));
    let taken = judges.get("/api/audit/city/web?kind=code-sheet-taken").await;
    assert_eq!(taken["entries"].as_array().map(Vec::len), Some(2), "{taken}");
    let chief = venue.sign_in_as(0, "web", "H").await;
    assert_eq!(get_as(&venue, "/api/codes/city/web/1", &chief).await.status, 403);
    assert_eq!(post(venue.address, "/api/codes", &[("Cookie", &chief)], &of_skill(&json!({}))).await.status, 403);
    venue.stop().await;
}
