//! Invariant 7: a second calculator, in exact fractions and written from the rules alone, agrees on every mark, total, place,
//! medal, award and line of the delegations.

use crate::common;

mod medals;

use std::{
    cmp::{Ordering, Reverse},
    collections::HashMap,
    ops::{Add, Div, Mul, Sub},
};

use common::random::{Given, any_competition, any_entries, tally_of};
use jinbang::{
    competition::{
        Aspect, AspectKind, Competition, DifferenceType, Direction, Judgement, JudgementResult, Mapping, Measurement, Missing, Reduction,
        Skill, TieKey, WeightedPart,
    },
    decimal::Decimal,
    ranking::{Medal, Outcome, Standing, awards, delegation_table, standings},
    scoring::{CellState, SkillTally, Value},
};
use medals::Entrant;
use rand::{SeedableRng, rngs::StdRng};

const COMPETITIONS: u64 = 5_000;

/// In lowest terms, the denominator above zero.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Fraction(i128, i128);

const ZERO: Fraction = Fraction(0, 1);

impl Fraction {
    fn new(numerator: i128, denominator: i128) -> Self {
        let (mut a, mut b) = (numerator.abs(), denominator.abs());
        while b != 0 {
            (a, b) = (b, a % b);
        }
        let sign = denominator.signum();
        Self(sign * numerator / a.max(1), sign * denominator / a.max(1))
    }

    /// Reads what the other calculator shows, which is all that is taken from it.
    fn read(shown: Decimal) -> Self {
        let shown = shown.to_string();
        let (whole, fraction) = shown.split_once('.').unwrap_or((&shown, ""));
        let digits: i128 = format!("{whole}{fraction}").parse().expect("digits");
        Self::new(digits, 10_i128.pow(u32::try_from(fraction.len()).expect("few digits")))
    }

    fn whole(number: usize) -> Self {
        Self(i128::try_from(number).expect("a small number"), 1)
    }

    /// Halves go away from zero.
    fn rounded(self, places: u32) -> Self {
        let unit = 10_i128.pow(places);
        let magnitude = (2 * self.0.abs() * unit + self.1) / (2 * self.1);
        Self::new(self.0.signum() * magnitude, unit)
    }

    fn abs(self) -> Self {
        Self(self.0.abs(), self.1)
    }

    fn floor(self) -> Self {
        Self(self.0.div_euclid(self.1), 1)
    }
}

impl Add for Fraction {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self::new(self.0 * other.1 + other.0 * self.1, self.1 * other.1)
    }
}

impl Sub for Fraction {
    type Output = Self;
    fn sub(self, other: Self) -> Self {
        Self::new(self.0 * other.1 - other.0 * self.1, self.1 * other.1)
    }
}

impl Mul for Fraction {
    type Output = Self;
    fn mul(self, other: Self) -> Self {
        Self::new(self.0 * other.0, self.1 * other.1)
    }
}

impl Div for Fraction {
    type Output = Self;
    fn div(self, other: Self) -> Self {
        Self::new(self.0 * other.1, self.1 * other.0)
    }
}

