//! Which medal, by which rule; or why none.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    words::{rule_key, shown},
};
use crate::{
    competition::{Medal, MedalRule, Text},
    decimal::Decimal,
    ranking::{GivenMedal, MedalReason, MedalRow, PublishedRules, medal_rows, medals},
};

/// The skill's medals, seen by one competitor.
struct Field {
    rows: Vec<MedalRow>,
    given: Vec<Option<GivenMedal>>,
    own: MedalRow,
    entrants: usize,
}

/// `None` in a skill without medals.
pub(super) fn node(question: &Question<'_>) -> Option<Node> {
    let rules = &question.skill.rules.medals;
    if rules.rule == MedalRule::None {
        return None;
    }
    let standings = question.ranking.standings(question.skill, question.tally, question.draws);
    let at = standings.iter().position(|standing| standing.competitor == question.competitor)?;
    let rows = medal_rows(question.skill, &standings);
    let given = medals(rules, &rows);
    let (own, won) = (rows[at], given[at]);
    let entrants = rows.iter().filter(|row| row.is_entrant()).count();
    let field = Field { rows, given, own, entrants };
    let node = Node::new(NodeKind::Medal, Text::new("奖牌", "medal")).rule(rule_words(question)).source(rule_key("[medals]"));
    Some(match won {
        Some(won) => {
            let why = won.reason.text(won.medal);
            let node = reason_lines(&won.reason).into_iter().fold(node, |node, line| node.line(Some(line)));
            let (zh, en) = (won.medal.word_zh(), won.medal.word());
            node.result(Text::new(format!("{zh}：{}", why.zh), format!("{en}: {}", why.en)))
        }
        None => without(question, &field, node),
    })
}

fn reason_lines(reason: &MedalReason) -> Vec<String> {
    match *reason {
        MedalReason::Places { .. } => Vec::new(),
        MedalReason::Share { per_cent, entrants, .. } => prizes(entrants as usize, per_cent).into_iter().collect(),
        MedalReason::Window { score, first, window, .. } => window_line(first, score, window).into_iter().collect(),
        MedalReason::Medallion { score, at_least } => vec![format!("{} ≥ {}", shown(score), shown(at_least))],
        MedalReason::UpperHalf { entrants, .. } => half(entrants as usize).into_iter().collect(),
    }
}

/// `⌊60 × 10 ÷ 100⌋ = 6`
fn prizes(entrants: usize, per_cent: Decimal) -> Option<String> {
    Calc::whole(entrants).times(&Calc::of(per_cent)).over(&Calc::whole(100)).floor().exact_line(0)
}

fn half(entrants: usize) -> Option<String> {
    Calc::whole(entrants).over(&Calc::whole(2)).floor().exact_line(0)
}

/// `732 − 731 = 1 ≤ 2`
fn window_line(first: Decimal, score: Decimal, window: Decimal) -> Option<String> {
    let apart = Calc::of(first).minus(&Calc::of(score));
    let beyond = apart.value()?.minus(Calc::of(window).value()?)?;
    let sign = if beyond.is_above_zero() { ">" } else { "≤" };
    Some(format!("{} {sign} {}", apart.exact_line(0)?, shown(window)))
}

fn without(question: &Question<'_>, field: &Field, node: Node) -> Node {
    let rules = &question.skill.rules.medals;
    let given = given_words(field);
    if !question.own().eligible {
        return node.result(Text::new("特邀选手计名次，不占奖牌", "a guest is ranked and never consumes a medal"));
    }
    if field.own.rank.is_none() {
        return node.result(Text::new("无名次，无奖牌", "without a place there is no medal"));
    }
    if let Some(small) = rules.small_field(field.entrants)
        && small.medals.is_empty()
    {
        return node.result(Text::new(
            format!("参评仅{}人（不多于{}人），不设奖牌", field.entrants, small.at_most),
            format!("only {} entrants, and up to {} there are no medals", field.entrants, small.at_most),
        ));
    }
    let (node, why) = match &rules.rule {
        MedalRule::None => (node, Text::default()),
        MedalRule::TopN { merit, .. } => by_place(field, *merit, node),
        MedalRule::Share { per_cent, merit } => {
            let node = per_cent.iter().fold(node, |node, &share| node.line(prizes(field.entrants, share)));
            by_place(field, *merit, node)
        }
        MedalRule::Worldskills { window, medallion, .. } => by_window(field, *window, *medallion, node),
    };
    node.result(Text::new(format!("无：{}；{}", why.zh, given.zh), format!("none: {}; {}", why.en, given.en)))
}

