//! From a panel's scores to one mark.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    mark::with_mark,
    words::{no_mark, rule_key, shown},
};
use crate::{
    competition::{Judgement, JudgementResult, Missing, Reduction, Text},
    decimal::Decimal,
    scoring::{CellState, Score, Value},
};

/// One score of the round that counts.
struct Given<'a> {
    score: &'a Score,
    number: Decimal,
    kept: bool,
}

pub(super) fn node(question: &Question<'_>, index: usize, rule: &Judgement, node: Node) -> Node {
    let mut given: Vec<Given<'_>> = question
        .tally
        .scores(question.competitor, index)
        .filter_map(|score| match score.value {
            Value::Number(number) => Some(Given { score, number, kept: true }),
            _ => None,
        })
        .collect();
    given.sort_by_key(|given| (given.number, given.score.expert));
    let state = question.tally.state(question.competitor, index);
    let mut node = node.rule(rule_words(rule, question.places(), question.skill.scheme.aspects[index].max_mark));
    node = node.source(rule_key(&format!("[judgement], [aspects.\"{}\"]", question.skill.scheme.aspects[index].id)));
    if let (Some(limit), [lowest, .., highest]) = (rule.max_spread, given.as_slice())
        && (state != CellState::Open || given.len() >= rule.experts as usize)
    {
        node = node.line(spread_line(lowest.number, highest.number, limit));
    }
    if let CellState::Done(_) = state {
        leave_out(rule.reduction, &mut given);
        let max = Calc::fixed(question.skill.scheme.aspects[index].max_mark, question.places());
        node = node.line(mark_line(rule, &given, &max));
    }
    let (wanted, round) = (rule.experts as usize, question.tally.round(question.competitor, index));
    node = with_mark(question, node, index, open_words(rule, state, given.len(), round));
    given.sort_by_key(|given| given.score.expert);
    let scores = given.iter().map(|given| score_node(question, rule, given));
    let node = node.children(scores).children(earlier(question, index, round));
    node.children((given.len() < wanted).then(|| missing(rule, wanted - given.len(), state)))
}

/// `3 − 1 = 2 > 1`
fn spread_line(lowest: Decimal, highest: Decimal, limit: Decimal) -> Option<String> {
    let spread = Calc::of(highest).minus(&Calc::of(lowest));
    let sign = if highest - lowest > limit { ">" } else { "≤" };
    spread.exact_line(0).map(|line| format!("{line} {sign} {limit}"))
}

