//! What goes on besides marks, over real sockets: who is told what.

use crate::common;

use common::{
    competition::{id, judgement, skill},
    room::organiser,
    socket::{Socket, submit, tablet},
    venue::{Venue, venue},
};
use jinbang::{
    competition::{Conduct, SigningRule},
    engine::Answer,
    judging::Action,
};
use serde_json::{Value, json};

const EXPERTS: [&str; 8] = ["E1", "E2", "E3", "E4", "E5", "E6", "H", "S"];

struct Room {
    venue: Venue,
    sockets: Vec<Socket>,
    sequence: u64,
}

impl Room {
    async fn open(conduct: Conduct) -> Self {
        let rules = skill().competitors("C1").experts("E1 E2 E3 E4 E5 E6 H=chief S=supervisor").judged("J1", "2", judgement());
        let venue = venue(rules.conduct(conduct)).await;
        let mut sockets = Vec::new();
        for expert in EXPERTS {
            sockets.push(tablet(venue.address, &venue.pair(expert).await).await);
        }
        Self { venue, sockets, sequence: 100 }
    }

    fn socket(&mut self, expert: &str) -> &mut Socket {
        let index = EXPERTS.iter().position(|known| *known == expert).expect("an expert");
        &mut self.sockets[index]
    }

    /// The answer: a receipt, or a refusal.
    async fn ask(&mut self, expert: &str, mut message: Value) -> Value {
        self.sequence += 1;
        let sequence = self.sequence;
        message["sequence"] = json!(sequence);
        let socket = self.socket(expert);
        socket.send(message).await;
        socket.until_some("an answer", |answer| answer["sequence"] == sequence).await
    }

    async fn stored(&mut self, expert: &str, message: Value) {
        let answer = self.ask(expert, message).await;
        assert_eq!(answer["type"], "receipt", "{answer}");
    }

    async fn affairs(&mut self, expert: &str, what: &str, is: impl Fn(&Value) -> bool) -> Value {
        self.socket(expert).until_some(what, |message| message["type"] == "affairs" && is(message)).await
    }
}

fn part<'a>(affairs: &'a Value, kind: &str) -> &'a Value {
    affairs["parts"].as_array().and_then(|parts| parts.iter().find(|part| part["part"]["kind"] == kind)).unwrap_or(&Value::Null)
}

