//! The rules of taking marks, as tables: what was done, what is asked now, what is answered.

use crate::common;

use common::{
    competition::{MARK, SkillBuilder, dec, id, judgement, skill},
    room::{Room, organiser, tablet_of},
};
use jinbang::{
    competition::{Choice, Judgement, Mapping, Missing},
    judging::{Action, ContestState, Refusal, decide},
    scoring::CellState,
};

/// Panels `a` and `b`, a spare expert E4, a compatriot E5 of C2, and somebody in every role.
fn rulebook() -> SkillBuilder {
    let choices = ["none", "scratched"].map(|label| Choice { label: label.to_owned(), deduction: dec("0.5") }).to_vec();
    skill()
        .competitors("C1 C2@cn C3")
        .experts("E1/a E2/a E3/a E4/a E5@cn/a F1/b H/a=chief S=supervisor")
        .sub_criterion("A1/a")
        .judged("J1", "2", judgement())
        .measured("M1", "5", MARK)
        .measured("Y1", "1", Mapping::YesNo)
        .measured("K1", "1", Mapping::Choice { choices })
        .sub_criterion("A2/a")
        .judged("J2", "2", judgement())
        .sub_criterion("B1/b")
        .measured("M2", "5", MARK)
}

/// Plays all but the last line, which is what the case is about.
fn last_of(script: &str) -> Result<u64, Refusal> {
    let mut room = Room::open(rulebook().competition("city"));
    let (before, last) = script.rsplit_once(';').unwrap_or(("", script));
    room.play(before);
    room.line(last.trim())
}

#[test]
fn what_is_refused_and_why() {
    for (code, script) in [
        // What is named must be there.
        ("unknown-competitor", "E1 C9 J1 2"),
        ("unknown-aspect", "E1 C1 J9 2"),
        ("unknown-sub-criterion", "H locks Z9"),
        ("unknown-sub-criterion", "H unlocks Z9 why"),
        // A value is one the aspect allows.
        ("not-a-number", "E1 C1 J1 two"),
        ("not-a-number", "E1 C1 J1 yes"),
        ("not-a-number", "E1 C1 Y1 1"),
        ("not-a-number", "E1 C1 M1 99999999999"),
        ("out-of-range", "E1 C1 J1 4"),
        ("out-of-range", "E1 C1 J1 -1"),
        ("out-of-range", "E1 C1 M1 5.01"),
        ("too-fine", "E1 C1 J1 1.5"),
        ("too-fine", "E1 C1 M1 1.005"),
        ("too-fine", "E1 C1 M1 0.123456789"),
        ("unknown-choice", "E1 C1 K1 broken"),
        // Who may mark whom (rules.md §1).
        ("wrong-panel", "F1 C1 J1 2"),
        ("wrong-panel", "E1 C1 M2 2"),
        ("wrong-panel", "S C1 J1 2"),
        ("compatriot", "E5 C2 J1 2"),
        ("compatriot", "E5 C2 M1 2"),
        // One score an expert and a cell, as many as the panel has places.
        ("already-marked", "E1 C1 J1 2; E1 C1 J1 2"),
        ("already-marked", "E1 C1 J1 2; E1+ C1 J1 3"),
        ("already-marked", "E1 C1 M1 2; E2 C1 M1 2"),
        ("already-marked", "E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 2; E3 C1 J1 2"),
        ("panel-full", "E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 2; E4 C1 J1 2"),
        // A correction names the entry it replaces, which is the current one and one's own, and says why.
        ("reason-missing", "E1 C1 J1 2; E1 C1 J1 3 @1"),
        ("stale-correction", "E1 C1 J1 3 @9 typo"),
        ("stale-correction", "E1 C1 J1 2; E1 C1 J1 3 @9 typo"),
        ("stale-correction", "E1 C1 J1 2; E1 C1 J1 3 @1 typo; E1 C1 J1 1 @1 typo"),
        ("stale-correction", "E1 C1 J1 2; E1 C3 J1 3 @1 typo"),
        ("stale-correction", "E1 C1 J1 0; E2 C1 J1 3; E3 C1 J1 3; E2 C1 J1 1; E1 C1 J1 1 @1 typo"),
        ("not-yours", "E1 C1 J1 2; E2 C1 J1 3 @1 typo"),
        ("not-yours", "E1 C1 J1 2; E2 C1 J1 2; E2 C1 J1 3 @1 typo"),
        // Locks: nothing enters, nothing is corrected, until two people on two devices unlock.
        ("locked", "H locks A1; E1 C1 J1 2"),
        ("locked", "H locks all; E1 C1 J2 2"),
        ("locked", "E1 C1 J1 2; H locks A1; E1 C1 J1 3 @1 typo"),
        ("locked", "H locks A1; H unlocks A1 why; E1 C1 J1 2"),
        ("locked", "H locks A1; H unlocks A1 why; S unlocks A1 why; H locks A1; E1 C1 J1 2"),
        ("locked", "H locks all; H unlocks A1 why; S unlocks A1 why; E1 C1 J2 2"),
        ("role", "E1 locks A1"),
        ("role", "S locks A1"),
        ("role", "H locks A1; E1 unlocks A1 why"),
        ("reason-missing", "H locks A1; H unlocks A1"),
        ("nothing-locked", "H unlocks A1 why"),
        ("nothing-locked", "H unlocks all why"),
        ("nothing-locked", "H locks A2; H unlocks A1 why"),
        ("second-person", "H locks A1; H unlocks A1 why; H unlocks A1 why"),
        ("second-person", "H locks A1; H unlocks A1 why; H+ unlocks A1 why"),
        ("nothing-locked", "H locks A1; H unlocks A1 why; S unlocks A1 why; H unlocks A1 why"),
        // The first half of an unlock is void after the lock changed.
        ("second-person", "H locks A1; H unlocks A1 why; H locks A2; S unlocks A1 why; S unlocks A1 why"),
        // A sequence is used once.
        ("sequence-conflict", "E1#5 C1 J1 2; E1#5 C1 J1 3"),
        ("sequence-conflict", "E1#5 C1 J1 2; E1#5 C3 J1 2"),
        ("sequence-conflict", "E1#5 C1 J1 2; E1#5 C1 J1 nonsense"),
        ("sequence-conflict", "H#5 locks A1; H#5 locks A2"),
        ("sequence-conflict", "H#5 locks A1; H#5 C1 J1 2"),
        ("sequence-conflict", "H#5 C1 J1 2; H#5 locks A1"),
        ("sequence-conflict", "H locks A1; H#5 unlocks A1 why; H#5 unlocks A1 because"),
    ] {
        let refusal = last_of(script).expect_err(script);
        assert_eq!(refusal.code(), code, "{script}");
        let message = refusal.message();
        assert!(!message.zh.is_empty() && !message.en.is_empty(), "{script}: {message:?}");
    }
}

