//! What chief experts and organisers read at the desk while judging runs.

use crate::common;

use common::{
    competition::{MARK, judgement, skill, tiny},
    http::{self, request},
    judges::{Judges, get_as},
    venue::{NOW, venue},
};
use jinbang::{competition::Conduct, live::MISSING_MAX_CELLS};
use serde_json::{Value, json};

fn of<'a>(list: &'a Value, key: &str, name: &str) -> &'a Value {
    list.as_array().and_then(|list| list.iter().find(|one| one[key] == name)).unwrap_or(&Value::Null)
}

#[tokio::test(flavor = "multi_thread")]
async fn progress_names_who_is_behind_what_is_late_and_whose_tablet_is_gone() {
    let conduct = Conduct { deadlines: [(1, NOW + 1_000)].into(), ..Conduct::default() };
    let rules = skill().competitors("C1@cn C2@fr").experts("E1@cn E2 E3 H=chief S=supervisor").judged("J1", "2", judgement());
    let venue = venue(rules.measured("M1", "5", MARK).conduct(conduct)).await;
    let mut judges = Judges::of(&venue, "E1 E2 E3").await;
    judges.give(&["E1 C2 J1 2", "E2 C2 J1 2", "E2 C2 M1 4"]).await;
    venue.clock.set(NOW + 2_000);
    judges.give(&["E2 C1 J1 1"]).await;
    let progress = judges.get("/api/progress/city/web").await;
    let day = &progress["days"][0];
    assert_eq!((&day["done"], &day["of"], &day["late"], &day["deadline"]), (&json!(1), &json!(4), &json!(1), &json!(NOW + 1_000)));
    let panel = &progress["panels"][0];
    assert_eq!((&panel["measurements_missing"], &panel["behind"]), (&json!(1), &json!(["E3", "H"])));
    let expert = |name| of(&progress["experts"], "expert", name).clone();
    let counts = |name| ["given", "missing", "awaited"].map(|key| expert(name)[key].as_u64());
    assert_eq!(
        [counts("E1"), counts("E2"), counts("E3")],
        [[Some(1), Some(0), Some(0)], [Some(2), Some(0), Some(0)], [Some(0), Some(2), Some(2)]]
    );
    assert_eq!((&expert("E2")["entries"], &expert("E2")["last_entry_at"]), (&json!(3), &json!(NOW + 2_000)));
    assert_eq!((&expert("E3")["devices"][0]["online"], &expert("H")["devices"]), (&json!(true), &json!([])));

    drop(judges);
    venue.clock.set(NOW + 9_000);
    let cookie = venue.sign_in().await;
    let device = loop {
        let progress = get_as(&venue, "/api/progress/city/web", &cookie).await.json();
        let device = of(&progress["experts"], "expert", "E3")["devices"][0].clone();
        if device["online"] == false {
            break device;
        }
        tokio::task::yield_now().await;
    };
    assert!(device["offline_since"].as_i64().is_some_and(|since| since >= NOW), "{device}");
    venue.stop().await;
}

