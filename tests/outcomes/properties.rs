//! What holds for any results and any signatures.

use jinbang::{
    export::outcomes::OutcomesReport,
    honours::{
        Candidate, Place,
        outcome::{OutcomeRules, SignedResult},
    },
    import::outcome_rules,
};
use rand::{RngExt, SeedableRng, rngs::StdRng, seq::SliceRandom};

use super::common::{self, competition::id};
use crate::honours::words::contest;

const CROWDS: usize = 80;
const PEOPLE: usize = 30;

fn example() -> OutcomeRules {
    outcome_rules(include_str!("../../fixtures/outcomes.toml"), "outcomes.toml").rules.expect("sound rules")
}

fn crowd(random: &mut StdRng) -> Vec<String> {
    let class = ["national", "class-1", "class-2", "provincial", "municipal"][random.random_range(0..5)];
    let line = |random: &mut StdRng| {
        let place = random.random_range(1..25).to_string();
        let kinds = ["", "worker", "teacher", "student"];
        let places = ["guest", "withdrawn", "undrawn", "void", &place, &place, &place, &place];
        let medals = ["", "gold", "silver", "bronze", "merit", "medallion"];
        let (kind, medal) = (kinds[random.random_range(0..kinds.len())], medals[random.random_range(0..medals.len())]);
        format!("{class} {kind} {} {medal}", places[random.random_range(0..places.len())])
    };
    (0..PEOPLE).map(|_| line(random)).collect()
}

fn json(report: &OutcomesReport) -> String {
    serde_json::to_string(report).expect("JSON")
}

/// Everybody is told exactly once; only a certain place of a signed result is an outcome; the order of people changes nothing.
#[test]
fn everybody_has_an_outcome_or_a_reason() {
    let rules = example();
    let mut random = StdRng::seed_from_u64(common::seed());
    let (mut outcomes, mut withheld) = (0, 0);
    for round in 0..CROWDS {
        let lines = crowd(&mut random);
        let (contest, mut candidates) = contest(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let digest = contest.skills[0].digest.clone();
        let on = "2025-10-02".parse().expect("a date");
        let mut signed = vec![SignedResult { skill: id("welding"), digest, on, by: vec!["E1".to_owned()] }];
        match round % 4 {
            0 => signed.clear(),
            1 => signed[0].digest = "e".repeat(64),
            _ => {}
        }
        let report = OutcomesReport::new(&contest, &candidates, &rules, &signed, false);
        assert_eq!(report.outcomes.len() + report.withheld.len(), candidates.len());
        if round % 4 < 2 {
            assert!(report.outcomes.is_empty(), "{}", json(&report));
        }
        for line in &report.outcomes {
            let entry = contest.entries.iter().find(|entry| entry.competitor.as_str() == line.who.competitor).expect("an entry");
            assert_eq!(line.place.map(Place::At), Some(entry.place));
            assert!(line.level.is_some() || line.credits.is_some() || line.hours.is_some());
        }
        assert!(report.withheld.iter().all(|line| !line.text.zh.is_empty() && !line.text.en.is_empty()));
        outcomes += report.outcomes.len();
        withheld += report.withheld.len();
        candidates.shuffle(&mut random);
        assert_eq!(json(&OutcomesReport::new(&contest, &candidates, &rules, &signed, false)), json(&report));
    }
    assert!(outcomes > CROWDS && withheld > CROWDS, "{outcomes} outcomes, {withheld} withheld");
}

/// Rows that pass the check never both fit: the order of rows decides nothing.
#[test]
fn the_order_of_rows_decides_nothing() {
    let mut rules = example();
    let mut random = StdRng::seed_from_u64(common::seed());
    for _ in 0..CROWDS {
        let lines = crowd(&mut random);
        let (contest, candidates): (_, Vec<Candidate>) = contest(&lines.iter().map(String::as_str).collect::<Vec<_>>());
        let on = "2025-10-02".parse().expect("a date");
        let signed = [SignedResult { skill: id("welding"), digest: contest.skills[0].digest.clone(), on, by: Vec::new() }];
        let before = json(&OutcomesReport::new(&contest, &candidates, &rules, &signed, true));
        rules.rows.shuffle(&mut random);
        assert_eq!(json(&OutcomesReport::new(&contest, &candidates, &rules, &signed, true)), before);
    }
}
