//! From a total, or a part of it, to its scale score.

use super::{
    Node, NodeKind, Question,
    basis::{Middle, Spread, clamp_words, population_node},
    calc::{Calc, minus_sign},
    words::{no_mark, rule_key, shown},
};
use crate::{
    competition::{MissingMarks, ScaleRule, Text},
    decimal::Decimal,
    ranking::LiveScale,
};

/// Middle and spread are shown with the places they are published with; with more where the rounded score would differ.
const BASIS_PLACES: u32 = 6;
const BASIS_MAX_PLACES: u32 = 15;
const BESIDE_A_HALF_PLACES: u32 = 12;

/// The skill's own scale; `None` where there is none.
pub(super) fn own(question: &Question<'_>) -> Option<Node> {
    let name = Text::new("标准分", "scale score");
    (question.skill.rules.scale != ScaleRule::None).then(|| node(question, question.ranking.scale(), name, "[scale]"))
}

/// A scale that only tie keys speak of.
pub(super) fn further(question: &Question<'_>, index: usize) -> Option<Node> {
    let name = &question.skill.rules.more_scales.get(index)?.name;
    let what = Text::new(format!("标准分“{name}”"), format!("scale score {name}"));
    Some(node(question, question.ranking.further_scale(index)?, what, &format!("[scales.{name}]")))
}

fn node(question: &Question<'_>, scale: &LiveScale, what: Text, key: &str) -> Node {
    let node = Node::new(NodeKind::ScaleScore, what).rule(rule_words(scale.rule())).source(rule_key(key));
    let population = population_node(question, scale);
    let (Some(result), Some(score)) = (scale.result_of(question.competitor), scale.score(question.competitor)) else {
        return node.result(why_none(question, scale)).children([population]);
    };
    let node = node.number(score, scale.rule().decimals());
    let places = question.places();
    match scale.rule() {
        ScaleRule::None => node,
        ScaleRule::Linear { from, to, decimals } => node.line(linear(result, *from, *to, places).line(*decimals)),
        ScaleRule::Percentile { decimals } => node.line(percentile(question, scale, result).line(*decimals)).children([population]),
        ScaleRule::Worldskills { .. } | ScaleRule::Standard { .. } => laid_out(question, scale, result, score, node.children([population])),
    }
}

fn why_none(question: &Question<'_>, scale: &LiveScale) -> Text {
    let sums = question.tally.sums(question.competitor);
    let waits = scale.population_rule().missing == MissingMarks::Wait;
    match (sums.withdrawn, sums.done) {
        (true, _) => Text::new("已退赛，无标准分", "withdrawn: no scale score"),
        (false, 0) => no_mark(),
        (false, _) if scale.result_of(question.competitor).is_some() => {
            Text::new("总体中无人，无法计算", "nobody has a result that a scale could be taken from")
        }
        (false, _) if waits => Text::new("分数未齐，暂无标准分", "not on the scale before the last mark (missing = \"wait\")"),
        (false, _) => no_mark(),
    }
}

fn rule_words(rule: &ScaleRule) -> Text {
    let name = rule.versioned_name().unwrap_or_default();
    let rounding = |decimals: u32| (format!("，四舍五入到{decimals}位小数"), format!(", rounded half up to {decimals} places"));
    let (zh_round, en_round) = rounding(rule.decimals());
    let (zh, en) = match rule {
        ScaleRule::None => return Text::default(),
        ScaleRule::Worldskills { centre, target_spread, clamp, .. } => {
            let (zh_clamp, en_clamp) = clamp_words(*clamp);
            let (centre, target) = (shown(*centre), shown(*target_spread));
            (
                format!(
                    "{centre} + {target} × (成绩 − 中位数) ÷ 离散度{zh_clamp}{zh_round}；成绩全相同时取{centre}；WorldSkills 未公布公式，除中位数位置外为本系统所定"
                ),
                format!(
                    "{centre} + {target} × (result − median) ÷ spread{en_clamp}{en_round}; {centre} where all are equal; WorldSkills publishes only where the median lies, the rest is this project's choice"
                ),
            )
        }
        ScaleRule::Standard { centre, target_spread, clamp, .. } => {
            let (zh_clamp, en_clamp) = clamp_words(*clamp);
            let (centre, target) = (shown(*centre), shown(*target_spread));
            (
                format!("{centre} + {target} × (成绩 − 平均数) ÷ 标准差{zh_clamp}{zh_round}；成绩全相同时取{centre}"),
                format!("{centre} + {target} × (result − mean) ÷ standard deviation{en_clamp}{en_round}; {centre} where all are equal"),
            )
        }
        ScaleRule::Linear { from, to, .. } => {
            let [from_low, from_high, to_low, to_high] = [from.0, from.1, to.0, to.1].map(shown);
            (
                format!("直线：{from_low}对应{to_low}，{from_high}对应{to_high}{zh_round}"),
                format!("a straight line: {from_low} becomes {to_low}, {from_high} becomes {to_high}{en_round}"),
            )
        }
        ScaleRule::Percentile { .. } => (
            format!("成绩较低者的百分比，加上相同者（含本人）的一半{zh_round}"),
            format!("per cent with a lower result plus half of those with an equal one, oneself included{en_round}"),
        ),
    };
    Text::new(format!("{zh}（{name}）"), format!("{en} ({name})"))
}

