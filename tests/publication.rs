//! What the audience is shown when, as tables.

use crate::common;

use common::{
    competition::{MARK, SkillBuilder, judgement, skill},
    room::Room,
    written::Written,
};
use std::collections::BTreeSet;

use jinbang::{
    competition::{Conduct, Judgement, Missing, Publication, Show, Skill},
    judging::{ContestState, Millis},
    publication::{Gate, Label, MarkingStage, PublishedSkill, publish},
    ranking::Standing,
};

const MINUTE: Millis = 60_000;

const LIVE: Publication = Publication::of(Show::Entered);
const SIGNED: Publication = Publication::of(Show::Signed);
const HIDDEN: Publication = Publication::of(Show::Hidden);
const STOPPED: Publication = Publication { show: Show::Entered, delay_minutes: 0, freeze_at: Some(5 * MINUTE) };
const SIGNED_LATER: Publication = Publication { show: Show::Signed, delay_minutes: 30, freeze_at: None };

/// Two sub-criteria on one day, a chief and a supervisor.
fn rulebook() -> SkillBuilder {
    skill()
        .competitors("C1 C2")
        .experts("E1 E2 E3 H=chief S=supervisor")
        .sub_criterion("A1")
        .measured("M1", "5", MARK)
        .sub_criterion("B1")
        .judged("J1", "2", judgement())
        .measured("M2", "5", MARK)
}

const A1: &str = "E1 C1 M1 4; E1 C2 M1 5";
const B1: &str = "E1 C1 J1 2; E2 C1 J1 2; E3 C1 J1 3; E1 C1 M2 3; E1 C2 J1 1; E2 C2 J1 1; E3 C2 J1 2; E1 C2 M2 1";
const SIGN_B1: &str = "E1 signs B1; E2 signs B1; E3 signs B1; H signs B1";
const SIGN_ALL: &str = "H signs day1; H signs skill; S signs skill";

/// `live marking 3/6 C1=7.56 C2=5.00`, or what is shown instead.
fn shown(gate: &Gate, state: &ContestState, now: Millis) -> String {
    let competition = state.competition.as_ref().expect("an open competition");
    let skill = &competition.skills[0];
    in_words(&publish(skill, gate.look(0, skill, &state.skills[0], now)), skill)
}

fn in_words(published: &PublishedSkill, skill: &Skill) -> String {
    let (label, progress, standings, under_appeal) = match published {
        PublishedSkill::Live { label, progress, standings, under_appeal, .. } => (label, progress, standings, under_appeal),
        PublishedSkill::Ceremony { shown, newest } => return called(shown, newest, skill),
        PublishedSkill::Hidden | PublishedSkill::Blind => return format!("{published:?}").to_lowercase(),
    };
    let label = match label {
        Label::Frozen { since } => format!("frozen-at-{}'", since / MINUTE),
        Label::Delayed { minutes } => format!("delayed-{minutes}'"),
        other => format!("{other:?}").to_lowercase(),
    };
    let stage = match progress.stage {
        MarkingStage::NotStarted => "not-started",
        MarkingStage::Marking => "marking",
        MarkingStage::Complete => "complete",
        MarkingStage::Locked => "locked",
    };
    let row = |standing: &Standing| {
        let (id, out) = (&skill.competitors[standing.competitor].id, if standing.withdrawn { " out" } else { "" });
        let appeal = if under_appeal.contains(&standing.competitor) { " appeals" } else { "" };
        if standing.rank.is_none() && !standing.withdrawn {
            format!("{id}{appeal}")
        } else {
            format!("{id}={}{out}{appeal}", standing.total.fixed(2))
        }
    };
    let rows: Vec<String> = standings.iter().map(row).collect();
    format!("{label} {stage} {}/{} {}", progress.done, progress.of, rows.join(" "))
}

