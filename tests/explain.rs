//! Explanations: every line of arithmetic is worked out again, every number is the standings' own.

mod common;

#[path = "explain/by_hand.rs"]
mod by_hand;

use std::collections::BTreeMap;

use by_hand::{Number, work_out};
use common::random::{any_entries, any_scale, any_skill, tally_of};
use jinbang::{
    competition::{AwardRules, Competition, CompetitionClass, RankingMethod, Skill, Text},
    decimal::Decimal,
    explain::{Entries, Explanation, Node, NodeKind, Question, explain},
    ranking::Ranking,
    scoring::SkillTally,
};
use rand::{RngExt, SeedableRng, rngs::StdRng};

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

fn explained(competition: &Competition, skill: usize, tally: &SkillTally, competitor: usize) -> Explanation {
    let skill = &competition.skills[skill];
    let ranking = Ranking::new(skill, tally);
    explain(&Question { competition, skill, tally, ranking: &ranking, draws: &[], competitor, entries: Entries::MarksCsv })
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
        let fits = match node.kind {
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

/// Place, total, scale score and medal are the standings', marks and scores the tally's.
fn check_numbers(competition: &Competition, tally: &SkillTally, competitor: usize, explanation: &Explanation, about: &str) {
    let skill = &competition.skills[0];
    let ranking = Ranking::new(skill, tally);
    let standings = ranking.standings(skill, tally, &[]);
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
        let aspect = node.what.en.strip_prefix("aspect ").expect("an aspect").to_owned();
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
        let competition = alone(skill);
        for competitor in 0..tally.competitors() {
            let about = format!("competition {number} of seed {seed}, competitor {competitor}");
            let explanation = explained(&competition, 0, &tally, competitor);
            lines += check_lines(&explanation, &about);
            check_neighbours(&explanation, &about);
            check_numbers(&competition, &tally, competitor, &explanation, &about);
            for node in all(&explanation) {
                *seen.entry(format!("{:?}", node.kind)).or_default() += 1;
            }
        }
    }
    // The draw reaches what it is meant to reach.
    assert!(lines > 50_000 && seen.len() > 20, "{lines} lines; {seen:?}");
}
