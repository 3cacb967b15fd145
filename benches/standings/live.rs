//! One mark at a time.

use std::{hint::black_box, time::Instant};

use jinbang::{
    competition::{ScaleRule, Skill, SpreadEstimator},
    decimal::Decimal,
    ranking::Ranking,
    scoring::{Score, SkillTally, Value},
};

use super::{
    question::{ASPECTS, COMPETITORS, FIRST_ROWS, Mark, hundredths, marks},
    sorted_set,
    support::{
        Scatter,
        competition::{measured, skill},
        median, quantile,
    },
};

const EITHER_SIDE: usize = 5;
const MARKS: usize = 50_000;
const ROUNDS: usize = 5;

fn contest(estimator: SpreadEstimator) -> Skill {
    let mut skill = skill(COMPETITORS, ASPECTS, &measured(), 1);
    let (centre, target_spread) = (Decimal::from_int(700), Decimal::from_int(30));
    skill.rules.scale = ScaleRule::Worldskills { centre, estimator, target_spread, clamp: None, decimals: 0 };
    skill
}

struct Live {
    skill: Skill,
    tally: SkillTally,
    ranking: Ranking,
}

impl Live {
    fn new(estimator: SpreadEstimator) -> Self {
        let skill = contest(estimator);
        let mut tally = SkillTally::new(&skill);
        let mut scatter = Scatter::new(1);
        for competitor in 0..COMPETITORS {
            for aspect in 0..ASPECTS {
                record(&mut tally, &Mark { competitor, aspect, hundredths: hundredths(scatter.below(101)) });
            }
        }
        Self { ranking: Ranking::new(&skill, &tally), skill, tally }
    }

    fn take(&mut self, mark: &Mark) {
        record(&mut self.tally, mark);
        self.ranking.touch(mark.competitor);
        self.ranking.settle(&self.skill, &self.tally);
        black_box(self.ranking.window(&self.tally, 0, FIRST_ROWS));
        black_box(self.ranking.neighbourhood(&self.tally, mark.competitor, EITHER_SIDE));
    }
}

fn record(tally: &mut SkillTally, mark: &Mark) {
    let value = Value::Number(Decimal::from_units(i64::from(mark.hundredths) * 1_000_000));
    assert!(tally.record(mark.competitor, mark.aspect, Score { expert: Score::NO_EXPERT, round: 1, value, position: 1 }));
}

pub fn print() {
    println!("one mark among {COMPETITORS} competitors, the first {FIRST_ROWS} and the neighbours; medians of {ROUNDS} × {MARKS} marks");
    let mut ours: Vec<(&str, Live, Vec<f64>, Vec<f64>)> =
        [("jinbang, scale by standard deviation", SpreadEstimator::Sd), ("jinbang, scale by median deviation", SpreadEstimator::Mad)]
            .map(|(name, estimator)| (name, Live::new(estimator), Vec::new(), Vec::new()))
            .into();
    let redis = sorted_set::SortedSet::new();
    let (mut alone, mut pipelined) = (Vec::new(), Vec::new());
    for round in 0..ROUNDS {
        let marks = marks(MARKS, 100 + round as u64);
        for (_, live, medians, high) in &mut ours {
            let mut took = one_by_one(&marks, |mark| live.take(mark));
            medians.push(median(&mut took));
            high.push(quantile(&mut took, 0.99));
        }
        if let Some(redis) = &redis {
            alone.push(median(&mut redis.one_command_at_a_time(&marks[..MARKS / 25])));
            pipelined.push(median(&mut redis.pipelined(&marks[..MARKS / 5])));
        }
    }
    for (name, _, medians, high) in &mut ours {
        println!("  {name:<42}{:>8.2} µs  (99 in 100 below {:.2} µs)", median(medians), median(high));
    }
    if redis.is_none() {
        println!("  redis: not here");
        return;
    }
    let (alone, pipelined) = (median(&mut alone), median(&mut pipelined));
    println!("  {:<42}{alone:>8.2} µs", "redis, ZADD ZREVRANK ZREVRANGE one by one");
    println!("  {:<42}{pipelined:>8.2} µs", "redis, 64 of these three in a pipeline");
    let own = median(&mut ours[0].2);
    println!("  {:.1} × as fast as redis one by one, {:.1} × as fast as redis pipelined", alone / own, pipelined / own);
}

/// What each took, in µs.
fn one_by_one(marks: &[Mark], mut take: impl FnMut(&Mark)) -> Vec<f64> {
    let timed = |mark: &Mark| {
        let start = Instant::now();
        take(mark);
        start.elapsed().as_secs_f64() * 1e6
    };
    marks.iter().map(timed).collect()
}
