//! Explanations: every line of arithmetic is worked out again, every number is the standings' own.

use crate::common;

mod by_hand;
mod cases;

use std::{
    collections::BTreeMap,
    process::Command,
    time::{Duration, Instant},
};

use by_hand::{Number, work_out};
use common::{
    folder::fixture,
    http::{get, request},
    random::{any_entries, any_scale, any_skill, tally_of},
    socket::{submit, tablet},
    venue::venue,
};
use jinbang::{
    competition::{AwardRules, Competition, CompetitionClass, RankingMethod, Skill, Text},
    decimal::Decimal,
    explain::{Entries, Explanation, Node, NodeKind, Question, explain},
    import,
    ranking::{Draw, DrawOutcome, Ranking, draw::DrawSecret},
    scoring::SkillTally,
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};
use serde_json::Value;
use unicode_width::UnicodeWidthStr;

const COMPETITIONS: u64 = 3_000;

fn alone(skill: Skill) -> Competition {
    Competition {
        id: common::competition::id("city"),
        title: Text::plain("city"),
        class: CompetitionClass::Municipal,
        starts: None,
        ends: None,
        awards: AwardRules::default(),
        delegations: Vec::new(),
        skills: vec![skill],
    }
}

/// The first skill, its marks and draws.
struct Contest<'a> {
    competition: &'a Competition,
    tally: &'a SkillTally,
    draws: &'a [Draw],
}

fn explained(contest: &Contest<'_>, competitor: usize) -> Explanation {
    let Contest { competition, tally, draws } = *contest;
    let skill = &competition.skills[0];
    let ranking = Ranking::new(skill, tally);
    explain(&Question { competition, skill, tally, ranking: &ranking, draws, competitor, entries: Entries::MarksCsv })
}

fn all(explanation: &Explanation) -> Vec<&Node> {
    let mut nodes = Vec::new();
    explanation.place.walk(&mut |node| nodes.push(node));
    nodes
}

fn the(explanation: &Explanation, kind: NodeKind) -> Option<&Node> {
    explanation.place.children.iter().find(|node| node.kind == kind)
}

fn read(number: Decimal) -> Number {
    Number::read(&number.to_string()).expect("a decimal")
}

/// Every line is true, and the last one ends with the node's number.
fn check_lines(explanation: &Explanation, about: &str) -> usize {
    let mut lines = 0;
    for node in all(explanation) {
        let mut last = None;
        for line in &node.arithmetic {
            last = Some(work_out(line).unwrap_or_else(|fault| panic!("{about}: {:?} {line}: {fault}", node.what.en)));
            lines += 1;
        }
        if let (Some(last), Some(value)) = (last, node.value) {
            assert_eq!(last, read(value), "{about}: {node:?}");
        }
        let sums = matches!(node.kind, NodeKind::Criterion | NodeKind::SubCriterion | NodeKind::Module);
        if sums && let Some(value) = node.value {
            let parts: Decimal = node.children.iter().filter_map(|child| child.value).sum();
            assert_eq!(parts, value, "{about}: {node:?}");
        }
        // Without a line it is the one number below.
        if let (NodeKind::Judgement | NodeKind::ScaleScore, Some(value), None) = (node.kind, node.value, last) {
            let counted: Vec<&Node> = node.children.iter().filter(|child| child.kind == NodeKind::Score).collect();
            assert!(counted.len() == 1 && counted[0].value == Some(value), "{about}: {node:?}");
        }
        for text in [&node.what, &node.rule, &node.source, &node.result] {
            assert_eq!(text.zh.is_empty(), text.en.is_empty(), "{about}: {text:?}");
        }
    }
    lines
}

/// Whoever is ahead wins the comparison that decides, and equals are equal in everything.
fn check_neighbours(explanation: &Explanation, about: &str) {
    for node in &explanation.place.children {
        let decisive = node.children.last().map_or("", |compared| compared.result.en.as_str());
        // draw 1: drawn as number 2 of 3, the other as number 1
        let drawn: Vec<usize> = decisive.split(|c: char| !c.is_ascii_digit()).filter_map(|number| number.parse().ok()).collect();
        let fits = match node.kind {
            NodeKind::Ahead if decisive.starts_with("draw ") => drawn[1] > drawn[3],
            NodeKind::Behind if decisive.starts_with("draw ") => drawn[1] < drawn[3],
            NodeKind::Ahead => ["worse", "there is none"].iter().any(|word| decisive.starts_with(word)),
            NodeKind::Behind => ["better", "the other has none"].iter().any(|word| decisive.starts_with(word)),
            NodeKind::Equal => {
                let compared = |node: &&Node| node.kind == NodeKind::Compared;
                node.children.iter().filter(compared).all(|node| ["equal", "neither has one"].contains(&node.result.en.as_str()))
            }
            _ => true,
        };
        assert!(fits, "{about}: {node:?}");
    }
}