#[test]
fn what_is_accepted() {
    for script in [
        "E1 C1 J1 0",
        "E1 C1 J1 3.0",
        "E1 C1 M1 4.99",
        "E1 C1 M1 yes",
        "E1 C1 Y1 是",
        "E1 C1 K1 scratched",
        "H C1 J1 2",
        "F1 C1 M2 5",
        "E5 C1 J1 2",
        "E1 C1 J1 2; E1 C3 J1 2",
        "E1 C1 J1 2; E1 C1 J1 3 @1 typo",
        "E1 C1 J1 2; E1+ C1 J1 3 @1 typo",
        "E1 C1 J1 2; E1 C1 J1 3 @1 typo; E1 C1 J1 1 @2 typo",
        "E1 C1 M1 2; E2 C1 M1 3 @1 misread",
        "E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 3 @1 typo",
        "H locks A1; E1 C1 J2 2",
        "H locks A1; H unlocks A1 why; S unlocks A1 why; E1 C1 J1 2",
        "H locks A1; S unlocks A1 why; H unlocks A1 why; E1 C1 J1 2",
        "H locks all; H unlocks all why; S unlocks all why; E1 C1 J2 2",
    ] {
        let answer = last_of(script);
        assert!(answer.is_ok(), "{script}: {answer:?}");
    }
}

