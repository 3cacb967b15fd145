//! Marks by criterion, sub-criterion and aspect.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    judgement, measurement,
    words::{named, no_mark, so_far},
};
use crate::competition::AspectKind;

/// The criteria of some aspects, in the scheme's order.
pub(super) fn criteria(question: &Question<'_>, aspects: &[usize]) -> Vec<Node> {
    let scheme = &question.skill.scheme;
    let of_criterion =
        |criterion: usize| -> Vec<usize> { aspects.iter().copied().filter(|&aspect| scheme.criterion_of(aspect) == criterion).collect() };
    let nodes = scheme.criteria.iter().enumerate().map(|(index, criterion)| {
        let own = of_criterion(index);
        let what = named("模块", "criterion", &criterion.id, &criterion.name);
        (!own.is_empty()).then(|| sum(question, Node::new(NodeKind::Criterion, what), &own, sub_criteria(question, &own)))
    });
    nodes.flatten().collect()
}

fn sub_criteria(question: &Question<'_>, aspects: &[usize]) -> Vec<Node> {
    let scheme = &question.skill.scheme;
    let mut subs: Vec<usize> = aspects.iter().map(|&aspect| scheme.aspects[aspect].sub_criterion).collect();
    subs.sort_unstable();
    subs.dedup();
    let node = |sub: usize| {
        let own: Vec<usize> = aspects.iter().copied().filter(|&aspect| scheme.aspects[aspect].sub_criterion == sub).collect();
        let what = named("评分子项", "sub-criterion", &scheme.sub_criteria[sub].id, &scheme.sub_criteria[sub].name);
        let marks = own.iter().map(|&index| aspect(question, index)).collect();
        sum(question, Node::new(NodeKind::SubCriterion, what), &own, marks)
    };
    subs.into_iter().map(node).collect()
}

/// A node whose number is the sum of its children's.
pub(super) fn sum(question: &Question<'_>, node: Node, aspects: &[usize], children: Vec<Node>) -> Node {
    let places = question.places();
    let numbers: Vec<_> = children.iter().filter_map(|child| child.value).collect();
    let calc = Calc::sum(numbers.iter().map(|&number| Calc::fixed(number, places)));
    let node = node.line(calc.exact_line(places)).children(children);
    if numbers.is_empty() {
        return node.result(no_mark());
    }
    let sum = numbers.into_iter().sum::<crate::decimal::Decimal>();
    node.number(sum, places).result(so_far(&sum.fixed(places), question.done(aspects), aspects.len()))
}

fn aspect(question: &Question<'_>, index: usize) -> Node {
    let aspect = &question.skill.scheme.aspects[index];
    let what = named("评分点", "aspect", &aspect.id, &aspect.name);
    match &aspect.kind {
        AspectKind::Measurement(rule) => measurement::node(question, index, rule, Node::new(NodeKind::Measurement, what)),
        AspectKind::Judgement(rule) => judgement::node(question, index, rule, Node::new(NodeKind::Judgement, what)),
    }
}
