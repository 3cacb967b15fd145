//! Who signs what, when, and what a signature is bound to.

use super::*;

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
