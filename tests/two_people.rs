//! Invariant 9 at the desk and on tablets: whatever takes two people takes two of them, in two browsers. Exports of personal data and
//! erasing are in `office_exports` and `honours_office`.

use crate::common;

use common::{
    competition::tiny,
    http::{Reply, post},
    judges::of_skill,
    socket::{Socket, tablet},
    venue::{Venue, venue},
};
use jinbang::wire::PairAnswer;
use serde_json::{Value, json};

/// The cookies of two browsers.
const LAPTOP: &str = "jinbang_device=AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA";
const TABLET: &str = "jinbang_device=BBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBBA";

/// The chief expert H, the supervisor S and the organiser, each in both browsers.
struct Hall<'a> {
    venue: &'a Venue,
    desks: [String; 2],
    tablets: Vec<(&'static str, Socket, u64)>,
}

impl<'a> Hall<'a> {
    async fn of(venue: &'a Venue) -> Self {
        let mut hall = Self { venue, desks: [sign_in(venue, LAPTOP).await, sign_in(venue, TABLET).await], tablets: Vec::new() };
        for (name, expert, browser) in [
            ("H on the laptop", "H", LAPTOP),
            ("H on the tablet", "H", TABLET),
            ("S on the laptop", "S", LAPTOP),
            ("S on the tablet", "S", TABLET),
        ] {
            let paired = hall.pair(expert, browser).await;
            hall.tablets.push((name, tablet(venue.address, &paired).await, 0));
        }
        hall
    }

    async fn pair(&self, expert: &str, browser: &str) -> PairAnswer {
        let code = self.post(0, "/api/pairing-codes", &of_skill(&json!({ "expert": expert }))).await.json()["code"].clone();
        let asked = json!({ "code": code, "device_name": "a tablet" });
        let paired = post(self.venue.address, "/api/pair", &[("Cookie", browser)], &asked).await.json();
        let text = |key: &str| paired[key].as_str().expect("a text").to_owned();
        PairAnswer { token: text("token"), device: text("device"), competition: text("competition"), expert: text("expert") }
    }

    async fn post(&self, desk: usize, path: &str, body: &Value) -> Reply {
        post(self.venue.address, path, &[("Cookie", &self.desks[desk])], body).await
    }

    /// By whoever and wherever; `done` or the code of the refusal.
    async fn does(&mut self, who: &str, act: &Act) -> String {
        if let Some(desk) = ["organiser on the laptop", "organiser on the tablet"].iter().position(|known| *known == who) {
            let (path, body) = &act.at_desk;
            let reply = self.post(desk, path, &of_skill(body)).await;
            return if reply.status == 204 { "done".to_owned() } else { reply.code() };
        }
        self.on_tablet(who, &act.on_tablet).await["code"].as_str().unwrap_or("done").to_owned()
    }

    async fn on_tablet(&mut self, who: &str, message: &Value) -> Value {
        let (_, socket, sequence) = self.tablets.iter_mut().find(|(known, ..)| *known == who).expect("somebody");
        *sequence += 1;
        let mut message = message.clone();
        message["sequence"] = json!(*sequence);
        socket.send(message).await;
        let answer = socket.until_some("an answer", |answer| answer["sequence"] == *sequence).await;
        if let Some(position) = answer["position"].as_u64() {
            self.venue.reached(position).await;
        }
        answer
    }

    /// Each of these is refused for want of a second person, in this order, and the last one is done.
    async fn tries(&mut self, act: &Act, refused: &[&str], done: &str) {
        for who in refused {
            assert_eq!(self.does(who, act).await, "second-person", "{who}: {}", act.on_tablet);
        }
        assert_eq!(self.does(done, act).await, "done", "{done}: {}", act.on_tablet);
    }
}

/// In a browser that may be known already.
async fn sign_in(venue: &Venue, browser: &str) -> String {
    let reply = post(venue.address, "/api/session", &[("Cookie", browser)], &json!({ "password": venue.password })).await;
    let session = reply.header("set-cookie").expect("a cookie").split(';').next().expect("a value").to_owned();
    format!("{session}; {browser}")
}

