//! The honours office on a server: who comes in, what acts do, and that they are there after a restart.

use crate::common;

use common::{
    http::{post, request},
    judges::{Judges, get_as, of_skill},
    office::{MARKS, Officer, again, city, identify, programmes, step, web},
    venue::Venue,
};
use serde_json::{Value, json};
use tempfile::TempDir;

#[tokio::test(flavor = "multi_thread")]
async fn from_a_published_result_to_a_grant_past_a_restart() {
    let folder = TempDir::new().expect("a folder");
    let venue = Venue::open(&folder, city()).await;
    venue.app().open_office(programmes()).expect("an office");
    let password = venue.password.clone();
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    assert_eq!(officer.get("/api/honours/candidates/city/web").await, json!({ "published": false, "digest": "", "rows": [] }));
    assert_eq!(officer.refused(json!([identify("city:C2", "C2")])).await, [(0, "not-published".to_owned())]);
    judges.finish(&MARKS).await;
    let candidates = officer.get("/api/honours/candidates/city/web").await;
    let first = &candidates["rows"][0];
    assert_eq!((&first["competitor"], &first["place"], &first["medal"]), (&json!("C2"), &json!(1), &json!("gold")), "{candidates}");
    let chance = first["chances"].as_array().expect("chances").iter().find(|chance| chance["programme"] == "leading-talent").expect("one");
    assert_eq!((&chance["certain"], chance["missing"].as_array().map(Vec::is_empty)), (&json!(false), Some(false)), "{chance}");

    let previewed = officer.post("/api/honours/preview", json!([identify("city:C2", "C2")])).await;
    assert_eq!((previewed.status, &previewed.json()["nominations"]), (200, &json!([1])));
    assert_eq!(officer.get("/api/honours").await["nominations"], json!([]), "a preview keeps nothing");
    let done = officer.act(json!([identify("city:C2", "C2"), identify("city:C1", "C1"), step(1, "verify"), step(1, "recommend")])).await;
    assert_eq!((&done["nominations"], done["refused"].as_array().map(Vec::len)), (&json!([1, 2, 1, 1]), Some(0)), "{done}");
    let body = done["quotas"].as_array().expect("changes").iter().find(|change| change["after"]["of"] == "body").expect("the union's");
    assert_eq!((&body["before"]["reserved"], &body["after"]["reserved"], &body["after"]["id"]), (&json!(0), &json!(1), &json!("union")));
    let before = officer.get("/api/honours").await;
    drop((officer, judges));
    venue.stop().await;

    let venue = again(&folder, password).await;
    let officer = Officer::of(&venue).await;
    assert_eq!(officer.get("/api/honours").await, before);
    officer.act(json!([step(1, "review"), step(1, "grant")])).await;
    let view = officer.get("/api/honours/nominations/1").await;
    let steps: Vec<&str> = view["events"].as_array().expect("events").iter().filter_map(|event| event["step"].as_str()).collect();
    assert_eq!(steps, ["verify", "recommend", "review", "grant"]);
    assert_eq!((&view["card"]["stage"], &view["events"][0]["officer"]), (&json!("granted"), &json!("Li Lei")), "{view}");
    assert_eq!(view["digest"], view["published_digest"]);
    drop(officer);
    venue.stop().await;
}

