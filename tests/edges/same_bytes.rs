//! Whoever looks through an edge sees what the origin shows, byte for byte.

use crate::common::{
    competition::{MARK, skill, tiny},
    edge::{RunningEdge, until, until_same},
    http::get,
    judges::Judges,
    nats::Nats,
    socket::{Socket, viewer},
    stream::Stream,
    venue::Venue,
};
use jinbang::{
    competition::Competition,
    server::{Action, Kept, ROUTES, kept},
};

/// Everything that an edge makes itself of the board `city/web`.
const FROM_BOARDS: [&str; 15] = [
    "/api/boards/city/web",
    "/api/boards/city/web/ctftime",
    "/api/boards/city/web/history/C1",
    "/board/city/web",
    "/embed/city/web",
    "/clics/city/",
    "/clics/city/contests",
    "/clics/city/contests/web",
    "/clics/city/contests/web/state",
    "/clics/city/contests/web/teams",
    "/clics/city/contests/web/scoreboard",
    "/clics/city/contests/web/organizations/cn",
    "/api/competitions",
    "/api/openapi.json",
    "/",
];

/// What it asks the origin.
const ASKED: [&str; 5] = [
    "/api/delegations/city",
    "/api/key",
    "/api/results/city/web/bundle",
    "/api/results/city/web/receipts/C1",
    "/api/certificates/PGLJ2KH53YQ3PDPB72EIDPB3Z4",
];

fn city() -> Competition {
    let web = tiny().competitors("C3@cn C4@de");
    let mut competition = web.competition("city");
    let mill = skill().competitors("M1 M2").experts("E9").measured("A1", "9", MARK).competition("mill").skills.remove(0);
    competition.skills.push(jinbang::competition::Skill { id: "mill".parse().expect("an id"), ..mill });
    competition
}

#[tokio::test(flavor = "multi_thread")]
async fn pages_and_feeds_are_the_origins_byte_for_byte() {
    let nats = Nats::start();
    let venue = Venue::relayed(vec![city()], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    judges.give(&["E1 C1 M1 4", "E1 C3 M1 5", "E1 C2 M1 3.5"]).await;
    until(venue.address, "/api/boards/city/web", |reply| reply.json()["rows"][1][3] == 1).await;
    for path in FROM_BOARDS.iter().chain(&ASKED) {
        let reply = until_same(venue.address, edge.address, path).await;
        assert!(reply.header("age").is_none(), "{path}: {reply:?}");
        let there = get(venue.address, path).await;
        for name in ["content-type", "cache-control", "content-security-policy", "access-control-allow-origin", "x-content-type-options"] {
            assert_eq!(reply.header(name), there.header(name), "{name} of {path}");
        }
    }
    for path in ["/api/boards/city/none", "/api/boards/city/web/history/C9", "/clics/city/contests/none", "/embed/city/none"] {
        assert_eq!(get(edge.address, path).await.status, 404, "{path}");
    }
    assert_eq!(edge.number("jinbang_edge_differences_total").await, 0);
    drop(judges);
    edge.stop().await;
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn sockets_and_events_say_the_same_through_an_edge() {
    let nats = Nats::start();
    let venue = Venue::relayed(vec![city()], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    let mut judges = Judges::of(&venue, "E1").await;
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    let (mut there, mut here) = (viewer(venue.address, "city").await, viewer(edge.address, "city").await);
    let window = "/ws/board/city/web?window=near=C2&top=1";
    let mut windows = [Socket::connect(venue.address, window).await, Socket::connect(edge.address, window).await];
    let events = "/api/boards/city/web/events";
    let (mut told, mut retold) = (Stream::open(venue.address, events, &[]).await, Stream::open(edge.address, events, &[]).await);
    assert_eq!(there.next().await, here.next().await);
    assert_eq!(told.event().await, retold.event().await);
    for socket in &mut windows {
        socket.next().await.expect("a window");
    }
    for (round, line) in ["E1 C1 M1 4", "E1 C3 M1 5", "E1 C2 M1 3.5", "E1 C4 M1 1"].into_iter().enumerate() {
        judges.give(&[line]).await;
        assert_eq!(there.next().await, here.next().await, "{line}");
        assert_eq!(told.event().await, retold.event().await, "{line}");
        for socket in &mut windows {
            let version = round as u64 + 2;
            socket.until_some("the same version", |message| message["version"] == version).await;
        }
    }
    assert!(there.heard.len() == 5 && there.heard.iter().skip(1).all(|frame| frame.contains(r#""type":"delta""#)), "{:?}", there.heard);
    assert_eq!(there.heard, here.heard, "bytes, not only meaning");
    assert_eq!(windows[0].heard, windows[1].heard);
    drop((judges, there, here, windows, told, retold));
    edge.stop().await;
    venue.stop().await;
}

/// Whatever the table has is answered, and nothing fails.
#[tokio::test(flavor = "multi_thread")]
async fn every_route_is_answered_or_says_where_it_is() {
    let nats = Nats::start();
    let venue = Venue::relayed(vec![city()], &nats.options()).await;
    let edge = RunningEdge::on(&nats.options()).await;
    until_same(venue.address, edge.address, "/api/boards/city/web").await;
    for route in ROUTES {
        let path = route.path.replace("{competition}", "city").replace("{skill}", "web").replace("{competitor}", "C1");
        let path = path.replace("{contest}", "web").replace("{collection}", "teams").replace(['{', '}', '*'], "");
        if matches!(route.action, Action::BoardEvents | Action::ClicsEventFeed) {
            continue;
        }
        let reply = crate::common::http::request(edge.address, route.method.as_str(), &path, &[], "").await;
        match kept(route.action) {
            Kept::Elsewhere => {
                let body = String::from_utf8_lossy(&reply.body).into_owned();
                assert!(reply.status == 421 && body.contains("http://venue.test"), "{path}: {reply:?}");
                assert_eq!(path.starts_with("/api/") || path.starts_with("/ws/"), reply.code() == "elsewhere", "{path}: {body}");
            }
            Kept::Here | Kept::Own | Kept::Asked => {
                assert!(reply.status < 500 && reply.status != 405 && reply.status != 421, "{path}: {reply:?}");
            }
        }
    }
    let names = ["competitions", "boards", "origins", "nats_connected"];
    for (name, value) in names.into_iter().zip([1, 2, 1, 1]) {
        assert_eq!(edge.number(&format!("jinbang_{name}")).await, value, "{name}");
    }
    edge.stop().await;
    venue.stop().await;
}
