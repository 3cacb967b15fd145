//! What the audience is shown when, as tables.

mod common;

use common::{
    competition::{MARK, SkillBuilder, judgement, skill},
    room::Room,
};
use jinbang::{
    competition::{Conduct, Judgement, Missing, Publication, Show},
    publication::{Label, MarkingStage, PublishedSkill, look, publish},
};

const LIVE: Publication = Publication::of(Show::Entered);
const SIGNED: Publication = Publication::of(Show::Signed);
const HIDDEN: Publication = Publication::of(Show::Hidden);

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
fn shown(room: &Room) -> String {
    let competition = room.state.competition.as_ref().expect("an open competition");
    let skill = &competition.skills[0];
    in_words(&publish(skill, look(skill, &room.state.skills[0])), skill)
}

fn in_words(published: &PublishedSkill, skill: &jinbang::competition::Skill) -> String {
    let PublishedSkill::Live { label, progress, standings, under_appeal, .. } = published else {
        return format!("{published:?}").to_lowercase();
    };
    let label = match label {
        Label::Frozen { since } => format!("frozen since {since}"),
        other => format!("{other:?}").to_lowercase(),
    };
    let stage = match progress.stage {
        MarkingStage::NotStarted => "not-started",
        MarkingStage::Marking => "marking",
        MarkingStage::Complete => "complete",
        MarkingStage::Locked => "locked",
    };
    let row = |standing: &jinbang::ranking::Standing| {
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

fn after(builder: SkillBuilder, script: &str) -> String {
    let mut room = Room::open(builder.competition("city"));
    room.play(script);
    shown(&room)
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
