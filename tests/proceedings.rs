//! What goes on besides marks, as tables: signing, two people, appeals, codes, machines.

use crate::common;

mod appeals;
mod signing;
mod storms;
mod two_people;

use common::{
    competition::{MARK, SkillBuilder, judgement, skill},
    room::{Room, organiser, tablet_of},
};
use jinbang::{
    competition::{Capacity, Conduct, SigningRule},
    judging::{Action, ContestState, Part},
    scoring::CellState,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

/// Two days, two panels, a chief, a supervisor, three spare experts, a machine.
fn rulebook(conduct: Conduct) -> SkillBuilder {
    skill()
        .competitors("C1 C2@cn")
        .experts("E1/a E2/a E3/a E4/a E5/a E6/a F1/b H/a=chief S=supervisor G/a=chief")
        .sub_criterion("A1/a")
        .on_day(1)
        .judged("J1", "2", judgement())
        .measured("M1", "5", MARK)
        .sub_criterion("B1/b")
        .on_day(2)
        .machine("M2", "5", "rig")
        .conduct(conduct)
}

/// Everything of A1 marked by E1 to E3 (M1 by E1); lines 1 to 8.
const A1: &str = "E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 3; E1 C1 M1 4; E1 C2 J1 1; E2 C2 J1 1; E3 C2 J1 2; E1 C2 M1 5";
/// Everything of B1; lines 9 and 10.
const B1: &str = "F1 C1 M2 1; F1 C2 M2 2";
const A1_SIGNED: &str = "E1 signs A1; E2 signs A1; E3 signs A1; H signs A1";

fn room_of(conduct: Conduct) -> Room {
    Room::open(rulebook(conduct).competition("city"))
}

/// Plays all but the last line, which is what the case is about.
fn last_of(conduct: Conduct, script: &str) -> Result<u64, &'static str> {
    let mut room = room_of(conduct);
    let (before, last) = script.rsplit_once(';').unwrap_or(("", script));
    room.play(before);
    let done = room.line(last.trim()).map_err(|refusal| refusal.code());
    let replayed = ContestState::replay(&room.entries).expect("a journal that fits");
    assert_eq!(replayed.dump(), room.state.dump(), "{script}");
    done
}

fn table(conduct: &Conduct, cases: &[(&str, String)]) {
    for (expected, script) in cases {
        let found = last_of(conduct.clone(), script);
        match *expected {
            "ok" => assert!(found.is_ok(), "{script}: {found:?}"),
            code => assert_eq!(found, Err(code), "{script}"),
        }
    }
}

#[test]
fn experts_know_codes_and_layers_are_opened_under_eyes() {
    let blind = Conduct { code_layers: 2, ..Conduct::default() };
    let coded = |script: &str| script.replace("C1", "K7").replace("C2", "K3");
    let drawn = "desk draws P5,P9 K7,K3";
    let marked = format!("{drawn}; {}; {}", coded(A1), coded(B1));
    let locked = format!("{marked}; H locks all");
    table(
        &blind,
        &[
            ("codes-missing", "E1 C1 J1 2".to_owned()),
            ("codes-missing", "desk takes 1".to_owned()),
            ("codes-unfit", "desk draws K7,K3".to_owned()),
            ("codes-unfit", "desk draws P5,P9 K7".to_owned()),
            ("codes-unfit", "desk draws P5,P9 K7,K7".to_owned()),
            ("codes-unfit", "desk draws P5,P9 K7,P5".to_owned()),
            ("codes-unfit", "desk draws P5,P9 K7,C1".to_owned()),
            ("codes-unfit", "desk draws P5,P9 K7,no/code".to_owned()),
            ("codes-drawn", format!("{drawn}; {drawn}")),
            ("ok", format!("{drawn}; desk takes 2")),
            ("layer-order", format!("{drawn}; desk takes 3")),
            ("unknown-competitor", format!("{drawn}; E1 C1 J1 2")),
            ("unknown-competitor", format!("{drawn}; E1 P5 J1 2")),
            ("ok", format!("{drawn}; E1 K7 J1 2")),
            // From the last layer up, when everything is locked, and with a supervisor.
            ("not-locked-yet", format!("{marked}; H opens 2")),
            ("layer-order", format!("{locked}; H opens 1")),
            ("ok", format!("{locked}; H opens 2; S confirms 1")),
            ("ok", format!("{locked}; S opens 2; H confirms 1")),
            ("supervisor-wanted", format!("{locked}; H opens 2; G confirms 1")),
            ("supervisor-wanted", format!("{locked}; H opens 2; desk confirms 1")),
            ("layer-order", format!("{locked}; H opens 2; S confirms 1; H opens 2")),
            ("ok", format!("{locked}; H opens 2; S confirms 1; H opens 1; S confirms 2")),
            ("layer-order", format!("{locked}; H opens 2; S confirms 1; H opens 1; S confirms 2; H opens 0")),
            // The same codes in every other question.
            ("ok", format!("{locked}; H proposes typo K7/J1/E2/3@3; S confirms 1")),
            ("unknown-competitor", format!("{locked}; H proposes typo C1/J1/E2/3@3")),
            ("ok", format!("{locked}; E1 appeals K3 J1 why")),
            ("unknown-competitor", format!("{locked}; E1 appeals C2 J1 why")),
        ],
    );
    table(&Conduct::default(), &[("not-blind", drawn.to_owned())]);

    let mut room = Room::open(rulebook(blind.clone()).experts("X@cn/a").competition("city"));
    room.play(drawn);
    room.play("X K3 J1 2");
    let known = |room: &Room| room.state.skills[0].proceedings.codes.as_ref().and_then(|codes| codes.known_as(1)).map(str::to_owned);
    assert_eq!(known(&room).as_deref(), Some("K3"));
    room.play("H locks all; H opens 2; S confirms 1");
    assert_eq!(known(&room).as_deref(), Some("P9"));
    room.play("H opens 1; S confirms 2");
    assert_eq!(known(&room), None);
}