/// `A1: C1 J1 1/3 E3`, one line a cell.
async fn missing(judges: &Judges<'_>, query: &str) -> Vec<String> {
    let found = judges.get(&format!("/api/missing/city/web?{query}")).await;
    let mut lines = Vec::new();
    for part in found["parts"].as_array().expect("parts") {
        for cell in part["cells"].as_array().expect("cells") {
            let word = |key: &str| cell[key].as_str().unwrap_or_default().to_owned();
            let experts: Vec<&str> = cell["experts"].as_array().expect("experts").iter().filter_map(Value::as_str).collect();
            let again = if cell["again"] == true { " again" } else { "" };
            let sub = part["sub_criterion"].as_str().unwrap_or_default();
            let line = format!("{sub}: {} {} {}/{} {}", word("competitor"), word("aspect"), cell["given"], cell["of"], experts.join(","));
            lines.push(format!("{}{again}", line.trim_end()));
        }
    }
    assert_eq!((&found["missing"], &found["more"]), (&json!(lines.len()), &json!(false)));
    lines
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_missing_is_listed_with_whom_it_waits_for() {
    let rules = skill().competitors("C1@cn C2@fr C3").experts("E1@cn E2 E3 H=chief S=supervisor").judged("J1", "2", judgement());
    let venue = venue(rules.measured("M1", "5", MARK)).await;
    let mut judges = Judges::of(&venue, "E1 E2 E3 H").await;
    judges.give(&["E1 C2 J1 0", "E2 C2 J1 3", "E3 C2 J1 1", "E2 C1 J1 1", "E2 C2 M1 4"]).await;
    let withdrawn = json!({ "competition": "city", "skill": "web", "competitor": "C3", "reason": "ill" });
    judges.done("/api/withdrawals", withdrawn).await;
    let (compatriots, again, measurement) = ("A1: C1 J1 1/3 E3,H", "A1: C2 J1 3/3 E1,E2,E3 again", "A1: C1 M1 0/1");
    assert_eq!(missing(&judges, "").await, [compatriots, again, measurement]);
    for (query, lines) in [
        ("expert=E3", vec![compatriots, again]),
        ("expert=E1", vec![again]),
        ("expert=S", vec![]),
        ("panel=", vec![compatriots, again, measurement]),
        ("panel=none", vec![]),
        ("day=1&sub_criterion=A1", vec![compatriots, again, measurement]),
        ("day=2", vec![]),
    ] {
        assert_eq!(missing(&judges, query).await, lines, "{query}");
    }
    let progress = judges.get("/api/progress/city/web").await;
    assert_eq!(of(&progress["experts"], "expert", "E3")["missing"], json!(2), "the list is as long as the count");

    judges.give(&["E1 C2 J1 1"]).await;
    assert_eq!(missing(&judges, "").await[1], "A1: C2 J1 1/3 E2,E3,H");
    judges.ask("H", json!({ "type": "lock", "sub_criterion": "A1" })).await;
    assert_eq!(missing(&judges, "").await, ["A1: C1 J1 1/3", "A1: C2 J1 1/3", measurement], "locked: nobody is waited for");
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_list_of_what_is_missing_ends_but_its_count_does_not() {
    let competitors: Vec<String> = (0..=MISSING_MAX_CELLS).map(|number| format!("C{number}")).collect();
    let venue = venue(skill().competitors(&competitors.join(" ")).experts("E1").measured("M1", "5", MARK)).await;
    let judges = Judges::of(&venue, "").await;
    let found = judges.get("/api/missing/city/web").await;
    assert_eq!((&found["missing"], &found["more"]), (&json!(MISSING_MAX_CELLS + 1), &json!(true)));
    assert_eq!(found["parts"][0]["cells"].as_array().map(Vec::len), Some(MISSING_MAX_CELLS));
    venue.stop().await;
}

/// A correction is seen before anybody proposes it, and afterwards in what has changed.
#[tokio::test(flavor = "multi_thread")]
async fn what_a_correction_does_is_seen_before_and_after() {
    let venue = venue(tiny().competitors("C3")).await;
    let mut judges = Judges::of(&venue, "E1 E2 E3 H S").await;
    judges.give(&["E1 C1 M1 5", "E1 C2 M1 4"]).await;
    let third = judges.gives("E1 C3 M1 3").await;
    let scores = json!([{ "competitor": "C3", "aspect": "M1", "value": "4.5", "corrects": third }]);
    let chief = venue.sign_in_as(0, "web", "H").await;
    let ask = |body: Value| {
        let (chief, address) = (chief.clone(), venue.address);
        async move { http::post(address, "/api/impact/city/web", &[("Cookie", &chief)], &body).await }
    };
    let told = |row: &Value| {
        (row["competitor"].clone(), row["before"]["rank"].clone(), row["after"]["rank"].clone(), row["after"]["total"].clone())
    };
    let impact = ask(json!({ "scores": scores })).await.json();
    let rows: Vec<_> = impact["rows"].as_array().expect("rows").iter().map(told).collect();
    let row = |name: &str, before: u32, after: u32, total: &str| (json!(name), json!(before), json!(after), json!(total));
    assert_eq!((rows, &impact["unchanged"]), (vec![row("C3", 3, 2, "4.50"), row("C2", 2, 3, "4.00")], &json!(1)));
    let since = impact["position"].as_u64().expect("a position");

    for (body, status, code) in [
        (json!({ "scores": [{ "competitor": "C3", "aspect": "M1", "value": "4.5", "corrects": 1 }] }), 409, "stale-correction"),
        (json!({ "scores": [{ "competitor": "C9", "aspect": "M1", "value": "4.5", "corrects": third }] }), 409, "unknown-competitor"),
        (json!({ "scores": [] }), 409, "too-many"),
        (json!({ "proposal": 7 }), 409, "no-such-proposal"),
        (json!({}), 400, "bad-request"),
    ] {
        let reply = ask(body.clone()).await;
        assert_eq!((reply.status, reply.code().as_str()), (status, code), "{body}");
    }

    let proposed = json!({ "type": "propose", "what": { "kind": "correct", "scores": scores }, "reason": "misread" });
    judges.ask("H", proposed).await;
    assert_eq!(ask(json!({ "proposal": 1 })).await.json()["rows"], impact["rows"]);
    let of_proposal = |number: u32| json!({ "competition": "city", "skill": "web", "proposal": number });
    judges.done("/api/proposals/confirm", of_proposal(1)).await;
    let again = judges.post("/api/proposals/confirm", of_proposal(1)).await;
    assert_eq!((again.status, again.code()), (409, "proposal-closed".to_owned()));
    assert_eq!(ask(json!({ "proposal": 1 })).await.code(), "proposal-closed");

    let changes = get_as(&venue, &format!("/api/changes/city/web?since={since}"), &chief).await.json();
    assert_eq!((&changes["rows"], &changes["unchanged"]), (&impact["rows"], &json!(1)));
    let mark = &changes["marks"][0];
    let found = ["competitor", "aspect", "before", "after", "reason"].map(|key| mark[key].as_str().unwrap_or("-").to_owned());
    assert_eq!((found.join(" "), mark["by"].clone()), ("C3 M1 3 4.5 misread".to_owned(), Value::Null));
    assert_eq!(get_as(&venue, "/api/changes/city/web?since=999999", &chief).await.json()["rows"], json!([]));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn disagreements_show_complete_rounds_only() {
    let venue = venue(tiny()).await;
    let mut judges = Judges::of(&venue, "E1 E2 E3").await;
    judges.give(&["E1 C1 J1 0", "E2 C1 J1 3", "E1 C2 J1 1"]).await;
    assert_eq!(judges.get("/api/disagreements/city/web").await["cells"], json!([]));
    judges.give(&["E3 C1 J1 1"]).await;
    let found = judges.get("/api/disagreements/city/web").await;
    assert_eq!((&found["waiting"], &found["cells"][0]["rounds"][0]["spread"]), (&json!(1), &json!("3")));
    judges.give(&["E1 C1 J1 1", "E2 C1 J1 2"]).await;
    let cell = judges.get("/api/disagreements/city/web").await["cells"][0].clone();
    assert_eq!((cell["rounds"].as_array().map(Vec::len), &cell["open"]), (Some(1), &json!(true)), "{cell}");
    judges.give(&["E3 C1 J1 2"]).await;
    let found = judges.get("/api/disagreements/city/web").await;
    let cell = &found["cells"][0];
    assert_eq!((cell["rounds"].as_array().map(Vec::len), &cell["open"], &found["waiting"]), (Some(2), &json!(false), &json!(0)));
    venue.stop().await;
}

/// Neither a page nor a search of the audit trail, nor an explanation, says a score before the panel is complete.
#[tokio::test(flavor = "multi_thread")]
async fn scores_of_an_incomplete_panel_are_nowhere_at_the_desk() {
    let fine = jinbang::competition::Judgement { step: common::competition::dec("0.001"), max_spread: None, ..judgement() };
    let venue = venue(tiny().judged("J2", "2", fine)).await;
    let mut judges = Judges::of(&venue, "E1 E2 E3 H").await;
    judges.give(&["E1 C1 J2 1.417"]).await;
    let chief = venue.sign_in_as(0, "web", "H").await;
    let paths = [
        "audit/city/web",
        "audit/city/web?text=1.417",
        "audit/city/web?kind=mark",
        "explanations/city/web/C1",
        "standings/city/web",
        "disagreements/city/web",
        "progress/city/web",
        "missing/city/web",
        "changes/city/web?since=2",
        "fairness/city/web",
        "comparisons/city/web",
        "affairs/city/web",
    ];
    let mut told = Vec::new();
    for complete in [false, true] {
        for path in paths {
            for cookie in [&chief, &judges.organiser] {
                let reply = get_as(&venue, &format!("/api/{path}"), cookie).await;
                assert_eq!(reply.status, 200, "{path}: {reply:?}");
                if String::from_utf8_lossy(&reply.body).contains("1.417") {
                    assert!(complete, "{path} says a score before all are there");
                    told.push(path);
                }
            }
        }
        assert_eq!(judges.get("/api/audit/city/web?text=1.417").await["entries"].as_array().map(Vec::len), Some(usize::from(complete)));
        if !complete {
            judges.give(&["E2 C1 J2 1", "E3 C1 J2 2"]).await;
        }
    }
    assert!(told.contains(&"audit/city/web") && told.contains(&"explanations/city/web/C1"), "{told:?}");
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_audit_trail_is_read_back_page_by_page_and_searched() {
    let venue = venue(tiny()).await;
    let mut judges = Judges::of(&venue, "E1 E2 E3 H S").await;
    let first = judges.gives("E1 C1 M1 4").await;
    judges.gives(&format!("E1 C1 M1 4.5 {first} Tippfehler")).await;
    judges.give(&["E2 C2 M1 3"]).await;
    judges.ask("H", json!({ "type": "lock", "sub_criterion": "A1" })).await;
    judges.done("/api/deadlines", json!({ "competition": "city", "skill": "web", "day": 1, "at": NOW - 1 })).await;
    let all = judges.get("/api/audit/city?limit=200").await;
    let entries = all["entries"].as_array().expect("entries");
    assert_eq!((entries[0]["kind"].as_str(), &entries.last().expect("one")["kind"]), (Some("deadline-set"), &json!("opened")));
    assert_eq!((&all["looked_to"], &all["next_before"]), (&json!(1), &Value::Null));
    let (mut paged, mut before) = (Vec::new(), String::new());
    loop {
        let page = judges.get(&format!("/api/audit/city?limit=3{before}")).await;
        paged.extend(page["entries"].as_array().expect("entries").clone());
        let Some(next) = page["next_before"].as_u64() else { break };
        before = format!("&before={next}");
    }
    assert_eq!(&paged, entries);
    for (query, expected) in [
        ("kind=mark", 3),
        ("competitor=C1", 2),
        ("expert=E2", 1),
        ("aspect=M1&expert=E1&kind=mark", 2),
        ("text=tippFEHLER", 1),
        ("text=nothing", 0),
        ("skill=web&kind=locked", 1),
        ("kind=", entries.len()),
    ] {
        let page = judges.get(&format!("/api/audit/city?{query}")).await;
        assert_eq!(page["entries"].as_array().map(Vec::len), Some(expected), "{query}: {page}");
    }
    let marks = judges.get("/api/audit/city/web?kind=mark").await;
    let newest = &marks["entries"][1];
    assert_eq!((&newest["corrects"], &newest["value"], &newest["late"]), (&json!(first), &json!("4.5"), &json!(false)));
    assert_eq!(get_as(&venue, "/api/audit/city?skill=none", &judges.organiser).await.status, 404);
    assert_eq!(get_as(&venue, "/api/audit/city?other=1", &judges.organiser).await.status, 400);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn the_organiser_hears_appeals_and_is_the_second_person() {
    let venue = venue(tiny()).await;
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.give(&["E1 C1 M1 4"]).await;
    let of_skill = |more: Value| {
        let mut body = json!({ "competition": "city", "skill": "web" });
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    };
    judges
        .done("/api/appeals", of_skill(json!({ "competitor": "C1", "aspects": ["M1"], "grounds": "misread", "pressed_ago": 60_000 })))
        .await;
    let affairs = judges.get("/api/affairs/city/web").await;
    assert_eq!((&affairs["appeals"][0]["stage"], &affairs["appeals"][0]["pressed_at"]), (&json!("filed"), &json!(NOW - 60_000)));
    let row = |standings: &Value| of(&standings["rows"], "competitor", "C1")["under_appeal"].clone();
    assert_eq!(row(&judges.get("/api/standings/city/web").await), json!(true));
    let mut viewer = common::socket::viewer(venue.address, "city").await;
    assert_eq!(viewer.until("snapshot").await["rows"][0][6], json!(2));
    let early = judges.post("/api/appeals/notice", of_skill(json!({ "appeal": 1 }))).await;
    assert_eq!((early.status, early.code()), (409, "appeal-closed".to_owned()));
    judges.done("/api/appeals/withdraw", of_skill(json!({ "appeal": 1, "reason": "settled" }))).await;
    assert_eq!(row(&judges.get("/api/standings/city/web").await), json!(false));
    judges.done("/api/appeals/notice", of_skill(json!({ "appeal": 1 }))).await;

    judges.ask("H", json!({ "type": "lock" })).await;
    let unlock = || of_skill(json!({ "reason": "a sheet was missed" }));
    assert_eq!(judges.post("/api/unlocks", unlock()).await.code(), "nothing-locked", "nobody has asked");
    judges.ask("H", json!({ "type": "unlock", "reason": "a sheet was missed" })).await;
    judges.done("/api/unlocks", unlock()).await;
    judges.give(&["E1 C2 M1 3"]).await;
    for (path, body) in
        [("/api/deadlines", json!({ "day": 9, "at": null })), ("/api/codes", json!({})), ("/api/graders", json!({ "grader": "none" }))]
    {
        assert_eq!(judges.post(path, of_skill(body)).await.status, 409, "{path}");
    }
    let gone = request(venue.address, "DELETE", "/api/graders/none?competition=city&skill=web", &[("Cookie", &judges.organiser)], "").await;
    assert_eq!(gone.status, 404);
    venue.stop().await;
}
