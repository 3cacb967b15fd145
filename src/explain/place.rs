//! The place: who is ahead, who shares it, who is behind, and by what.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    compare::neighbour,
    majority, medal, reach, scale, total,
    words::{no_mark, rule_key},
};
use crate::{
    competition::{RankingMethod, Text, TieKey, TieLast},
    decimal::Decimal,
};

pub(super) fn place(question: &Question<'_>) -> Node {
    let node = Node::new(NodeKind::Place, Text::new("名次", "place")).rule(order_words(question));
    let node = node.source(rule_key("[ranking] method, [ties]"));
    let tied = question.ranking.placed(question.skill, question.draws);
    let own = tied.iter().position(|equals| equals.contains(&question.competitor));
    let node = match own {
        Some(own) => with_neighbours(question, &tied, own, node),
        None => node.result(no_place(question)),
    };
    node.children(majority::nodes(question))
        .children(reach::node(question))
        .children(medal::node(question))
        .children(scale::own(question))
        .children([total::node(question)])
}

fn with_neighbours(question: &Question<'_>, tied: &[Vec<usize>], own: usize, node: Node) -> Node {
    let ahead: usize = tied[..own].iter().map(Vec::len).sum();
    let placed = ahead + tied[own..].iter().map(Vec::len).sum::<usize>();
    let rank = u32::try_from(ahead + 1).unwrap_or(u32::MAX);
    let equals: Vec<usize> = tied[own].iter().copied().filter(|&other| other != question.competitor).collect();
    let before = own.checked_sub(1).map_or(&[][..], |before| tied[before].as_slice());
    let after = tied.get(own + 1).map_or(&[][..], Vec::as_slice);
    let place = Text::new(format!("{placed}人中第{rank}名"), format!("{rank} of {placed}"));
    let result = if equals.is_empty() {
        place
    } else {
        let sharing = equals.len() + 1;
        Text::new(format!("{}，{sharing}人并列", place.zh), format!("{}, shared by {sharing}", place.en))
    };
    let counted = Calc::sum([Calc::whole(ahead), Calc::whole(1)]);
    let node = node.line(counted.exact_line(0)).number(Decimal::from_int(i32::try_from(rank).unwrap_or(i32::MAX)), 0).result(result);
    let neighbours = [(NodeKind::Ahead, before), (NodeKind::Equal, &equals), (NodeKind::Behind, after)];
    node.children(neighbours.into_iter().filter_map(|(kind, others)| neighbour(question, kind, others)))
}

/// In words, how places are given.
fn order_words(question: &Question<'_>) -> Text {
    let rules = &question.skill.rules;
    let name = rules.ranking.versioned_name();
    let (zh, en) = match rules.ranking {
        RankingMethod::Total => ("总分高者在前", "the larger total is the better place"),
        RankingMethod::Scale => ("标准分高者在前", "the larger scale score is the better place"),
        RankingMethod::RankMajority => (
            "按各裁判排出的名次，以多数决定（WDSF 规则5至8）",
            "every expert's own totals rank the competitors, and the majority of places decides (WDSF rules 5 to 8)",
        ),
    };
    let keys: Vec<&str> = rules.ties.keys.iter().map(TieKey::name).collect();
    let (zh_keys, en_keys) = match keys.as_slice() {
        [] => Default::default(),
        keys => (format!("；相同时依次比较{}", keys.join("、")), format!("; equals are told apart by {}", keys.join(", then "))),
    };
    let (zh_last, en_last) = match rules.ties.last {
        TieLast::Shared => ("仍相同则名次并列", "what is still equal shares a place"),
        TieLast::Draw => ("仍相同则公证抽签，抽签前并列", "what is still equal is drawn, and shares a place until then"),
    };
    Text::new(format!("{zh}{zh_keys}；{zh_last}（{name}）"), format!("{en}{en_keys}; {en_last} ({name})"))
}

/// A place without anybody to compare with.
fn no_place(question: &Question<'_>) -> Text {
    let sums = question.tally.sums(question.competitor);
    match (sums.withdrawn, sums.done) {
        (true, _) => Text::new("已退赛，无名次", "withdrawn: no place"),
        (false, 0) => no_mark(),
        (false, _) => Text::new("尚无名次", "no place yet"),
    }
}
