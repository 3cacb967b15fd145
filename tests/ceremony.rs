//! A result that is shown step by step: what it takes, and that nobody learns anything before.

use crate::common;

use common::{
    competition::{MARK, SkillBuilder, skill},
    http::get,
    judges::{Judges, get_as, of_skill},
    room::Room,
    seed,
    socket::viewer,
    venue::{NOW, Venue},
    written::Written,
};
use jinbang::{
    competition::{Competition, MedalRule, Publication, Show, SkillRules, TieLast},
    judging::{Decision, decide},
    live::BoardChannel,
    publication::{Gate, publish, publish_progress},
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::{Value, json};
use tempfile::TempDir;

/// One mark makes the result, one signature signs it.
fn hidden(competitors: &str) -> SkillBuilder {
    skill()
        .competitors(competitors)
        .experts("E1 H=chief S=supervisor")
        .sub_criterion("A1")
        .measured("M1", "100", MARK)
        .rules(SkillRules { medals: MedalRule::TopN { gold: 1, silver: 1, bronze: 1, merit: false }.into(), ..SkillRules::default() })
        .published(Publication::of(Show::Hidden))
}

const SIGNED: &str = "E1 signs A1; H signs A1; H signs day1; H signs skill; S signs skill";

/// The refusal of the last line, whatever went before.
fn refused(room: &mut Room, script: &str) -> &'static str {
    let (before, last) = script.rsplit_once(';').unwrap_or(("", script));
    room.play(before);
    room.line(last.trim()).expect_err(script).code()
}

#[test]
fn what_it_takes() {
    let marks = "E1 C1 M1 50; E1 C2 M1 40; E1 C3 M1 30";
    let signed = format!("{marks}; {SIGNED}");
    let begun = format!("{signed}; desk begins places; H confirms 1");
    for (script, code) in [
        // All signed, and no appeal waits.
        (format!("{marks}; desk begins places"), "not-final"),
        (format!("{signed}; desk appeals C1 M1 why; desk begins places"), "not-final"),
        (format!("{signed}; E1 begins places"), "role"),
        // Two people, of the same result.
        (format!("{signed}; desk begins places; desk confirms 1"), "second-person"),
        (format!("{signed}; H begins places; H confirms 1"), "second-person"),
        (format!("{signed}; H begins places; H+ confirms 1"), "second-person"),
        (format!("{signed}; desk begins places; E1 confirms 1"), "role"),
        (format!("{signed}; desk begins places; desk withdrew C3; H signs skill; S signs skill; H confirms 1"), "changed-meanwhile"),
        (format!("{signed}; desk begins places; desk appeals C1 M1 why; H confirms 1"), "not-final"),
        // One at a time, and nothing beside it.
        (format!("{begun}; desk begins places"), "ceremony-runs"),
        (format!("{begun}; desk publishes"), "ceremony-runs"),
        (format!("{begun}; desk freezes"), "ceremony-runs"),
        (format!("{begun}; desk shows-all; desk begins places"), "nothing-held-back"),
        // Step by step, from the step that was looked at.
        (format!("{signed}; desk steps 0 1"), "no-ceremony"),
        (format!("{signed}; desk shows-all"), "no-ceremony"),
        (format!("{begun}; desk steps 0 2"), "no-such-step"),
        (format!("{begun}; desk steps 0 0"), "no-such-step"),
        (format!("{begun}; desk steps 1 2"), "ceremony-moved"),
        (format!("{begun}; desk steps 0 1; desk steps 0 1"), "ceremony-moved"),
        (format!("{begun}; desk steps 0 1; desk steps 1 2; desk steps 2 3; desk steps 3 4"), "no-such-step"),
        // Bound to what was signed.
        (format!("{begun}; desk steps 0 1; desk withdrew C3; desk steps 1 2"), "result-changed"),
        (format!("{begun}; desk appeals C1 M1 why; desk steps 0 1"), "result-changed"),
        (format!("{begun}; H unlocks A1 typo; S unlocks A1 typo; desk steps 0 1"), "result-changed"),
        (format!("{begun}; desk withdrew C3; H signs skill; S signs skill; desk steps 0 1"), "result-changed"),
        (format!("{begun}; desk appeals C1 M1 why; desk shows-all"), "result-changed"),
    ] {
        assert_eq!(refused(&mut Room::open(hidden("C1 C2 C3").competition("city")), &script), code, "{script}");
    }
    // Back goes always, and an appeal that is over lets it go on.
    let mut room = Room::open(hidden("C1 C2 C3").competition("city"));
    room.play(&format!("{begun}; desk steps 0 1; desk appeals C1 M1 why; desk steps 1 0; desk withdraws 1 sorry; desk steps 0 1"));
    assert_eq!(room.state.skills[0].proceedings.ceremony.as_ref().map(|ceremony| ceremony.step), Some(1));
}

