//! What a scale is laid out around: whose results, their middle, their spread.

use super::{Node, NodeKind, Question, calc::Calc, ratio::Ratio, words::shown};
use crate::{
    competition::{MissingMarks, PopulationMembers, ScaleRule, SpreadEstimator, Text},
    decimal::{Decimal, SCALE_DIGITS},
    ranking::{LiveScale, Population},
};

/// Median absolute deviation × this estimates a standard deviation; the digits of `MAD_TO_SD`.
const MAD_FACTOR: &str = "1.4826";

/// Middle and spread as somebody with a calculator would use them.
pub(super) struct Middle {
    pub name: Text,
    calc: Calc,
}

pub(super) struct Spread {
    pub name: Text,
    /// `None` for a square root, which never ends.
    calc: Option<Calc>,
    float: f64,
    /// What the square root is of.
    variance: Option<Calc>,
}

impl Middle {
    pub fn of(rule: &ScaleRule, population: &Population) -> Self {
        let size = Calc::whole(population.size());
        if matches!(rule, ScaleRule::Standard { .. }) {
            let sum = total(population.results());
            let calc = sum.map_or_else(|| Calc::whole(0).over(&Calc::whole(0)), |sum| Calc::ratio(sum).over(&size));
            return Self { name: Text::new("平均数", "mean"), calc };
        }
        let results: Vec<Decimal> = population.results().collect();
        Self { name: Text::new("中位数", "median"), calc: halfway(&results, Calc::of) }
    }

    /// With so many places.
    pub fn number(&self, places: u32) -> Option<Ratio> {
        self.calc.value()?.rounded_fine(places)
    }

    pub fn node(&self, places: u32) -> Node {
        let node = Node::new(NodeKind::Middle, self.name.clone()).line(self.calc.fine_line(places));
        with_number(node, self.number(places), places)
    }
}

impl Spread {
    pub fn of(rule: &ScaleRule, population: &Population, float: f64) -> Self {
        let estimator = if let ScaleRule::Worldskills { estimator, .. } = rule { *estimator } else { SpreadEstimator::Sd };
        match estimator {
            SpreadEstimator::Sd => {
                Self { name: Text::new("样本标准差", "sample standard deviation"), calc: None, float, variance: variance(population) }
            }
            SpreadEstimator::Mad => Self {
                name: Text::new("绝对中位差 × 1.4826", "median absolute deviation × 1.4826"),
                calc: Ratio::parse(MAD_FACTOR).map(|factor| Calc::ratio(factor).times(&absolute_deviation(population))),
                float,
                variance: None,
            },
            SpreadEstimator::Fixed(spread) => {
                Self { name: Text::new("规则给定的离散度", "fixed spread"), calc: Some(Calc::of(spread)), float, variance: None }
            }
        }
    }

    pub fn number(&self, places: u32) -> Option<Ratio> {
        match &self.calc {
            Some(calc) => calc.value()?.rounded_fine(places),
            None => Ratio::parse(&format!("{:.*}", places as usize, self.float)),
        }
    }

    pub fn node(&self, places: u32) -> Node {
        let root = |variance: &Calc| Some(format!("√({}) ≈ {}", variance.text(), self.number(places)?.shown(places)));
        let line = match &self.calc {
            Some(calc) => calc.fine_line(places),
            None if self.float > 0.0 => self.variance.as_ref().and_then(root),
            None => None,
        };
        with_number(Node::new(NodeKind::Spread, self.name.clone()).line(line), self.number(places), places)
    }
}

fn with_number(node: Node, number: Option<Ratio>, places: u32) -> Node {
    let Some(number) = number else { return node };
    let text = number.shown(places);
    match text.replace('−', "-").parse::<Decimal>() {
        Ok(value) if places <= SCALE_DIGITS => node.number(value, 0),
        _ => node.result(Text::plain(text)),
    }
}

