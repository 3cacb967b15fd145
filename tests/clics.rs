//! The CLICS Contest API: every answer is what the specification asks for, and says what the board says.

use crate::common;

use std::collections::BTreeSet;

use common::{
    competition::{MARK, id, skill},
    disk::Disk,
    http::{get, request},
    schema::{Folder, faults, within},
    socket::{Socket, submit, tablet},
    stream::Stream,
    venue::Venue,
};
use jinbang::{
    competition::{Competition, CompetitorKind, MedalRule, SkillRules, Text},
    journal::JournalStore,
};
use serde_json::{Value, json};

const WEB: &str = "/clics/city/contests/web";
const PARTS: [&str; 8] = ["access", "groups", "organizations", "teams", "persons", "awards", "state", "scoreboard"];

/// Four competitors of two delegations: a team, a guest, one with a name in both languages, one whose id is not for this format.
fn city() -> Competition {
    let medals = MedalRule::TopN { gold: 1, silver: 1, bronze: 1, merit: false }.into();
    let builder = skill().competitors("C1@ZJ C2@BJ C3@ZJ 四号").experts("E1").measured("M1", "5", MARK).measured("M2", "2", MARK);
    let mut competition = builder.rules(SkillRules { medals, decimals: 2, ..SkillRules::default() }).competition("city");
    competition.starts = Some("2025-12-31".to_owned());
    competition.ends = Some("2026-01-03".to_owned());
    competition.delegations[0].name = Text::new("浙江", "Zhejiang");
    let competitors = &mut competition.skills[0].competitors;
    competitors[0].members = vec!["张伟 Zhang Wei".to_owned(), "李娜".to_owned()];
    competitors[1].name = Text::new("王芳", "Wang Fang");
    competitors[1].kind = Some(CompetitorKind::Worker);
    competitors[2].eligible = false;
    let mut hidden = skill().competitors("C1@ZJ").experts("E1").measured("M1", "5", MARK).hidden().skill();
    hidden.id = id("数控");
    hidden.competitors[0].delegation = Some(0);
    competition.skills.push(hidden);
    competition
}

async fn open() -> Venue {
    Venue::on(JournalStore::with_backend(Disk::default()).expect("a new journal"), vec![city()]).await
}

fn own_schema() -> Value {
    serde_json::from_str(include_str!("../fixtures/clics/contest-api.schema.json")).expect("JSON")
}

/// Also against the published schemas, where somebody has them.
fn check(part: &str, value: &Value) {
    let found = faults(&within(&own_schema(), &format!("/$defs/{part}")), value);
    assert!(found.is_empty(), "{part}: {found:#?}\n{value:#}");
    if let Some(folder) = std::env::var_os("JINBANG_CLICS_SCHEMAS") {
        let file = if part == "information" { "api_information".to_owned() } else { part.to_owned() };
        let found = faults(&Folder(folder.into()).schema(&format!("{file}.json")), value);
        assert!(found.is_empty(), "published {part}: {found:#?}\n{value:#}");
    }
}

async fn part(venue: &Venue, part: &str) -> Value {
    let reply = get(venue.address, &format!("{WEB}/{part}")).await;
    assert_eq!((reply.status, reply.header("access-control-allow-origin")), (200, Some("*")), "{part}");
    reply.json()
}

async fn mark(expert: &mut Socket, sequence: u64, competitor: &str, aspect: &str, value: &str) {
    expert.send(submit(sequence, competitor, aspect, value)).await;
    expert.until("receipt").await;
}

/// Everything, marked until C3 leads, then C2 and 四号 with the same total, and C1 has nothing yet.
async fn marked(venue: &Venue) {
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    for (sequence, (competitor, value)) in (1..).zip([("C2", "3.25"), ("四号", "3.25"), ("C3", "4.5")]) {
        mark(&mut expert, sequence, competitor, "M1", value).await;
    }
    while part(venue, "scoreboard").await["rows"].as_array().is_none_or(|rows| rows.len() < 3) {}
}

/// One line of the feed; lines that only say that it is alive are passed over.
async fn line(feed: &mut Stream) -> Option<Value> {
    loop {
        let line = feed.line().await?;
        if !line.is_empty() {
            return Some(serde_json::from_str(&line).expect("JSON"));
        }
    }
}

