//! While marks are missing: the places there can still be.

use super::{Node, NodeKind, Question, calc::Calc, words::rule_key};
use crate::{
    competition::{Medal, MedalRule, RankingMethod, Text},
    decimal::Decimal,
    ranking::Chance,
};

/// `None` for whoever has withdrawn, and where nothing can change any more.
pub(super) fn node(question: &Question<'_>) -> Option<Node> {
    let (best, worst) = if question.draws.is_empty() {
        question.ranking.reachable(question.skill, question.competitor)?
    } else {
        question.ranking.all_reachable(question.skill, question.draws)[question.competitor]?
    };
    let extremes = question.tally.extremes(question.competitor);
    if best == worst && extremes.complete {
        return None;
    }
    let exact = question.skill.rules.ranking == RankingMethod::Total;
    let (zh, en) = if exact {
        (
            "最好：缺的分数本人得最高、他人得最低；最差反之",
            "best: the own missing marks at their highest and everybody else's at their lowest; worst: the other way round",
        )
    } else {
        ("任何缺分的填法都不会超出的范围", "bounds that no way to fill in the missing marks breaks")
    };
    let count = |rank: u32| {
        let ahead = usize::try_from(rank.saturating_sub(1)).unwrap_or_default();
        Calc::sum([Calc::whole(ahead), Calc::whole(1)]).exact_line(0)
    };
    let mut node = Node::new(NodeKind::Reachable, Text::new("尚可达到的名次", "places still reachable"))
        .rule(Text::new(
            format!("{zh}；名次为必在其前（或可能在其前）的人数加1"),
            format!("{en}; a place is the number certainly ahead (or possibly ahead) and 1"),
        ))
        .source(rule_key("[ranking] method"))
        .line(count(best));
    if worst > best {
        node = node.line(count(worst));
    }
    let [low, high] = [extremes.low.total, extremes.high.total].map(|total: Decimal| total.fixed(question.places()));
    node = node.result(Text::new(
        format!("第{best}至{worst}名，总分{low}至{high}"),
        format!("{best} to {worst}, with a total of {low} to {high}"),
    ));
    Some(node.children(chances(question)))
}

/// Of each medal whether it is decided.
fn chances(question: &Question<'_>) -> Vec<Node> {
    let standings = question.ranking.standings(question.skill, question.tally, question.draws);
    let mut chances = question.ranking.chances(question.skill, question.tally, &standings, question.draws);
    let (zh, en) = if matches!(question.skill.rules.medals.rule, MedalRule::Worldskills { .. }) {
        (
            "分数窗口随众人得分移动：只说任何填法都不会推翻的结论",
            "a points window moves with everybody's marks: only what no way to fill them in breaks is said",
        )
    } else {
        ("由尚可达到的参评名次得出", "follows from the places still reachable among the entrants")
    };
    let node = |(medal, chance): (Medal, Chance)| {
        let (chance_zh, chance_en) = match chance {
            Chance::Certain => ("已确定", "certain"),
            Chance::Possible => ("仍有可能", "possible"),
            Chance::Gone => ("已无可能", "gone"),
        };
        Node::new(NodeKind::MedalChance, Text::new(format!("能否获{}", medal.word_zh()), format!("chance of {}", medal.word())))
            .rule(Text::new(zh, en))
            .source(rule_key("[medals]"))
            .result(Text::new(chance_zh, chance_en))
    };
    chances.swap_remove(question.competitor).into_iter().map(node).collect()
}
