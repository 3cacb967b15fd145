//! The documents of routes and of messages, against the server that serves them.

use crate::common;

use std::collections::BTreeSet;

use axum::http::Method;
use common::{
    competition::tiny,
    disk::Disk,
    http::{Reply, get, post, request},
    schema::{faults, within},
    socket::{Socket, hello, submit, tablet, viewer},
    stream::Stream,
    venue::{Venue, venue},
};
use jinbang::{
    journal::JournalStore,
    server::{ROUTES, Role},
};
use serde_json::{Value, json};

const OPENAPI: &str = "/api/openapi.json";
const ASYNCAPI: &str = "/api/asyncapi.json";

async fn document(venue: &Venue, path: &str) -> Value {
    let reply = get(venue.address, path).await;
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("application/json")), "{path}");
    reply.json()
}

/// One step of a JSON pointer.
fn step(name: &str) -> String {
    name.replace('~', "~0").replace('/', "~1")
}

/// Checks an answer against what the document says of it.
fn check(openapi: &Value, method: &str, path: &str, reply: &Reply) {
    let operation = format!("/paths/{}/{}", step(&path.replace("{*", "{")), method.to_lowercase());
    let answers = openapi.pointer(&format!("{operation}/responses")).unwrap_or_else(|| panic!("{method} {path} is in the document"));
    let status = reply.status.to_string();
    assert!(answers.get(&status).is_some(), "{method} {path} answers {status}, which the document does not say");
    let media = reply.header("content-type").map(|media| media.split(';').next().unwrap_or(media));
    let Some(media) = media.filter(|_| !reply.body.is_empty()) else { return };
    let written = &answers[&status]["content"];
    // Files have many types.
    let any = written.get("*/*").or_else(|| written.get("application/octet-stream")).is_some();
    assert!(any || written.get(media).is_some(), "{method} {path} {status} is {media}, which the document does not say: {written}");
    if media == "application/json" {
        let found = faults(&within(openapi, &format!("{operation}/responses/{status}/content/{}/schema", step(media))), &reply.json());
        assert!(found.is_empty(), "{method} {path} {status}: {found:#?}\n{:#}", reply.json());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_in_the_document_and_nothing_else() {
    let venue = venue(tiny()).await;
    let openapi = document(&venue, OPENAPI).await;
    assert_eq!(openapi["openapi"], "3.1.0");
    let mut written = BTreeSet::new();
    let mut names = BTreeSet::new();
    for (path, methods) in openapi["paths"].as_object().expect("paths") {
        for (method, operation) in methods.as_object().expect("methods") {
            written.insert((method.to_uppercase(), path.clone(), operation["x-role"].as_str().unwrap_or_default().to_owned()));
            assert!(names.insert(operation["operationId"].as_str().expect("a name").to_owned()), "{operation}");
            let parameters: Vec<&str> = operation["parameters"]
                .as_array()
                .into_iter()
                .flatten()
                .filter(|one| one["in"] == "path")
                .filter_map(|one| one["name"].as_str())
                .collect();
            assert!(
                parameters.iter().all(|name| path.contains(&format!("{{{name}}}"))) && parameters.len() == path.matches('{').count(),
                "{path}"
            );
        }
    }
    let row = |route: &jinbang::server::Route| (route.method.to_string(), route.path.replace("{*", "{"), format!("{:?}", route.role));
    assert_eq!(written, ROUTES.iter().map(row).collect());
    venue.stop().await;
}

/// Every schema of both documents can be used, and names nothing that is not there.
#[tokio::test(flavor = "multi_thread")]
async fn every_schema_is_whole() {
    let venue = venue(tiny()).await;
    for path in [OPENAPI, ASYNCAPI] {
        let document = document(&venue, path).await;
        for name in document["components"]["schemas"].as_object().expect("schemas").keys() {
            within(&document, &format!("/components/schemas/{}", step(name)));
        }
        let mut places = Vec::new();
        references(&document, &mut places);
        assert!(places.len() > 10, "{places:?}");
        for place in places {
            assert!(document.pointer(place.trim_start_matches('#')).is_some(), "{path}: {place}");
        }
    }
    venue.stop().await;
}

fn references(value: &Value, places: &mut Vec<String>) {
    match value {
        Value::Object(fields) => {
            places.extend(fields.get("$ref").and_then(Value::as_str).map(str::to_owned));
            fields.values().for_each(|field| references(field, places));
        }
        Value::Array(items) => items.iter().for_each(|item| references(item, places)),
        _ => {}
    }
}

/// Whatever can be read is answered as the document says: to nobody, to the organiser, to an officer, before the first mark and after some.
#[tokio::test(flavor = "multi_thread")]
async fn real_answers_are_what_the_document_says() {
    let venue = venue(tiny()).await;
    let openapi = document(&venue, OPENAPI).await;
    venue.app().open_office(Vec::new()).expect("an office");
    let (cookie, officer) = (venue.sign_in().await, venue.sign_in_officer("Li").await);
    for round in 0..2 {
        for route in ROUTES
            .iter()
            .filter(|route| route.method == Method::GET && !route.path.ends_with("/event-feed") && !route.path.ends_with("/events"))
        {
            let wanted = if route.path.contains("{collection}") {
                ["groups", "organizations", "teams", "persons", "awards", "state", "scoreboard", "access"].as_slice()
            } else {
                &["teams"]
            };
            for collection in wanted {
                let path = filled(route.path).replace("{collection}", collection);
                check(&openapi, "GET", route.path, &get_as(&venue, &path, &cookie).await);
                check(&openapi, "GET", route.path, &get_as(&venue, &path, &officer).await);
                let nobody = get(venue.address, &path).await;
                check(&openapi, "GET", route.path, &nobody);
                assert_eq!(nobody.status == 401, !matches!(route.role, Role::Anyone | Role::PairedDevice), "{path}");
            }
        }
        if round == 0 {
            let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
            expert.send(submit(1, "C1", "M1", "4")).await;
            let position = expert.until("receipt").await["position"].as_u64().expect("a position");
            venue.reached(position).await;
        }
    }
    venue.stop().await;
}

fn filled(path: &str) -> String {
    let path = path.replace("{competition}", "city").replace("{skill}", "web").replace("{competitor}", "C1").replace("{contest}", "web");
    let path = path.replace("{file}", "none.js").replace("{layer}", "1").replace("{draft}", "none").replace("{*path}", "experts.csv");
    path.replace("{id}", "C1")
}

async fn get_as(venue: &Venue, path: &str, cookie: &str) -> Reply {
    request(venue.address, "GET", path, &[("Cookie", cookie)], "").await
}

/// What is asked and what is answered, of what tablets, organisers and machines post.
#[tokio::test(flavor = "multi_thread")]
async fn real_requests_are_what_the_document_says() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let venue = Venue::on(store, vec![tiny().machine("K1", "3", "flow").competition("city")]).await;
    let openapi = document(&venue, OPENAPI).await;
    let cookie = venue.sign_in().await;
    let ask = async |path: &str, headers: &[(&str, &str)], body: &Value| {
        let schema = format!("/paths/{}/post/requestBody/content/application~1json/schema", step(path));
        let found = faults(&within(&openapi, &schema), body);
        let reply = post(venue.address, path, headers, body).await;
        check(&openapi, "POST", path, &reply);
        assert!(found.is_empty() || reply.status == 400, "{path}: {found:?} {body}");
        reply
    };
    let organiser = [("Cookie", cookie.as_str())];
    let skill = |more: Value| {
        let mut body = json!({ "competition": "city", "skill": "web" });
        body.as_object_mut().expect("an object").extend(more.as_object().expect("an object").clone());
        body
    };
    assert_eq!(ask("/api/session", &[], &json!({ "password": venue.password })).await.status, 204);
    assert_eq!(ask("/api/session", &[], &json!({ "password": "wrong" })).await.status, 401);
    let code = ask("/api/pairing-codes", &organiser, &skill(json!({ "expert": "E1" }))).await;
    let paired = ask("/api/pair", &[], &json!({ "code": code.json()["code"], "device_name": "a tablet" })).await;
    assert_eq!(paired.status, 200);
    assert_eq!(ask("/api/pair", &[], &json!({ "code": code.json()["code"] })).await.status, 403, "a code works once");
    assert_eq!(ask("/api/withdrawals", &organiser, &skill(json!({ "competitor": "C2", "reason": "ill" }))).await.status, 204);
    assert_eq!(ask("/api/withdrawals", &organiser, &skill(json!({ "competitor": "C2", "reason": "ill" }))).await.status, 409);
    assert_eq!(ask("/api/withdrawals", &[], &skill(json!({ "competitor": "C2", "reason": "ill" }))).await.status, 401);
    assert_eq!(ask("/api/withdrawals", &organiser, &json!({ "competitor": 2 })).await.status, 400);
    assert_eq!(ask("/api/cards", &organiser, &skill(json!({ "minutes": 60 }))).await.status, 200);
    let machine = ask("/api/graders", &organiser, &skill(json!({ "grader": "flow" }))).await;
    let bearer = format!("Bearer {}", machine.json()["token"].as_str().expect("a token"));
    let run = |value: &str| json!({ "run": "r1", "measurements": [{ "competitor": "C1", "aspect": "K1", "value": value, "evidence": "0".repeat(64) }] });
    let machine = [("Authorization", bearer.as_str())];
    assert_eq!(ask("/api/measurements", &machine, &run("2")).await.status, 200);
    assert_eq!(ask("/api/measurements", &machine, &run("much")).await.status, 409);
    assert_eq!(ask("/api/measurements", &[], &run("2")).await.status, 401);
    venue.stop().await;
}

/// Everything that the two sockets say and hear.
#[tokio::test(flavor = "multi_thread")]
async fn real_messages_are_what_the_document_says() {
    let venue = venue(tiny()).await;
    let asyncapi = document(&venue, ASYNCAPI).await;
    assert_eq!(asyncapi["asyncapi"], "3.0.0");
    let message = |channel: &str, name: &str, value: &Value| {
        let found = faults(&within(&asyncapi, &format!("/channels/{channel}/messages/{name}/payload")), value);
        assert!(found.is_empty(), "{channel} {name}: {found:#?}\n{value:#}");
    };
    let mut board = viewer(venue.address, "city").await;
    board.send(json!({ "type": "resync" })).await;
    board.send(json!({ "type": "dance" })).await;
    let mut stream = Stream::open(venue.address, "/api/boards/city/web/events", &[]).await;
    let mut sockets = Vec::new();
    for (who, messages) in [
        (
            "E1",
            vec![
                submit(1, "C1", "M1", "4"),
                submit(2, "C1", "J1", "2"),
                submit(3, "C1", "M1", "99"),
                json!({ "type": "ping", "queued": 0 }),
            ],
        ),
        ("E2", vec![submit(1, "C1", "J1", "2")]),
        ("E3", vec![submit(1, "C1", "J1", "3")]),
        (
            "H",
            vec![
                json!({ "type": "lock", "sequence": 1, "sub_criterion": "A1" }),
                json!({ "type": "unlock", "sequence": 2, "reason": "a slip" }),
            ],
        ),
    ] {
        let paired = venue.pair(who).await;
        message("marking", "fromTablet", &hello(&paired, None));
        let mut socket: Socket = tablet(venue.address, &paired).await;
        for asked in messages {
            message("marking", "fromTablet", &asked);
            let answer = match asked["type"].as_str() {
                Some("ping") => "pong",
                _ => "receipt",
            };
            socket.send(asked).await;
            socket.until_either(answer, "refused").await;
        }
        sockets.push(socket);
    }
    sockets[0].send(json!({ "type": "dance" })).await;
    sockets[0].until("error").await;
    for kind in ["locked", "affairs"] {
        let told = format!(r#""type":"{kind}""#);
        // It may have come before the receipt.
        if !sockets[3].heard.iter().any(|text| text.contains(&told)) {
            sockets[3].until(kind).await;
        }
    }
    let mut kinds = BTreeSet::new();
    for heard in sockets.iter().flat_map(|socket| &socket.heard) {
        let heard: Value = serde_json::from_str(heard).expect("JSON");
        message("marking", "toTablet", &heard);
        kinds.insert(heard["type"].as_str().expect("a type").to_owned());
    }
    let wanted = ["welcome", "marks", "affairs", "receipt", "refused", "locked", "pong", "error"];
    assert!(wanted.iter().all(|kind| kinds.contains(*kind)), "{kinds:?}");
    message("board", "resync", &json!({ "type": "resync" }));
    let fields = stream.event().await.expect("an event");
    message("boardEvents", "event", &serde_json::from_str(&fields[2].1).expect("JSON"));
    board.until("delta").await;
    venue.stop().await;
    board.until_closed().await;
    let mut kinds = BTreeSet::new();
    for heard in &board.heard {
        let heard: Value = serde_json::from_str(heard).expect("JSON");
        message("board", "told", &heard);
        kinds.insert(heard["type"].as_str().expect("a type").to_owned());
    }
    assert_eq!(kinds, ["closing", "delta", "error", "snapshot"].map(str::to_owned).into());
}