/// All or none, and what is not understood names the act.
#[tokio::test(flavor = "multi_thread")]
async fn a_batch_with_one_that_cannot_be_changes_nothing() {
    let venue = common::venue::venue(web()).await;
    venue.app().open_office(programmes()).expect("an office");
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.finish(&MARKS).await;
    officer.act(json!([identify("city:C1", "C1")])).await;
    let before = officer.get("/api/honours").await;
    let refused = officer.refused(json!([step(1, "verify"), step(1, "grant"), identify("city:C1", "C1"), step(9, "verify")])).await;
    assert_eq!(refused, [(1, "no-way".to_owned()), (2, "nominated-twice".to_owned()), (3, "unknown-nomination".to_owned())]);
    for (act, wrong) in [
        (identify("", "C1"), "acts[0]: person"),
        (identify("city:C1", "nobody"), "acts[0]: there is no competitor nobody"),
        (identify("city:C2", "C1"), "acts[0]: person: the result of C1 is that of city:C1"),
        (identify("somebody else", "C1"), "acts[0]: person: the result of C1 is that of city:C1"),
        (json!({ "what": "set-deadline", "nomination": 1, "due": "soon" }), "acts[0]: due"),
        (json!({ "what": "dance" }), "unknown variant"),
    ] {
        let reply = officer.post("/api/honours", json!([act])).await;
        let told = reply.json()["error"]["message"]["en"].as_str().expect("words").to_owned();
        assert!(reply.status == 400 && told.contains(wrong), "{wrong}: {reply:?}");
    }
    assert_eq!(officer.post("/api/honours", json!([])).await.status, 400);
    assert_eq!(officer.get("/api/honours").await, before);
    drop((officer, judges));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_result_that_becomes_another_flags_what_rests_on_it() {
    let venue = common::venue::venue(web()).await;
    venue.app().open_office(programmes()).expect("an office");
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.finish(&MARKS).await;
    officer.act(json!([identify("city:C1", "C1"), step(1, "verify")])).await;
    assert_eq!(officer.get("/api/honours").await["nominations"][0]["amended"], json!(false));
    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C2", "reason": "a forged entry" }))).await;
    let card = officer.get("/api/honours").await["nominations"][0].clone();
    assert_eq!(card["amended"], json!(true), "{card}");
    assert_eq!(officer.refused(json!([step(1, "recommend")])).await, [(0, "result-amended".to_owned())]);
    drop((officer, judges));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn officers_come_in_by_name_and_leave_at_once_when_they_are_removed() {
    let venue = common::venue::venue(web()).await;
    let organiser = venue.sign_in().await;
    let sign_in = |officer: &str, password: &str| json!({ "officer": officer, "password": password });
    let wrong = post(venue.address, "/api/session/officer", &[], &sign_in("Li Lei", "guess")).await;
    let officer = Officer::of(&venue).await;
    let wrong_too = post(venue.address, "/api/session/officer", &[], &sign_in("Li Lei", "guess")).await;
    assert_eq!((wrong.status, wrong_too.status), (401, 401));
    assert_eq!(wrong.body, wrong_too.body, "nobody is told who is an officer");
    assert_eq!(officer.get("/api/session").await, json!({ "holder": "officer", "officer": "Li Lei" }));
    let none = get_as(&venue, "/api/honours", &officer.cookie).await;
    assert_eq!((none.status, none.code()), (404, "not-found".to_owned()), "there is no office here");
    for name in ["", "  ", "a/b", &"字".repeat(61)] {
        let reply = post(venue.address, "/api/officers", &[("Cookie", &organiser)], &json!({ "officer": name })).await;
        assert_eq!(reply.status, 400, "{name:?}");
    }
    assert_eq!(get_as(&venue, "/api/officers", &organiser).await.json(), json!({ "officers": ["Li Lei"] }));
    for status in [204, 404] {
        let removed = request(venue.address, "DELETE", "/api/officers/Li%20Lei", &[("Cookie", &organiser)], "").await;
        assert_eq!(removed.status, status, "{removed:?}");
    }
    assert_eq!(get_as(&venue, "/api/session", &officer.cookie).await.status, 401);
    assert_eq!(get_as(&venue, "/api/officers", &organiser).await.json(), json!({ "officers": [] }));
    drop(officer);
    venue.stop().await;
}

/// Verdicts bind: nobody begins, is recommended or is granted anything to whom the rules say no.
#[tokio::test(flavor = "multi_thread")]
async fn who_has_no_right_to_it_is_not_nominated() {
    let venue = common::venue::venue(web()).await;
    venue.app().open_office(programmes()).expect("an office");
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.finish(&MARKS).await;
    // This competition is a municipal one; the programme is for those of class 1.
    let mut wrong = identify("city:C1", "C1");
    (wrong["programme"], wrong["category"]) = (json!("award-class-1"), json!("worker-title"));
    wrong.as_object_mut().expect("an object").remove("body");
    assert_eq!(officer.refused(json!([identify("city:C2", "C2"), wrong])).await, [(1, "not-eligible".to_owned())]);
    let mut nameless = identify("city:C1", "C1");
    nameless.as_object_mut().expect("an object").remove("body");
    assert_eq!(officer.refused(json!([nameless])).await, [(0, "no-body".to_owned())]);
    // Known only later: nothing is held of what the programme asks for.
    officer.act(json!([identify("city:C1", "C1"), step(1, "verify")])).await;
    let headers = [("Cookie", officer.cookie.as_str()), ("Content-Type", "application/json")];
    let facts = json!({ "facts": { "honours": "none" } }).to_string();
    let kept = request(venue.address, "PUT", "/api/honours/people/city:C1", &headers, &facts).await;
    assert_eq!(kept.status, 204, "{kept:?}");
    assert_eq!(officer.refused(json!([step(1, "recommend")])).await, [(0, "not-eligible".to_owned())]);
    officer.act(json!([{ "what": "move", "nomination": 1, "step": "withdraw", "comment": "holds none of them" }])).await;
    drop((officer, judges));
    venue.stop().await;
}

/// Masked, revealed for a reason that is recorded, erased; results stay.
#[tokio::test(flavor = "multi_thread")]
async fn personal_data_is_masked_and_every_look_at_it_is_recorded() {
    let venue = common::venue::venue(web()).await;
    venue.app().open_office(programmes()).expect("an office");
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.finish(&MARKS).await;
    officer.act(json!([identify("city:C1", "C1")])).await;
    let path = "/api/honours/people/city:C1";
    let put = async |path: &str, data: Value| {
        let headers = [("Cookie", officer.cookie.as_str()), ("Content-Type", "application/json")];
        request(venue.address, "PUT", path, &headers, &data.to_string()).await
    };
    let ask = async |what: &str, reason: &str| {
        post(venue.address, &format!("{path}/{what}"), &[("Cookie", &officer.cookie)], &json!({ "reason": reason })).await
    };
    assert_eq!(officer.get(path).await["data"], json!(null));
    assert_eq!(put("/api/honours/people/P9", json!({ "phone": "1" })).await.status, 404, "nobody is nominated under this id");
    let wrong = put(path, json!({ "national_id": "110105194912310021" })).await;
    assert!(wrong.status == 400 && wrong.json().to_string().contains("GB 11643"), "{wrong:?}");
    let name = json!({ "zh": "李雷", "en": "Li Lei" });
    assert_eq!(put(path, json!({ "national_id": "11010519491231002X", "name": name })).await.status, 204);
    assert_eq!(put(path, json!({ "phone": "13800000000", "national_id": "11010519491231002X" })).await.status, 204);
    let view = officer.get(path).await;
    assert_eq!((&view["data"]["national_id"], &view["data"]["name"]["zh"]), (&json!("••••2X"), &json!("李••")), "{view}");
    assert!(!view.to_string().contains("11010519491231002X") && !view.to_string().contains("李雷"), "{view}");

    assert_eq!((ask("reveal", " ").await.status, officer.get(path).await["record"].as_array().map(Vec::len)), (400, Some(2)));
    let revealed = ask("reveal", "form 3 of the province").await;
    assert_eq!((revealed.status, &revealed.json()["national_id"]), (200, &json!("11010519491231002X")));
    assert_eq!([ask("erase", "asked for by the person").await.status, ask("erase", "again").await.status], [204, 409]);
    assert_eq!(officer.get(path).await["data"]["phone"], json!("••••00"), "asked for, not done");
    let other = Officer::named(&venue, "Han Mei").await;
    assert_eq!(other.ask(&format!("{path}/erase/confirm"), &json!({})).await.status, 204);
    assert_eq!([ask("reveal", "too late").await.status, ask("erase", "again").await.status], [404, 404]);
    let view = officer.get(path).await;
    assert_eq!(view["data"], json!(null));
    let told = |happened: &Value| {
        let fields: Vec<&str> = happened["fields"].as_array().expect("fields").iter().filter_map(Value::as_str).collect();
        format!("{} {}{}", happened["what"].as_str().expect("what"), fields.join(" "), happened["reason"].as_str().expect("a reason"))
    };
    let record: Vec<String> = view["record"].as_array().expect("a record").iter().map(told).collect();
    assert_eq!(
        record,
        [
            "kept name national_id",
            "kept phone",
            "revealed form 3 of the province",
            "erase-asked asked for by the person",
            "erased Li Leiasked for by the person"
        ]
    );
    assert_eq!(officer.get("/api/honours").await["nominations"][0]["stage"], json!("identified"), "what is not personal stays");
    drop((officer, other, judges));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn erasing_takes_two_people_on_two_devices() {
    const TABLET: &str = "jinbang_device=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
    let venue = common::venue::venue(web()).await;
    venue.app().open_office(programmes()).expect("an office");
    let mut judges = Judges::of(&venue, "E1 H S").await;
    judges.finish(&MARKS).await;
    let on_tablet = async |name| Officer { venue: &venue, cookie: venue.sign_in_officer_on(name, &[("Cookie", TABLET)]).await };
    let (li, wang, other) = (on_tablet("Li").await, on_tablet("Wang").await, Officer::named(&venue, "Zhao").await);
    li.act(json!([identify("city:C1", "C1")])).await;
    let headers = [("Cookie", li.cookie.as_str()), ("Content-Type", "application/json")];
    let path = "/api/honours/people/city:C1";
    assert_eq!(request(venue.address, "PUT", path, &headers, r#"{"phone":"13800000000"}"#).await.status, 204);
    let told = async |officer: &Officer<'_>, what: &str| {
        let reply = officer.ask(&format!("{path}/{what}"), &json!({ "reason": "asked for" })).await;
        if reply.status == 204 { "done".to_owned() } else { reply.code() }
    };
    let steps = [
        (&li, "erase/confirm", "not-asked"),
        (&li, "erase/withdraw", "not-asked"),
        (&li, "erase", "done"),
        (&li, "erase/confirm", "same-person"),
        (&wang, "erase/confirm", "same-device"),
        (&other, "erase", "asked-already"),
        (&other, "erase/withdraw", "done"),
        (&other, "erase/confirm", "not-asked"),
        (&other, "erase", "done"),
        (&li, "erase/confirm", "done"),
        (&li, "erase/confirm", "not-asked"),
    ];
    for (step, (officer, what, answer)) in steps.into_iter().enumerate() {
        assert_eq!(told(officer, what).await, answer, "{what}");
        // Only the very last agreement destroys anything.
        let is_erased = step >= 9;
        assert_eq!(li.get(path).await["data"].is_null(), is_erased, "{step} {what}");
    }
    drop((li, wang, other, judges));
    venue.stop().await;
}

/// The same person in two competitions: decided by an officer, and one from then on, past a restart.
#[tokio::test(flavor = "multi_thread")]
async fn people_are_found_by_searching_and_merged_by_an_officer() {
    let folder = TempDir::new().expect("a folder");
    let venue = Venue::open(&folder, city()).await;
    venue.app().open_office(programmes()).expect("an office");
    let password = venue.password.clone();
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.finish(&MARKS).await;
    officer.act(json!([identify("city:C1", "C1"), identify("city:C2", "C2")])).await;
    let ids = async |search: &str| -> Vec<String> {
        let people = officer.get(&format!("/api/honours/people?search={search}")).await;
        people["people"].as_array().expect("people").iter().map(|card| card["person"].as_str().expect("an id").to_owned()).collect()
    };
    assert_eq!(ids("CITY:").await, ["city:C1", "city:C2", "city:C3"]);
    assert_eq!(ids("").await.len(), 3);
    let merge = async |from: &str, into: &str| {
        let path = format!("/api/honours/people/{from}/merge");
        post(venue.address, &path, &[("Cookie", &officer.cookie)], &json!({ "into": into, "reason": "the same card" })).await
    };
    assert_eq!(merge("city:C2", "nobody").await.status, 404);
    let headers = [("Cookie", officer.cookie.as_str()), ("Content-Type", "application/json")];
    let phone = json!({ "phone": "13800000000" }).to_string();
    let kept = request(venue.address, "PUT", "/api/honours/people/city:C2", &headers, &phone).await;
    assert_eq!(kept.status, 204, "{kept:?}");
    let twice = merge("city:C2", "city:C1").await;
    assert_eq!((twice.status, twice.code()), (409, "nominated-twice".to_owned()));
    officer.act(json!([{ "what": "move", "nomination": 2, "step": "withdraw", "comment": "the same person as 1" }])).await;
    assert_eq!(merge("city:C2", "city:C1").await.status, 204);
    let view = officer.get("/api/honours/people/city:C2").await;
    assert_eq!((&view["person"], &view["also"], &view["nominations"]), (&json!("city:C1"), &json!(["city:C2"]), &json!([1, 2])), "{view}");
    assert_eq!((&view["record"][1]["what"], &view["record"][1]["reason"]), (&json!("merged"), &json!("the same card")));
    assert_eq!(view["data"]["phone"], json!("••••00"), "data goes along: {view}");
    let of = |list: &str, key: &str| view[list].as_array().expect("a list").iter().map(|one| one[key].clone()).collect::<Vec<_>>();
    assert_eq!(
        (of("results", "competitor"), of("results", "medal")),
        (vec![json!("C1"), json!("C2")], vec![json!("silver"), json!("gold")]),
        "{view}"
    );
    assert!(of("chances", "competitor").contains(&json!("C1")), "{view}");
    let medallist = officer.get("/api/honours/people/city:C3").await;
    assert_eq!((&medallist["name"]["en"], &medallist["nominations"]), (&json!("name of C3"), &json!([])), "not nominated, and there");
    let address = json!({ "employer": "阀门厂" }).to_string();
    let kept = request(venue.address, "PUT", "/api/honours/people/city:C2", &headers, &address).await;
    assert_eq!((kept.status, &officer.get("/api/honours/people/city:C1").await["data"]["employer"]), (204, &json!("阀••")));
    let people = officer.get("/api/honours/people").await;
    drop((officer, judges));
    venue.stop().await;

    let venue = again(&folder, password).await;
    let officer = Officer::of(&venue).await;
    assert_eq!(officer.get("/api/honours/people").await, people);
    drop(officer);
    venue.stop().await;
}

/// Only what is public is counted, and two ids of one person once.
#[tokio::test(flavor = "multi_thread")]
async fn statistics_are_of_published_results() {
    let venue = common::venue::venue(web()).await;
    venue.app().open_office(programmes()).expect("an office");
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.give(&MARKS).await;
    let nothing = officer.get("/api/honours/statistics").await;
    assert_eq!((&nothing["winners"]["years"], &nothing["stages"]), (&json!([]), &json!([])), "{nothing}");
    judges.finish(&[]).await;
    officer.act(json!([identify("city:C1", "C1")])).await;
    let found = officer.get("/api/honours/statistics").await;
    let year = &found["winners"]["years"][0];
    assert_eq!((&year["people"], &year["winners"], &found["winners"]["exact"]), (&json!(3), &json!(3), &json!(false)), "{found}");
    assert_eq!((&found["stages"][0]["category"], &found["stages"][0]["stages"][0]["reached"]), (&json!("leading-talent"), &json!(1)));
    let merge = json!({ "into": "city:C1", "reason": "the same card" });
    assert_eq!(officer.ask("/api/honours/people/city:C2/merge", &merge).await.status, 204);
    let merged = officer.get("/api/honours/statistics").await;
    assert_eq!(merged["winners"]["years"][0]["people"], json!(2), "{merged}");
    let table = get_as(&venue, "/api/honours/statistics/tables/stages.csv", &officer.cookie).await;
    let text = String::from_utf8(table.body.clone()).expect("UTF-8");
    assert!(text.starts_with("\u{feff}programme,") && text.contains(",2026,identified,1,1,100,0"), "{text}");
    let chart = get_as(&venue, "/api/honours/statistics/charts/winners-by-skill.svg", &officer.cookie).await;
    assert_eq!((chart.status, chart.header("content-type")), (200, Some("image/svg+xml")));
    drop((officer, judges));
    venue.stop().await;
}

/// Every programme of the fixtures can be read, with each rule and where it comes from.
#[tokio::test(flavor = "multi_thread")]
async fn programmes_read_like_their_policies() {
    let venue = common::venue::venue(web()).await;
    let rules = programmes();
    let counts: Vec<_> =
        rules.iter().map(|rules| (rules.id.to_string(), rules.categories.iter().map(|own| own.rules.len()).collect::<Vec<_>>())).collect();
    venue.app().open_office(rules).expect("an office");
    let officer = Officer::of(&venue).await;
    for (id, of_categories) in counts {
        let view = officer.get(&format!("/api/honours/programmes/{id}")).await;
        let length = |value: &Value| value.as_array().map_or(0, Vec::len);
        let shared = length(&view["rules"]);
        let own: Vec<usize> = view["categories"].as_array().expect("categories").iter().map(|own| length(&own["rules"]) + shared).collect();
        assert_eq!(own, of_categories, "{id}: every rule once");
        assert!(length(&view["sources"]) > 0 && view["digest"].as_str().is_some_and(|digest| digest.len() == 64), "{id}");
    }
    assert_eq!(get_as(&venue, "/api/honours/programmes/none", &officer.cookie).await.status, 404);
    drop(officer);
    venue.stop().await;
}

/// What an officer enters decides what was unknown, for this person alone, and is counted without telling small numbers.
#[tokio::test(flavor = "multi_thread")]
async fn facts_that_are_entered_turn_an_unknown_into_a_verdict() {
    let venue = common::venue::venue(web()).await;
    venue.app().open_office(programmes()).expect("an office");
    let (mut judges, officer) = (Judges::of(&venue, "E1 H S").await, Officer::of(&venue).await);
    judges.finish(&MARKS).await;
    officer.act(json!([identify("city:C1", "C1"), identify("city:C2", "C2")])).await;
    // What is missing for the honour, or that the rules say no. This competition has no dates, so one thing is always missing.
    let missing = async |competitor: &str| -> Value {
        let candidates = officer.get("/api/honours/candidates/city/web").await;
        let row = candidates["rows"].as_array().expect("rows").iter().find(|row| row["competitor"] == competitor).expect("a row").clone();
        let leading = row["chances"].as_array().expect("chances").iter().find(|chance| chance["category"] == "leading-talent").cloned();
        leading.map_or(json!("no"), |chance| json!(chance["missing"].as_array().map(Vec::len)))
    };
    let unknown = missing("C2").await;
    assert_eq!(missing("C1").await, unknown, "nobody knows what they hold");
    assert!(unknown.as_u64() > Some(1), "{unknown}");
    let headers = [("Cookie", officer.cookie.as_str()), ("Content-Type", "application/json")];
    let keep = async |facts: Value| {
        let body = json!({ "facts": facts }).to_string();
        request(venue.address, "PUT", "/api/honours/people/city:C1", &headers, &body).await
    };
    for (facts, told) in [
        (json!({ "level": "master" }), "facts.level"),
        (json!({ "born": "1998-13-01" }), "facts.born"),
        (json!({ "salary": "1" }), "facts.salary"),
        (json!({ "gender": "x" }), "facts.gender"),
        (json!({ "province": "Zhejiang\ncompetitor,x" }), "province: it has"),
        (json!({ "documents": "card\u{202e}" }), "documents: it has"),
    ] {
        let reply = keep(facts).await;
        assert!(reply.status == 400 && reply.json().to_string().contains(told), "{told}: {reply:?}");
    }
    assert_eq!(keep(json!({ "honours": "national-model-worker", "gender": "female", "source": "archive card" })).await.status, 204);
    assert_eq!([missing("C1").await, missing("C2").await], [json!(1), unknown.clone()]);
    let view = officer.get("/api/honours/people/city:C1").await;
    assert_eq!(view["data"]["facts"], json!({ "gender": "••", "honours": "••", "source": "••" }));
    assert_eq!(view["record"][0]["fields"], json!(["gender", "honours", "source"]), "{view}");
    let year = officer.get("/api/honours/statistics").await["winners"]["years"][0].clone();
    let gender = year["tables"].as_array().expect("tables").iter().find(|table| table["dimension"] == "gender").expect("gender").clone();
    let hidden = |row: &Value| row["value"] == "unknown" || row["people"] == "<3";
    assert!(gender["rows"].as_array().expect("rows").iter().all(hidden), "{gender}");
    assert_eq!(keep(json!({ "honours": "none" })).await.status, 204);
    assert_eq!(missing("C1").await, json!("no"), "it is known that there is none");
    assert_eq!(keep(json!({ "honours": "" })).await.status, 204);
    assert_eq!(missing("C1").await, unknown);
    drop((officer, judges));
    venue.stop().await;
}