#[test]
fn a_tie_that_waits_for_its_draw_waits_with_the_ceremony() {
    let mut rules = SkillRules::default();
    rules.ties.last = TieLast::Draw;
    let mut room = Room::open(hidden("C1 C2").rules(rules).competition("city"));
    assert_eq!(refused(&mut room, &format!("E1 C1 M1 5; E1 C2 M1 5; {SIGNED}; desk begins places")), "ties-open");
}

/// Nothing is left to announce once the rules have shown it all.
#[test]
fn what_is_shown_whole_needs_none() {
    let signed = Publication::of(Show::Signed);
    let (delayed, freezes) = (Publication { delay_minutes: 1, ..signed }, Publication { freeze_at: Some(60_000), ..signed });
    for (publication, minutes, code) in [
        (Publication::default(), 0, Some("nothing-held-back")),
        (signed, 0, Some("nothing-held-back")),
        (delayed, 0, None),
        (delayed, 1, Some("nothing-held-back")),
        (Publication { freeze_at: Some(0), ..signed }, 9, None),
        (freezes, 9, Some("nothing-held-back")),
    ] {
        let mut room = Room::open(hidden("C1 C2").published(publication).competition("city"));
        room.play(&format!("E1 C1 M1 5; E1 C2 M1 6; {SIGNED}"));
        room.now = minutes * 60_000;
        let begun = room.line("desk begins places").map_err(|refusal| refusal.code());
        assert_eq!(begun.err(), code, "{publication:?} after {minutes} minutes");
    }
}

#[test]
fn without_a_second_person_nothing_is_proposed() {
    let alone = skill().competitors("C1").experts("E1").sub_criterion("A1").measured("M1", "100", MARK);
    let mut room = Room::open(alone.published(Publication::of(Show::Hidden)).competition("city"));
    room.play("E1 C1 M1 5; E1 signs A1");
    for line in ["desk publishes", "desk begins places"] {
        assert_eq!(room.line(line).map_err(|refusal| refusal.code()), Err("nobody-to-confirm"), "{line}");
    }
}

#[test]
fn without_anybody_to_call_there_is_none() {
    let nobody = SkillRules { medals: MedalRule::None.into(), ..SkillRules::default() };
    let mut room = Room::open(hidden("C1 C2").rules(nobody).competition("city"));
    assert_eq!(refused(&mut room, &format!("E1 C1 M1 5; E1 C2 M1 6; {SIGNED}; desk begins medals")), "no-steps");
}

/// Somebody who was slow must not be told afterwards of somebody who was taken back.
#[test]
fn what_was_taken_back_is_in_no_delta() {
    let mut hall = Hall::open("C1 C2 C3");
    for line in "E1 C1 M1 50; E1 C2 M1 40; E1 C3 M1 30".split(';').chain(SIGNED.split(';')) {
        hall.line(line.trim());
    }
    let hidden_version = hall.board.newest().version;
    for line in ["desk begins places", "H confirms 1", "desk steps 0 1", "desk steps 1 2"] {
        hall.line(line);
    }
    let since = |hall: &Hall, held: u64| String::from_utf8_lossy(&hall.board.newest().since(held, false)).into_owned();
    let two = hall.board.newest().version;
    assert!(since(&hall, two - 1).contains("\"delta\"") && since(&hall, two - 1).contains("40"), "on it goes by deltas");
    hall.line("desk steps 2 1");
    for held in 0..=two {
        let told = since(&hall, held);
        assert!(told.contains("\"snapshot\"") && told.contains("30") && !told.contains("\"40"), "version {held}: {told}");
    }
    hall.line("desk breaks-off");
    for held in 0..=two + 1 {
        let told = since(&hall, held);
        assert!(told.contains("\"snapshot\"") && !told.contains("\"30"), "version {held} (hidden: {hidden_version}): {told}");
    }
}

/// A room with its audience.
struct Hall {
    room: Room,
    gate: Gate,
    board: BoardChannel,
}

impl Hall {
    fn open(competitors: &str) -> Self {
        let room = Room::open(hidden(competitors).competition("city"));
        let competition = room.state.competition.clone().expect("an open competition");
        let (gate, skill) = (Gate::new(&competition), &competition.skills[0]);
        let board = BoardChannel::new(&competition, skill, &publish(skill, gate.look(0, skill, &room.state.skills[0], 0)), 0);
        Self { room, gate, board }
    }

