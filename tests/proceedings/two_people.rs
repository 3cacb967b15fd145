//! What takes two people: unlocking, and correcting what is signed.

use super::*;

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
fn a_revoked_device_proposes_nothing_any_more() {
    let mut room = room_of(Conduct::default());
    room.play(&format!("{A1}; {B1}; {A1_SIGNED}; H proposes typo C1/J1/E2/3@2; G proposes typo C1/M1/-/3@4"));
    room.take(&organiser(Action::RevokeDevice { device: tablet_of("H", false) })).expect("a device to revoke");
    assert_eq!(room.line("S confirms 1").map_err(|refusal| refusal.code()), Err("proposal-closed"));
    room.play("S confirms 2");
}
