//! From marks to the total: a plain sum, or weighted modules, or a group's factor.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    marks::{criteria, sum},
    words::{no_mark, rule_key, so_far},
};
use crate::{
    competition::{Text, WeightedPart},
    decimal::Decimal,
};

pub(super) fn node(question: &Question<'_>) -> Node {
    let rule = &question.skill.rules.total;
    let all: Vec<usize> = (0..question.skill.scheme.aspects.len()).collect();
    let node = Node::new(NodeKind::Total, Text::new("总分", "total"));
    let factor = question.own().group.and_then(|group| rule.groups.get(group)).filter(|group| group.factor != Decimal::ONE);
    let places = question.places();
    let children = if rule.is_weighted() { modules(question) } else { criteria(question, &all) };
    let unrounded = if rule.is_weighted() {
        let parts = rule.parts.iter().zip(&question.tally.sums(question.competitor).parts);
        Calc::sum(parts.map(|(part, sum)| {
            let share = Calc::of(part.weight).times(&Calc::fixed(sum.sum, places));
            share.over(&Calc::fixed(part.max, places))
        }))
    } else {
        Calc::sum(children.iter().filter_map(|child| child.value).map(|value| Calc::fixed(value, places)))
    };
    let line = match factor {
        Some(group) => unrounded.times(&Calc::of(group.factor)).line(rule.decimals),
        None if rule.is_weighted() => unrounded.line(rule.decimals),
        None => unrounded.exact_line(places),
    };
    let node = node.rule(rule_words(question, factor.map(|group| (group.id.as_str(), group.factor))));
    let node = node.source(rule_key(source_key(rule.is_weighted(), factor.is_some()))).children(children);
    let done = question.done(&all);
    if done == 0 {
        return node.result(no_mark());
    }
    let total = question.tally.sums(question.competitor).total;
    node.line(line).number(total, places).result(so_far(&total.fixed(places), done, all.len()))
}

const fn source_key(weighted: bool, factor: bool) -> &'static str {
    match (weighted, factor) {
        (true, true) => "[ranking.weights], [groups]",
        (true, false) => "[ranking.weights]",
        (false, true) => "[groups]",
        (false, false) => "[scheme]",
    }
}

fn rule_words(question: &Question<'_>, factor: Option<(&str, Decimal)>) -> Text {
    let rule = &question.skill.rules.total;
    let (zh, en) = if rule.is_weighted() {
        ("各模块权重 × (模块得分 ÷ 模块满分) 之和".to_owned(), "the sum of weight × (marks of the module ÷ its full marks)".to_owned())
    } else {
        ("各评分点得分之和".to_owned(), "the sum of all marks".to_owned())
    };
    let (zh_factor, en_factor) = factor.map_or_else(Default::default, |(group, factor)| {
        (format!("，乘以组别{group}的系数{factor}"), format!(", times the factor {factor} of group {group}"))
    });
    let (zh_round, en_round) = if rule.is_weighted() || factor.is_some() {
        (format!("，四舍五入到{}位小数", rule.decimals), format!(", rounded half up to {} places", rule.decimals))
    } else {
        ("，不作舍入".to_owned(), ", not rounded".to_owned())
    };
    Text::new(format!("{zh}{zh_factor}{zh_round}"), format!("{en}{en_factor}{en_round}"))
}

/// The weighted parts, and whatever is in none of them.
fn modules(question: &Question<'_>) -> Vec<Node> {
    let rule = &question.skill.rules.total;
    let module = |part: &WeightedPart| {
        let what = Text::new(format!("模块组 {}", part.name), format!("module {}", part.name));
        let words = Text::new(
            format!("权重{}，满分{}", part.weight, part.max.fixed(question.places())),
            format!("weight {}, full marks {}", part.weight, part.max.fixed(question.places())),
        );
        let node = Node::new(NodeKind::Module, what).rule(words).source(rule_key("[modules]"));
        sum(question, node, &part.aspects, criteria(question, &part.aspects))
    };
    let counted = |aspect: &usize| rule.parts.iter().any(|part| part.aspects.contains(aspect));
    let outside: Vec<usize> = (0..question.skill.scheme.aspects.len()).filter(|aspect| !counted(aspect)).collect();
    let mut nodes: Vec<Node> = rule.parts.iter().map(module).collect();
    if !outside.is_empty() {
        let what = Text::new("不在任何加权模块中", "in no weighted module");
        let words = Text::new("不计入总分", "counts for nothing in the total");
        let node = Node::new(NodeKind::Module, what).rule(words);
        nodes.push(sum(question, node, &outside, criteria(question, &outside)));
    }
    nodes
}