/// The one in the middle of a sorted list, or half of the two.
fn halfway<T: Copy + PartialEq>(sorted: &[T], calc: impl Fn(T) -> Calc) -> Calc {
    let Some(last) = sorted.len().checked_sub(1) else { return Calc::whole(0) };
    let (lower, upper) = (sorted[last / 2], sorted[sorted.len() / 2]);
    if lower == upper { calc(lower) } else { Calc::sum([calc(lower), calc(upper)]).over(&Calc::whole(2)) }
}

fn absolute_deviation(population: &Population) -> Calc {
    let units: Vec<i128> = population.results().map(|result| i128::from(result.units())).collect();
    let Some(last) = units.len().checked_sub(1) else { return Calc::whole(0) };
    let doubled = units[last / 2] + units[units.len() / 2];
    let mut away: Vec<i128> = units.iter().map(|unit| (2 * unit - doubled).abs()).collect();
    away.sort_unstable();
    let in_marks = |doubled: i128| Ratio::new(doubled, 2 * i128::from(Decimal::ONE.units())).map_or_else(|| Calc::whole(0), Calc::ratio);
    halfway(&away, in_marks)
}

fn total(results: impl Iterator<Item = Decimal>) -> Option<Ratio> {
    let units: i128 = results.map(|result| i128::from(result.units())).sum();
    Ratio::new(units, Decimal::ONE.units().into())
}

/// `(Σx² − Σx × Σx ÷ n) ÷ (n − 1)`
fn variance(population: &Population) -> Option<Calc> {
    let size = population.size();
    let one = i128::from(Decimal::ONE.units());
    let squares = population.results().try_fold(0_i128, |sum, result| {
        let units = i128::from(result.units());
        sum.checked_add(units.checked_mul(units)?)
    })?;
    let (sum, squares) = (Calc::ratio(total(population.results())?), Calc::ratio(Ratio::new(squares, one * one)?));
    let away = squares.minus(&sum.clone().times(&sum).over(&Calc::whole(size)));
    Some(away.over(&Calc::whole(size.checked_sub(1)?)))
}

/// Who is in the population.
pub(super) fn population_node(question: &Question<'_>, scale: &LiveScale) -> Node {
    let (rule, size) = (scale.population_rule(), scale.basis_of(question.competitor).size);
    let (zh_who, en_who) = match rule.who {
        PopulationMembers::All => ("所有选手", "everyone"),
        PopulationMembers::Eligible => ("所有正式参赛选手（不含特邀）", "everyone but guests"),
    };
    let (zh_missing, en_missing) = match rule.missing {
        MissingMarks::SoFar => ("至少有一项分数", "at least one mark"),
        MissingMarks::Wait => ("全部分数已齐", "all marks"),
    };
    let group = question.own().group.filter(|_| rule.per_group).and_then(|group| question.skill.rules.total.groups.get(group));
    let (zh_group, en_group) = match (rule.per_group, group) {
        (true, Some(group)) => (format!("，仅组别{}", group.id), format!(", in group {} only", group.id)),
        (true, None) => ("，仅未分组者".to_owned(), ", among those in no group".to_owned()),
        (false, _) => Default::default(),
    };
    let words = Text::new(
        format!("{zh_who}中{zh_missing}且未退赛者{zh_group}"),
        format!("{en_who} with {en_missing} who has not withdrawn{en_group}"),
    );
    Node::new(NodeKind::Population, Text::new("标准分的总体", "whose results the scale is taken from"))
        .rule(words)
        .result(Text::new(format!("{size}人"), format!("{size} results")))
}

/// `限于0至1000` / `kept within 0 to 1000`
pub(super) fn clamp_words(clamp: Option<(Decimal, Decimal)>) -> (String, String) {
    clamp.map_or_else(Default::default, |(low, high)| {
        let (low, high) = (shown(low), shown(high));
        (format!("，限于{low}至{high}"), format!(", kept within {low} to {high}"))
    })
}