#[tokio::test(flavor = "multi_thread")]
async fn a_signature_is_asked_for_shown_and_locks() {
    let mut room = Room::open(Conduct::default()).await;
    for expert in ["E1", "E2", "E3"] {
        room.stored(expert, submit(0, "C1", "J1", "2")).await;
    }
    let ready = room.affairs("E1", "something to sign", |affairs| part(affairs, "sub-criterion")["ready"] == true).await;
    let sheet = part(&ready, "sub-criterion");
    assert_eq!(sheet["wanted"][0], json!({ "capacity": "team", "experts": ["E1"] }));
    let sign = |digest: &Value, kind: &Value| json!({ "type": "sign", "part": kind, "digest": digest });
    let refused = room.ask("E1", sign(&json!("of something else"), &sheet["part"])).await;
    assert_eq!(refused["code"], "changed-meanwhile");
    for expert in ["E1", "E2", "E3", "H"] {
        room.stored(expert, sign(&sheet["digest"], &sheet["part"])).await;
    }
    let signed = room.affairs("S", "a signed part", |affairs| part(affairs, "sub-criterion")["signed"] == true).await;
    assert_eq!(part(&signed, "sub-criterion")["signatures"].as_array().map(Vec::len), Some(4));
    assert_eq!(part(&signed, "day")["ready"], true);
    assert!(room.socket("S").heard.iter().any(|frame| frame.contains(r#""type":"locked""#)), "a signature locks");

    // Both people of an unlock know of it.
    room.stored("H", json!({ "type": "unlock", "sub_criterion": "A1", "reason": "water damage" })).await;
    let asked = room.affairs("S", "the request", |affairs| affairs["unlock_requests"] != json!([])).await;
    assert_eq!(asked["unlock_requests"][0]["by"], "H");
    room.stored("S", json!({ "type": "unlock", "sub_criterion": "A1", "reason": "seen" })).await;
    room.affairs("E1", "the part open again", |affairs| part(affairs, "sub-criterion")["signatures"] == json!([])).await;
    room.venue.stop().await;
}

/// What a competitor did not agree with stays in sight after it was corrected, and after the competitor signed what it is now.
#[tokio::test(flavor = "multi_thread")]
async fn a_disagreement_outlives_the_correction_it_led_to() {
    let signing = SigningRule { competitor: true, ..SigningRule::default() };
    let mut room = Room::open(Conduct { signing, ..Conduct::default() }).await;
    let mut position = 0;
    for expert in ["E1", "E2", "E3"] {
        position = room.ask(expert, submit(0, "C1", "J1", "2")).await["position"].as_u64().expect("a receipt");
    }
    let sheet = |affairs: &Value| affairs["competitor_sheets"][0].clone();
    let shown = |agreed: bool, digest: &Value| {
        let reason = (!agreed).then_some("not my cable");
        json!({ "type": "competitor-sign", "day": 1, "competitor": "C1", "agreed": agreed, "reason": reason, "digest": digest })
    };
    let ready = |affairs: &Value| sheet(affairs)["digest"].is_string();
    let first = sheet(&room.affairs("H", "a sheet to sign", ready).await);
    room.stored("H", shown(false, &first["digest"])).await;
    let declined = sheet(&room.affairs("H", "the signature", |affairs| sheet(affairs)["signed"]["agreed"] == false).await);
    assert_eq!((&declined["signed"]["reason"], &declined["declined"]), (&json!("not my cable"), &Value::Null));

    let mut correction = submit(0, "C1", "J1", "3");
    (correction["corrects"], correction["reason"]) = (json!(position), json!("misread"));
    room.stored("E3", correction).await;
    let again = sheet(&room.affairs("H", "the corrected sheet", |affairs| ready(affairs) && sheet(affairs) != first).await);
    assert_eq!((&again["signed"], &again["declined"]), (&Value::Null, &declined["signed"]));
    room.stored("H", shown(true, &again["digest"])).await;
    let signed = sheet(&room.affairs("H", "the other signature", |affairs| sheet(affairs)["signed"]["agreed"] == true).await);
    assert_eq!(signed["declined"], declined["signed"]);
    room.venue.stop().await;
}

/// Nobody sees another's second look before all are there, and nobody whom it does not concern sees it at all.
#[tokio::test(flavor = "multi_thread")]
async fn a_second_look_is_secret_until_all_are_there() {
    let mut room = Room::open(Conduct::default()).await;
    for expert in ["E1", "E2", "E3"] {
        room.stored(expert, submit(0, "C1", "J1", "2")).await;
    }
    let appeal = json!({ "type": "appeal", "competitor": "C1", "aspects": ["J1"], "grounds": "the tool broke", "pressed_ago": 1500 });
    room.stored("E1", appeal).await;
    let filed = room.affairs("H", "the appeal", |affairs| affairs["appeals"] != json!([])).await;
    let gap = filed["appeals"][0]["at"].as_i64().zip(filed["appeals"][0]["pressed_at"].as_i64()).map(|(at, pressed)| at - pressed);
    assert_eq!(gap, Some(1500));
    room.stored("H", json!({ "type": "assign-appeal", "appeal": 1, "experts": ["E4", "E5", "E6"] })).await;
    for (expert, value) in [("E4", "3"), ("E5", "3")] {
        room.stored(expert, json!({ "type": "remark", "appeal": 1, "aspect": "J1", "value": value })).await;
    }
    let two = |affairs: &Value| affairs["appeals"][0]["remarks"][0]["given"] == 2;
    for (expert, seen) in [("E4", json!([{ "expert": "E4", "value": "3" }])), ("E6", json!([])), ("H", json!([])), ("S", json!([]))] {
        let affairs = room.affairs(expert, "two of three", two).await;
        assert_eq!(affairs["appeals"][0]["remarks"][0]["scores"], seen, "{expert}");
    }
    room.stored("E6", json!({ "type": "remark", "appeal": 1, "aspect": "J1", "value": "2" })).await;
    let whole = room.affairs("H", "all three", |affairs| affairs["appeals"][0]["remarks"][0]["given"] == 3).await;
    assert_eq!(whole["appeals"][0]["remarks"][0]["scores"].as_array().map(Vec::len), Some(3));

    let decide = json!({ "kind": "decide-appeal", "appeal": 1, "outcome": "upheld" });
    room.stored("H", json!({ "type": "propose", "what": decide, "reason": "heard" })).await;
    room.stored("S", json!({ "type": "confirm", "proposal": 1 })).await;
    let cell = |message: &Value| message["type"] == "marks" && message["cells"][0]["round"] == 2;
    let told = room.socket("E2").until_some("the second round", cell).await;
    assert_eq!(told["cells"][0]["mark"], "1.78");
    assert_eq!(told["cells"][0]["earlier"][0].as_array().map(Vec::len), Some(3), "the first look stays in sight");
    let bystander = room.socket("E2").heard.iter().find(|frame| frame.contains("the tool broke")).cloned();
    assert_eq!(bystander, None, "an appeal concerns who filed it, who marks again and who leads");
    room.venue.stop().await;
}

#[tokio::test(flavor = "multi_thread")]
async fn tablets_know_codes_and_no_names() {
    let mut room = Room::open(Conduct { code_layers: 1, ..Conduct::default() }).await;
    assert_eq!(room.ask("E1", submit(0, "C1", "J1", "2")).await["code"], "codes-missing");
    let action = Action::DrawCodes { skill: id("web"), layers: vec![vec!["K7".to_owned()]] };
    let answer = room.venue.app().engine.ask(0, organiser(action)).await;
    assert!(matches!(answer, Ok(Answer::Stored(_))), "{answer:?}");
    let anew = room.socket("E1").until_some("a new welcome", |message| message["type"] == "welcome").await;
    assert_eq!(anew["competitors"][0]["id"], "K7");
    room.stored("E1", submit(0, "K7", "J1", "2")).await;
    let told = room.socket("E2").until_some("the cell", |message| message["cells"][0]["given"] == 1).await;
    assert_eq!(told["cells"][0]["competitor"], "K7");
    for heard in room.sockets.iter().map(|socket| &socket.heard) {
        assert_eq!(heard.iter().find(|frame| frame.contains("name of C1") || frame.contains("\"C1\"")), None);
    }
    room.venue.stop().await;
}