    /// What everybody has after the line.
    fn line(&mut self, line: &str) -> Vec<u8> {
        let command = self.room.command(line);
        let Decision::Accept(body) = decide(&self.room.state, &command).unwrap_or_else(|refusal| panic!("{line}: {refusal}")) else {
            panic!("{line} again")
        };
        let entry = command.entry(self.room.state.position + 1, body);
        self.gate.before(&Written(&self.room.entries), &self.room.state, &entry).expect("a journal in memory");
        self.room.state.apply(&entry).expect("what was decided fits");
        self.room.entries.push(entry);
        let skill = &self.room.state.competition.as_ref().expect("an open competition").skills[0];
        let seen = || self.gate.look(0, skill, &self.room.state.skills[0], 0);
        self.board.update(skill, || publish(skill, seen()), 0);
        let (newest, line) = (self.board.newest(), publish_progress(skill, seen()));
        let step = newest.delta().map(|delta| delta.json().to_vec()).unwrap_or_default();
        [&newest.snapshot_json()[..], &step, format!("{line:?} {:?}", self.board.history_of(0)).as_bytes()].concat()
    }
}

/// Two halls whose last places are alike, and of whose first ones everything differs: as long as only the last ones were called, no byte does.
#[test]
fn nobody_learns_anything_before() {
    let (first, mut told) = (seed(), 0);
    for run in 0..300 {
        let mut random = StdRng::seed_from_u64(first.wrapping_add(run));
        let (field, alike) = (random.random_range(4..12), random.random_range(1..4));
        let ids: Vec<String> = (0..field).map(|number| format!("C{number}")).collect();
        let mut order: Vec<usize> = (0..field).collect();
        order.shuffle(&mut random);
        let (last, front) = order.split_at(alike);
        let last: Vec<(usize, u32)> = last.iter().map(|&one| (one, random.random_range(0..20))).collect();
        let reveal =
            if random.random_bool(0.5) { "places".to_owned() } else { format!("places {}", random.random_range(1..=field - alike + 1)) };
        let lives: [Vec<String>; 2] = std::array::from_fn(|_| {
            let marks = front.iter().map(|&one| (one, random.random_range(20..100))).collect::<Vec<_>>();
            let mut lines: Vec<String> = last.iter().chain(&marks).map(|(one, mark)| format!("E1 {} M1 {mark}", ids[*one])).collect();
            lines.extend(SIGNED.split(';').map(|line| line.trim().to_owned()));
            lines.extend([format!("desk begins {reveal}"), "H confirms 1".to_owned()]);
            lines
        });
        let mut halls = [Hall::open(&ids.join(" ")), Hall::open(&ids.join(" "))];
        for (one, other) in lives[0].iter().zip(&lives[1]) {
            assert_eq!(halls[0].line(one), halls[1].line(other), "seed {first}, run {run}: {one} and {other}");
        }
        for step in 0.. {
            let ceremony = halls[0].room.state.skills[0].proceedings.ceremony.clone().expect("a ceremony");
            let next = halls.each_ref().map(|hall| {
                let skill = &hall.room.state.competition.as_ref().expect("an open competition").skills[0];
                hall.room.state.skills[0].ceremony_steps(skill, ceremony.what.reveal, ceremony.what.from_place).get(step).cloned()
            });
            // A step that calls one of the others tells of them, as it should.
            let tells = |step: &Option<Vec<usize>>| step.iter().flatten().any(|one| !last.iter().any(|(alike, _)| alike == one));
            if next[0].is_none() || next.iter().any(tells) {
                break;
            }
            assert_eq!(next[0], next[1], "seed {first}, run {run}");
            let line = format!("desk steps {step} {}", step + 1);
            assert_eq!(halls[0].line(&line), halls[1].line(&line), "seed {first}, run {run}: {line}");
            told += 1;
        }
        let back = "desk breaks-off";
        assert_eq!(halls[0].line(back), halls[1].line(back), "seed {first}, run {run}");
    }
    assert!(told > 100, "only {told} steps were compared");
}

fn competition() -> Vec<Competition> {
    vec![hidden("C1@ZJ C2@BJ C3@ZJ").competition("city")]
}

