//! From the press of a button to the notice.

use super::*;

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
