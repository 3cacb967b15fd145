//! Best of delegation, best of all and the table of delegations, case by case (rules.md §5).

use crate::common;

use common::competition::{SkillBuilder, dec, id, skill};
use jinbang::{
    competition::{Competition, Delegation, Medal, MedalRules, ScaleRule, SmallField, SpreadEstimator, Text},
    ranking::{Comparable, Outcome, awards, comparable, delegation_table},
};

/// A competition and its results, one skill per line: `700±50: A@cn=740G B@cn=720 (C@de)=760 D@de=-`. The scale is a centre and
/// a target spread, `none`, or `void` for 700±50 without medals. After `=` the scale score (`-`: no result) and the
/// medal's letter; brackets are for guests, `@` for the delegation.
fn results(text: &str) -> (Competition, Vec<Vec<Outcome>>) {
    let mut competition = skill().competition("games");
    competition.skills.clear();
    let mut outcomes = Vec::new();
    for (number, line) in text.lines().map(str::trim).filter(|line| !line.is_empty()).enumerate() {
        let (scale, people) = line.split_once(':').expect("a scale");
        let mut skill = SkillBuilder::new(&format!("s{number}")).skill();
        skill.rules.scale = scale_of(scale);
        if scale == "void" {
            skill.rules.medals = MedalRules { small_fields: vec![SmallField { at_most: 99, medals: Vec::new() }], ..MedalRules::default() };
        }
        let mut of_skill = Vec::new();
        for (index, word) in people.split_whitespace().enumerate() {
            let (who, result) = word.split_once('=').expect("a result");
            let (name, delegation) = who.trim_matches(['(', ')']).split_once('@').expect("a delegation");
            let mut one = SkillBuilder::new("one").competitors(name).skill().competitors.remove(0);
            one.eligible = !who.starts_with('(');
            one.delegation = (!delegation.is_empty()).then(|| delegation_of(&mut competition, delegation));
            skill.competitors.push(one);
            let score = result.trim_end_matches(char::is_alphabetic);
            let scale_score = (score != "-").then(|| dec(score));
            of_skill.push(Outcome { competitor: index, ranked: scale_score.is_some(), scale_score, medal: medal_of(result) });
        }
        competition.skills.push(skill);
        outcomes.push(of_skill);
    }
    (competition, outcomes)
}

fn scale_of(text: &str) -> ScaleRule {
    let (centre, target_spread) = match text {
        "none" => return ScaleRule::Percentile { decimals: 2 },
        "void" => ("700", "50"),
        scale => scale.split_once('±').expect("a centre and a spread"),
    };
    let (centre, target_spread) = (dec(centre), dec(target_spread));
    ScaleRule::Worldskills { centre, estimator: SpreadEstimator::Sd, target_spread, clamp: None, decimals: 0 }
}

fn delegation_of(competition: &mut Competition, name: &str) -> usize {
    let list = &mut competition.delegations;
    list.iter().position(|known| known.id.as_str() == name).unwrap_or_else(|| {
        list.push(Delegation { id: id(name), name: Text::plain(name) });
        list.len() - 1
    })
}

fn medal_of(result: &str) -> Option<Medal> {
    match result.chars().last() {
        Some('G') => Some(Medal::Gold),
        Some('S') => Some(Medal::Silver),
        Some('B') => Some(Medal::Bronze),
        Some('m') => Some(Medal::Medallion),
        Some('w') => Some(Medal::Merit),
        _ => None,
    }
}

/// `A: best-of-delegation best-of-all`, whoever has an award.
fn won(competition: &Competition, outcomes: &[Vec<Outcome>]) -> Vec<String> {
    let given = awards(competition, outcomes);
    let skills = competition.skills.iter().zip(&given);
    let people = skills.flat_map(|(skill, given)| skill.competitors.iter().zip(given)).filter(|(_, given)| !given.is_empty());
    people.map(|(who, given)| format!("{}: {}", who.id, given.iter().map(|award| award.word()).collect::<Vec<_>>().join(" "))).collect()
}

#[test]
fn the_best_of_each_delegation_and_of_all() {
    for (case, text, expected) in [
        (
            "over all skills; ties share",
            "700±50: A@cn=740 B@cn=720 C@de=730
             700±50: D@cn=740 E@de=710 F@fr=650",
            &["A: best-of-delegation best-of-all", "C: best-of-delegation", "D: best-of-delegation best-of-all", "F: best-of-delegation"][..],
        ),
        ("a guest wins nothing and stands in nobody's way", "700±50: (A@cn)=790 B@cn=720", &["B: best-of-delegation best-of-all"]),
        ("nor does who has no result", "700±50: A@cn=- B@cn=600", &["B: best-of-delegation best-of-all"]),
        ("without a delegation one can be the best of all", "700±50: A@=740 B@cn=730", &["A: best-of-all", "B: best-of-delegation"]),
        (
            "a skill on another scale cannot be compared",
            "700±50: A@cn=740
             none: B@cn=99",
            &["A: best-of-delegation best-of-all"],
        ),
        (
            "a void skill counts for nothing",
            "void: A@cn=790
             700±50: B@cn=730",
            &["B: best-of-delegation best-of-all"],
        ),
        (
            "with different centres nothing is comparable",
            "700±50: A@cn=740
             500±50: B@de=540",
            &[],
        ),
        ("nor with different spreads", "700±50: A@cn=740\n 700±30: B@de=720", &[]),
        ("nobody", "700±50:", &[]),
    ] {
        let (competition, outcomes) = results(text);
        assert_eq!(won(&competition, &outcomes), expected, "{case}");
    }
}