/// `ceremony 2:C1=7.56* 3:C3=4.00`: those with the star came last.
fn called(shown: &[Standing], newest: &BTreeSet<usize>, skill: &Skill) -> String {
    let row = |standing: &Standing| {
        assert_eq!(standing.scale_score, None, "it would tell of the others");
        let star = if newest.contains(&standing.competitor) { "*" } else { "" };
        let rank = standing.rank.expect("a place");
        format!(" {rank}:{}={}{star}", skill.competitors[standing.competitor].id, standing.total.fixed(2))
    };
    format!("ceremony{}", shown.iter().map(row).collect::<String>())
}

/// Plays a script, in which a line may be a time in minutes, such as `10'`, and answers what is shown at the end. A server that looks on, one that looks
/// only now and then, and one that was started just now show the same.
fn after(builder: SkillBuilder, script: &str) -> String {
    let mut room = Room::open(builder.competition("city"));
    let mut gates = [1, 3].map(|every| (every, Gate::new(room.state.competition.as_ref().expect("an open competition"))));
    let lines = script.split(';').map(str::trim).filter(|line| !line.is_empty());
    for (number, line) in lines.enumerate() {
        let before = room.state.clone();
        match line.strip_suffix('\'') {
            Some(minutes) => room.now = minutes.parse::<Millis>().expect("minutes") * MINUTE,
            None => room.play(line),
        }
        for (every, gate) in &mut gates {
            if let Some(entry) = room.entries.last().filter(|entry| entry.position > before.position) {
                gate.before(&Written(&room.entries), &before, entry).expect("a journal in memory");
            }
            if number % *every == 0 {
                gate.tick(&Written(&room.entries), &room.state, room.now).expect("a journal in memory");
            }
        }
    }
    let started = Gate::read(&Written(&room.entries), &room.state, room.now).expect("a journal in memory");
    let now = shown(&started, &room.state, room.now);
    for (every, gate) in &mut gates {
        gate.tick(&Written(&room.entries), &room.state, room.now).expect("a journal in memory");
        assert_eq!(shown(gate, &room.state, room.now), now, "every {every}: {script}");
    }
    now
}

#[test]
fn what_is_shown_of_marks() {
    let sign_a1 = format!("{A1}; E1 signs A1");
    let team_of_b1 = format!("{A1}; {B1}; E1 signs B1");
    let appealed = format!("{A1}; {B1}; E1 signs A1; desk appeals C1 M1 why; desk appeals C2 J1 why");
    let all = format!("{A1}; {B1}; E1 signs A1; H signs A1; {SIGN_B1}; {SIGN_ALL}");
    let drawn = |sheet: &str| format!("{A1}; {sheet}");
    for (publication, script, expected) in [
        (LIVE, "", "live not-started 0/6 C1 C2"),
        (SIGNED, "", "signed not-started 0/6 C1 C2"),
        (HIDDEN, "", "hidden"),
        (LIVE, A1, "live marking 2/6 C2=5.00 C1=4.00"),
        (SIGNED, A1, "signed not-started 0/6 C1 C2"),
        (HIDDEN, A1, "hidden"),
        // The first signature locks, and so does the chief expert's lock.
        (SIGNED, &sign_a1, "signed marking 2/6 C2=5.00 C1=4.00"),
        (SIGNED, &format!("{A1}; H locks A1"), "signed marking 2/6 C2=5.00 C1=4.00"),
        (SIGNED, &team_of_b1, "signed marking 4/6 C1=4.56 C2=1.89"),
        (HIDDEN, &sign_a1, "hidden"),
        // What is unlocked may change, and is off the board.
        (SIGNED, &format!("{A1}; H locks A1; H unlocks A1 typo; S unlocks A1 typo"), "signed not-started 0/6 C1 C2"),
        // Who has withdrawn is no mark.
        (SIGNED, &drawn("desk withdrew C1"), "signed not-started 0/3 C1=0.00 out C2"),
        (HIDDEN, &drawn("desk withdrew C1"), "hidden"),
        // An appeal against what nobody sees is not seen.
        (LIVE, &appealed, "live complete 6/6 C1=8.56 appeals C2=6.89 appeals"),
        (SIGNED, &appealed, "signed marking 2/6 C2=5.00 C1=4.00 appeals"),
        (HIDDEN, &appealed, "hidden"),
        // Signed throughout.
        (LIVE, &all, "final locked 6/6 C1=8.56 C2=6.89"),
        (SIGNED, &all, "final locked 6/6 C1=8.56 C2=6.89"),
        (HIDDEN, &all, "hidden"),
        (LIVE, &format!("{all}; desk appeals C1 M1 why"), "live locked 6/6 C1=8.56 appeals C2=6.89"),
        (LIVE, &format!("{all}; desk appeals C1 M1 why; desk withdraws 1 why"), "final locked 6/6 C1=8.56 C2=6.89"),
        (LIVE, &format!("{all}; desk withdrew C1"), "live locked 3/3 C2=6.89 C1=8.56 out"),
    ] {
        assert_eq!(after(rulebook().published(publication), script), expected, "{publication:?} {script}");
    }
}

