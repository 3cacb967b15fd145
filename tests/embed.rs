//! A board without scripts: in frames of other pages, and in our own page until a script takes over.

use crate::common;

use axum::http::Method;
use common::{
    competition::{MARK, skill, tiny},
    http::{Reply, get, request},
    socket::{submit, tablet},
    venue::{Venue, venue},
};
use jinbang::{
    competition::{MedalRule, SkillRules, Text},
    export::static_board::SNAPSHOT_ROWS_MAX,
    server::{Action, ROUTES},
};

const EMBED: &str = "/embed/city/web";
const PAGE: &str = "/board/city/web";

fn html(reply: &Reply) -> String {
    assert_eq!((reply.status, reply.header("content-type")), (200, Some("text/html; charset=utf-8")), "{reply:?}");
    String::from_utf8(reply.body.clone()).expect("text")
}

/// What of the page is shown without scripts.
fn without_scripts(page: &str) -> &str {
    let (_, rest) = page.split_once("<noscript>").expect("something for browsers without scripts");
    rest.split_once("</noscript>").expect("its end").0
}

async fn marked(venue: &Venue, marks: &[(&str, &str, &str)]) {
    let mut expert = tablet(venue.address, &venue.pair("E1").await).await;
    for (sequence, (competitor, aspect, value)) in (1..).zip(marks) {
        expert.send(submit(sequence, competitor, aspect, value)).await;
        let position = expert.until("receipt").await["position"].as_u64().expect("a position");
        venue.reached(position).await;
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn places_and_totals_are_in_the_page_itself() {
    let medals = MedalRule::TopN { gold: 1, silver: 0, bronze: 0, merit: false }.into();
    let builder = skill().competitors("C1@ZJ C2@BJ").experts("E1").measured("M1", "5", MARK);
    let venue = venue(builder.rules(SkillRules { medals, decimals: 2, ..SkillRules::default() })).await;
    let empty = html(&get(venue.address, EMBED).await);
    assert!(empty.contains("尚未开始") && empty.contains("provisional"), "{empty}");
    marked(&venue, &[("C2", "M1", "4.5"), ("C1", "M1", "3")]).await;
    let row = |rank: u32, name: &str, total: &str| {
        (
            format!(r#"<td class="rank">{rank}</td><th scope="row" class="name"><strong>name of {name}</strong>"#),
            format!(r#"<td class="number">{total}</td></tr>"#),
        )
    };
    let shows =
        |page: &str| [row(1, "C2", "4.50"), row(2, "C1", "3.00")].iter().all(|(name, total)| page.contains(name) && page.contains(total));
    loop {
        let (embedded, page) = (html(&get(venue.address, EMBED).await), html(&get(venue.address, PAGE).await));
        if shows(&embedded) {
            let without = without_scripts(&page);
            assert!(shows(without), "one renderer makes both: {page}");
            assert!(
                embedded.contains(r#"<tr class="gold"><td class="rank">1</td>"#) && embedded.contains(r#"href="/board/city/web""#),
                "{embedded}"
            );
            assert!(embedded.contains(r#"<time datetime="2026-01-01T00:00:00Z">"#) && !embedded.contains("<script"), "{embedded}");
            assert!(page.contains("<script") && !without.contains("JavaScript"), "{page}");
            break;
        }
    }
    venue.stop().await;
}

/// Names come from spreadsheets: nothing in them becomes markup.
#[tokio::test(flavor = "multi_thread")]
async fn names_cannot_become_markup() {
    let mut competition = tiny().competition("city");
    let evil = r#"</noscript><script src="//evil.test/x.js"></script><img onerror='x' "&"#;
    competition.title = Text::new(evil, "City");
    competition.skills[0].title = Text::plain(evil);
    competition.skills[0].competitors[0].name = Text::new(evil, "E");
    competition.skills[0].competitors[0].members = vec![evil.to_owned()];
    let store = jinbang::journal::JournalStore::with_backend(common::disk::Disk::default()).expect("a new journal");
    let venue = Venue::on(store, vec![competition]).await;
    for path in [EMBED, PAGE] {
        let page = html(&get(venue.address, path).await);
        assert!(
            !page.contains("<img") && !page.contains("evil.test/x.js\"></script>") && page.contains("&lt;/noscript&gt;"),
            "{path}: {page}"
        );
        assert_eq!(page.matches("</noscript>").count(), usize::from(path == PAGE), "{path}");
    }
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_board_names_who_competes_and_no_more() {
    let venue = venue(tiny().hidden()).await;
    let before = html(&get(venue.address, EMBED).await);
    marked(&venue, &[("C2", "M1", "4")]).await;
    let after = html(&get(venue.address, EMBED).await);
    assert_eq!(before, after);
    assert!(after.contains("name of C1") && after.contains("name of C2") && !after.contains("class=\"rank\""), "{after}");
    venue.stop().await;
}

/// The page that everybody loads stays small; all rows are behind a link.
#[tokio::test(flavor = "multi_thread")]
async fn a_large_board_is_cut_in_the_page_and_whole_in_the_frame() {
    let names: Vec<String> = (0..SNAPSHOT_ROWS_MAX + 7).map(|number| format!("C{number}")).collect();
    let venue = venue(skill().competitors(&names.join(" ")).experts("E1").measured("M1", "5", MARK)).await;
    let rows = |page: &str| page.matches("<strong>").count();
    assert_eq!(rows(&html(&get(venue.address, EMBED).await)), names.len());
    let page = html(&get(venue.address, PAGE).await);
    assert_eq!(rows(without_scripts(&page)), SNAPSHOT_ROWS_MAX);
    assert!(page.contains("+7 · ") && page.contains(r#"href="/embed/city/web""#), "{page}");
    venue.stop().await;
}

/// Every other answer says that nobody may frame it.
#[tokio::test(flavor = "multi_thread")]
async fn only_this_page_may_be_framed() {
    let venue = venue(tiny()).await;
    let streams = [Action::BoardEvents, Action::ClicsEventFeed];
    for route in ROUTES.iter().filter(|route| route.method == Method::GET && !streams.contains(&route.action)) {
        let path = route.path.replace("{competition}", "city").replace("{skill}", "web");
        let reply = get(venue.address, &path).await;
        let policy = reply.header("content-security-policy").unwrap_or_else(|| panic!("{path}: {reply:?}"));
        let framed = if route.action == Action::Embed { "frame-ancestors *" } else { "frame-ancestors 'none'" };
        assert!(policy.contains(framed) && policy.contains("default-src 'none'") && !policy.contains("unsafe"), "{path}: {policy}");
    }
    let missing = get(venue.address, "/embed/city/none").await;
    assert!(missing.header("content-security-policy").is_some_and(|policy| policy.contains("frame-ancestors 'none'")));
    assert_eq!(missing.status, 404);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn it_loads_itself_again_when_asked_to_and_is_sent_once() {
    let venue = venue(tiny()).await;
    for (query, seconds) in [("?refresh=30", Some("30")), ("?refresh=1", Some("10")), ("?refresh=99999", Some("3600")), ("", None)] {
        let page = html(&get(venue.address, &format!("{EMBED}{query}")).await);
        let found = page.split_once(r#"http-equiv="refresh" content=""#).and_then(|(_, rest)| rest.split('"').next());
        assert_eq!(found, seconds, "{query}");
    }
    assert_eq!(get(venue.address, &format!("{EMBED}?refresh=soon")).await.status, 400);
    for path in [EMBED, PAGE, "/embed/board.css"] {
        let tag = get(venue.address, path).await.header("etag").expect("an ETag").to_owned();
        assert_eq!(request(venue.address, "GET", path, &[("If-None-Match", &tag)], "").await.status, 304, "{path}");
    }
    venue.stop().await;
}