impl PartialOrd for Fraction {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl Ord for Fraction {
    fn cmp(&self, other: &Self) -> Ordering {
        (self.0 * other.1).cmp(&(other.0 * self.1))
    }
}

fn mean(scores: &[Fraction]) -> Option<Fraction> {
    (!scores.is_empty()).then(|| scores.iter().fold(ZERO, |sum, &score| sum + score) / Fraction::whole(scores.len()))
}

fn judged(rule: &Judgement, max_mark: Fraction, mut scores: Vec<Fraction>) -> Option<Fraction> {
    scores.sort();
    if scores.len() < rule.experts as usize && rule.missing == Missing::Wait {
        return None;
    }
    let (lowest, highest) = (*scores.first()?, *scores.last()?);
    if rule.max_spread.is_some_and(|limit| highest - lowest > Fraction::read(limit)) {
        return None;
    }
    let reduced = match rule.reduction {
        Reduction::Mean => mean(&scores),
        Reduction::Median if scores.len() % 2 == 1 => Some(scores[scores.len() / 2]),
        Reduction::Median => mean(&[scores[scores.len() / 2 - 1], scores[scores.len() / 2]]),
        Reduction::TrimmedMean { drop } => {
            let drop = drop as usize;
            (scores.len() > 2 * drop).then(|| mean(&scores[drop..scores.len() - drop]))?
        }
        // Every pair, the closest first, of equally close ones the higher.
        Reduction::ClosestPair => {
            let pairs = scores.iter().enumerate().flat_map(|(at, &low)| scores[at + 1..].iter().map(move |&high| (low, high)));
            let (low, high) = pairs.min_by_key(|&(low, high)| (high - low, Reverse(high)))?;
            mean(&[low, high])
        }
    }?;
    Some(match rule.result {
        JudgementResult::Proportion => reduced / Fraction::read(rule.max) * max_mark,
        JudgementResult::Value => reduced,
    })
    .map(|mark| mark.rounded(rule.decimals))
}

fn measured(rule: &Measurement, max_mark: Fraction, value: Value) -> Fraction {
    let number = match value {
        Value::Yes => return max_mark,
        Value::No => return ZERO,
        Value::Number(number) => Fraction::read(number),
        Value::Choice(_) => ZERO,
    };
    match (&rule.mapping, value) {
        (Mapping::Choice { choices }, Value::Choice(index)) => (max_mark - Fraction::read(choices[usize::from(index)].deduction)).max(ZERO),
        (Mapping::RegularDifference { target, difference, deduction, difference_type }, _) => {
            let (target, difference) = (Fraction::read(*target), Fraction::read(*difference));
            let one = match difference_type {
                DifferenceType::Unit => difference,
                DifferenceType::Percent => target.abs() * difference / Fraction(100, 1),
            };
            (max_mark - ((number - target).abs() / one).floor() * Fraction::read(*deduction)).max(ZERO)
        }
        (Mapping::Linear { target, zero }, _) => {
            let (target, zero) = (Fraction::read(*target), Fraction::read(*zero));
            let way = ((number - zero) / (target - zero)).clamp(ZERO, Fraction(1, 1));
            (max_mark * way).rounded(rule.decimals)
        }
        (Mapping::Steps { direction, steps }, _) => {
            let reached = |at: Fraction| if *direction == Direction::Higher { number >= at } else { number <= at };
            let shares = steps.iter().filter(|step| reached(Fraction::read(step.at))).map(|step| Fraction::read(step.share));
            (max_mark * shares.max().unwrap_or(ZERO)).rounded(rule.decimals)
        }
        _ => number,
    }
}

fn mark_of(aspect: &Aspect, given: &[Value]) -> Option<Fraction> {
    let max_mark = Fraction::read(aspect.max_mark);
    match &aspect.kind {
        AspectKind::Measurement(rule) => given.first().map(|&value| measured(rule, max_mark, value)),
        AspectKind::Judgement(rule) => {
            let numbers =
                given.iter().filter_map(|value| if let Value::Number(number) = value { Some(Fraction::read(*number)) } else { None });
            judged(rule, max_mark, numbers.collect())
        }
    }
}

/// What decides a place: larger is better. A missing time is worse than any.
type Merit = (bool, Fraction, Vec<Option<Fraction>>);

struct Result {
    marks: Vec<Option<Fraction>>,
    merit: Merit,
}

fn result_of(skill: &Skill, entries: &[Given], competitor: usize) -> Result {
    let values = |aspect: usize| -> Vec<Value> {
        entries.iter().filter(|given| (given.competitor, given.aspect) == (competitor, aspect)).map(|given| given.value).collect()
    };
    let marks: Vec<Option<Fraction>> =
        skill.scheme.aspects.iter().enumerate().map(|(index, aspect)| mark_of(aspect, &values(index))).collect();
    let sum = |aspects: &mut dyn Iterator<Item = usize>| aspects.filter_map(|aspect| marks[aspect]).fold(ZERO, |sum, mark| sum + mark);
    let keys = skill.rules.ties.keys.iter().map(|key| match key {
        TieKey::Sum { aspects, .. } => Some(sum(&mut aspects.iter().copied())),
        TieKey::SmallerValue { aspect, .. } => match values(*aspect).first() {
            Some(Value::Number(number)) => Some(ZERO - Fraction::read(*number)),
            _ => None,
        },
        TieKey::Scale { .. } => unreachable!("places by scale scores are floating point and not calculated here"),
    });
    let keys = keys.collect();
    let rule = &skill.rules.total;
    let factor = skill.competitors[competitor].group.map_or(Fraction(1, 1), |group| Fraction::read(rule.groups[group].factor));
    let mut total = sum(&mut (0..marks.len()));
    if !rule.parts.is_empty() {
        let share = |part: &WeightedPart| sum(&mut part.aspects.iter().copied()) / Fraction::read(part.max);
        total = rule.parts.iter().fold(ZERO, |sum, part| sum + Fraction::read(part.weight) * share(part));
    }
    if !rule.parts.is_empty() || rule.has_factors() {
        total = (total * factor).rounded(rule.decimals);
    }
    let merit = (marks.iter().any(Option::is_some), total, keys);
    Result { marks, merit }
}

fn entrants(skill: &Skill, standings: &[Standing], results: &[Result]) -> Vec<(usize, Entrant)> {
    let entered = |competitor: usize| results[competitor].merit.0 && skill.competitors[competitor].eligible;
    let among: Vec<usize> = (0..results.len()).filter(|&competitor| entered(competitor)).collect();
    let scaled = |competitor: usize| standings.iter().find(|standing| standing.competitor == competitor)?.scale_score;
    let entrant = |&competitor: &usize| Entrant {
        better: among.iter().filter(|&&other| results[other].merit > results[competitor].merit).count(),
        score: scaled(competitor).map_or(results[competitor].merit.1, Fraction::read),
    };
    among.iter().map(|competitor| (*competitor, entrant(competitor))).collect()
}

/// What the draw reached.
#[derive(Debug, Default)]
struct Reached {
    marks: usize,
    rescored: usize,
    shared: usize,
    medals: HashMap<Medal, usize>,
    awards: usize,
    lines: usize,
}

fn check_skill(about: &str, skill: &Skill, tally: &SkillTally, entries: &[Given], reached: &mut Reached) -> Vec<Standing> {
    let results: Vec<Result> = (0..skill.competitors.len()).map(|competitor| result_of(skill, entries, competitor)).collect();
    let standings = standings(skill, tally);
    let entrants = entrants(skill, &standings, &results);
    let all: Vec<Entrant> = entrants.iter().map(|(_, entrant)| *entrant).collect();
    for standing in &standings {
        let (competitor, result) = (standing.competitor, &results[standing.competitor]);
        let about = format!("{about}, skill {}, competitor {competitor}", skill.id);
        for (aspect, mark) in result.marks.iter().enumerate() {
            assert_eq!(tally.mark(competitor, aspect).map(Fraction::read), *mark, "{about}, aspect {aspect}");
            reached.marks += usize::from(mark.is_some());
            reached.rescored += usize::from(tally.state(competitor, aspect) == CellState::Rescore);
        }
        assert_eq!(Fraction::read(standing.total), result.merit.1, "{about}");
        let rank = result.merit.0.then(|| results.iter().filter(|other| other.merit > result.merit).count() + 1);
        assert_eq!(standing.rank.map(|rank| rank as usize), rank, "{about}");
        let own = entrants.iter().find(|(entrant, _)| *entrant == competitor);
        let won = own.and_then(|(_, own)| medals::medal(&skill.rules.medals, *own, &all));
        assert_eq!(standing.medal, won, "{about} by {:?}", skill.rules.medals);
        if let Some(medal) = won {
            *reached.medals.entry(medal).or_default() += 1;
        }
        reached.shared += usize::from((0..results.len()).any(|other| other != competitor && results[other].merit == result.merit));
    }
    standings
}

fn check_across_skills(about: &str, competition: &Competition, standings: &[Vec<Standing>], reached: &mut Reached) {
    let outcomes: Vec<Vec<Outcome>> = standings.iter().map(|of| of.iter().map(Outcome::from).collect()).collect();
    for (skill, won) in awards(competition, &outcomes).iter().enumerate() {
        for (competitor, won) in won.iter().enumerate() {
            assert_eq!(*won, medals::awards(competition, standings, skill, competitor), "{about}, skill {skill}, competitor {competitor}");
            reached.awards += won.len();
        }
    }
    let rows = delegation_table(competition, &outcomes).into_iter().map(|row| medals::Line {
        delegation: row.delegation,
        rank: row.rank as usize,
        entries: row.entries as usize,
        skills: row.skills_entered as usize,
        medals: row.medals.map(|count| count as usize),
        points: Fraction::read(row.medal_points),
        average_points: row.average_medal_points.map_or(ZERO, Fraction::read),
        total_score: row.total_point_score.map(Fraction::read),
        average_score: row.average_point_score.map(Fraction::read),
    });
    let rows: Vec<medals::Line> = rows.collect();
    reached.lines += rows.len();
    assert_eq!(rows, medals::table(competition, standings), "{about}");
}

#[test]
fn an_independent_calculator_agrees() {
    let seed = common::seed();
    let mut reached = Reached::default();
    for number in 0..COMPETITIONS {
        let mut random = StdRng::seed_from_u64(seed.wrapping_add(number));
        let competition = any_competition(&mut random);
        let about = format!("competition {number} of seed {seed}");
        let check = |skill: &Skill| {
            let entries = any_entries(skill, 0.9, &mut random);
            check_skill(&about, skill, &tally_of(skill, &entries), &entries, &mut reached)
        };
        let standings: Vec<Vec<Standing>> = competition.skills.iter().map(check).collect();
        check_across_skills(&about, &competition, &standings, &mut reached);
    }
    // The draw reaches what it is meant to reach.
    assert!(reached.marks > 10_000 && reached.rescored > 1_000 && reached.shared > 1_000, "{reached:?}");
    assert!(reached.awards > 1_000 && reached.lines > 1_000, "{reached:?}");
    assert!(reached.medals.len() == 5 && reached.medals.values().all(|count| *count > 100), "{reached:?}");
}