#[test]
fn a_panel_of_some_is_shown_once_it_is_locked() {
    let skipping = || rulebook().judged("J2", "3", Judgement { missing: Missing::Skip, ..judgement() });
    for (publication, script, expected) in [
        (LIVE, "E1 C1 J2 3", "live not-started 0/8 C1 C2"),
        (LIVE, "E1 C1 J2 3; H locks B1", "live marking 1/8 C1=3.00 C2"),
        (SIGNED, "E1 C1 J2 3; E2 C1 J2 3; E3 C1 J2 3", "signed not-started 0/8 C1 C2"),
        (SIGNED, "E1 C1 J2 3; H locks B1", "signed marking 1/8 C1=3.00 C2"),
    ] {
        assert_eq!(after(skipping().published(publication), script), expected, "{publication:?} {script}");
    }
}

/// When the codes are opened says that everything is locked.
#[test]
fn a_blind_skill_names_nobody_before_its_marks() {
    let blind = || rulebook().conduct(Conduct { code_layers: 1, ..Conduct::default() });
    let open = "desk draws K7,K9; H locks all; S opens 1; H confirms 1";
    for (publication, script, expected) in [
        (LIVE, "", "blind"),
        (HIDDEN, "", "blind"),
        (LIVE, open, "live locked 0/6 C1 C2"),
        (SIGNED, open, "signed locked 0/6 C1 C2"),
        (HIDDEN, open, "blind"),
    ] {
        assert_eq!(after(blind().published(publication), script), expected, "{publication:?} {script}");
    }
}

const DELAYED: Publication = Publication { delay_minutes: 15, ..LIVE };
const FREEZES: Publication = Publication { freeze_at: Some(60 * MINUTE), ..LIVE };
const SIGNED_LATE: Publication = Publication { delay_minutes: 15, ..SIGNED };
const BOTH: Publication = Publication { delay_minutes: 15, freeze_at: Some(60 * MINUTE), ..LIVE };

