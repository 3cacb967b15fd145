//! What goes on besides marks, as tables: signing, two people, appeals, codes, machines.

mod common;

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
fn a_day_ends_with_signatures() {
    let both = format!("{A1}; {B1}");
    let day1 = format!("{both}; {A1_SIGNED}; H signs day1");
    let all_days = format!("{day1}; F1 signs B1; H signs B1; H signs day2");
    table(
        &Conduct::default(),
        &[
            // What is signed is whole.
            ("incomplete", "E1 signs A1".to_owned()),
            ("incomplete", "E1 C1 J1 2; E1 signs A1".to_owned()),
            ("incomplete", "E1 C1 J1 0; E2 C1 J1 3; E3 C1 J1 3; E1 signs A1".to_owned()),
            ("incomplete", format!("{A1}; E1 signs skill")),
            ("no-such-part", format!("{both}; E1 signs Z9")),
            ("no-such-part", format!("{both}; H signs day3")),
            // The team, then the chief expert, each once.
            ("ok", format!("{A1}; E2 signs A1")),
            ("role", format!("{A1}; E4 signs A1")),
            ("role", format!("{A1}; F1 signs A1")),
            ("role", format!("{A1}; S signs A1")),
            ("lower-first", format!("{A1}; H signs A1")),
            ("lower-first", format!("{A1}; E1 signs A1; E2 signs A1; H signs A1")),
            ("signed-already", format!("{A1}; E1 signs A1; E1 signs A1")),
            ("ok", format!("{A1}; {A1_SIGNED}")),
            ("signed-already", format!("{A1}; {A1_SIGNED}; G signs A1")),
            ("signed-already", format!("{A1}; {A1_SIGNED}; E1 signs A1")),
            // For somebody who cannot, the chief expert signs, and says why.
            ("ok", format!("{A1}; E1 signs A1; E2 signs A1; H signs A1 for E3 ill; H signs A1")),
            ("reason-missing", format!("{A1}; H signs A1 for E3")),
            ("role", format!("{A1}; E1 signs A1 for E3 ill")),
            ("role", format!("{A1}; H signs A1 for E4 ill")),
            ("unknown-expert", format!("{A1}; H signs A1 for E99 ill")),
            // A signature is of what was shown.
            ("changed-meanwhile", format!("{A1}; E1 signs A1 unseen")),
            // What is signed is locked from the first signature on.
            ("locked", format!("{A1}; E1 signs A1; E2 C1 J1 3 @2 typo")),
            // The parts below come first.
            ("lower-first", format!("{both}; H signs day1")),
            ("ok", day1.clone()),
            ("signed-already", format!("{day1}; H signs day1")),
            ("role", format!("{both}; {A1_SIGNED}; E1 signs day1")),
            ("lower-first", format!("{day1}; H signs skill")),
            ("lower-first", format!("{all_days}; S signs skill")),
            ("ok", format!("{all_days}; H signs skill; S signs skill")),
            ("signed-already", format!("{all_days}; H signs skill; H signs skill")),
            // Who has withdrawn keeps nobody waiting.
            ("ok", "E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 3; E1 C1 M1 4; desk withdrew C2; E1 signs A1".to_owned()),
            ("incomplete", "E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 3; E1 C1 M1 4; desk withdrew C2; desk reinstates C2; E1 signs A1".to_owned()),
        ],
    );
}

#[test]
fn an_unlock_takes_the_signatures_of_what_it_opens() {
    let signed = format!("{A1}; {B1}; {A1_SIGNED}; H signs day1");
    let unlocked = format!("{signed}; H unlocks A1 error; S unlocks A1 error");
    table(
        &Conduct::default(),
        &[
            ("ok", format!("{unlocked}; E2 C1 J1 3 @2 typo")),
            ("lower-first", format!("{unlocked}; H signs day1")),
            ("ok", format!("{unlocked}; E2 C1 J1 3 @2 typo; {A1_SIGNED}; H signs day1")),
            // The organiser may be the second person.
            ("ok", format!("{signed}; H unlocks A1 error; desk unlocks A1 seen")),
            ("nothing-locked", format!("{signed}; desk unlocks A1 seen")),
            ("reason-missing", format!("{signed}; H unlocks A1 error; desk unlocks A1")),
        ],
    );
    let mut room = room_of(Conduct::default());
    room.play(&unlocked);
    assert_eq!(room.state.skills[0].proceedings.signing.signatures, []);
    assert_eq!(room.state.skills[0].locked, [false, false]);
}

