//! A national competition from its marks to the last table: skills one after another on one thread, as a replay does.

use std::{hint::black_box, time::Instant};

use jinbang::{
    competition::{Competition, Delegation, ScaleRule, SpreadEstimator, Text},
    decimal::Decimal,
    export::{Results, SkillStandings},
    scoring::{Score, SkillTally, Value},
};

use super::support::{
    Scatter,
    competition::{competition, id, judged, skill},
    median,
};

const SKILLS: usize = 106;
const COMPETITORS: usize = 3_420;
const DELEGATIONS: usize = 35;
const ASPECTS: usize = 100;
const JUDGES: usize = 3;
const ROUNDS: usize = 5;

fn national() -> Competition {
    let mut national = competition(skill(0, 0, &judged(), 0));
    national.delegations = (0..DELEGATIONS).map(|index| Delegation { id: id(format!("D{index}")), name: Text::default() }).collect();
    let mut scatter = Scatter::new(7);
    national.skills = (0..SKILLS)
        .map(|index| {
            let mut skill = skill(COMPETITORS / SKILLS + usize::from(index < COMPETITORS % SKILLS), ASPECTS, &judged(), JUDGES);
            skill.id = id(format!("S{index}"));
            skill.competitors.iter_mut().for_each(|competitor| competitor.delegation = Some(scatter.below(DELEGATIONS)));
            skill.rules.scale = ScaleRule::Worldskills {
                centre: Decimal::from_int(700),
                estimator: SpreadEstimator::Sd,
                target_spread: Decimal::from_int(30),
                clamp: None,
                decimals: 0,
            };
            skill
        })
        .collect();
    national
}

/// Aspect by aspect through all competitors, as a panel works: (skill, competitor, aspect, score).
fn scores(competition: &Competition) -> Vec<(usize, usize, usize, Score)> {
    let mut scatter = Scatter::new(11);
    let mut scores = Vec::new();
    for (number, skill) in competition.skills.iter().enumerate() {
        for aspect in 0..ASPECTS {
            for competitor in 0..skill.competitors.len() {
                let level = i32::try_from(scatter.below(3)).unwrap_or(0);
                for expert in 0..JUDGES {
                    let value = Value::Number(Decimal::from_int(level + i32::try_from(scatter.below(2)).unwrap_or(0)));
                    let expert = u16::try_from(expert).unwrap_or(0);
                    scores.push((number, competitor, aspect, Score { expert, round: 1, value, position: 1 }));
                }
            }
        }
    }
    scores
}

pub fn print() {
    let competition = national();
    let scores = scores(&competition);
    let mut took: Vec<f64> = (0..ROUNDS)
        .map(|_| {
            let start = Instant::now();
            let mut tallies: Vec<SkillTally> = competition.skills.iter().map(SkillTally::new).collect();
            for &(skill, competitor, aspect, score) in &scores {
                assert!(tallies[skill].record(competitor, aspect, score));
            }
            let results = Results::new(&competition, &tallies, &[]);
            assert!(results.skills.iter().all(SkillStandings::is_complete) && results.delegations.is_some());
            black_box(&results);
            start.elapsed().as_secs_f64()
        })
        .collect();
    println!(
        "a national competition ({SKILLS} skills, {COMPETITORS} competitors, {DELEGATIONS} delegations, {} scores) from marks to standings, \
         medals, awards and delegations: {:.2} s, median of {ROUNDS}",
        scores.len(),
        median(&mut took)
    );
}