#[test]
fn what_is_shown_when() {
    for (publication, script, expected) in [
        // Always that old; exactly that old is old enough.
        (DELAYED, "0'; E1 C1 M1 4; 14'", "delayed-15' not-started 0/6 C1 C2"),
        (DELAYED, "0'; E1 C1 M1 4; 15'", "delayed-15' marking 1/6 C1=4.00 C2"),
        (DELAYED, "0'; E1 C1 M1 4; 10'; E1 C2 M1 5; 24'", "delayed-15' marking 1/6 C1=4.00 C2"),
        (DELAYED, "0'; E1 C1 M1 4; 10'; E1 C2 M1 5; 25'", "delayed-15' marking 2/6 C2=5.00 C1=4.00"),
        (DELAYED, "0'; desk withdrew C1; 14'", "delayed-15' not-started 0/6 C1 C2"),
        (DELAYED, "0'; desk withdrew C1; 15'", "delayed-15' not-started 0/3 C1=0.00 out C2"),
        (SIGNED_LATE, "0'; E1 C1 M1 4; 1'; H locks A1; 15'", "delayed-15' not-started 0/6 C1 C2"),
        (SIGNED_LATE, "0'; E1 C1 M1 4; 1'; H locks A1; 16'", "delayed-15' marking 1/6 C1=4.00 C2"),
        // From that time on nothing comes in: marks, withdrawals, appeals, locks. What is marked before comes until then.
        (FREEZES, "0'; E1 C1 M1 4; 59'; E1 C2 M1 5; 59'", "live marking 2/6 C2=5.00 C1=4.00"),
        (FREEZES, "0'; E1 C1 M1 4; 60'", "frozen-at-60' marking 1/6 C1=4.00 C2"),
        (FREEZES, "0'; E1 C1 M1 4; 60'; E1 C2 M1 5", "frozen-at-60' marking 1/6 C1=4.00 C2"),
        (FREEZES, "0'; E1 C1 M1 4; 61'; desk withdrew C1; desk appeals C2 M1 why; H locks all", "frozen-at-60' marking 1/6 C1=4.00 C2"),
        (FREEZES, "0'; E1 C1 M1 4; 61'; E1 C1 M1 1 @1 typo", "frozen-at-60' marking 1/6 C1=4.00 C2"),
        // Both: it stands still the delay later, at what there was at the time of the freeze.
        (BOTH, "0'; E1 C1 M1 4; 59'; E1 C2 M1 5; 61'; E1 C1 M2 1; 73'", "delayed-15' marking 1/6 C1=4.00 C2"),
        (BOTH, "0'; E1 C1 M1 4; 59'; E1 C2 M1 5; 61'; E1 C1 M2 1; 74'", "delayed-15' marking 2/6 C2=5.00 C1=4.00"),
        (BOTH, "0'; E1 C1 M1 4; 59'; E1 C2 M1 5; 61'; E1 C1 M2 1; 99'", "frozen-at-60' marking 2/6 C2=5.00 C1=4.00"),
    ] {
        assert_eq!(after(rulebook().published(publication), script), expected, "{publication:?} {script}");
    }
}