#[test]
fn who_signs_is_a_rule() {
    use Capacity::{Chief, Supervisor, Team};

    let only = |sub_criterion: &[Capacity], day: &[Capacity], skill: &[Capacity]| Conduct {
        signing: SigningRule { sub_criterion: sub_criterion.to_vec(), day: day.to_vec(), skill: skill.to_vec(), competitor: false },
        ..Conduct::default()
    };
    let both = format!("{A1}; {B1}");
    for (rule, expected, script) in [
        (only(&[Supervisor], &[], &[]), "ok", format!("{A1}; S signs A1")),
        (only(&[Supervisor], &[], &[]), "role", format!("{A1}; E1 signs A1")),
        (only(&[], &[Chief], &[]), "no-such-part", format!("{both}; E1 signs A1")),
        (only(&[], &[Chief], &[]), "ok", format!("{both}; H signs day1")),
        (only(&[], &[], &[Supervisor, Chief]), "lower-first", format!("{both}; H signs skill")),
        (only(&[], &[], &[Supervisor, Chief]), "ok", format!("{both}; S signs skill; H signs skill")),
        (only(&[Team], &[], &[Chief]), "ok", format!("{both}; E1 signs A1; E2 signs A1; E3 signs A1; F1 signs B1; H signs skill")),
    ] {
        table(&rule, &[(expected, script)]);
    }
}

#[test]
fn a_competitor_signs_the_own_sheet() {
    let conduct = Conduct { signing: SigningRule { competitor: true, ..SigningRule::default() }, ..Conduct::default() };
    let signed = format!("{A1}; {B1}; {A1_SIGNED}");
    table(
        &conduct,
        &[
            ("incomplete", "E1 shows 1 C1 agreed".to_owned()),
            ("ok", format!("{A1}; E1 shows 1 C1 agreed")),
            ("ok", format!("{A1}; E1 shows 1 C1 declined the time was shorter")),
            ("reason-missing", format!("{A1}; E1 shows 1 C1 declined")),
            ("signed-already", format!("{A1}; E1 shows 1 C1 agreed; H shows 1 C1 agreed")),
            ("no-such-part", format!("{A1}; E1 shows 3 C1 agreed")),
            ("lower-first", format!("{signed}; E1 shows 1 C1 agreed; H signs day1")),
            ("ok", format!("{signed}; E1 shows 1 C1 agreed; E1 shows 1 C2 declined wrong; H signs day1")),
            // A correction asks for a new signature of whom it is about, and of nobody else.
            ("signed-already", format!("{A1}; E1 shows 1 C1 agreed; E2 C2 J1 2 @6 typo; E1 shows 1 C1 agreed")),
            ("ok", format!("{A1}; E1 shows 1 C1 agreed; E2 C1 J1 3 @2 typo; E1 shows 1 C1 agreed")),
        ],
    );
    table(&Conduct::default(), &[("no-such-part", format!("{A1}; E1 shows 1 C1 agreed"))]);
}

#[test]
fn a_correction_after_signing_takes_two_people() {
    let signed = format!("{A1}; {B1}; {A1_SIGNED}; H signs day1");
    let proposed = format!("{signed}; H proposes typo C1/J1/E2/3@2 C1/M1/-/3.5@4");
    table(
        &Conduct::default(),
        &[
            ("ok", proposed.clone()),
            ("role", format!("{signed}; E1 proposes typo C1/J1/E2/3@2")),
            ("too-many", format!("{signed}; H proposes typo")),
            ("too-many", format!("{signed}; H proposes typo C1/J1/E2/3@2 C1/J1/E2/1@2")),
            ("unknown-competitor", format!("{signed}; H proposes typo C9/J1/E2/3@2")),
            ("unknown-aspect", format!("{signed}; H proposes typo C1/J9/E2/3@2")),
            ("unknown-expert", format!("{signed}; H proposes typo C1/J1/E99/3@2")),
            ("unknown-expert", format!("{signed}; H proposes typo C1/J1/-/3@2")),
            ("out-of-range", format!("{signed}; H proposes typo C1/J1/E2/9@2")),
            ("stale-correction", format!("{signed}; H proposes typo C1/J1/E2/3@1")),
            ("stale-correction", format!("{signed}; H proposes typo C1/J1/E4/3@2")),
            ("ok", format!("{proposed}; S confirms 1")),
            ("ok", format!("{proposed}; desk confirms 1")),
            ("second-person", format!("{proposed}; H confirms 1")),
            ("second-person", format!("{proposed}; H+ confirms 1")),
            ("role", format!("{proposed}; E1 confirms 1")),
            ("no-such-proposal", format!("{proposed}; S confirms 2")),
            ("no-such-proposal", format!("{proposed}; S confirms 0")),
            ("proposal-closed", format!("{proposed}; S confirms 1; G confirms 1")),
            ("proposal-closed", format!("{proposed}; H rejects 1 wrong; S confirms 1")),
            ("reason-missing", format!("{proposed}; S rejects 1")),
            // Two proposals of the same place: the second does not fit any more.
            ("stale-correction", format!("{proposed}; G proposes typo C1/J1/E2/1@2; S confirms 1; S confirms 2")),
            // It stays locked, and is signed anew.
            ("locked", format!("{proposed}; S confirms 1; E1 C1 J1 1 @1 typo")),
            ("lower-first", format!("{proposed}; S confirms 1; H signs day1")),
            ("ok", format!("{proposed}; S confirms 1; {A1_SIGNED}; H signs day1")),
        ],
    );
    let mut room = room_of(Conduct::default());
    room.play(&format!("{proposed}; S confirms 1"));
    let tally = &room.state.skills[0].tally;
    let position = *room.lines.last().expect("a line");
    let values: Vec<(u64, String)> = tally.scores(0, 0).map(|score| (score.position, score.value.written(&tally.aspects()[0]))).collect();
    assert_eq!(values, [(room.lines[0], "2".to_owned()), (position, "3".to_owned()), (room.lines[2], "3".to_owned())]);
    assert_eq!(tally.mark(0, 1).map(|mark| mark.to_string()), Some("3.5".to_owned()));
}

