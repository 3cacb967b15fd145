//! Competitions, entries and orders drawn at random: every mapping, reduction, missing policy and result occurs.

use jinbang::{
    competition::{
        Aspect, AspectKind, Choice, DifferenceType, Direction, Judgement, JudgementResult, Mapping, MedalRule, Missing, Reduction, Skill,
        SkillRules, Step, TieKey, TieRule,
    },
    decimal::Decimal,
    scoring::{Score, SkillTally, Value},
};
use rand::{RngExt, rngs::StdRng, seq::SliceRandom};

use super::competition::{MARK, dec, skill};

fn one_of<T: Copy>(random: &mut StdRng, values: &[T]) -> T {
    values[random.random_range(0..values.len())]
}

/// Up to seven competitors, six aspects and two tie keys; totals collide often.
pub fn any_skill(random: &mut StdRng) -> Skill {
    let mut builder = skill().experts("E0 E1 E2 E3 E4 E5 E6 E7");
    for competitor in 0..random.random_range(1..8) {
        builder = builder.competitors(&format!("C{competitor}"));
    }
    for aspect in 0..random.random_range(1..7) {
        // An aspect without marks is there for its value: a time that breaks ties.
        let max_mark = one_of(random, &["0", "1", "2", "1.25", "7.5"]);
        builder = if random.random_bool(0.5) {
            builder.judged(&format!("J{aspect}"), max_mark, any_judgement(random))
        } else {
            builder.measured(&format!("M{aspect}"), max_mark, any_mapping(random))
        };
    }
    let mut skill = builder.skill();
    skill.competitors.iter_mut().for_each(|competitor| competitor.eligible = random.random_bool(0.8));
    let keys = (0..random.random_range(0..3)).filter_map(|_| any_key(&skill.scheme.aspects, random)).collect();
    let medals = MedalRule::TopN { gold: 1, silver: random.random_range(0..3), bronze: 1, merit: random.random_bool(0.5) };
    skill.rules = SkillRules { ties: TieRule { keys, ..TieRule::default() }, medals, decimals: 2, ..SkillRules::default() };
    skill
}

fn any_judgement(random: &mut StdRng) -> Judgement {
    let (min, max, step) = one_of(random, &[("0", "3", "1"), ("0", "10", "0.25"), ("50", "100", "0.5"), ("1", "7", "0.01")]);
    Judgement {
        min: dec(min),
        max: dec(max),
        step: dec(step),
        experts: random.random_range(1..8),
        max_spread: one_of(random, &[None, Some("1"), Some("2.5")]).map(dec),
        reduction: one_of(
            random,
            &[
                Reduction::Mean,
                Reduction::Median,
                Reduction::TrimmedMean { drop: 1 },
                Reduction::TrimmedMean { drop: 2 },
                Reduction::ClosestPair,
            ],
        ),
        missing: one_of(random, &[Missing::Wait, Missing::Skip]),
        result: one_of(random, &[JudgementResult::Proportion, JudgementResult::Value]),
        decimals: random.random_range(0..4),
        descriptions: Vec::new(),
    }
}

fn any_mapping(random: &mut StdRng) -> Mapping {
    let difference_type = one_of(random, &[DifferenceType::Unit, DifferenceType::Percent]);
    let (direction, steps) = one_of(random, &[(Direction::Higher, ["95", "90.5", "20"]), (Direction::Lower, ["5", "20", "90.5"])]);
    match random.random_range(0..6) {
        0 => MARK,
        1 => Mapping::YesNo,
        2 => Mapping::Choice { choices: ["0", "0.25", "3"].map(|text| Choice { label: text.to_owned(), deduction: dec(text) }).to_vec() },
        3 => Mapping::RegularDifference {
            target: dec(one_of(random, &["50", "-20.5", "0.3"])),
            difference: dec(one_of(random, &["1", "0.07", "30"])),
            deduction: dec(one_of(random, &["0.1", "0.33"])),
            difference_type,
        },
        4 => {
            let (target, zero) = one_of(random, &[("90", "10"), ("10", "90"), ("0.1", "-0.7")]);
            Mapping::Linear { target: dec(target), zero: dec(zero) }
        }
        _ => Mapping::Steps {
            direction,
            steps: steps.iter().zip(["1", "0.6", "0.333"]).map(|(at, share)| Step { at: dec(at), share: dec(share) }).collect(),
        },
    }
}