#[test]
fn freezing_takes_one_person_and_publishing_two() {
    let publishes = "H publishes; S confirms 1";
    for (publication, script, expected) in [
        // At the desk: what is shown at that moment stays, whatever was on its way.
        (LIVE, "0'; E1 C1 M1 4; 5'; desk freezes; E1 C2 M1 5; 9'", "frozen-at-5' marking 1/6 C1=4.00 C2"),
        (SIGNED, "0'; E1 C1 M1 4; H locks A1; 5'; desk freezes; E1 C1 M2 5; H locks B1", "frozen-at-5' marking 1/6 C1=4.00 C2"),
        (SIGNED, "0'; E1 C1 M1 4; 5'; desk freezes; H locks all", "frozen-at-5' not-started 0/6 C1 C2"),
        (DELAYED, "0'; E1 C1 M1 4; 10'; E1 C2 M1 5; 20'; desk freezes; 90'", "frozen-at-20' marking 1/6 C1=4.00 C2"),
        (BOTH, "0'; E1 C1 M1 4; 10'; E1 C2 M1 5; 20'; desk freezes; 90'", "frozen-at-20' marking 1/6 C1=4.00 C2"),
        (FREEZES, "0'; E1 C1 M1 4; 20'; desk freezes; E1 C2 M1 5; 90'", "frozen-at-20' marking 1/6 C1=4.00 C2"),
        // Two people: everything, from that entry on.
        (HIDDEN, "0'; E1 C1 M1 4; H publishes", "hidden"),
        (HIDDEN, &format!("0'; E1 C1 M1 4; {publishes}"), "live marking 1/6 C1=4.00 C2"),
        (HIDDEN, "0'; E1 C1 M1 4; desk publishes; H confirms 1", "live marking 1/6 C1=4.00 C2"),
        (HIDDEN, "0'; E1 C1 M1 4; H publishes; S rejects 1 no", "hidden"),
        (DELAYED, &format!("0'; E1 C1 M1 4; {publishes}; E1 C2 M1 5"), "live marking 2/6 C2=5.00 C1=4.00"),
        (SIGNED, &format!("0'; E1 C1 M1 4; {publishes}"), "live marking 1/6 C1=4.00 C2"),
        (FREEZES, &format!("0'; {publishes}; 61'; E1 C1 M1 4"), "live marking 1/6 C1=4.00 C2"),
        (FREEZES, &format!("61'; E1 C1 M1 4; {publishes}; E1 C2 M1 5"), "live marking 2/6 C2=5.00 C1=4.00"),
        (BOTH, &format!("0'; E1 C1 M1 4; 90'; E1 C2 M1 5; {publishes}"), "live marking 2/6 C2=5.00 C1=4.00"),
        (LIVE, &format!("0'; desk freezes; E1 C1 M1 4; {publishes}"), "live marking 1/6 C1=4.00 C2"),
        // What was published can be frozen again, with all it showed.
        (SIGNED, &format!("0'; E1 C1 M1 4; {publishes}; 7'; desk freezes; E1 C2 M1 5"), "frozen-at-7' marking 1/6 C1=4.00 C2"),
        (DELAYED, &format!("0'; E1 C1 M1 4; {publishes}; 7'; desk freezes; E1 C2 M1 5; 99'"), "frozen-at-7' marking 1/6 C1=4.00 C2"),
        (
            HIDDEN,
            &format!("0'; E1 C1 M1 4; {publishes}; desk freezes; H publishes; E1 C2 M1 5; S confirms 2"),
            "live marking 2/6 C2=5.00 C1=4.00",
        ),
    ] {
        assert_eq!(after(rulebook().published(publication), script), expected, "{publication:?} {script}");
    }
}

#[test]
fn who_may_not() {
    for (publication, script, code) in [
        (LIVE, "H publishes", "nothing-held-back"),
        (LIVE, "desk publishes", "nothing-held-back"),
        (HIDDEN, "H publishes; S confirms 1; desk publishes", "nothing-held-back"),
        (HIDDEN, "H publishes; S publishes; S confirms 1; H confirms 2", "nothing-held-back"),
        (HIDDEN, "E1 publishes", "role"),
        (HIDDEN, "H publishes; E1 confirms 1", "role"),
        (HIDDEN, "H publishes; H confirms 1", "second-person"),
        (HIDDEN, "H publishes; H+ confirms 1", "second-person"),
        (HIDDEN, "desk publishes; desk confirms 1", "second-person"),
        (HIDDEN, "desk freezes", "nothing-shown"),
        (LIVE, "desk freezes; desk freezes", "frozen-already"),
        (FREEZES, "60'; desk freezes", "frozen-already"),
    ] {
        let mut room = Room::open(rulebook().published(publication).competition("city"));
        let (before, last) = script.rsplit_once(';').unwrap_or(("", script));
        for line in before.split(';').map(str::trim).filter(|line| !line.is_empty()) {
            match line.strip_suffix('\'') {
                Some(minutes) => room.now = minutes.parse::<Millis>().expect("minutes") * MINUTE,
                None => room.play(line),
            }
        }
        let refusal = room.line(last.trim()).expect_err(script);
        assert_eq!(refusal.code(), code, "{publication:?} {script}");
    }
}

