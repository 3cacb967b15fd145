//! From a measured value to its mark.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    mark::with_mark,
    words::{no_mark, rule_key, shown},
};
use crate::{
    competition::{Aspect, DifferenceType, Direction, Mapping, Measurement, Text},
    decimal::Decimal,
    scoring::{Score, Value},
};

pub(super) fn node(question: &Question<'_>, index: usize, rule: &Measurement, node: Node) -> Node {
    let aspect = &question.skill.scheme.aspects[index];
    let source = match rule.mapping {
        Mapping::Mark { .. } => rule_key("[measurement]"),
        _ => rule_key("[calculations]"),
    };
    let node = node.rule(rule_words(aspect, rule, question.places())).source(source);
    let Some(score) = question.tally.scores(question.competitor, index).next() else { return node.result(no_mark()) };
    let lines = arithmetic(aspect, rule, score.value, question.places());
    let node = lines.into_iter().fold(node, |node, line| node.line(Some(line)));
    // Only a rule that `check` refuses makes no mark of a value.
    with_mark(question, node, index, no_mark()).children([value(question, aspect, rule, score)])
}

fn value(question: &Question<'_>, aspect: &Aspect, rule: &Measurement, score: &Score) -> Node {
    let what = match (&rule.grader, question.expert(score)) {
        (Some(grader), _) => Text::new(format!("{grader} 的测量值"), format!("value from {grader}")),
        (None, Some(expert)) => Text::new(format!("{expert} 录入的值"), format!("value entered by {expert}")),
        (None, None) => Text::new("录入的值", "value entered"),
    };
    let node = Node::new(NodeKind::Score, what).source(question.entry(score));
    match score.value {
        Value::Number(number) => {
            let text = format!("{} {}", shown(number), rule.unit);
            node.number(number, 0).result(Text::plain(text.trim_end()))
        }
        Value::Yes => node.result(Text::new("是", "yes")),
        Value::No => node.result(Text::new("否", "no")),
        Value::Choice(_) => node.result(Text::plain(score.value.written(aspect))),
    }
}

fn rule_words(aspect: &Aspect, rule: &Measurement, places: u32) -> Text {
    let max = aspect.max_mark.fixed(places);
    let (zh, en) = match &rule.mapping {
        Mapping::Mark { step } => (format!("直接录入得分，最小单位{step}"), format!("the mark itself is entered, in steps of {step}")),
        Mapping::YesNo => ("是得满分，否得0分".to_owned(), "yes earns full marks, no earns none".to_owned()),
        Mapping::Choice { .. } => {
            ("满分减去所选项的扣分，最低0分".to_owned(), "full marks less the choice's deduction, never below 0".to_owned())
        }
        Mapping::RegularDifference { target, difference, deduction, difference_type } => {
            let per_cent = if *difference_type == DifferenceType::Percent { " %" } else { "" };
            let (zh_of, en_of) = if per_cent.is_empty() { ("", "") } else { ("目标值的", " of the target") };
            let (target, unit) = (shown(*target), format!("{difference}{per_cent}"));
            (
                format!("目标值{target}；每偏离完整的{zh_of}{unit}扣{deduction}分，最低0分"),
                format!("target {target}; {deduction} off for each whole {unit}{en_of} away from it, never below 0"),
            )
        }
        Mapping::Linear { target, zero } => {
            let (target, zero) = (shown(*target), shown(*zero));
            (
                format!("达到{target}得满分，达到{zero}得0分，其间按比例；四舍五入到{}位小数", rule.decimals),
                format!("full marks at {target}, none at {zero}, in proportion between; rounded half up to {} places", rule.decimals),
            )
        }
        Mapping::Steps { direction, steps } => {
            let (zh_than, en_than) = if *direction == Direction::Higher { ("≥", "at least") } else { ("≤", "at most") };
            let join = |than: &str, sep: &str| {
                let steps = steps.iter().map(|step| format!("{than} {}: {}", shown(step.at), step.share));
                steps.collect::<Vec<_>>().join(sep)
            };
            (
                format!("首个达到的档次所占比例（{}；否则0）；四舍五入到{}位小数", join(zh_than, "，"), rule.decimals),
                format!(
                    "the share of the first step reached ({}, else 0); rounded half up to {} places",
                    join(en_than, ", "),
                    rule.decimals
                ),
            )
        }
    };
    Text::new(format!("{zh}；满分{max}"), format!("{en}; full marks are {max}"))
}

fn arithmetic(aspect: &Aspect, rule: &Measurement, value: Value, places: u32) -> Vec<String> {
    let max = Calc::fixed(aspect.max_mark, places);
    let zero = Calc::whole(0);
    let calcs: Vec<Option<String>> = match (&rule.mapping, value) {
        (Mapping::Choice { choices }, Value::Choice(index)) => {
            let deduction = choices.get(usize::from(index)).map_or(Decimal::ZERO, |choice| choice.deduction);
            vec![max.minus(&Calc::of(deduction)).at_least(&zero).exact_line(places)]
        }
        (Mapping::RegularDifference { target, difference, deduction, difference_type }, Value::Number(number)) => {
            let one = match difference_type {
                DifferenceType::Unit => Calc::of(*difference),
                DifferenceType::Percent => {
                    let target = if target.is_negative() { Calc::of(*target).abs() } else { Calc::of(*target) };
                    target.times(&Calc::of(*difference)).over(&Calc::whole(100))
                }
            };
            let whole = Calc::of(number).minus(&Calc::of(*target)).abs().over(&one).floor();
            let Some(count) = whole.value() else { return Vec::new() };
            let left = max.minus(&Calc::ratio(count).times(&Calc::of(*deduction)));
            vec![whole.exact_line(0), left.at_least(&zero).exact_line(places)]
        }
        (Mapping::Linear { target, zero: none }, Value::Number(number)) => {
            let way = Calc::of(number).minus(&Calc::of(*none));
            let span = Calc::of(*target).minus(&Calc::of(*none));
            let share = way.over(&span).at_least(&zero).at_most(&Calc::whole(1));
            vec![max.times(&share).line(rule.decimals)]
        }
        (Mapping::Steps { direction, steps }, Value::Number(number)) => {
            let reached = steps.iter().find(|step| match direction {
                Direction::Higher => number >= step.at,
                Direction::Lower => number <= step.at,
            });
            vec![max.times(&Calc::of(reached.map_or(Decimal::ZERO, |step| step.share))).line(rule.decimals)]
        }
        _ => Vec::new(),
    };
    calcs.into_iter().flatten().collect()
}