fn linear(result: Decimal, from: (Decimal, Decimal), to: (Decimal, Decimal), places: u32) -> Calc {
    let climbed = Calc::fixed(result, places).minus(&Calc::of(from.0));
    let rise = Calc::of(to.1).minus(&Calc::of(to.0));
    let span = Calc::of(from.1).minus(&Calc::of(from.0));
    Calc::sum([Calc::of(to.0), climbed.times(&rise).over(&span)])
}

/// `(lower + equal ÷ 2) ÷ size × 100`
fn percentile(question: &Question<'_>, scale: &LiveScale, result: Decimal) -> Calc {
    let population = scale.population_of(question.competitor);
    let (below, not_above) = population.below(result);
    let half = Calc::whole(not_above - below).over(&Calc::whole(2));
    Calc::sum([Calc::whole(below), half]).over(&Calc::whole(population.size())).times(&Calc::whole(100))
}

/// Around a middle and a spread that were computed in floating point: with as many places of them as the score needs.
fn laid_out(question: &Question<'_>, scale: &LiveScale, result: Decimal, score: Decimal, node: Node) -> Node {
    let (ScaleRule::Worldskills { centre, target_spread, clamp, decimals, .. }
    | ScaleRule::Standard { centre, target_spread, clamp, decimals }) = scale.rule()
    else {
        return node;
    };
    let (population, basis) = (scale.population_of(question.competitor), scale.basis_of(question.competitor));
    let float = basis.spread.unwrap_or_default();
    let (middle, spread) = (Middle::of(scale.rule(), population), Spread::of(scale.rule(), population, float));
    let formula = |places: u32| -> Option<Calc> {
        let away = if float > 0.0 {
            let away = Calc::fixed(result, question.places()).minus(&Calc::ratio(middle.number(places)?));
            Calc::of(*target_spread).times(&away).over(&Calc::ratio(spread.number(places).filter(|spread| !spread.is_zero())?))
        } else {
            Calc::of(*target_spread).times(&Calc::whole(0))
        };
        let calc = Calc::sum([Calc::of(*centre), away]);
        Some(clamp.map_or(calc.clone(), |(low, high)| calc.at_least(&Calc::of(low)).at_most(&Calc::of(high))))
    };
    let reproduces = |places: &u32| formula(*places).and_then(|calc| calc.value()?.rounded(*decimals)) == Some(score);
    let places = (BASIS_PLACES..=BASIS_MAX_PLACES).find(reproduces);
    let line = match places {
        Some(places) => formula(places).and_then(|calc| calc.line(*decimals)),
        // The exact score lies so close to a half that floating point came out on its other side.
        None => formula(BESIDE_A_HALF_PLACES).and_then(|calc| {
            let middle = basis.middle?;
            let away = if float > 0.0 { (result.to_f64() - middle) / float } else { 0.0 };
            let unrounded = minus_sign(&(centre.to_f64() + target_spread.to_f64() * away).to_string());
            Some(format!("{} ≈ {unrounded} → {}", calc.text(), minus_sign(&score.fixed(*decimals))))
        }),
    };
    let places = places.unwrap_or(BESIDE_A_HALF_PLACES);
    node.line(line).children([middle.node(places), spread.node(places)])
}