/// Marks what the reduction does not count; scores are sorted, lowest first.
fn leave_out(reduction: Reduction, given: &mut [Given<'_>]) {
    let n = given.len();
    let kept = match reduction {
        Reduction::Mean => 0..n,
        Reduction::Median => n.saturating_sub(1) / 2..n / 2 + 1,
        Reduction::TrimmedMean { drop } => drop as usize..n.saturating_sub(drop as usize),
        Reduction::ClosestPair => {
            // From the top down the first of equally close pairs is the higher one.
            let gap = |lower: &usize| given[lower + 1].number - given[*lower].number;
            let lower = (0..n.saturating_sub(1)).rev().min_by_key(gap).unwrap_or_default();
            lower..lower + 2
        }
    };
    given.iter_mut().enumerate().for_each(|(at, given)| given.kept = kept.contains(&at));
}

fn mark_line(rule: &Judgement, given: &[Given<'_>], max: &Calc) -> Option<String> {
    let kept: Vec<Decimal> = given.iter().filter(|given| given.kept).map(|given| given.number).collect();
    let count = Calc::whole(kept.len());
    let sum = Calc::sum(kept.iter().copied().map(Calc::of));
    let highest = Calc::of(rule.max);
    let calc = match rule.result {
        JudgementResult::Value => sum.over(&count),
        JudgementResult::Proportion if kept.len() == 1 => sum.over(&highest).times(max),
        JudgementResult::Proportion => sum.over(&count.times(&highest)).times(max),
    };
    calc.line(rule.decimals)
}

fn rule_words(rule: &Judgement, places: u32, max_mark: Decimal) -> Text {
    let (zh_way, en_way) = match rule.reduction {
        Reduction::Mean => ("取平均分".to_owned(), "the mean".to_owned()),
        Reduction::Median => ("取中位数".to_owned(), "the median".to_owned()),
        Reduction::TrimmedMean { drop } => {
            (format!("去掉{drop}个最高分和{drop}个最低分后取平均"), format!("the mean without the {drop} highest and the {drop} lowest"))
        }
        Reduction::ClosestPair => (
            "取最接近的两个分数的平均（同样接近时取较高的一对，IJRU 3.0.0）".to_owned(),
            "the mean of the two closest, of equally close pairs the higher (IJRU rules 3.0.0)".to_owned(),
        ),
    };
    let (zh_result, en_result) = match rule.result {
        JudgementResult::Value => ("即为得分".to_owned(), "is the mark".to_owned()),
        JudgementResult::Proportion => {
            let max = max_mark.fixed(places);
            (format!("÷ 最高分{} × 满分{max}", rule.max), format!("÷ the highest score {} × full marks {max}", rule.max))
        }
    };
    let (zh_spread, en_spread) = rule.max_spread.map_or_else(Default::default, |limit| {
        (format!("；最高与最低相差超过{limit}须重新评分"), format!("; further apart than {limit}, and the panel scores again"))
    });
    let (zh_missing, en_missing) = match rule.missing {
        Missing::Wait => ("", ""),
        Missing::Skip => ("；缺席的裁判不计", "; a missing expert is left out"),
    };
    let (experts, low, high, decimals) = (rule.experts, rule.min, rule.max, rule.decimals);
    Text::new(
        format!("{experts}名裁判各评{low}至{high}分，{zh_way}，{zh_result}；四舍五入到{decimals}位小数{zh_spread}{zh_missing}"),
        format!(
            "{experts} experts give {low} to {high}; {en_way} {en_result}; rounded half up to {decimals} places{en_spread}{en_missing}"
        ),
    )
}

fn open_words(rule: &Judgement, state: CellState, given: usize, round: u8) -> Text {
    match (state, given) {
        (CellState::Rescore, _) => {
            Text::new(format!("第{round}轮分差过大，待重新评分"), format!("round {round} lies too far apart: the panel scores again"))
        }
        (_, 0) if round == 1 => no_mark(),
        (_, given) if given < rule.experts as usize && rule.missing == Missing::Wait => Text::new(
            format!("尚无分数：{}名裁判中{given}名已评分", rule.experts),
            format!("no mark yet: {given} of {} experts have scored", rule.experts),
        ),
        _ => Text::new("尚无分数：剩下的分数不足", "no mark yet: too few scores are left to reduce"),
    }
}

fn score_node(question: &Question<'_>, rule: &Judgement, given: &Given<'_>) -> Node {
    let expert = question.expert(given.score).unwrap_or("–");
    let round = if given.score.round > 1 {
        Text::new(format!("（第{}轮）", given.score.round), format!(" (round {})", given.score.round))
    } else {
        Text::default()
    };
    let what = Text::new(format!("裁判 {expert}{}", round.zh), format!("expert {expert}{}", round.en));
    let kind = if given.kept { NodeKind::Score } else { NodeKind::LeftOutScore };
    let node = Node::new(kind, what).source(question.entry(given.score)).number(given.number, 0);
    if given.kept {
        return node.rule(meaning(rule, given.number));
    }
    let why = match rule.reduction {
        Reduction::TrimmedMean { .. } => Text::new("去掉的最高分或最低分", "dropped as one of the highest or lowest"),
        Reduction::Median => Text::new("不在中间，不计", "not in the middle, not counted"),
        Reduction::ClosestPair | Reduction::Mean => Text::new("不属于最接近的一对，不计", "not one of the closest pair, not counted"),
    };
    node.rule(why)
}

/// What the scheme says such a score means, where it says so.
fn meaning(rule: &Judgement, score: Decimal) -> Text {
    let is = |at: &usize| i32::try_from(*at).is_ok_and(|at| score == at);
    let described = (0..rule.descriptions.len()).find(is).map(|at| rule.descriptions[at].as_str());
    Text::plain(described.unwrap_or_default())
}

/// Scores of an earlier round, of experts who have not scored again.
fn earlier(question: &Question<'_>, index: usize, round: u8) -> Vec<Node> {
    if round == 1 {
        return Vec::new();
    }
    let experts = (0..question.skill.experts.len()).filter_map(|expert| u16::try_from(expert).ok());
    let scores = experts.filter_map(|expert| question.tally.latest_by(question.competitor, index, expert));
    let node = |score: &Score| {
        let expert = question.expert(score).unwrap_or("–");
        let what = Text::new(
            format!("裁判 {expert}（第{}轮，不再计算）", score.round),
            format!("expert {expert} (round {}, counts no more)", score.round),
        );
        let node = Node::new(NodeKind::EarlierScore, what).source(question.entry(score));
        match score.value {
            Value::Number(number) => node.result(Text::plain(shown(number))),
            _ => node,
        }
    };
    scores.filter(|score| score.round < round).map(node).collect()
}

fn missing(rule: &Judgement, count: usize, state: CellState) -> Node {
    let words = match (rule.missing, state) {
        (Missing::Skip, CellState::Done(_)) => Text::new("不计，不是0分", "left out; not a 0"),
        _ => Text::new("待评，不是0分", "waited for; not a 0"),
    };
    let en = if count == 1 { "the score of 1 expert is missing".to_owned() } else { format!("the scores of {count} experts are missing") };
    let what = Text::new(format!("缺{count}名裁判的分数"), en);
    Node::new(NodeKind::MissingScores, what).rule(words).result(Text::new("缺", "missing"))
}
