//! Invariant 16: every route, role and method answers as the policy table says. Made from the table the router is made from.

use crate::common;

use axum::http::Method;
use common::{
    competition::tiny,
    disk::Disk,
    http::{Reply, get, request},
    socket::{Socket, tablet},
    stream::Stream,
    venue::{Venue, venue},
};
use jinbang::{
    competition::ExpertRole,
    journal::JournalStore,
    server::{Action, MESSAGES, ROUTES, Role, is_built},
};
use serde_json::{Value, json};

const METHODS: [&str; 7] = ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"];

/// The path with a competition, a skill and things that are not there.
fn filled(path: &str) -> String {
    let path = path.replace("{competition}", "city").replace("{skill}", "web").replace("{competitor}", "C1");
    let path = path
        .replace("{file}", "none.js")
        .replace("{device}", "nobody")
        .replace("{officer}", "nobody")
        .replace("{nomination}", "1")
        .replace("{person}", "P1")
        .replace("{grader}", "none")
        .replace("{layer}", "1");
    let path = path.replace("{contest}", "web").replace("{collection}", "teams").replace("{id}", "C1");
    path.replace("{draft}", "none").replace("{*path}", "experts.csv").replace("{table}", "experts")
}

/// What somebody who may do it is answered to a bare request.
// One table, however long.
#[allow(clippy::too_many_lines)]
fn answered(action: Action, path: &str) -> u16 {
    match action {
        Action::SiteFile if !is_built(path) => 404,
        Action::TrustPage if !is_built("trust.html") => 404,
        Action::HomePage
        | Action::BoardPage
        | Action::MarkingPage
        | Action::DeskPage
        | Action::SetupPage
        | Action::HonoursPage
        | Action::VerifyPage
        | Action::SigningKey
        | Action::Ready
        | Action::HonoursStatistics
        | Action::Officers
        | Action::Pipeline
        | Action::People
        | Action::HonoursCandidates
        | Action::CardList
        | Action::BoardJson
        | Action::BoardEvents
        | Action::PlaceHistory
        | Action::DelegationTable
        | Action::BoardQr
        | Action::OpenApi
        | Action::AsyncApi
        | Action::BoardCtftime
        | Action::Embed
        | Action::EmbedStyle
        | Action::ClicsInformation
        | Action::ClicsContests
        | Action::ClicsContest
        | Action::ClicsEventFeed
        | Action::ClicsCollection
        | Action::ClicsObject
        | Action::Health
        | Action::Competitions
        | Action::Desk
        | Action::Explanation
        | Action::Fairness
        | Action::Comparison
        | Action::Standings
        | Action::Session
        | Action::Affairs
        | Action::Changes
        | Action::Progress
        | Action::Missing
        | Action::Publication
        | Action::Ceremony
        | Action::Disagreements
        | Action::Audit
        | Action::SkillAudit
        | Action::Graders
        | Action::DrawRecords
        | Action::Drafts
        | Action::Exports
        | Action::SiteFile
        | Action::TrustPage
        | Action::TrustFacts => 200,
        Action::SignOut => 204,
        // The skill is not blind; nobody asked for it.
        Action::CodeSheet | Action::ConfirmErasure | Action::WithdrawErasure => 409,
        // Without TLS there is no authority to trust; and there is no such draft.
        Action::Asset
        | Action::AuthorityDer
        | Action::AuthorityPem
        | Action::AuthorityProfile
        | Action::Draft
        | Action::RemoveDraft
        | Action::DraftFile
        | Action::DeleteDraftFile
        | Action::CheckDraft
        | Action::DraftWorkbook
        | Action::ConvertDraftWorkbook
        | Action::RemoveOfficer
        | Action::Nomination
        | Action::Person
        | Action::ConfirmExport
        | Action::WithdrawExport
        | Action::ExportFile
        | Action::StatisticsTable
        | Action::Programme
        | Action::StatisticsChart
        | Action::Bundle
        | Action::Checkpoint
        | Action::Receipt => 404,
        Action::WriteDraftFile => 428,
        // No JSON, no competition named, no upgrade asked for.
        Action::IssueCards
        | Action::CreateDraft
        | Action::UndoDraftFile
        | Action::DraftValues
        | Action::ChangeDraftKeys
        | Action::TakeInList
        | Action::OpenDraft
        | Action::Pair
        | Action::SignIn
        | Action::SignInWithDevice
        | Action::SignInAsOfficer
        | Action::AddOfficer
        | Action::PreviewHonours
        | Action::ActOnHonours
        | Action::KeepPerson
        | Action::MergePerson
        | Action::RevealPerson
        | Action::AskToErase
        | Action::Certificate
        | Action::Consistency
        | Action::AskForExport
        | Action::Impact
        | Action::Freeze
        | Action::ProposePublishing
        | Action::ProposeCeremony
        | Action::StepCeremony
        | Action::EndCeremony
        | Action::ConfirmProposal
        | Action::RejectProposal
        | Action::ConfirmUnlock
        | Action::SetDeadline
        | Action::FileAppeal
        | Action::NoticeAppeal
        | Action::WithdrawAppeal
        | Action::DrawCodes
        | Action::AddGrader
        | Action::RevokeGrader
        | Action::Measurements
        | Action::Scoreboard
        | Action::Recover
        | Action::PairingCode
        | Action::RevokeDevice
        | Action::Withdraw
        | Action::Reinstate
        | Action::CommitDraw
        | Action::RevealDraw
        | Action::CancelDraw
        | Action::BoardSocket
        | Action::MarkingSocket => 400,
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Who {
    Nobody,
    Organiser,
    /// Of the skill in the path.
    Chief,
    /// Of another one.
    OtherChief,
    Officer,
}

impl Who {
    async fn cookie(self, venue: &Venue) -> String {
        match self {
            Self::Nobody => "jinbang_session=guess".to_owned(),
            Self::Organiser => venue.sign_in().await,
            Self::Chief => venue.sign_in_as(0, "web", "H").await,
            Self::OtherChief => venue.sign_in_as(1, "web", "H").await,
            Self::Officer => venue.sign_in_officer("Li").await,
        }
    }

    /// What somebody who may not is answered.
    fn refused(self, role: Role, path: &str) -> Option<u16> {
        match (role, self) {
            (Role::Anyone | Role::PairedDevice, _) | (Role::Organiser | Role::Desk, Self::Organiser) | (Role::Desk, Self::Chief) => None,
            // Nobody here has a machine's token.
            (Role::Grader, _) | (_, Self::Nobody) => Some(401),
            (Role::SignedIn, _) | (Role::Officer, Self::Officer) => None,
            (Role::Desk, Self::OtherChief) if !path.contains("{competition}") => None,
            (Role::Organiser | Role::Officer, _) | (Role::Desk, Self::OtherChief | Self::Officer) => Some(403),
        }
    }
}

/// Of an answer that goes on, the head.
async fn ask(venue: &Venue, method: &str, path: &str, cookie: &str) -> Reply {
    let headers = [("Cookie", cookie)];
    let goes_on = ROUTES.iter().any(|route| route.path == path && matches!(route.action, Action::BoardEvents | Action::ClicsEventFeed));
    if !goes_on {
        return request(venue.address, method, &filled(path), &headers, "").await;
    }
    let stream = Stream::ask(venue.address, method, &filled(path), &headers).await;
    Reply { status: stream.status, headers: stream.headers, body: Vec::new() }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_route_and_role_and_method_is_answered_as_the_table_says() {
    let store = JournalStore::with_backend(Disk::default()).expect("a new journal");
    let venue = Venue::on(store, vec![tiny().competition("city"), tiny().competition("town")]).await;
    let (mut cells, mut refused) = (0, 0);
    let routes = ROUTES;
    venue.app().open_office(Vec::new()).expect("an office");
    for who in [Who::Nobody, Who::Organiser, Who::Chief, Who::OtherChief, Who::Officer] {
        let mut cookie = who.cookie(&venue).await;
        for path in routes.iter().map(|route| route.path) {
            for method in METHODS {
                let reply = ask(&venue, method, path, &cookie).await;
                let asked = if method == "HEAD" { "GET" } else { method };
                let route = routes.iter().find(|route| route.path == path && route.method == asked);
                // Whoever may do nothing here is not told what others may.
                let guarded = || routes.iter().filter(|route| route.path == path).find_map(|route| who.refused(route.role, path));
                let expected = match route {
                    // A socket begins with a GET.
                    Some(route) if method == "HEAD" && route.path.starts_with("/ws/") => 405,
                    Some(route) => who.refused(route.role, path).unwrap_or_else(|| answered(route.action, path)),
                    None => guarded().unwrap_or(405),
                };
                assert_eq!(reply.status, expected, "{method} {path}, {who:?}: {reply:?}");
                refused += usize::from(matches!(reply.status, 401 | 403 | 405));
                cells += 1;
                if reply.status == answered(Action::SignOut, path) {
                    cookie = who.cookie(&venue).await;
                }
            }
        }
    }
    assert_eq!((cells, refused > cells / 2), (ROUTES.len() * METHODS.len() * 5, true));
    venue.stop().await;
}

/// One of each message, well formed.
fn said(message: &str) -> Value {
    let part = json!({ "kind": "sub-criterion", "id": "A1" });
    match message {
        "submit" => json!({ "competitor": "C1", "aspect": "M1", "value": "1" }),
        "sign" => json!({ "part": part, "digest": "00" }),
        "competitor-sign" => json!({ "day": 1, "competitor": "C1", "agreed": true, "digest": "00" }),
        "appeal" => json!({ "competitor": "C1", "aspects": ["M1"], "grounds": "misread", "pressed_ago": 0 }),
        "remark" => json!({ "appeal": 1, "aspect": "M1", "value": "1" }),
        "withdraw-appeal" => json!({ "appeal": 9, "reason": "settled" }),
        "notice-appeal" => json!({ "appeal": 9 }),
        "assign-appeal" => json!({ "appeal": 9, "experts": ["E1"] }),
        "unlock" => json!({ "sub_criterion": "A1", "reason": "misread" }),
        "lock" => json!({ "sub_criterion": "A1" }),
        "propose" => json!({ "what": { "kind": "publish" }, "reason": "announced" }),
        "confirm" => json!({ "proposal": 9 }),
        "reject" => json!({ "proposal": 9, "reason": "no" }),
        other => panic!("what does {other} say?"),
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn each_role_and_message_is_answered_as_the_table_says() {
    let venue = venue(tiny()).await;
    let experts = [(ExpertRole::Expert, "E1"), (ExpertRole::Chief, "H"), (ExpertRole::Supervisor, "S")];
    let mut cells = 0;
    for (role, expert) in experts {
        let mut tablet = tablet(venue.address, &venue.pair(expert).await).await;
        for (sequence, row) in (1..).zip(MESSAGES.iter().filter(|row| !matches!(row.message, "hello" | "ping"))) {
            let mut message = said(row.message);
            (message["type"], message["sequence"]) = (json!(row.message), json!(sequence));
            tablet.send(message).await;
            let answer = tablet.until_some("an answer", |answer| answer["sequence"] == sequence || answer["type"] == "error").await;
            assert_eq!(answer["code"] == "role", !row.roles.contains(&role), "{expert} {}: {answer}", row.message);
            assert_ne!(answer["type"], "error", "{expert} {}: {answer}", row.message);
            cells += 1;
        }
    }
    assert_eq!(cells, 3 * (MESSAGES.len() - 2));
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn another_site_can_change_nothing_and_open_no_socket() {
    let venue = venue(tiny()).await;
    let cookie = venue.sign_in().await;
    let own = format!("http://{}", venue.address);
    for origin in ["http://evil.test", "null", "", "http://127.0.0.1", "https://venue.test"] {
        for route in ROUTES.iter().filter(|route| route.method != Method::GET) {
            let headers = [("Origin", origin), ("Cookie", cookie.as_str())];
            let reply = request(venue.address, route.method.as_str(), &filled(route.path), &headers, "").await;
            assert_eq!((reply.status, reply.code()), (403, "foreign-origin".to_owned()), "{origin:?} {} {}", route.method, route.path);
        }
        for path in ["/ws/board/city/web", "/ws/marking"] {
            assert_eq!(Socket::connect_from(venue.address, path, Some(origin)).await.err(), Some(403), "{origin:?} {path}");
        }
    }
    for path in ["/ws/board/city/web", "/ws/marking"] {
        assert!(Socket::connect_from(venue.address, path, Some(&own)).await.is_ok(), "{path}");
    }
    // Signing out was refused to the other site, and is not to the own one.
    assert_eq!(request(venue.address, "GET", "/api/desk", &[("Cookie", &cookie)], "").await.status, 200);
    assert_eq!(request(venue.address, "DELETE", "/api/session", &[("Cookie", &cookie), ("Origin", &own)], "").await.status, 204);
    assert_eq!(request(venue.address, "GET", "/api/desk", &[("Cookie", &cookie)], "").await.status, 401);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn every_answer_is_guarded_against_other_sites() {
    let venue = venue(tiny()).await;
    for path in
        ["/", "/board/city/web", "/marking", "/desk", "/setup", "/health", "/api/competitions", "/api/desk", "/nowhere", "/assets/none.js"]
    {
        let reply = get(venue.address, path).await;
        let policy = reply.header("content-security-policy").unwrap_or_else(|| panic!("{path}: {reply:?}"));
        for part in ["default-src 'none'", "script-src 'self'", "worker-src 'self'", "frame-ancestors 'none'", "base-uri 'none'"] {
            assert!(policy.contains(part), "{path}: {policy}");
        }
        assert!(!policy.contains("unsafe"), "{path}: {policy}");
        assert_eq!(reply.header("x-content-type-options"), Some("nosniff"), "{path}");
        assert_eq!(reply.header("referrer-policy"), Some("no-referrer"), "{path}");
        assert!(reply.header("permissions-policy").is_some_and(|policy| policy.starts_with("camera=(self), ")), "{path}");
        assert!(reply.header("access-control-allow-origin").is_none(), "{path}");
        let caching =
            if path.starts_with("/api") || path == "/health" { "no-store" } else { reply.header("cache-control").unwrap_or("none") };
        assert_eq!(reply.header("cache-control"), Some(caching), "{path}");
    }
    venue.stop().await;
}

/// Pages and scripts: named by their content, sent once.
#[tokio::test(flavor = "multi_thread")]
async fn pages_and_what_they_name_are_there() {
    let venue = venue(tiny()).await;
    for path in ["/", "/board/city/web", "/marking", "/desk", "/setup"] {
        let page = get(venue.address, path).await;
        assert_eq!((page.status, page.header("cache-control")), (200, Some("no-cache")), "{path}");
        assert_eq!(not_modified(&venue, path, &page).await, 304, "{path}");
        let html = String::from_utf8(page.body).expect("text");
        for asset in html.split('"').filter(|part| part.starts_with("/assets/")) {
            let reply = get(venue.address, asset).await;
            assert_eq!(reply.status, 200, "{path} names {asset}");
            assert!(reply.header("cache-control").is_some_and(|caching| caching.contains("immutable")), "{asset}");
            assert_eq!(not_modified(&venue, asset, &reply).await, 304, "{asset}");
        }
    }
    for route in ROUTES.iter().filter(|route| route.action == Action::SiteFile && is_built(route.path)) {
        let file = get(venue.address, route.path).await;
        assert_eq!((file.status, file.header("cache-control")), (200, Some("no-cache")), "{}", route.path);
        assert_ne!(file.header("content-type"), Some("application/octet-stream"), "{}", route.path);
        let scope = (route.path == "/service-worker.js").then_some("/");
        assert_eq!(file.header("service-worker-allowed"), scope, "{}", route.path);
        assert_eq!(not_modified(&venue, route.path, &file).await, 304, "{}", route.path);
    }
    for path in ["/assets/../Cargo.toml", "/assets/%2e%2e/index.html", "/assets/", "/index.html"] {
        assert_eq!(get(venue.address, path).await.status, 404, "{path}");
    }
    venue.stop().await;
}

async fn not_modified(venue: &Venue, path: &str, reply: &Reply) -> u16 {
    let etag = reply.header("etag").unwrap_or_else(|| panic!("{path} has an ETag"));
    request(venue.address, "GET", path, &[("If-None-Match", etag)], "").await.status
}