fn any_key(aspects: &[Aspect], random: &mut StdRng) -> Option<TieKey> {
    let measured: Vec<usize> = (0..aspects.len()).filter(|&aspect| !aspects[aspect].is_judgement()).collect();
    if random.random_bool(0.5) {
        let some = (0..aspects.len()).filter(|_| random.random_bool(0.5)).collect();
        return Some(TieKey::Sum { name: "some".to_owned(), aspects: some });
    }
    (!measured.is_empty()).then(|| TieKey::SmallerValue { name: "time".to_owned(), aspect: one_of(random, &measured) })
}

/// A value the aspect allows.
pub fn any_value(aspect: &Aspect, random: &mut StdRng) -> Value {
    let on_grid = |random: &mut StdRng, min: Decimal, max: Decimal, step: Decimal| {
        let steps = (max - min).units() / step.units();
        Value::Number(Decimal::from_units(min.units() + random.random_range(0..=steps) * step.units()))
    };
    match &aspect.kind {
        AspectKind::Judgement(judgement) => {
            // Close to one another more often than not, or no panel would ever agree.
            let near = judgement.min + Decimal::ONE;
            match random.random_range(0..10) {
                0..6 => on_grid(random, judgement.min, judgement.max.min(near), judgement.step),
                6 => Value::Number(judgement.max),
                _ => on_grid(random, judgement.min, judgement.max, judgement.step),
            }
        }
        AspectKind::Measurement(measurement) => match &measurement.mapping {
            Mapping::Mark { step } => on_grid(random, Decimal::ZERO, aspect.max_mark, *step),
            Mapping::YesNo => one_of(random, &[Value::Yes, Value::No]),
            Mapping::Choice { choices } => Value::Choice(u16::try_from(random.random_range(0..choices.len())).expect("few choices")),
            Mapping::RegularDifference { .. } | Mapping::Linear { .. } | Mapping::Steps { .. } => {
                Value::Number(Decimal::from_units(random.random_range(-50..200) * 50_000_000 + one_of(random, &[0, 1, 25_000_000])))
            }
        },
    }
}

/// One entry for a cell: which expert gave which value.
#[derive(Debug, Clone, Copy)]
pub struct Given {
    pub competitor: usize,
    pub aspect: usize,
    pub expert: u16,
    pub value: Value,
}

impl Given {
    pub fn score(self, position: u64) -> Score {
        Score { expert: self.expert, round: 1, value: self.value, position }
    }
}

/// Whoever belongs to a cell's panel gives a score with this probability.
pub fn any_entries(skill: &Skill, likely: f64, random: &mut StdRng) -> Vec<Given> {
    let mut entries = Vec::new();
    for competitor in 0..skill.competitors.len() {
        for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
            for place in 0..u16::try_from(aspect.wanted_scores()).expect("a small panel") {
                let expert = if aspect.is_judgement() { place } else { Score::NO_EXPERT };
                if random.random_bool(likely) {
                    entries.push(Given { competitor, aspect: index, expert, value: any_value(aspect, random) });
                }
            }
        }
    }
    entries.shuffle(random);
    entries
}

/// One score at a time, as the server does it.
pub fn tally_of(skill: &Skill, entries: &[Given]) -> SkillTally {
    let mut tally = SkillTally::new(skill);
    for (position, given) in (1..).zip(entries) {
        assert!(tally.record(given.competitor, given.aspect, given.score(position)), "room for {given:?}");
    }
    tally
}
