//! Who hears what: scores of a panel before and after it is complete, and nothing of a hidden skill.

mod common;

use common::{
    competition::{SkillBuilder, dec, judgement, tiny},
    http,
    socket::{submit, tablet, tablet_since, viewer},
    venue::venue,
};
use jinbang::competition::{Judgement, JudgementResult};
use serde_json::{Value, json};

/// Another expert's score is in no frame to anyone else, before or after the panel is complete.
#[tokio::test(flavor = "multi_thread")]
async fn scores_of_a_panel_stay_secret() {
    let fine = || Judgement { step: dec("0.01"), max_spread: None, ..judgement() };
    let value = Judgement { result: JudgementResult::Value, ..fine() };
    let venue = venue(tiny().experts("E4").judged("J2", "2", fine()).judged("J3", "3", value)).await;
    let mut sockets = Vec::new();
    for expert in ["E1", "E2", "E3", "E4", "H", "S"] {
        sockets.push(tablet(venue.address, &venue.pair(expert).await).await);
    }
    let mut second = tablet(venue.address, &venue.pair("E1").await).await;
    let mut viewer = viewer(venue.address, "city").await;

    let scores = [("J2", "1.37"), ("J2", "2.41"), ("J2", "1.83"), ("J3", "1.39"), ("J3", "2.47"), ("J3", "1.87")];
    for (number, (aspect, score)) in scores.into_iter().enumerate() {
        let socket = &mut sockets[number % 3];
        socket.send(submit(number as u64 + 1, "C1", aspect, score)).await;
        socket.until("receipt").await;
    }
    // Wrong moves: what is said about them says nothing either.
    sockets[3].send(submit(1, "C1", "J2", "2")).await;
    assert_eq!(sockets[3].until("refused").await["code"], "panel-full");
    let mut theft = submit(2, "C1", "J2", "2");
    (theft["corrects"], theft["reason"]) = (json!(9), json!("mine"));
    sockets[3].send(theft).await;
    sockets[3].until("refused").await;
    // Its own score is corrected, and once more all is told.
    let mut correction = submit(20, "C1", "J2", "1.43");
    let own: Value = serde_json::from_str(&sockets[0].heard[2]).expect("JSON");
    (correction["corrects"], correction["reason"]) = (own["position"].clone(), json!("typo"));
    sockets[0].send(correction).await;
    let last = sockets[0].until("receipt").await["position"].clone();

    for socket in sockets.iter_mut().chain([&mut second]) {
        let reached = |message: &Value| message["type"] == "marks" && message["position"].as_u64() >= last.as_u64();
        socket.until_some("the last mark", reached).await;
    }
    second.until_some("the expert's own", |message| message["cells"][0]["own"]["value"] == "1.43").await;
    viewer.until_some("both marks", |message| message["rows"][0][3] == 2).await;
    // Latecomers are shown everything at once.
    let late = [tablet(venue.address, &venue.pair("E4").await).await, tablet_since(venue.address, &venue.pair("H").await, Some(3)).await];

    let experts = sockets.iter().map(|socket| &socket.heard).chain(late.iter().map(|socket| &socket.heard)).chain([&viewer.heard]);
    for (number, heard) in experts.enumerate() {
        for (at, (_, score)) in scores.into_iter().chain([("J2", "1.43")]).enumerate() {
            if at % 3 != number {
                let said = heard.iter().find(|frame| frame.contains(score));
                assert_eq!(said, None, "{number} heard the score {score}");
            }
        }
    }
    venue.stop().await;
}

/// Invariant 8: whatever is marked in a hidden skill, every public byte is the same.
#[tokio::test(flavor = "multi_thread")]
async fn a_hidden_skill_says_nothing() {
    let quiet = public_bytes(tiny().hidden(), &[]).await;
    let some = public_bytes(tiny().hidden(), &[("C1", "M1", "5"), ("C2", "M1", "0.5"), ("C1", "J1", "3")]).await;
    let others = public_bytes(tiny().hidden(), &[("C2", "M1", "4.75")]).await;
    assert_eq!(quiet, some);
    assert_eq!(quiet, others);
    let shown = public_bytes(tiny(), &[("C2", "M1", "4.75")]).await;
    assert_ne!(quiet, shown, "the same marks in a live skill are seen");
}

/// Everything that anyone can see of a competition in which E1 gives these marks: whole answers with their headers, whole frames.
async fn public_bytes(builder: SkillBuilder, marks: &[(&str, &str, &str)]) -> Vec<String> {
    let venue = venue(builder).await;
    let mut viewer = viewer(venue.address, "city").await;
    viewer.until("snapshot").await;
    let mut socket = tablet(venue.address, &venue.pair("E1").await).await;
    for (sequence, (competitor, aspect, value)) in (1..).zip(marks) {
        socket.send(submit(sequence, competitor, aspect, value)).await;
        let position = socket.until("receipt").await["position"].as_u64();
        // The change is told in the same tick in which a board would have changed.
        socket.until_some("the change", |message| message["type"] == "marks" && message["position"].as_u64() >= position).await;
    }
    let mut bytes = Vec::new();
    for path in ["/api/competitions", "/health", "/board/city/web", "/ws/board/city/web"] {
        let mut reply = http::get(venue.address, path).await;
        reply.headers.retain(|(name, _)| name != "date");
        bytes.push(format!("{path}: {} {:?} {}", reply.status, reply.headers, String::from_utf8_lossy(&reply.body)));
    }
    viewer.send(json!({ "type": "resync" })).await;
    viewer.until("snapshot").await;
    bytes.append(&mut viewer.heard);
    venue.stop().await;
    bytes
}