#[test]
fn an_appeal_goes_from_the_press_to_the_notice() {
    let conduct = Conduct { appeal_minutes: Some(60), ..Conduct::default() };
    let filed = format!("{A1}; {B1}; {A1_SIGNED}; E1 appeals C1 J1,M1 the tool broke");
    let assigned = format!("{filed}; H assigns 1 E4,E5,E6");
    let remarked = format!("{assigned}; E4 remarks 1 J1 3; E5 remarks 1 J1 3; E6 remarks 1 J1 3; E5 remarks 1 M1 5");
    let decided = format!("{remarked}; H decides 1 upheld; S confirms 1");
    table(
        &conduct,
        &[
            ("ok", filed.clone()),
            ("ok", format!("{A1}; desk appeals C1 J1 the tool broke")),
            ("unknown-competitor", "E1 appeals C9 J1 why".to_owned()),
            ("unknown-aspect", "E1 appeals C1 J9 why".to_owned()),
            ("reason-missing", "E1 appeals C1 J1".to_owned()),
            // Others mark again, enough of them.
            ("role", format!("{filed}; E1 assigns 1 E4,E5,E6")),
            ("may-not-remark", format!("{filed}; H assigns 1 E1,E5,E6")),
            ("may-not-remark", format!("{filed}; H assigns 1 S,E5,E6")),
            ("remarkers-wanted", format!("{filed}; H assigns 1 E4,E5")),
            ("no-such-appeal", format!("{filed}; H assigns 2 E4,E5,E6")),
            ("not-assigned", format!("{filed}; E4 remarks 1 J1 3")),
            ("not-assigned", format!("{assigned}; F1 remarks 1 J1 3")),
            ("not-assigned", format!("{assigned}; E4 remarks 1 M2 3")),
            ("out-of-range", format!("{assigned}; E4 remarks 1 J1 9")),
            ("ok", format!("{assigned}; E4 remarks 1 J1 3; E4 remarks 1 J1 2")),
            ("panel-full", format!("{remarked}; E4 remarks 1 J1 2")),
            ("panel-full", format!("{remarked}; E4 remarks 1 M1 2")),
            // The decision takes two people, and a whole second look where it is upheld.
            ("remark-missing", format!("{assigned}; H decides 1 upheld")),
            ("remark-missing", format!("{assigned}; E4 remarks 1 J1 3; H decides 1 upheld")),
            ("remark-again", format!("{assigned}; E4 remarks 1 J1 0; E5 remarks 1 J1 3; E6 remarks 1 J1 3; H decides 1 upheld")),
            ("ok", format!("{assigned}; E4 remarks 1 J1 0; E5 remarks 1 J1 3; E6 remarks 1 J1 3; E4 remarks 1 J1 2; H decides 1 upheld")),
            ("ok", format!("{filed}; H decides 1 rejected; S confirms 1")),
            ("ok", decided.clone()),
            ("appeal-closed", format!("{decided}; H decides 1 rejected")),
            ("appeal-closed", format!("{remarked}; H decides 1 upheld; G decides 1 rejected; S confirms 1; S confirms 2")),
            // What a proposed decision rests on stays as it was shown to the second person.
            ("decision-proposed", format!("{remarked}; H decides 1 upheld; H assigns 1 E4,E5,E6")),
            ("decision-proposed", format!("{assigned}; H decides 1 rejected; E4 remarks 1 J1 3")),
            ("ok", format!("{remarked}; H decides 1 upheld; S rejects 1 again; H assigns 1 E4,E5,E6")),
            // Then whoever appealed is told, once.
            ("appeal-closed", format!("{filed}; H notices 1")),
            ("role", format!("{decided}; E1 notices 1")),
            ("ok", format!("{decided}; H notices 1")),
            ("appeal-closed", format!("{decided}; H notices 1; desk notices 1")),
            // Whoever filed it may withdraw it.
            ("ok", format!("{filed}; E1 withdraws 1 settled")),
            ("not-yours", format!("{filed}; E2 withdraws 1 settled")),
            ("ok", format!("{filed}; desk withdraws 1 settled")),
            ("appeal-closed", format!("{decided}; E1 withdraws 1 settled")),
        ],
    );
    let mut room = room_of(conduct);
    room.play(&filed);
    assert!(room.state.skills[0].under_appeal(0) && !room.state.skills[0].under_appeal(1));
    room.play(decided.strip_prefix(&*filed).expect("it begins so"));
    let skill = &room.state.skills[0];
    assert!(!skill.under_appeal(0));
    assert_eq!(skill.tally.state(0, 0), CellState::Done("2".parse().expect("a mark")));
    assert_eq!(skill.tally.round(0, 0), 2);
    assert_eq!(skill.proceedings.earlier[&(0, 0)][0].len(), 3, "the first look stays on record");
    assert_eq!(skill.tally.mark(0, 1).map(|mark| mark.to_string()), Some("5".to_owned()));
}

