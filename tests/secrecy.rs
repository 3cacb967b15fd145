//! Who hears what: scores of a panel before and after it is complete, and nothing of a hidden skill.

use crate::common;

use common::{
    competition::{SkillBuilder, dec, judgement, tiny},
    http,
    socket::{submit, tablet, tablet_since, viewer},
    venue::venue,
};
use jinbang::competition::{Judgement, JudgementResult, Missing};
use serde_json::{Value, json};

/// Another expert's score is in no frame to anyone else before the panel is complete; then all are shown at once, to the experts alone.
#[tokio::test(flavor = "multi_thread")]
async fn scores_of_a_panel_stay_secret_until_all_are_there() {
    let fine = || Judgement { step: dec("0.01"), max_spread: None, ..judgement() };
    let value = Judgement { result: JudgementResult::Value, ..fine() };
    let skipping = Judgement { missing: Missing::Skip, ..fine() };
    let venue = venue(tiny().experts("E4").judged("J2", "2", fine()).judged("J3", "3", value).judged("J4", "3", skipping).hidden()).await;
    let mut sockets = Vec::new();
    for expert in ["E1", "E2", "E3", "E4", "H", "S"] {
        sockets.push(tablet(venue.address, &venue.pair(expert).await).await);
    }
    let mut viewer = viewer(venue.address, "city").await;
    let aspects = ["J2", "J3", "J4"];
    let score = |expert: usize, aspect: usize| format!("{}.{}", 1 + expert % 2, 31 + 7 * expert + 17 * aspect);

    for (expert, socket) in sockets.iter_mut().take(2).enumerate() {
        for (at, aspect) in aspects.into_iter().enumerate() {
            socket.send(submit(at as u64 + 1, "C1", aspect, &score(expert, at))).await;
            socket.until("receipt").await;
        }
    }
    // Wrong moves: what is said about them says nothing either.
    let mut theft = submit(2, "C1", "J2", "2");
    (theft["corrects"], theft["reason"]) = (json!(9), json!("mine"));
    sockets[3].send(theft).await;
    sockets[3].until("refused").await;
    sockets[0].send(submit(9, "C1", "M1", "4")).await;
    let partial = sockets[0].until("receipt").await["position"].as_u64();
    let reached = |position: Option<u64>| move |message: &Value| message["type"] == "marks" && message["position"].as_u64() >= position;
    for socket in &mut sockets {
        socket.until_some("the measurement", reached(partial)).await;
    }
    let late = [tablet(venue.address, &venue.pair("E4").await).await, tablet_since(venue.address, &venue.pair("H").await, Some(3)).await];
    for (number, heard) in sockets.iter().chain(&late).map(|socket| &socket.heard).enumerate() {
        for (expert, at) in (0..2).flat_map(|expert| (0..3).map(move |at| (expert, at))).filter(|(expert, _)| *expert != number) {
            assert_eq!(heard.iter().find(|frame| frame.contains(&score(expert, at))), None, "{number} heard a score of {expert}");
        }
    }

    let mut last = None;
    for (at, aspect) in aspects.into_iter().enumerate() {
        sockets[2].send(submit(at as u64 + 1, "C1", aspect, &score(2, at))).await;
        last = sockets[2].until("receipt").await["position"].as_u64();
    }
    for socket in &mut sockets {
        socket.until_some("everything", reached(last)).await;
    }
    let latest = tablet(venue.address, &venue.pair("S").await).await;
    for (number, heard) in sockets.iter().map(|socket| &socket.heard).chain([&latest.heard]).enumerate() {
        for (expert, at) in (0..3).flat_map(|expert| (0..3).map(move |at| (expert, at))) {
            assert!(heard.iter().any(|frame| frame.contains(&score(expert, at))), "{number} did not hear a score of {expert}");
        }
    }
    viewer.send(json!({ "type": "resync" })).await;
    viewer.until("snapshot").await;
    for (expert, at) in (0..3).flat_map(|expert| (0..3).map(move |at| (expert, at))) {
        assert!(!viewer.heard.iter().any(|frame| frame.contains(&score(expert, at))), "the audience heard a score of {expert}");
    }
    venue.stop().await;
}

/// A panel may be whoever has scored; but its mark would be the first score, so the audience waits for all or for the lock.
#[tokio::test(flavor = "multi_thread")]
async fn a_panel_of_some_has_no_mark_before_it_is_locked() {
    let skipping = Judgement { missing: Missing::Skip, result: JudgementResult::Value, ..judgement() };
    let venue = venue(tiny().judged("J4", "3", skipping)).await;
    let (mut first, mut chief) =
        (tablet(venue.address, &venue.pair("E1").await).await, tablet(venue.address, &venue.pair("H").await).await);
    let mut viewer = viewer(venue.address, "city").await;
    first.send(submit(1, "C1", "J4", "2")).await;
    first.until("receipt").await;
    first.send(submit(2, "C1", "M1", "4")).await;
    let row = |message: &Value| message["rows"].as_array().and_then(|rows| rows.iter().find(|row| row[0] == 0)).cloned();
    let marked = viewer.until_some("the measurement", |message| row(message).is_some_and(|row| row[3] != 0)).await;
    assert_eq!(row(&marked).map(|row| (row[2].clone(), row[3].clone())), Some((json!("4.00"), json!(1))));
    chief.send(json!({ "type": "lock", "sequence": 1 })).await;
    let locked = viewer.until_some("the panel of one", |message| row(message).is_some_and(|row| row[3] == 2)).await;
    assert_eq!(row(&locked).map(|row| row[2].clone()), Some(json!("6.00")));
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
        reply.headers.retain(|(name, _)| name != "date" && name != "x-request-id");
        bytes.push(format!("{path}: {} {:?} {}", reply.status, reply.headers, String::from_utf8_lossy(&reply.body)));
    }
    viewer.send(json!({ "type": "resync" })).await;
    viewer.until("snapshot").await;
    bytes.append(&mut viewer.heard);
    venue.stop().await;
    bytes
}