#[test]
fn each_award_can_be_switched_off() {
    let (mut competition, outcomes) = results("700±50: A@cn=740 B@de=730");
    competition.awards.best_of_all = false;
    assert_eq!(won(&competition, &outcomes), ["A: best-of-delegation", "B: best-of-delegation"]);
    competition.awards.best_of_delegation = false;
    assert_eq!(won(&competition, &outcomes), Vec::<String>::new());
}

#[test]
fn which_skills_differ_is_told() {
    for (text, expected) in [
        ("none: A@cn=1", Comparable::NoScale),
        ("700±50: A@cn=1\n none: B@cn=1\n 700±50: C@cn=1", Comparable::Same),
        ("none: A@cn=1\n 700±50: B@cn=1\n 700±50: C@cn=1\n 700±40: D@cn=1", Comparable::Different(1, 3)),
    ] {
        assert_eq!(comparable(&results(text).0.skills), expected, "{text}");
    }
}

/// `rank id: entries/skills, medals, points (average), total (average)`
fn table(competition: &Competition, outcomes: &[Vec<Outcome>]) -> Vec<String> {
    let rows = delegation_table(competition, outcomes);
    let or_dash = |number: Option<jinbang::decimal::Decimal>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
    let row = |row: jinbang::ranking::DelegationRow| {
        let [gold, silver, bronze, medallion] = row.medals;
        format!(
            "{} {}: {}/{}, {gold}-{silver}-{bronze}-{medallion}, {} ({}), {} ({})",
            row.rank,
            competition.delegations[row.delegation].id,
            row.entries,
            row.skills_entered,
            row.medal_points,
            or_dash(row.average_medal_points),
            or_dash(row.total_point_score),
            or_dash(row.average_point_score),
        )
    };
    rows.into_iter().map(row).collect()
}

#[test]
fn delegations_by_medal_points() {
    for (case, text, expected) in [
        (
            "4, 3, 2, 1; averages over skills entered and over scores, half up",
            "700±50: A@cn=760G B@de=740S C@fr=720B D@cn=710m E@cn=600
             700±50: F@de=751G G@cn=705.5m
             700±50: H@cn=640",
            &[
                "1 de: 2/2, 1-1-0-0, 7 (3.5), 1491 (745.5)",
                "2 cn: 5/3, 1-0-0-2, 6 (2), 3415.5 (683.1)",
                "3 fr: 1/1, 0-0-1-0, 2 (2), 720 (720)",
            ][..],
        ),
        (
            "thirds",
            "700±50: A@cn=700G
             700±50: B@cn=700
             700±50: C@cn=701B",
            &["1 cn: 3/3, 1-0-1-0, 6 (2), 2101 (700.33)"],
        ),
        (
            "equal points share a place and stand by id; gold does not decide",
            "none: A@fr=9G B@de=8S C@cn=7S D@fr=6 E@cn=5m",
            &["1 cn: 2/1, 0-1-0-1, 4 (4), - (-)", "1 fr: 2/1, 1-0-0-0, 4 (4), - (-)", "3 de: 1/1, 0-1-0-0, 3 (3), - (-)"],
        ),
        ("without a result one has still entered", "700±50: A@cn=- B@cn=720", &["1 cn: 2/1, 0-0-0-0, 0 (0), 720 (720)"]),
        (
            "guests count nowhere, delegations without entries are left out",
            "700±50: (A@de)=800 B@cn=720w",
            &["1 cn: 1/1, 0-0-0-0, 0 (0), 720 (720)"],
        ),
        (
            "a void skill is entered, its scores do not count",
            "void: A@cn=790
             700±50: B@cn=730B",
            &["1 cn: 2/2, 0-0-1-0, 2 (1), 730 (730)"],
        ),
        (
            "scores that cannot be compared are not added",
            "700±50: A@cn=740G
             500±50: B@cn=540G",
            &["1 cn: 2/2, 2-0-0-0, 8 (4), - (-)"],
        ),
        ("nobody", "700±50:", &[]),
    ] {
        let (competition, outcomes) = results(text);
        assert_eq!(table(&competition, &outcomes), expected, "{case}");
    }
}

#[test]
fn medal_points_are_for_the_rules_to_say() {
    let (mut competition, outcomes) = results("none: A@cn=9G B@de=8S C@de=7B D@de=7m");
    competition.awards.medal_points = ["7", "3", "1.5", "0"].map(dec);
    assert_eq!(table(&competition, &outcomes), ["1 cn: 1/1, 1-0-0-0, 7 (7), - (-)", "2 de: 3/1, 0-1-1-1, 4.5 (4.5), - (-)"]);
}