/// The same act, in both places where it can be done.
struct Act {
    on_tablet: Value,
    at_desk: (&'static str, Value),
}

fn confirm(proposal: u32) -> Act {
    Act {
        on_tablet: json!({ "type": "confirm", "proposal": proposal }),
        at_desk: ("/api/proposals/confirm", json!({ "proposal": proposal })),
    }
}

const EVERYBODY_ELSE_TOO_NEAR: [&str; 4] = ["H on the laptop", "H on the tablet", "S on the laptop", "organiser on the laptop"];

#[tokio::test(flavor = "multi_thread")]
async fn publishing_takes_two_people_in_two_browsers() {
    let venue = venue(tiny()).await;
    let mut hall = Hall::of(&venue).await;
    assert_eq!(hall.post(0, "/api/publication/freeze", &of_skill(&json!({}))).await.status, 204);
    let asked = hall.post(0, "/api/publication/propose", &of_skill(&json!({ "reason": "announced" }))).await;
    assert_eq!(asked.status, 204, "{asked:?}");
    let too_near = ["organiser on the laptop", "organiser on the tablet", "H on the laptop", "S on the laptop"];
    hall.tries(&confirm(1), &too_near, "S on the tablet").await;
    drop(hall);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn correcting_for_others_takes_two_people_in_two_browsers() {
    let venue = venue(tiny()).await;
    let mut hall = Hall::of(&venue).await;
    for (proposal, second) in [(1, "S on the tablet"), (2, "organiser on the tablet")] {
        let mark = json!({ "type": "submit", "competitor": format!("C{proposal}"), "aspect": "M1", "value": "4" });
        let given = hall.on_tablet("H on the tablet", &mark).await;
        let scores = json!([{ "competitor": format!("C{proposal}"), "aspect": "M1", "value": "3", "corrects": given["position"] }]);
        let correct = json!({ "type": "propose", "what": { "kind": "correct", "scores": scores }, "reason": "misread" });
        assert_eq!(hall.on_tablet("H on the laptop", &correct).await["type"], "receipt");
        hall.tries(&confirm(proposal), &EVERYBODY_ELSE_TOO_NEAR, second).await;
    }
    drop(hall);
    venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn unlocking_takes_two_people_in_two_browsers() {
    let venue = venue(tiny()).await;
    let mut hall = Hall::of(&venue).await;
    for second in ["S on the tablet", "organiser on the tablet"] {
        let unlock = Act {
            on_tablet: json!({ "type": "unlock", "sub_criterion": "A1", "reason": "misread" }),
            at_desk: ("/api/unlocks", json!({ "sub_criterion": "A1", "reason": "misread" })),
        };
        hall.on_tablet("H on the laptop", &json!({ "type": "lock", "sub_criterion": "A1" })).await;
        assert_eq!(hall.does("H on the laptop", &unlock).await, "done", "the first half");
        hall.tries(&unlock, &EVERYBODY_ELSE_TOO_NEAR, second).await;
    }
    drop(hall);
    venue.stop().await;
}

/// A browser is known by its pairing, whatever its socket says later, and after a restart too.
#[tokio::test(flavor = "multi_thread")]
async fn the_journal_knows_where_a_tablet_was_paired() {
    let folder = tempfile::TempDir::new().expect("a folder");
    let venue = Venue::open(&folder, vec![tiny().competition("city")]).await;
    let password = venue.password.clone();
    let mut hall = Hall::of(&venue).await;
    let (asked, paired) = (json!({ "type": "lock", "sub_criterion": "A1" }), hall.pair("S", LAPTOP).await);
    hall.on_tablet("H on the laptop", &asked).await;
    hall.on_tablet("H on the laptop", &json!({ "type": "unlock", "sub_criterion": "A1", "reason": "misread" })).await;
    drop(hall);
    venue.stop().await;

    let mut venue = Venue::again(&folder, vec![tiny().competition("city")]).await;
    venue.password = password;
    let mut again = tablet(venue.address, &paired).await;
    again.send(json!({ "type": "unlock", "sequence": 1, "sub_criterion": "A1", "reason": "seen" })).await;
    let answer = again.until_some("an answer", |answer| answer["sequence"] == 1).await;
    assert_eq!(answer["code"], "second-person", "{answer}");
    drop(again);
    venue.stop().await;
}