#[test]
fn a_machine_measures_and_an_expert_confirms() {
    let posted = "desk adds rig; grader-rig posts r1 C1/M2/3 C2/M2/4.5";
    table(
        &Conduct::default(),
        &[
            ("unknown-grader", "desk adds nobody".to_owned()),
            ("unknown-grader", "grader-rig posts r1 C1/M2/3".to_owned()),
            ("ok", posted.to_owned()),
            ("ok", format!("{posted}; grader-rig posts r1 C1/M2/3 C2/M2/4.5")),
            ("run-conflict", format!("{posted}; grader-rig posts r1 C1/M2/3")),
            ("ok", format!("{posted}; grader-rig posts r2 C1/M2/3")),
            ("run-unfit", "desk adds rig; grader-rig posts r1".to_owned()),
            ("too-many", "desk adds rig; grader-rig posts r1 C1/M2/3 C1/M2/4".to_owned()),
            ("unknown-competitor", "desk adds rig; grader-rig posts r1 C9/M2/3".to_owned()),
            ("not-measured-by", "desk adds rig; grader-rig posts r1 C1/M1/3".to_owned()),
            ("out-of-range", "desk adds rig; grader-rig posts r1 C1/M2/9".to_owned()),
            ("unknown-grader", format!("{posted}; desk revokes rig; grader-rig posts r2 C1/M2/3")),
            ("unknown-grader", format!("{posted}; desk revokes rig; desk revokes rig")),
            ("locked", format!("{posted}; H locks B1; grader-rig posts r2 C1/M2/3")),
            // Confirmed as it is, or another value with a reason.
            ("ok", format!("{posted}; F1 C1 M2 3 =2")),
            ("measured-waits", format!("{posted}; F1 C1 M2 3")),
            ("reason-missing", format!("{posted}; F1 C1 M2 2 =2")),
            ("ok", format!("{posted}; F1 C1 M2 2 =2 the probe slipped")),
            ("ok", format!("{posted}; F1 C1 M2 2 the probe slipped")),
            ("measured-changed", format!("{posted}; grader-rig posts r2 C1/M2/2; F1 C1 M2 3 =2")),
            ("measured-changed", "F1 C1 M2 3 =9".to_owned()),
            ("measured-changed", format!("{posted}; F1 C1 M2 3 =2; F1 C1 M2 3 @3 =2 again")),
            ("wrong-panel", format!("{posted}; E1 C1 M2 3 =2")),
        ],
    );
    let mut room = room_of(Conduct::default());
    room.play(posted);
    assert_eq!(room.state.skills[0].tally.mark(0, 2), None, "nothing counts before it is confirmed");
    room.play("F1 C1 M2 3 =2");
    assert_eq!(room.state.skills[0].tally.mark(0, 2).map(|mark| mark.to_string()), Some("3".to_owned()));
    assert_eq!(room.state.skills[0].proceedings.measured.len(), 1);
}

#[test]
fn a_deadline_is_set_for_a_day_of_the_scheme() {
    table(&Conduct::default(), &[("ok", "desk sets 1 5000".to_owned()), ("no-such-part", "desk sets 3 5000".to_owned())]);
    let mut room = room_of(Conduct { deadlines: [(1, 7)].into(), ..Conduct::default() });
    assert_eq!(room.state.skills[0].proceedings.deadlines, [(1, 7)].into());
    room.play("desk sets 2 9; desk sets 1 -");
    assert_eq!(room.state.skills[0].proceedings.deadlines, [(2, 9)].into());
}

/// The same command again, and the same sequence for something else.
#[test]
fn repeating_makes_no_second_entry() {
    let before = format!("{A1}; {B1}; {A1_SIGNED}");
    for (once, other) in [
        ("H#50 signs day1", "H#50 signs day2"),
        ("H#50 proposes typo C1/J1/E2/3@2", "H#50 proposes typo C1/J1/E2/1@2"),
        ("E1#50 appeals C1 J1 why", "E1#50 appeals C1 J1 because"),
        ("E1#50 appeals C1 J1 why", "E1#50 appeals C2 J1 why"),
    ] {
        let mut room = room_of(Conduct::default());
        room.play(&before);
        let first = room.line(once).expect(once);
        let entries = room.entries.len();
        room.now += 5_000;
        assert_eq!(room.line(once), Ok(first), "{once}");
        assert_eq!(room.line(other).map_err(|refusal| refusal.code()), Err("sequence-conflict"), "{other}");
        assert_eq!(room.entries.len(), entries, "{once}");
    }
}

#[test]
fn there_is_an_end_to_what_waits() {
    let mut room = room_of(Conduct::default());
    room.play(A1);
    for (line, most) in [("E1 appeals C1 J1 why", 50), ("H proposes why C1/J1/E2/3@2", 100)] {
        for _ in 0..most {
            room.play(line);
        }
        assert_eq!(room.line(line).map_err(|refusal| refusal.code()), Err("too-many"), "{line}");
    }
    room.play("E2 appeals C1 J1 why");
    room.play("E1 withdraws 1 settled; E1 appeals C1 J1 why; H rejects 1 no; H proposes why C1/J1/E2/3@2");
}