/// Paris 2024: what counts is when the button was pressed, by the server's clock.
#[test]
fn lateness_is_by_the_time_of_pressing() {
    let minute = 60_000;
    for (sent_after, pressed_ago, late) in [
        (60 * minute, 0, false),
        (60 * minute + 1, 0, true),
        (90 * minute, 30 * minute, false),
        (90 * minute, 30 * minute - 1, true),
        // A device cannot press in the future.
        (90 * minute, -30 * minute, true),
    ] {
        let mut room = room_of(Conduct { appeal_minutes: Some(60), ..Conduct::default() });
        room.play(&format!("{A1}; {B1}; {A1_SIGNED}"));
        room.now = 1_000_000;
        room.play("H signs day1");
        room.now = 1_000_000 + sent_after;
        room.play(&format!("E1 appeals C1 J1 -{pressed_ago} why"));
        let appeal = room.state.skills[0].appeal(1).expect("an appeal");
        assert_eq!(appeal.late, late, "{sent_after} {pressed_ago}");
        assert_eq!(appeal.at, room.now);
    }
    let mut room = room_of(Conduct::default());
    room.play(&format!("{A1}; {B1}; {A1_SIGNED}; H signs day1; F1 signs B1; H signs B1; H signs day2; E1 appeals C1 J1 why"));
    room.play("H signs skill; S signs skill; E1 appeals C1 M1 why");
    let late: Vec<bool> = room.state.skills[0].proceedings.appeals.iter().map(|appeal| appeal.late).collect();
    assert_eq!(late, [false, true]);
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
fn what_is_signed_is_what_the_digest_covers() {
    let mut room = room_of(Conduct::default());
    room.play(A1);
    let rules = std::sync::Arc::clone(room.state.competition.as_ref().expect("an open competition"));
    let part = Part::SubCriterion { id: common::competition::id("A1") };
    let before = room.state.skills[0].digest_of(&rules.skills[0], &part);
    room.play(B1);
    assert_eq!(room.state.skills[0].digest_of(&rules.skills[0], &part), before, "another sub-criterion");
    room.play("E2 C1 J1 3 @2 typo");
    assert_ne!(room.state.skills[0].digest_of(&rules.skills[0], &part), before);
}

/// Whatever people ask for in whatever order: replay equals live, and what is signed was whole.
#[test]
fn any_order_of_asking_leaves_a_journal_that_replays() {
    let words: &[&str] = &[
        "E1 C1 J1 2",
        "E2 C1 J1 0",
        "E3 C1 J1 3",
        "E2 C1 J1 2",
        "E3 C1 J1 2",
        "E1 C1 M1 4",
        "E1 C2 J1 1",
        "E2 C2 J1 1",
        "E3 C2 J1 2",
        "E1 C2 M1 5",
        "F1 C1 M2 1",
        "F1 C2 M2 2",
        "E1 signs A1",
        "E2 signs A1",
        "E3 signs A1",
        "H signs A1",
        "H signs day1",
        "F1 signs B1",
        "H signs B1",
        "H signs day2",
        "H signs skill",
        "S signs skill",
        "H locks A1",
        "H unlocks A1 why",
        "S unlocks A1 why",
        "desk unlocks A1 why",
        "H proposes why C1/J1/E2/3@5",
        "S proposes why C1/M1/-/2@6",
        "S confirms 1",
        "desk confirms 2",
        "H rejects 1 no",
        "E1 appeals C1 J1,M1 why",
        "H assigns 1 E4,E5,E6",
        "E4 remarks 1 J1 3",
        "E5 remarks 1 J1 3",
        "E6 remarks 1 J1 2",
        "E6 remarks 1 M1 1",
        "H decides 1 upheld",
        "H decides 1 rejected",
        "S confirms 3",
        "H notices 1",
        "E1 withdraws 1 why",
        "desk withdrew C2",
        "desk reinstates C2",
        "desk adds rig",
        "grader-rig posts r1 C1/M2/3",
        "F1 C1 M2 3 @1 =40 again",
        "E2 C1 J1 3 @2 typo",
    ];
    for seed in 0..100_u64 {
        let mut random = StdRng::seed_from_u64(seed);
        let mut room = room_of(Conduct::default());
        for _ in 0..120 {
            let line = words[random.random_range(0..words.len())];
            let before = room.state.clone();
            if room.line(line).is_err() {
                assert_eq!(before.dump(), room.state.dump(), "seed {seed}: a refused {line:?} changed the state");
            }
        }
        let replayed = ContestState::replay(&room.entries).expect("a journal that fits");
        assert_eq!(replayed.dump(), room.state.dump(), "seed {seed}");
        let rules = std::sync::Arc::clone(room.state.competition.as_ref().expect("an open competition"));
        let (skill, state) = (&rules.skills[0], &room.state.skills[0]);
        for part in jinbang::judging::parts(skill).iter().filter(|part| state.is_signed(skill, part)) {
            assert_eq!(state.missing_marks(skill, &jinbang::judging::covered(skill, part)), 0, "seed {seed}: {part:?}");
        }
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

#[test]
fn a_revoked_device_proposes_nothing_any_more() {
    let mut room = room_of(Conduct::default());
    room.play(&format!("{A1}; {B1}; {A1_SIGNED}; H proposes typo C1/J1/E2/3@2; G proposes typo C1/M1/-/3@4"));
    room.take(&organiser(Action::RevokeDevice { device: tablet_of("H", false) })).expect("a device to revoke");
    assert_eq!(room.line("S confirms 1").map_err(|refusal| refusal.code()), Err("proposal-closed"));
    room.play("S confirms 2");
}

#[test]
fn a_withdrawal_asks_for_the_last_signature_anew() {
    let day = |day: &str, sub: &str| format!("F1 signs {sub}; H signs {sub}; H signs {day}");
    let mut room = room_of(Conduct::default());
    room.play(&format!("{A1}; {B1}; {A1_SIGNED}; H signs day1; {}; H signs skill; S signs skill", day("day2", "B1")));
    let signed = |room: &Room, part: &Part| {
        let rules = room.state.competition.clone().expect("an open competition");
        room.state.skills[0].is_signed(&rules.skills[0], part)
    };
    assert!(signed(&room, &Part::Skill));
    room.play("desk withdrew C1");
    assert!(!signed(&room, &Part::Skill) && signed(&room, &Part::Day { day: 1 }));
    room.play("H signs skill; S signs skill");
}

/// Whatever an expert can compute must not depend on who is behind a code.
#[test]
fn a_digest_in_a_blind_skill_knows_codes_only() {
    let digest = |codes: &str, script: &str| {
        let mut room = room_of(Conduct { code_layers: 1, ..Conduct::default() });
        room.play(&format!("desk draws {codes}; {script}"));
        let rules = room.state.competition.clone().expect("an open competition");
        room.state.skills[0].digest_of(&rules.skills[0], &Part::SubCriterion { id: common::competition::id("A1") })
    };
    let marks = A1.replace("C1", "K7").replace("C2", "K3");
    assert_eq!(digest("K7,K3", &marks), digest("K3,K7", &marks));
    assert_ne!(digest("K7,K3", &marks), digest("K7,K3", &marks.replace("E3 K7 J1 3", "E3 K7 J1 2")));
}
