//! One competitor against another: total, then tie keys in order, until something differs.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    draw, scale,
    words::{listed, rule_key},
};
use crate::{
    competition::{RankingMethod, Text, TieKey},
    decimal::Decimal,
};

/// What decides a place before or after the others, for any competitor.
struct Measure<'a> {
    what: Text,
    rule: Text,
    source: Text,
    value: Box<dyn Fn(usize) -> Option<Decimal> + 'a>,
    smaller_wins: bool,
    /// How the own value comes about.
    line: Option<String>,
    children: Vec<Node>,
}

/// Why the competitor and `others`, who are equal to one another, stand as they do.
pub(super) fn neighbour(question: &Question<'_>, kind: NodeKind, others: &[usize]) -> Option<Node> {
    let &other = others.first()?;
    let ids: Vec<&str> = others.iter().map(|&other| question.id(other)).collect();
    let ids = listed(&ids);
    let (zh, en) = match kind {
        NodeKind::Ahead => ("紧接其前", "directly ahead"),
        NodeKind::Behind => ("紧接其后", "directly behind"),
        _ => ("名次相同", "in the same place"),
    };
    let mut compared: Vec<Node> = Vec::new();
    let mut decided = Text::default();
    for measure in measures(question) {
        let (node, difference) = compare(question, &measure, other);
        compared.push(node);
        if let Some(difference) = difference {
            decided = difference;
            break;
        }
    }
    let node = Node::new(kind, Text::new(format!("{zh}：{}", ids.zh), format!("{en}: {}", ids.en)));
    if decided.is_empty()
        && let Some((drawn, order)) = draw::node(question, other)
    {
        compared.push(drawn);
        decided = order.unwrap_or_default();
    }
    let result = if decided.is_empty() { Text::new("各项均相同", "equal in everything") } else { decided };
    Some(node.result(result).children(compared))
}

/// The comparison, and in words what it decides.
fn compare(question: &Question<'_>, measure: &Measure<'_>, other: usize) -> (Node, Option<Text>) {
    let (own, theirs) = ((measure.value)(question.competitor), (measure.value)(other));
    let node = Node::new(NodeKind::Compared, measure.what.clone()).rule(measure.rule.clone()).source(measure.source.clone());
    let node = node.line(measure.line.clone());
    let (node, result) = match (own, theirs) {
        (Some(own), Some(theirs)) => {
            let difference = Calc::of(own).minus(&Calc::of(theirs));
            let size = difference.clone().abs().value().map(|size| size.shown(2)).unwrap_or_default();
            let better = if measure.smaller_wins { own < theirs } else { own > theirs };
            let (more, less) = if measure.smaller_wins { ("少", "多") } else { ("高", "低") };
            let result = match (own == theirs, better) {
                (true, _) => Text::new("相同", "equal"),
                (false, true) => Text::new(format!("{more}{size}"), format!("better by {size}")),
                (false, false) => Text::new(format!("{less}{size}"), format!("worse by {size}")),
            };
            (node.line(difference.exact_line(0)), result)
        }
        (None, None) => (node, Text::new("双方均无", "neither has one")),
        (Some(_), None) => (node, Text::new("对方无此项，列后", "the other has none and comes after")),
        (None, Some(_)) => (node, Text::new("本人无此项，列后", "there is none, which comes after")),
    };
    let decides =
        (own != theirs).then(|| Text::new(format!("{}：{}", measure.what.zh, result.zh), format!("{}: {}", measure.what.en, result.en)));
    (node.result(result).children(measure.children.clone()), decides)
}

/// In the order of the rules.
fn measures<'a>(question: &'a Question<'_>) -> Vec<Measure<'a>> {
    let keys = question.skill.rules.ties.keys.iter().enumerate().map(|(index, key)| tie_key(question, index, key));
    std::iter::once(first(question)).chain(keys).collect()
}

/// By majority the steps of counting are explained elsewhere; whoever is left equal is told apart by the keys.
fn first<'a>(question: &'a Question<'_>) -> Measure<'a> {
    let (what, value): (Text, Box<dyn Fn(usize) -> Option<Decimal> + 'a>) = match question.skill.rules.ranking {
        RankingMethod::Total => (Text::new("总分", "total"), Box::new(|competitor| Some(question.tally.sums(competitor).total))),
        RankingMethod::Scale => (Text::new("标准分", "scale score"), Box::new(|competitor| question.ranking.scale().score(competitor))),
        RankingMethod::RankMajority => (
            Text::new("多数名次", "place by majority"),
            Box::new(|competitor| Some(Decimal::from_int(i32::try_from(super::majority::rank(question, competitor)?).ok()?))),
        ),
    };
    let smaller_wins = question.skill.rules.ranking == RankingMethod::RankMajority;
    let source = rule_key("[ranking] method");
    Measure { what, rule: better(smaller_wins), source, value, smaller_wins, line: None, children: Vec::new() }
}

fn better(smaller: bool) -> Text {
    if smaller { Text::new("小者在前", "smaller is better") } else { Text::new("大者在前", "larger is better") }
}

fn tie_key<'a>(question: &'a Question<'_>, index: usize, key: &'a TieKey) -> Measure<'a> {
    let what = Text::new(format!("同分比较 {}：{}", index + 1, key.name()), format!("tie key {}: {}", index + 1, key.name()));
    let source = rule_key("[ties] keys");
    let stored = move |competitor: usize| question.tally.sums(competitor).keys[index];
    match key {
        TieKey::Sum { aspects, .. } => {
            let marks = aspects.iter().filter_map(|&aspect| question.mark(aspect));
            let line = Calc::sum(marks.map(|mark| Calc::fixed(mark, question.places()))).exact_line(question.places());
            let value = Box::new(move |competitor| Some(stored(competitor)));
            Measure { what, rule: better(false), source, value, smaller_wins: false, line, children: Vec::new() }
        }
        TieKey::SmallerValue { aspect, .. } => {
            let id = &question.skill.scheme.aspects[*aspect].id;
            let rule =
                Text::new(format!("{id} 的测量值，小者在前，无值列后"), format!("the value of {id}; smaller is better, none is last"));
            let value = Box::new(move |competitor| {
                let stored = stored(competitor);
                // Kept negated, so that larger is better everywhere.
                (stored != Decimal::MIN).then(|| Decimal::from_units(-stored.units()))
            });
            Measure { what, rule, source, value, smaller_wins: true, line: None, children: Vec::new() }
        }
        TieKey::Scale { scale, .. } => {
            let rule = Text::new("标准分大者在前，无者列后", "the larger scale score is better, none is last");
            let value = Box::new(move |competitor| match scale {
                None => question.ranking.scale().score(competitor),
                Some(index) => question.ranking.further_scale(*index).and_then(|scale| scale.score(competitor)),
            });
            let children = scale.and_then(|index| scale::further(question, index)).into_iter().collect();
            Measure { what, rule, source, value, smaller_wins: false, line: None, children }
        }
    }
}