/// The same command again, whatever happened since, gets the first answer and makes no entry.
#[test]
fn a_repeated_command_gets_the_first_answer() {
    for (script, first) in [
        ("E1#5 C1 J1 2; E1#5 C1 J1 2", 1),
        ("E1#5 C1 J1 2; E1#5 C1 J1 2.0", 1),
        ("E1#5 C1 J1 2; H locks all; E1#5 C1 J1 2", 1),
        ("E1#5 C1 J1 2; E1 C1 J1 3 @1 typo; E1#5 C1 J1 2", 1),
        ("E1 C1 J1 2; E1#5 C1 J1 3 @1 typo; E1#5 C1 J1 3 @1 typo", 2),
        ("E1#9 C1 J1 2; E1#5 C3 J1 2; E1#9 C1 J1 2", 1),
        ("H#5 locks A1; H#5 locks A1", 1),
        ("H locks A1; H#5 unlocks A1 why; S unlocks A1 why; H#5 unlocks A1 why", 2),
        ("H locks A1; H unlocks A1 why; S#5 unlocks A1 why; S#5 unlocks A1 why", 3),
        // Round 2: the round is the server's word, not the device's.
        ("E1 C1 J1 0; E2 C1 J1 3; E3 C1 J1 3; E1#5 C1 J1 2; E2 C1 J1 2; E1#5 C1 J1 2", 4),
    ] {
        let mut room = Room::open(rulebook().competition("city"));
        room.play(script);
        let (last, before) = room.lines.split_last().expect("lines");
        assert_eq!(*last, before[first - 1], "{script}");
        assert_eq!(room.entries.len() as u64, room.state.position, "{script}");
        assert_eq!(room.state.position, *before.iter().max().expect("lines"), "{script}: made an entry");
    }
}

/// rules.md §1: a spread of more than 1, and the panel scores again.
#[test]
fn a_panel_scores_again_until_it_agrees() {
    for (script, round, given, outcome) in [
        ("E1 C1 J1 2; E2 C1 J1 2", 1, 2, "open"),
        ("E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 3", 1, 3, "1.56"),
        ("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2", 1, 3, "rescore"),
        // A typing error is corrected within the round …
        ("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 2 @1 typo", 1, 3, "1.33"),
        // … and a correction can make the spread too wide.
        ("E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 0 @1 typo", 1, 3, "rescore"),
        ("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 1", 2, 1, "open"),
        ("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 1; E2 C1 J1 2; E3 C1 J1 2", 2, 3, "1.11"),
        ("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2", 2, 3, "rescore"),
        ("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 1; E1 C1 J1 2 @4 typo", 2, 1, "open"),
        // A substitute takes a place in the new round; who comes late finds the panel full.
        ("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2; E4 C1 J1 2; E2 C1 J1 2; E3 C1 J1 2", 2, 3, "1.33"),
    ] {
        let mut room = Room::open(rulebook().competition("city"));
        room.play(script);
        let tally = &room.state.skills[0].tally;
        assert_eq!((tally.round(0, 0), tally.scores(0, 0).count()), (round, given), "{script}");
        let found = match tally.state(0, 0) {
            CellState::Open => "open".to_owned(),
            CellState::Rescore => "rescore".to_owned(),
            CellState::Done(mark) => mark.to_string(),
        };
        assert_eq!(found, outcome, "{script}");
    }
    assert_eq!(last_of("E1 C1 J1 0; E2 C1 J1 2; E3 C1 J1 2; E4 C1 J1 2; E2 C1 J1 2; E3 C1 J1 2; E1 C1 J1 2"), Err(Refusal::PanelFull));
}

/// rules.md §2: a missing judge is missing, not 0.
#[test]
fn a_panel_that_skips_the_missing_has_a_mark_at_once() {
    let skipping = Judgement { missing: Missing::Skip, ..judgement() };
    let mut room = Room::open(skill().competitors("C1").experts("E1 E2 E3").judged("J1", "3", skipping).competition("city"));
    for (line, mark) in [("E1 C1 J1 3", "3"), ("E2 C1 J1 2", "2.5"), ("E3 C1 J1 2", "2.33")] {
        room.play(line);
        assert_eq!(room.state.skills[0].tally.mark(0, 0), Some(dec(mark)), "{line}");
    }
}

#[test]
fn a_device_belongs_to_one_expert_for_good() {
    let mut room = Room::open(rulebook().competition("city"));
    let pair = |device: &str, expert: &str| {
        organiser(Action::PairDevice { device: id(device), skill: id("web"), expert: id(expert), token_hash: String::new() })
    };
    let revoke = |device: &str| organiser(Action::RevokeDevice { device: id(device) });
    room.play("E1#5 C1 J1 2");
    assert_eq!(room.take(&pair("new", "nobody")).map_err(|refusal| refusal.code()), Err("unknown-expert"));
    assert_eq!(room.take(&revoke("new")).map_err(|refusal| refusal.code()), Err("no-such-device"));

    // Pairing it again would forget which sequences it has used.
    assert_eq!(room.take(&pair("tablet-E1", "E1")).map_err(|refusal| refusal.code()), Err("device-known"));
    assert_eq!(room.take(&pair("tablet-E1", "E2")).map_err(|refusal| refusal.code()), Err("device-known"));

    room.take(&revoke("tablet-E1")).expect("a device to revoke");
    assert_eq!(room.take(&revoke("tablet-E1")).map_err(|refusal| refusal.code()), Err("no-such-device"));
    assert_eq!(room.take(&pair("tablet-E1", "E1")).map_err(|refusal| refusal.code()), Err("device-known"));
    assert_eq!(room.line("E1 C3 J1 2").map_err(|refusal| refusal.code()), Err("device-unknown"));
    assert_eq!(room.line("E1#5 C1 J1 2").map_err(|refusal| refusal.code()), Err("device-unknown"));
    room.play("E1+ C3 J1 2");
}