/// The lines up to one with a token.
async fn told(feed: &mut Stream) -> Vec<Value> {
    let mut lines = Vec::new();
    loop {
        let line = line(feed).await.expect("a line");
        check("event-feed", &line);
        check(line["type"].as_str().expect("a type"), &line["data"]);
        let last = line.get("token").is_some();
        lines.push(line);
        if last {
            return lines;
        }
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_what_the_specification_asks_for() {
    let venue = open().await;
    for round in 0..2 {
        check("information", &get(venue.address, "/clics/city/").await.json());
        let contests = get(venue.address, "/clics/city/contests").await.json();
        check("contests", &contests);
        for contest in contests.as_array().expect("contests") {
            let path = format!("/clics/city/contests/{}", contest["id"].as_str().expect("an id"));
            let alone = get(venue.address, &path).await.json();
            assert_eq!(alone, *contest);
            check("contest", &alone);
            for part in PARTS {
                check(part, &get(venue.address, &format!("{path}/{part}")).await.json());
            }
        }
        for part in ["groups", "organizations", "teams", "persons", "awards"] {
            let all = self::part(&venue, part).await;
            for object in all.as_array().expect("an array") {
                let alone = get(venue.address, &format!("{WEB}/{part}/{}", object["id"].as_str().expect("an id"))).await.json();
                assert_eq!(alone, *object);
            }
        }
        if round == 0 {
            marked(&venue).await;
        }
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_says_what_the_board_says() {
    let venue = open().await;
    marked(&venue).await;
    let scoreboard = part(&venue, "scoreboard").await;
    let rows: Vec<Value> = scoreboard["rows"]
        .as_array()
        .expect("rows")
        .iter()
        .map(|row| json!([row["rank"], row["team_id"], row["score"]["score"]]))
        .collect();
    let fourth = part(&venue, "teams").await[3]["id"].clone();
    assert_eq!(rows, [json!([1, "C3", 4.5]), json!([2, fourth, 3.25]), json!([2, "C2", 3.25])], "equal ones by name");
    assert_eq!((&scoreboard["time"], &scoreboard["contest_time"]), (&json!("2026-01-01T00:00:00.000Z"), &json!("24:00:00.000")));
    let contest = get(venue.address, WEB).await.json();
    assert_eq!(
        contest,
        json!({ "id": "web", "name": "web", "formal_name": "city · web", "start_time": "2025-12-31T00:00:00.000Z", "duration": "96:00:00.000", "scoreboard_type": "score" })
    );
    let state = part(&venue, "state").await;
    assert_eq!((&state["started"], &state["ended"], &state["finalized"]), (&contest["start_time"], &Value::Null, &Value::Null));
    assert_eq!(scoreboard["state"], state);
    let teams = part(&venue, "teams").await;
    let shown: Vec<Value> = teams
        .as_array()
        .expect("teams")
        .iter()
        .map(|team| json!([team["label"], team["name"], team["organization_id"], team["group_ids"]]))
        .collect();
    assert_eq!(
        shown,
        [
            json!(["C1", "name of C1", "ZJ", []]),
            json!(["C2", "王芳 Wang Fang", "BJ", ["worker"]]),
            json!(["C3", "name of C3", "ZJ", ["guest"]]),
            json!(["四号", "name of 四号", null, []]),
        ]
    );
    assert_eq!(part(&venue, "organizations").await[0], json!({ "id": "ZJ", "name": "Zhejiang", "formal_name": "浙江 Zhejiang" }));
    let persons = part(&venue, "persons").await;
    assert_eq!(persons.as_array().map(Vec::len), Some(5), "two in a team of two");
    assert_eq!(persons[0], json!({ "id": "C1-1", "name": "张伟 Zhang Wei", "role": "contestant", "team_ids": ["C1"] }));
    let awards: Vec<Value> = part(&venue, "awards")
        .await
        .as_array()
        .expect("awards")
        .iter()
        .take(2)
        .map(|award| json!([award["id"], award["team_ids"]]))
        .collect();
    assert_eq!(awards, [json!(["gold-medal", ["C2", fourth]]), json!(["silver-medal", []])], "a guest takes no medal");
    // Another skill, before it is published: who competes, and nothing else.
    let other = get(venue.address, "/clics/city/contests").await.json()[1]["id"].as_str().expect("an id").to_owned();
    let hidden = async |part: &str| get(venue.address, &format!("/clics/city/contests/{other}/{part}")).await.json();
    assert_eq!((&hidden("scoreboard").await["rows"], &hidden("state").await["started"]), (&json!([]), &Value::Null));
    assert_eq!(hidden("teams").await[0]["id"], "C1");
    venue.stop().await;
}

/// What `access` lists is what there is, and no more.
#[tokio::test(flavor = "multi_thread")]
async fn access_lists_what_there_is() {
    let venue = open().await;
    marked(&venue).await;
    let access = part(&venue, "access").await;
    for endpoint in access["endpoints"].as_array().expect("endpoints") {
        let kind = endpoint["type"].as_str().expect("a type");
        let told = if kind == "contest" { get(venue.address, WEB).await.json() } else { part(&venue, kind).await };
        let objects = told.as_array().cloned().unwrap_or_else(|| vec![told]);
        let told: BTreeSet<&str> =
            objects.iter().flat_map(|object| object.as_object().expect("an object").keys().map(String::as_str)).collect();
        let listed: BTreeSet<&str> = endpoint["properties"].as_array().expect("names").iter().filter_map(Value::as_str).collect();
        assert_eq!(told, listed, "{kind}");
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn filters_and_group_scoreboards() {
    let venue = open().await;
    marked(&venue).await;
    let ids = async |query: &str| {
        let teams = part(&venue, &format!("teams{query}")).await;
        teams.as_array().expect("teams").iter().map(|team| team["label"].as_str().expect("a label").to_owned()).collect::<Vec<_>>()
    };
    assert_eq!(ids("?organization_id=ZJ").await, ["C1", "C3"]);
    assert_eq!(ids("?organization_id=").await, ["四号"]);
    assert_eq!(ids("?organization_id=none").await, [""; 0]);
    assert_eq!(ids("?strict=1").await.len(), 4);
    let workers = part(&venue, "scoreboard?group_id=worker").await;
    assert_eq!(workers["rows"], json!([{ "rank": 1, "team_id": "C2", "score": { "score": 3.25 } }]));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_not_there_is_said_in_the_formats_own_words() {
    let venue = open().await;
    for (path, status) in [
        ("/clics/none/", 404),
        ("/clics/none/contests", 404),
        ("/clics/city/contests/none", 404),
        ("/clics/city/contests/none/teams", 404),
        ("/clics/city/contests/none/event-feed", 404),
        ("/clics/city/contests/web/submissions", 404),
        ("/clics/city/contests/web/submissions/1", 404),
        ("/clics/city/contests/web/teams/none", 404),
        ("/clics/city/contests/web/state/1", 404),
        ("/clics/city/contests/web/scoreboard?group_id=none", 400),
        ("/clics/city/contests/web/event-feed?since_token=none", 400),
        ("/clics/city/contests/web/event-feed?since_token=", 400),
    ] {
        let reply = get(venue.address, path).await;
        assert_eq!(reply.status, status, "{path}");
        check_problem(&reply.json(), status);
    }
    venue.stop().await;
}

fn check_problem(problem: &Value, status: u16) {
    let found = faults(&within(&own_schema(), "/$defs/problem"), problem);
    assert!(found.is_empty() && problem["code"] == status, "{found:?} {problem}");
}

#[tokio::test(flavor = "multi_thread")]
async fn the_feed_tells_everything_then_what_changes() {
    let venue = open().await;
    let mut feed = Stream::open(venue.address, &format!("{WEB}/event-feed"), &[]).await;
    assert_eq!((feed.status, feed.header("content-type")), (200, Some("application/x-ndjson")));
    let all = told(&mut feed).await;
    let kinds = |lines: &[Value]| lines.iter().map(|line| line["type"].as_str().expect("a type").to_owned()).collect::<Vec<_>>();
    assert_eq!(kinds(&all), ["contest", "groups", "organizations", "teams", "persons", "awards", "state"]);
    for line in &all[1..] {
        assert_eq!(line["data"], part(&venue, line["type"].as_str().expect("a type")).await);
    }
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    mark(&mut expert, 1, "C2", "M1", "3").await;
    let change = told(&mut feed).await;
    assert_eq!(kinds(&change), ["awards", "state"], "nobody's name changed");
    assert_eq!(change[0]["data"][0]["team_ids"], json!(["C2"]));
    // The same places and medals: still a line, so that clients look at the scoreboard.
    mark(&mut expert, 2, "C2", "M2", "1").await;
    assert_eq!(kinds(&told(&mut feed).await), ["state"]);
    venue.stop().await;
    assert_eq!(line(&mut feed).await, None, "it ends with the server");
}

/// Who comes back with the newest token hears only what comes after it; an older one gets everything.
#[tokio::test(flavor = "multi_thread")]
async fn the_feed_goes_on_from_a_token() {
    let venue = open().await;
    let open = async |token: &Value| {
        let token = token.as_str().expect("a token");
        Stream::open(venue.address, &format!("{WEB}/event-feed?since_token={token}"), &[]).await
    };
    let mut feed = Stream::open(venue.address, &format!("{WEB}/event-feed"), &[]).await;
    let first = told(&mut feed).await.pop().expect("lines")["token"].clone();
    let mut back = open(&first).await;
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    mark(&mut expert, 1, "C2", "M1", "3").await;
    let change = told(&mut feed).await;
    assert_eq!(told(&mut back).await, change);
    assert_eq!(told(&mut open(&first).await).await.len(), 7, "too long ago: everything");
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_did_not_change_is_not_sent_again() {
    let venue = open().await;
    for path in ["/clics/city/contests", WEB, &format!("{WEB}/teams"), &format!("{WEB}/scoreboard")] {
        let first = get(venue.address, path).await;
        let tag = first.header("etag").expect("an ETag");
        assert_eq!(request(venue.address, "GET", path, &[("If-None-Match", tag)], "").await.status, 304, "{path}");
    }
    venue.stop().await;
}
