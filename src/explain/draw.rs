//! Where everything else is equal: the witnessed draw.

use super::{Node, NodeKind, Question, words::rule_key};
use crate::{
    competition::{Text, TieLast},
    ranking::{Draw, DrawOutcome, settle},
};

/// The draw between the competitor and somebody equal, and in words what it decides; `None` where the rules know no draw.
pub(super) fn node(question: &Question<'_>, other: usize) -> Option<(Node, Option<Text>)> {
    if question.skill.rules.ties.last != TieLast::Draw {
        return None;
    }
    let node = Node::new(NodeKind::Draw, Text::new("公证抽签", "witnessed draw")).rule(Text::new(
        "事先承诺密钥与名单，由见证人各说一值，再公开密钥并算出次序（draw/1）",
        "secret and list are committed to, witnesses add their values, then the secret is revealed and gives the order (draw/1)",
    ));
    // As places are given: one draw has the whole tie in its list, or it does not count.
    let tied = question.ranking.tied().into_iter().find(|equals| equals.contains(&question.competitor))?;
    let lists_all = |draw: &&Draw| tied.contains(&other) && tied.iter().all(|competitor| draw.competitors.contains(competitor));
    let latest = |revealed: bool| {
        let is = |draw: &&Draw| lists_all(draw) && if revealed { is_revealed(draw) } else { draw.is_open() };
        question.draws.iter().rev().find(is)
    };
    let Some((draw, order)) = latest(true).zip(settle(&tied, question.draws)) else {
        let result = match latest(false) {
            Some(draw) => Text::new(
                format!("第{}次抽签已承诺，尚未公开；此前名次并列", draw.number),
                format!("draw {} is committed and waits for its reveal; until then the place is shared", draw.number),
            ),
            None => Text::new("尚未抽签，此前名次并列", "not drawn yet; until then the place is shared"),
        };
        return Some((node.source(rule_key("[ties] last")).result(result), None));
    };
    let place = |of: usize| order.iter().position(|&drawn| drawn == of).map_or(0, |place| place + 1);
    let (own, theirs) = (place(question.competitor), place(other));
    let source = Text::new(
        format!("第{}次抽签，可用 jinbang draw verify 复核", draw.number),
        format!("draw {}, checked by jinbang draw verify", draw.number),
    );
    let result = Text::new(
        format!("第{}次抽签：{}人中第{own}位，对方第{theirs}位", draw.number, order.len()),
        format!("draw {}: drawn as number {own} of {}, the other as number {theirs}", draw.number, order.len()),
    );
    Some((node.source(source).result(result.clone()), Some(result)))
}

fn is_revealed(draw: &Draw) -> bool {
    matches!(draw.outcome, DrawOutcome::Revealed { .. })
}