#[test]
fn what_a_ceremony_shows() {
    let signed = format!("{A1}; {B1}; E1 signs A1; H signs A1; {SIGN_B1}; {SIGN_ALL}");
    let begun = format!("{signed}; 10'; desk begins places; H confirms 1");
    let frozen = format!("{A1}; desk freezes; {B1}; E1 signs A1; H signs A1; {SIGN_B1}; {SIGN_ALL}; desk begins places; S confirms 1");
    let corrected = "H proposes typo C1/M1/-/1@1; S confirms 2";
    let whole = "final locked 6/6 C1=8.56 C2=6.89";
    for (publication, script, expected) in [
        // A proposal alone shows nothing, a confirmed one nobody.
        (HIDDEN, format!("{signed}; desk begins places"), "hidden"),
        (HIDDEN, begun.clone(), "ceremony"),
        (HIDDEN, format!("{begun}; desk steps 0 1"), "ceremony 2:C2=6.89*"),
        (HIDDEN, format!("{begun}; desk steps 0 1; desk steps 1 2"), "ceremony 1:C1=8.56* 2:C2=6.89"),
        // Taken back.
        (HIDDEN, format!("{begun}; desk steps 0 1; desk steps 1 2; desk steps 2 1"), "ceremony 2:C2=6.89*"),
        (HIDDEN, format!("{begun}; desk steps 0 1; desk steps 1 0"), "ceremony"),
        // The end shows the whole, at any step; breaking off what was shown before.
        (HIDDEN, format!("{begun}; desk steps 0 1; desk shows-all"), whole),
        (HIDDEN, format!("{begun}; desk steps 0 1; desk breaks-off"), "hidden"),
        (LIVE, format!("{frozen}; desk steps 0 1"), "ceremony 2:C2=6.89*"),
        (LIVE, format!("{frozen}; desk breaks-off"), "frozen-at-0' marking 2/6 C2=5.00 C1=4.00"),
        (LIVE, format!("{frozen}; desk shows-all"), whole),
        // What the rules would have let through meanwhile was not called: broken off, the board is as it was.
        (SIGNED_LATER, format!("{begun}; 40'; desk breaks-off"), "frozen-at-10' not-started 0/6 C1 C2"),
        (
            SIGNED_LATER,
            format!("{begun}; 40'; desk steps 0 1; desk appeals C1 M1 why; desk breaks-off; 90'"),
            "frozen-at-10' not-started 0/6 C1 C2",
        ),
        (SIGNED_LATER, format!("{begun}; 40'; desk steps 0 1; desk shows-all"), whole),
        (SIGNED_LATER, format!("{begun}; 40'; desk breaks-off; desk begins places; S confirms 2; desk steps 0 1"), "ceremony 2:C2=6.89*"),
        // What the rules had stopped before stays as they say.
        (
            STOPPED,
            format!(
                "{A1}; 6'; {B1}; E1 signs A1; H signs A1; {SIGN_B1}; {SIGN_ALL}; 10'; desk begins places; H confirms 1; desk breaks-off"
            ),
            "frozen-at-5' marking 2/6 C2=5.00 C1=4.00",
        ),
        // After it the desk can freeze again, at what is shown then.
        (LIVE, format!("{frozen}; desk shows-all; 20'; desk freezes"), "frozen-at-20' locked 6/6 C1=8.56 C2=6.89"),
        // Equals come together, and places from one on.
        (HIDDEN, format!("{signed}; desk begins places 1; H confirms 1; desk steps 0 1"), "ceremony 2:C2=6.89*"),
        // What is corrected meanwhile changes nothing that was called.
        (HIDDEN, format!("{begun}; desk steps 0 1; {corrected}"), "ceremony 2:C2=6.89*"),
        (HIDDEN, format!("{begun}; desk steps 0 1; desk withdrew C2"), "ceremony 2:C2=6.89*"),
        (HIDDEN, format!("{begun}; desk steps 0 1; {corrected}; desk breaks-off"), "hidden"),
    ] {
        assert_eq!(after(rulebook().published(publication), &script), expected, "{script}");
    }
}