fn by_place(field: &Field, merit: bool, node: Node) -> (Node, Text) {
    let better = |row: &&MedalRow| row.is_entrant() && row.rank < field.own.rank;
    let place = field.rows.iter().filter(better).count() + 1;
    let node = if merit { node.line(half(field.entrants)) } else { node };
    let (zh, en) = if merit {
        let half = field.entrants / 2;
        (format!("，也不在前一半（前{half}名）"), format!(" and not in the upper half, which ends with place {half}"))
    } else {
        Default::default()
    };
    let entrants = field.entrants;
    let words = Text::new(
        format!("参评{entrants}人中第{place}名，不在奖牌名次内{zh}"),
        format!("place {place} among {entrants} entrants is outside the medals{en}"),
    );
    (node, words)
}

fn by_window(field: &Field, window: Decimal, medallion: Decimal, node: Node) -> (Node, Text) {
    let Some(score) = field.own.score else {
        return (node, Text::new("尚无标准分，无法比较", "there is no scale score to compare yet"));
    };
    let medal = |given: &&GivenMedal| given.medal != Medal::Medallion;
    let last = field.given.iter().flatten().rfind(medal);
    let node = match last.map(|last| last.reason) {
        Some(MedalReason::Window { first, .. }) => node.line(window_line(first, score, window)),
        _ => node,
    };
    let node = if score < medallion { node.line(Some(format!("{} < {}", shown(score), shown(medallion)))) } else { node };
    let (score, window, medallion) = (shown(score), shown(window), shown(medallion));
    let words = Text::new(
        format!("{score}分不在任何奖牌的{window}分窗口内，也不获优胜奖章（{medallion}分起）"),
        format!("{score} is within no medal's window of {window} points, and earns no medallion (from {medallion})"),
    );
    (node, words)
}

/// `gold 1, silver 2, bronze 1`
fn given_words(field: &Field) -> Text {
    let count = |medal: Medal| field.given.iter().flatten().filter(|given| given.medal == medal).count();
    let counts: Vec<(Medal, usize)> =
        Medal::WORDS.into_iter().map(|(_, medal)| (medal, count(medal))).filter(|(_, count)| *count > 0).collect();
    if counts.is_empty() {
        return Text::new("目前无人获奖", "nobody has one so far");
    }
    let zh: Vec<String> = counts.iter().map(|(medal, count)| format!("{}{count}", medal.word_zh())).collect();
    let en: Vec<String> = counts.iter().map(|(medal, count)| format!("{} {count}", medal.word())).collect();
    Text::new(format!("已授{}", zh.join("、")), format!("given are {}", en.join(", ")))
}

fn rule_words(question: &Question<'_>) -> Text {
    let rules = &question.skill.rules.medals;
    let (zh, en) = match &rules.rule {
        MedalRule::None => ("", ""),
        MedalRule::TopN { .. } => ("按名次授奖，名次并列者同奖", "the first places; who shares a place shares the medal"),
        MedalRule::Share { .. } => ("按参评人数的百分比授奖，舍去小数", "shares of the entrants in per cent, rounded down"),
        MedalRule::Worldskills { .. } => ("分差在窗口内者同奖", "scores within the window of a medal's best share it"),
    };
    let published = PublishedRules::of(&question.skill.rules).medals;
    let method = published.map_or_else(String::new, |published| {
        let parameters: Vec<String> =
            published.parameters.iter().map(|parameter| format!("{} = {}", parameter.name, parameter.value)).collect();
        format!("{}: {}", published.method, parameters.join(", "))
    });
    Text::new(format!("{zh}（{method}）"), format!("{en} ({method})"))
}