/// From the desk, past a restart, to the whole result; and what other readers have meanwhile.
#[tokio::test(flavor = "multi_thread")]
async fn it_goes_on_after_a_restart_at_the_same_step() {
    let folder = TempDir::new().expect("a folder");
    let venue = Venue::open(&folder, competition()).await;
    let password = venue.password.clone();
    let mut judges = Judges::of(&venue, "E1 H S").await;
    let before = judges.get("/api/ceremony/city/web").await;
    assert_eq!(before["refusal"]["code"], "not-final", "{before}");
    judges.finish(&["E1 C1 M1 50", "E1 C2 M1 60", "E1 C3 M1 40"]).await;

    let status = judges.get("/api/ceremony/city/web?reveal=medals").await;
    assert_eq!(status.get("refusal"), None, "{status}");
    let medals: Vec<&Value> = status["steps"].as_array().expect("steps").iter().map(|step| &step[0]["medal"]).collect();
    assert_eq!(medals, ["bronze", "silver", "gold"]);
    assert_eq!(judges.get("/api/ceremony/city/web?reveal=places&from_place=1").await["steps"].as_array().map(Vec::len), Some(2));
    assert_eq!(status["steps"][0][0]["delegation"], json!({ "zh": "ZJ", "en": "ZJ" }), "{status}");

    let asked = json!({ "reveal": "places", "result": status["result"], "reason": "the hall is full" });
    let stale = of_skill(&json!({ "reveal": "places", "result": "another", "reason": "the hall is full" }));
    assert_eq!(judges.post("/api/ceremony/propose", stale).await.code(), "changed-meanwhile");
    judges.done("/api/ceremony/propose", of_skill(&asked)).await;
    assert_eq!(judges.post("/api/proposals/confirm", of_skill(&json!({ "proposal": 1 }))).await.code(), "second-person");
    let answer = judges.ask("H", json!({ "type": "confirm", "proposal": 1 })).await;
    assert_eq!(answer["type"], "receipt", "{answer}");

    let mut audience = viewer(venue.address, "city").await;
    let first = audience.until("snapshot").await;
    assert_eq!((&first["label"]["kind"], &first["state"]), (&json!("ceremony"), &json!("locked")), "{first}");
    judges.done("/api/ceremony/step", of_skill(&json!({ "from": 0, "to": 1 }))).await;
    let moved = audience.until("delta").await;
    assert_eq!(moved["rows"], json!([[2, 3, "40", 1, "bronze", null, 32]]), "{moved}");
    assert_eq!(judges.post("/api/ceremony/step", of_skill(&json!({ "from": 0, "to": 1 }))).await.code(), "ceremony-moved");
    let embedded = get(venue.address, "/embed/city/web").await.body;
    let embedded = String::from_utf8_lossy(&embedded);
    assert!(embedded.contains("40") && !embedded.contains("60"), "{embedded}");
    let scoreboard = get(venue.address, "/clics/city/contests/web/scoreboard").await.json();
    assert_eq!(scoreboard["rows"], json!([{ "rank": 3, "team_id": "C3", "score": { "score": 40.0 } }]), "{scoreboard}");
    let listed = get(venue.address, "/api/competitions").await.json();
    assert_eq!(listed["competitions"][0]["skills"][0]["state"], "locked", "{listed}");
    let wrong = judges.get_as_is("/api/ceremony/city/web?reveal=backwards").await;
    assert_eq!((wrong.status, wrong.code().as_str()), (400, "bad-request"));
    drop((judges, audience));
    venue.stop().await;

    let mut venue = Venue::again(&folder, competition()).await;
    venue.password = password;
    venue.clock.set(NOW + 60_000);
    let judges = Judges::of(&venue, "").await;
    let status = judges.get("/api/ceremony/city/web").await;
    assert_eq!((&status["running"]["step"], &status["running"]["changed"]), (&json!(1), &json!(false)), "{status}");
    let board = viewer(venue.address, "city").await.until("snapshot").await;
    assert_eq!(board["order"], json!([2, 0, 1]), "called first, the others as in the list: {board}");
    assert_eq!(board["rows"], json!([[0, null, "", 0, "", null, 0], [1, null, "", 0, "", null, 0], [2, 3, "40", 1, "bronze", null, 32]]));
    judges.done("/api/ceremony/step", of_skill(&json!({ "from": 1, "to": 2 }))).await;
    // What the hall sees is what the desk sees, whatever came in since.
    judges.done("/api/withdrawals", of_skill(&json!({ "competitor": "C3", "reason": "ill" }))).await;
    let status = judges.get("/api/ceremony/city/web").await;
    assert_eq!((status["steps"].as_array().map(Vec::len), &status["steps"][0][0]["competitor"]), (Some(3), &json!("C3")), "{status}");
    assert_eq!(status["running"]["changed"], true);
    judges.done("/api/reinstatements", of_skill(&json!({ "competitor": "C3", "reason": "back" }))).await;
    assert_eq!(judges.post("/api/ceremony/step", of_skill(&json!({ "from": 2, "to": 3 }))).await.code(), "result-changed");
    let mut signers = Judges::of(&venue, "H S").await;
    for expert in ["H", "S"] {
        signers.sign(expert, &json!({ "kind": "skill" })).await;
    }
    judges.done("/api/ceremony/step", of_skill(&json!({ "from": 2, "to": 3 }))).await;
    judges.done("/api/ceremony/end", of_skill(&json!({ "publish": true }))).await;
    let mut audience = viewer(venue.address, "city").await;
    let whole = audience.until_some("the end", |message| message["label"]["kind"] == "final").await;
    assert_eq!(whole["order"], json!([1, 0, 2]), "{whole}");
    let anybody = get_as(&venue, "/api/ceremony/city/web", "").await;
    assert_eq!(anybody.status, 401);
    drop((judges, audience));
    venue.stop().await;
}
