//! By majority: the places that the experts give, and how they were counted.

use super::{
    Node, NodeKind, Question,
    calc::Calc,
    words::{listed, rule_key},
};
use crate::{
    competition::{AspectKind, JudgementResult, Text},
    ranking::{MajorityFault, Placed, Places, Rule, Step, rank_by_majority},
    scoring::Value,
};

/// The place that the majority alone gives.
pub(super) fn rank(question: &Question<'_>, competitor: usize) -> Option<u32> {
    let places = question.ranking.majority_table()?.as_ref().ok()?;
    let row = places.competitors.iter().position(|&placed| placed == competitor)?;
    rank_by_majority(&places.table).into_iter().find(|placed| placed.competitor == row).map(|placed| placed.rank)
}

/// Nothing where places are not given by majority.
pub(super) fn nodes(question: &Question<'_>) -> Vec<Node> {
    match question.ranking.majority_table() {
        Some(Ok(places)) => match places.competitors.iter().position(|&placed| placed == question.competitor) {
            Some(row) => counted(question, places, row),
            None if places.waiting.contains(&question.competitor) => vec![waiting()],
            None => Vec::new(),
        },
        Some(Err(fault)) => vec![unusable(question, fault)],
        None => Vec::new(),
    }
}

fn counted(question: &Question<'_>, places: &Places, row: usize) -> Vec<Node> {
    let experts = places.judges.iter().zip(&places.table[row]).map(|(&expert, &place)| expert_place(question, expert, place));
    let placed = rank_by_majority(&places.table);
    let own: Option<&Placed> = placed.iter().find(|placed| placed.competitor == row);
    let steps = own.into_iter().flat_map(|own| &own.trace).map(|step| step_node(question, places, row, step));
    experts.chain(steps).collect()
}

fn waiting() -> Node {
    let node = Node::new(NodeKind::MajorityStep, Text::new("多数名次", "place by majority"));
    node.result(Text::new("尚有裁判未评全，等候", "not every expert has scored everything yet"))
}

fn unusable(question: &Question<'_>, fault: &MajorityFault) -> Node {
    let node = Node::new(NodeKind::MajorityStep, Text::new("多数名次", "place by majority"));
    match fault {
        MajorityFault::Missing(missing) => {
            let mut pairs: Vec<String> = Vec::new();
            for missing in missing {
                let expert = question.skill.experts.get(missing.expert).map_or("–", |expert| expert.id.as_str());
                pairs.push(format!("{expert}→{}", question.id(missing.competitor)));
            }
            let pairs = listed(&pairs.iter().map(String::as_str).collect::<Vec<_>>());
            node.result(Text::new(
                format!("无法计算：有裁判永远不能给某选手排名（{}）", pairs.zh),
                format!("no places: an expert can never rank a competitor ({})", pairs.en),
            ))
        }
        MajorityFault::NotComparable { expert } => {
            let expert = question.skill.experts.get(*expert).map_or("–", |expert| expert.id.as_str());
            node.result(Text::new(
                format!("无法计算：{expert} 的总分不能精确比较"),
                format!("no places: the totals of {expert} cannot be compared exactly"),
            ))
        }
    }
}

/// The own total of one expert: what this expert's scores alone would make, and all measurements.
fn expert_place(question: &Question<'_>, expert: usize, place: u32) -> Node {
    let id = question.skill.experts.get(expert).map_or("–", |expert| expert.id.as_str());
    let terms = question.skill.scheme.aspects.iter().enumerate().filter_map(|(index, aspect)| match &aspect.kind {
        AspectKind::Measurement(_) => question.mark(index).map(|mark| Calc::fixed(mark, question.places())),
        AspectKind::Judgement(rule) => {
            let mut scores = question.tally.scores(question.competitor, index);
            let Value::Number(score) = scores.find(|score| usize::from(score.expert) == expert)?.value else { return None };
            Some(match rule.result {
                JudgementResult::Value => Calc::of(score),
                JudgementResult::Proportion => {
                    Calc::of(score).over(&Calc::of(rule.max)).times(&Calc::fixed(aspect.max_mark, question.places()))
                }
            })
        }
    });
    let total = Calc::sum(terms);
    let line = total.value().map(|value| format!("{} = {}", total.text(), value.shown(question.places())));
    Node::new(NodeKind::ExpertPlace, Text::new(format!("裁判 {id} 排出的名次"), format!("place given by expert {id}")))
        .rule(Text::new(
            "该裁判的分数单独折算的得分加上全部测量得分，不舍入；总分高者在前，相同者同名次",
            "the marks that this expert's scores alone would make and all measurements, unrounded; larger is better, equals share",
        ))
        .source(rule_key("[ranking] method"))
        .line(line)
        .result(Text::new(format!("第{place}名"), format!("{place}")))
}

fn step_node(question: &Question<'_>, places: &Places, row: usize, step: &Step) -> Node {
    let (number, zh, en) = match step.rule {
        Rule::Five => ("5", "只有一人获得多数", "one competitor alone has a majority"),
        Rule::Six => ("6", "多数票多者在前", "the larger majority comes first"),
        Rule::SevenA => ("7a", "票数相同，名次之和小者在前", "equal majorities: the lower sum of the places comes first"),
        Rule::SevenB => ("7b", "和也相同，看下一栏：先比票数，再比和", "equal sums: the next column decides, by number, then by sum"),
        Rule::Eight => ("8", "无人获得多数，看下一栏", "nobody left has a majority: the next column is included"),
    };
    let column = if step.from_column < step.column {
        (format!("第{}至{}栏", step.from_column, step.column), format!("columns {} to {}", step.from_column, step.column))
    } else {
        (format!("第{}栏（第{}名及以上）", step.column, step.column), format!("column {} (place {} and higher)", step.column, step.column))
    };
    let judges = Calc::whole(places.judges.len()).over(&Calc::whole(2)).floor();
    let mut counted: Vec<u32> = places.table[row].iter().copied().filter(|&place| place <= step.column).collect();
    counted.sort_unstable();
    let sum = Calc::sum(counted.iter().map(|&place| Calc::whole(place as usize)));
    let count = |count: &crate::ranking::Count| {
        let id = question.id(places.competitors[count.competitor]);
        (format!("{id}：{}票，和{}", count.judges, count.sum), format!("{id}: {} (sum {})", count.judges, count.sum))
    };
    let counts: Vec<(String, String)> = step.compared.iter().map(count).collect();
    let zh_counts: Vec<&str> = counts.iter().map(|(zh, _)| zh.as_str()).collect();
    let en_counts: Vec<&str> = counts.iter().map(|(_, en)| en.as_str()).collect();
    Node::new(NodeKind::MajorityStep, Text::new(format!("规则{number}：{}", column.0), format!("rule {number}: {}", column.1)))
        .rule(Text::new(format!("{zh}；多数为{}票", step.majority), format!("{en}; a majority is {} experts", step.majority)))
        .source(Text::new("WDSF 顺位法 规则5至8", "WDSF, The Skating System, rules 5 to 8"))
        .line(Calc::sum([judges, Calc::whole(1)]).exact_line(0))
        .line(sum.exact_line(0))
        .result(Text::new(listed(&zh_counts).zh, listed(&en_counts).en))
}