#[test]
fn a_revoked_device_asks_for_no_unlock_any_more() {
    let mut room = Room::open(rulebook().competition("city"));
    room.play("H locks A1; H unlocks A1 why");
    room.take(&organiser(Action::RevokeDevice { device: id("tablet-H") })).expect("a device to revoke");
    room.play("S unlocks A1 why");
    assert_eq!(room.line("E1 C1 J1 2").map_err(|refusal| refusal.code()), Err("locked"));
}

#[test]
fn nothing_is_taken_before_the_opening_and_there_is_one_opening() {
    let competition = rulebook().competition("city");
    let mut room = Room::open(competition.clone());
    let mark = room.command("E1 C1 J1 2");
    assert_eq!(decide(&ContestState::default(), &mark), Err(Refusal::NotOpen));
    assert_eq!(room.take(&organiser(Action::Open { competition: Box::new(competition) })), Err(Refusal::AlreadyOpen));
}

#[test]
fn reasons_have_a_length() {
    for (length, accepted) in [(1, true), (500, true), (501, false)] {
        let reason = "长".repeat(length);
        assert_eq!(last_of(&format!("E1 C1 J1 2; E1 C1 J1 3 @1 {reason}")).is_ok(), accepted, "{length}");
        assert_eq!(last_of(&format!("H locks A1; H unlocks A1 {reason}")).is_ok(), accepted, "{length}");
    }
}

/// A sequence stays a number that every device can count up from: JSON numbers are exact below 2^53.
#[test]
fn sequences_stay_below_two_to_the_53() {
    let largest = (1_u64 << 53) - 1;
    assert!(last_of(&format!("E1#{largest} C1 J1 2")).is_ok());
    for sequence in [largest + 1, u64::MAX] {
        assert_eq!(last_of(&format!("E1#{sequence} C1 J1 2")).map_err(|refusal| refusal.code()), Err("sequence-too-large"));
        assert_eq!(last_of(&format!("H#{sequence} locks A1")).map_err(|refusal| refusal.code()), Err("sequence-too-large"));
    }
    assert!(Room::open(rulebook().competition("city")).state.devices.contains_key(&tablet_of("E1", false)));
}

#[test]
fn a_withdrawal_keeps_the_marks_and_takes_the_place() {
    let mut room = Room::open(rulebook().competition("city"));
    let of = |competitor: &str| (id("web"), id(competitor));
    let withdraw = |competitor: &str, reason: &str| {
        let (skill, competitor) = of(competitor);
        organiser(Action::Withdraw { skill, competitor, reason: reason.to_owned() })
    };
    let reinstate = |competitor: &str, reason: &str| {
        let (skill, competitor) = of(competitor);
        organiser(Action::Reinstate { skill, competitor, reason: reason.to_owned() })
    };
    room.play("E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 2");
    for (command, expected) in [
        (reinstate("C1", "why"), Err("not-withdrawn")),
        (withdraw("C1", " "), Err("reason-missing")),
        (withdraw("C9", "ill"), Err("unknown-competitor")),
        (withdraw("C1", "ill"), Ok(true)),
        (withdraw("C1", "ill"), Err("withdrawn-already")),
        (reinstate("C1", "recovered"), Ok(false)),
        (withdraw("C1", "ill again"), Ok(true)),
    ] {
        let found = room.take(&command).map_err(|refusal| refusal.code());
        let skill = &room.state.skills[0];
        assert_eq!(found.map(|_| skill.tally.sums(0).withdrawn), expected, "{command:?}");
        let rules = &room.state.competition.as_ref().expect("an open competition").skills[0];
        let place = skill.ranking(rules).rank(0);
        assert_eq!(place.is_none(), skill.tally.sums(0).withdrawn);
        assert!(skill.tally.mark(0, 0).is_some(), "the mark stays");
    }
    let replayed = ContestState::replay(&room.entries).expect("a journal that fits");
    assert_eq!(replayed.fingerprint(), room.state.fingerprint());
}