/// Of some ties; a few wait for their reveal.
fn any_draws(skill: &Skill, tally: &SkillTally, random: &mut StdRng) -> Vec<Draw> {
    let mut draws = Vec::new();
    for competitors in Ranking::new(skill, tally).tied().into_iter().filter(|tied| tied.len() > 1) {
        let mut order = competitors.clone();
        order.shuffle(random);
        let secret = DrawSecret::from_hex(&"0".repeat(64)).expect("a secret");
        let revealed = DrawOutcome::Revealed { secret, seed: String::new(), witnesses: Vec::new(), order };
        let outcome = [revealed, DrawOutcome::Open].into_iter().nth(random.random_range(0..3));
        let number = u32::try_from(draws.len() + 1).expect("few draws");
        draws.extend(outcome.map(|outcome| Draw { number, competitors, commitment: String::new(), outcome }));
    }
    draws
}

/// Place, total, scale score and medal are the standings', marks and scores the tally's.
fn check_numbers(contest: &Contest<'_>, competitor: usize, explanation: &Explanation, about: &str) {
    let (skill, tally) = (&contest.competition.skills[0], contest.tally);
    let ranking = Ranking::new(skill, tally);
    let standings = ranking.standings(skill, tally, contest.draws);
    let own = standings.iter().find(|standing| standing.competitor == competitor).expect("a row");
    let number = |kind| the(explanation, kind).and_then(|node| node.value);
    let rank = own.rank.map(|rank| Decimal::from_int(i32::try_from(rank).expect("a small rank")));
    assert_eq!(explanation.place.value, rank, "{about}");
    assert_eq!(number(NodeKind::Total), (own.done > 0).then_some(own.total), "{about}");
    assert_eq!(number(NodeKind::ScaleScore), own.scale_score, "{about}");
    let medal = the(explanation, NodeKind::Medal).map_or("", |node| node.result.en.split(':').next().expect("a word"));
    let medal = if medal.contains(' ') || medal == "none" { "" } else { medal };
    assert_eq!(medal, own.medal.map_or("", |medal| medal.word()), "{about}");
    let mut marks = BTreeMap::new();
    let mut scores = BTreeMap::new();
    for node in all(explanation).into_iter().filter(|node| matches!(node.kind, NodeKind::Measurement | NodeKind::Judgement)) {
        let aspect = node.what.en.split(' ').nth(1).expect("an aspect's id").to_owned();
        let given = node.children.iter().filter(|child| matches!(child.kind, NodeKind::Score | NodeKind::LeftOutScore));
        scores.insert(aspect.clone(), given.count());
        assert!(marks.insert(aspect, node.value).is_none(), "{about}: each aspect once");
    }
    for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
        assert_eq!(marks.get(aspect.id.as_str()), Some(&tally.mark(competitor, index)), "{about}: {}", aspect.id);
        assert_eq!(scores.get(aspect.id.as_str()), Some(&tally.scores(competitor, index).count()), "{about}: {}", aspect.id);
    }
}

#[test]
fn any_explanation_can_be_worked_out_by_hand() {
    let seed = common::seed();
    let mut lines = 0;
    let mut seen: BTreeMap<String, usize> = BTreeMap::new();
    for number in 0..COMPETITIONS {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
        let mut skill = any_skill(&mut random);
        match random.random_range(0..4) {
            0 => {}
            1 if !skill.rules.total.is_weighted() && !skill.rules.total.has_factors() => skill.rules.ranking = RankingMethod::RankMajority,
            _ => any_scale(&mut skill, &mut random),
        }
        skill.competitors.iter_mut().for_each(|competitor| competitor.withdrawn = random.random_bool(0.05));
        let likely = [0.3, 0.9, 1.0][random.random_range(0..3)];
        let entries = any_entries(&skill, likely, &mut random);
        let tally = tally_of(&skill, &entries);
        let draws = any_draws(&skill, &tally, &mut random);
        let competition = alone(skill);
        let contest = Contest { competition: &competition, tally: &tally, draws: &draws };
        for competitor in 0..tally.competitors() {
            let about = format!("competition {number} of seed {seed}, competitor {competitor}");
            let explanation = explained(&contest, competitor);
            lines += check_lines(&explanation, &about);
            check_neighbours(&explanation, &about);
            check_numbers(&contest, competitor, &explanation, &about);
            for node in all(&explanation) {
                *seen.entry(format!("{:?}", node.kind)).or_default() += 1;
            }
        }
    }
    // The draw reaches what it is meant to reach.
    assert!(lines > 50_000 && seen.len() > 20, "{lines} lines; {seen:?}");
}

fn folder(name: &str) -> (Competition, Vec<SkillTally>) {
    let import = import::read_folder(&fixture(name));
    let competition = import.competition.expect("a competition");
    let tallies = import::tallies(&competition, &import.marks);
    (competition, tallies)
}

#[test]
fn the_fixtures_can_be_worked_out_by_hand() {
    let mut longest = Duration::ZERO;
    for name in ["tiny", "digital-skills"] {
        let (competition, tallies) = folder(name);
        for (index, tally) in tallies.iter().enumerate() {
            let alone = Competition { skills: vec![competition.skills[index].clone()], ..competition.clone() };
            let contest = Contest { competition: &alone, tally, draws: &[] };
            for competitor in 0..tally.competitors() {
                let about = format!("{name}, skill {index}, competitor {competitor}");
                let begin = Instant::now();
                let explanation = explained(&contest, competitor);
                longest = longest.max(begin.elapsed());
                check_lines(&explanation, &about);
                check_neighbours(&explanation, &about);
                check_numbers(&contest, competitor, &explanation, &about);
            }
        }
    }
    // Unoptimised, on a busy machine; mostly it takes a hundredth of it.
    assert!(longest < Duration::from_secs(2), "{longest:?}");
}

/// fixtures/competitions/tiny/expected.md, step by step.
#[test]
fn the_tiny_competition_is_explained_as_by_hand() {
    let (competition, tallies) = folder("tiny");
    let explanation = explained(&Contest { competition: &competition, tally: &tallies[0], draws: &[] }, 0);
    let lines: Vec<&str> = all(&explanation).into_iter().flat_map(|node| &node.arithmetic).map(String::as_str).collect();
    for line in [
        "1 + 1 = 2",
        "82.67 − 82.67 = 0",
        "25.00 + 8.00 + 18.00 + 6.67 = 57.67",
        "57.67 − 61.67 = −4",
        "25.00 + 33.00 + 24.67 = 82.67",
        "18.00 + 7.00 = 25.00",
        "(2 + 2 + 3) ÷ (3 × 3) × 9.00 = 7.00",
        "(1 + 2 + 2) ÷ (3 × 3) × 12.00 = 6.666… → 6.67",
        "⌊|1 − 0| ÷ 1⌋ = 1",
        "22.00 − 1 × 4 = 18.00",
    ] {
        assert!(lines.contains(&line), "{line} in {lines:#?}");
    }
}

fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_jinbang")).args(args).output().expect("the program");
    let text = |bytes| String::from_utf8(bytes).expect("text");
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_terminal_shows_it_in_columns() {
    let tiny = fixture("tiny");
    let asked = |more: &[&str]| {
        let place = tiny.to_str().expect("a path");
        run(&[&["explain", place, "--skill", "cable-making", "--competitor", "CM-03"], more].concat())
    };
    let (code, out, err) = asked(&["--depth", "1", "--lang", "zh"]);
    let expected = "\
tiny cable-making CM-03

名次 ............................................... 4人中第3名，2人并列
    · 总分高者在前；相同时依次比较module:practice；仍相同则名次并列（total/1）
    ← skill.toml [ranking] method, [ties]
    2 + 1 = 3

  紧接其前：CM-01 ........................................ 总分：低44.17
";
    assert_eq!((code, err.as_str(), &out[..expected.len().min(out.len())]), (Some(0), "", expected));
    for line in out.lines().filter(|line| line.contains(" ...")) {
        assert_eq!(line.width(), 72, "{line}");
    }
    let (code, out, _) = asked(&["--lang", "both"]);
    assert_eq!(code, Some(0));
    assert!(out.contains("裁判 CM-E01 / expert CM-E01 (marks.csv 第27行 / marks.csv row 27)"), "{out}");
    assert!(out.lines().all(|line| line.width() <= 100), "{out}");
}

#[test]
fn other_programs_read_it_as_json() {
    let tiny = fixture("tiny");
    let place = tiny.to_str().expect("a path");
    let ask = |more: &[&str]| {
        let (code, out, err) = run(&[&["explain", place, "--skill", "cable-making", "--competitor", "CM-01"], more].concat());
        assert_eq!((code, err.as_str()), (Some(0), ""));
        serde_json::from_str::<Value>(&out).expect("JSON")
    };
    let whole = ask(&["--format", "json"]);
    assert_eq!((&whole["competitor"], &whole["position"], &whole["place"]["kind"]), (&"CM-01".into(), &Value::Null, &"place".into()));
    let total = whole["place"]["children"].as_array().expect("steps").last().expect("a total");
    assert_eq!((&total["kind"], &total["value"], &total["result"]["zh"]), (&"total".into(), &"82.67".into(), &"82.67".into()));
    let score = &total["children"][0]["children"][0]["children"][1]["children"][0];
    assert_eq!((&score["kind"], &score["source"]["en"]), (&"score".into(), &"marks.csv row 3".into()));
    assert_eq!(ask(&["--format", "json", "--depth", "0"])["place"]["children"], Value::Array(Vec::new()));
}

#[test]
fn an_unknown_name_is_told_with_the_nearest() {
    let tiny = fixture("tiny");
    let place = tiny.to_str().expect("a path");
    for (skill, competitor, words) in [
        ("cable-makin", "CM-01", "there is no skill \"cable-makin\" (did you mean \"cable-making\"?); there are cable-making"),
        ("cable-making", "CM-1", "there is no competitor \"CM-1\" (did you mean \"CM-01\"?); there are CM-01, CM-02, CM-03, CM-04"),
        ("cable-making", "nobody", "there is no competitor \"nobody\"; there are CM-01"),
    ] {
        let (code, out, err) = run(&["explain", place, "--skill", skill, "--competitor", competitor]);
        assert_eq!((code, out.as_str()), (Some(2), ""));
        assert!(err.contains(words), "{err}");
    }
    let broken = fixture("broken");
    let (code, out, err) = run(&["explain", broken.to_str().expect("a path"), "--skill", "web", "--competitor", "C1"]);
    assert_eq!((code, out.as_str()), (Some(1), ""));
    assert!(err.contains("error "), "{err}");
}

#[tokio::test(flavor = "multi_thread")]
async fn organisers_and_nobody_else_ask_the_server() {
    let venue = venue(common::competition::tiny()).await;
    let mut tablet = tablet(venue.address, &venue.pair("E1").await).await;
    tablet.send(submit(1, "C1", "M1", "4")).await;
    let position = tablet.until("receipt").await["position"].clone();
    assert_eq!(get(venue.address, "/api/explanations/city/web/C1").await.status, 401);
    let cookie = venue.sign_in().await;
    let ask = async |path: &str| request(venue.address, "GET", &format!("/api/explanations/{path}"), &[("Cookie", &cookie)], "").await;
    for path in ["town/web/C1", "city/weaving/C1", "city/web/C9", "city/web/%2e%2e"] {
        assert_eq!(ask(path).await.status, 404, "{path}");
    }
    let explanation = ask("city/web/C1").await.json();
    assert_eq!((&explanation["position"], &explanation["place"]["value"]), (&position, &"1".into()));
    let value = |kind: &str, of: &Value| {
        let children = of["children"].as_array().expect("steps");
        children.iter().find(|node| node["kind"] == kind).unwrap_or_else(|| panic!("{kind} in {of}")).clone()
    };
    let sub_criterion = value("sub-criterion", &value("criterion", &value("total", &explanation["place"])));
    let entered = value("score", &value("measurement", &sub_criterion));
    assert_eq!((&entered["value"], &entered["source"]["en"]), (&"4".into(), &format!("journal entry {position}").into()));
    venue.stop().await;
}
