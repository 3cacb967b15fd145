//! Other marks from the same scores: panels reduced in another way, or scores adjusted first.

use super::method::Way;
use crate::{
    competition::{Aspect, AspectKind, Judgement, Reduction, Skill, Text},
    decimal::{Decimal, SCALE_DIGITS},
    fairness::{self, Adjusted, FairnessFault, Ratings, adjusted_scores},
    scoring::{SkillTally, Value, panel},
};

/// A tally with other marks, and what a reader must know of them.
pub(super) struct Remarked {
    pub tally: SkillTally,
    pub notes: Vec<Text>,
}

/// Every judged mark again from its panel's scores. What has no mark by the rules gets none here: the same marks are compared.
///
/// # Errors
/// Why this says nothing about the skill.
pub(super) fn reduced(tally: &SkillTally, way: Way) -> Result<Remarked, Text> {
    let (enough, all) = panels(tally, way.takes());
    if all == 0 {
        return Err(no_judged_mark(tally));
    }
    if enough == 0 {
        let wanted = way.takes();
        return Err(Text::new(format!("没有一个评分组给出 {wanted} 个分数"), format!("no panel gave {wanted} scores")));
    }
    let mark = |competitor, aspect| reduced_mark(tally, way, competitor, aspect);
    let few = all - enough;
    let note = Text::new(
        format!("{all} 个评判分中有 {few} 个的分数不足 {} 个，取其平均", way.takes()),
        format!("{few} of {all} judged marks have fewer than {} scores: their mean counts", way.takes()),
    );
    Ok(Remarked { tally: tally.remarked(mark), notes: if few > 0 { vec![note] } else { Vec::new() } })
}

/// Judged marks whose panels gave at least so many scores, and all judged marks.
fn panels(tally: &SkillTally, wanted: usize) -> (usize, usize) {
    let judged = (0..tally.aspects().len()).filter(|&aspect| tally.aspects()[aspect].is_judgement());
    let (mut enough, mut all) = (0, 0);
    for aspect in judged {
        for competitor in (0..tally.competitors()).filter(|&competitor| tally.mark(competitor, aspect).is_some()) {
            all += 1;
            enough += usize::from(tally.scores(competitor, aspect).count() >= wanted);
        }
    }
    (enough, all)
}

fn no_judged_mark(tally: &SkillTally) -> Text {
    if tally.aspects().iter().any(Aspect::is_judgement) {
        Text::new("还没有评判分", "no panel has given a mark yet")
    } else {
        Text::new("没有评判类评分点", "no aspect is judged")
    }
}

fn judgement_of(tally: &SkillTally, aspect: usize) -> Option<(&Judgement, Decimal)> {
    let rule = &tally.aspects()[aspect];
    match &rule.kind {
        AspectKind::Judgement(judgement) => Some((judgement, rule.max_mark)),
        AspectKind::Measurement(_) => None,
    }
}

fn reduced_mark(tally: &SkillTally, way: Way, competitor: usize, aspect: usize) -> Option<Decimal> {
    let (judgement, max_mark) = judgement_of(tally, aspect)?;
    let number = |value| if let Value::Number(number) = value { Some(number) } else { None };
    let mut scores: Vec<Decimal> = tally.scores(competitor, aspect).filter_map(|score| number(score.value)).collect();
    scores.sort_unstable();
    let reduction = match way {
        _ if scores.len() < way.takes() => Reduction::Mean,
        Way::Mean => Reduction::Mean,
        Way::DropHighLow => Reduction::TrimmedMean { drop: 1 },
        Way::Median => Reduction::Median,
        Way::ClosestPair => Reduction::ClosestPair,
    };
    panel::to_mark(judgement, max_mark, panel::reduce(reduction, &scores)?)
}

/// Every judged mark from the mean of its adjusted scores, kept within the range that experts may give.
///
/// # Errors
/// Why nothing can be adjusted.
pub(super) fn adjusted(skill: &Skill, tally: &SkillTally, method: fairness::Method) -> Result<Remarked, Text> {
    if panels(tally, 1).1 == 0 {
        return Err(no_judged_mark(tally));
    }
    let ratings = Ratings::of(skill, tally).map_err(|fault| fault.message())?;
    if ratings.active_experts().len() < 2 {
        return Err(FairnessFault::OneExpert.message());
    }
    let adjusted = adjusted_scores(&ratings, method).map_err(|fault| fault.message())?;
    let (all, unchanged) = (ratings.list().len(), adjusted.unchanged);
    if unchanged == all {
        return Err(FairnessFault::AllEqual.message());
    }
    let marks = adjusted_marks(tally, &ratings, &adjusted).ok_or_else(|| FairnessFault::Separated.message())?;
    let note = Text::new(
        format!("{all} 个分数中有 {unchanged} 个无法校正，保持原样"),
        format!("{unchanged} of {all} scores cannot be adjusted and stay as they were given"),
    );
    let notes = if unchanged > 0 { vec![note] } else { Vec::new() };
    Ok(Remarked { tally: tally.remarked(|competitor, aspect| marks[competitor * tally.aspects().len() + aspect]), notes })
}

/// Per competitor and aspect; `None` as a whole where an adjusted score is no finite number.
fn adjusted_marks(tally: &SkillTally, ratings: &Ratings, adjusted: &Adjusted) -> Option<Vec<Option<Decimal>>> {
    let mut marks = vec![None; tally.competitors() * tally.aspects().len()];
    for (competitor, aspect, mean) in adjusted.units(ratings) {
        let (competitor, aspect) = (competitor as usize, aspect as usize);
        let Some((judgement, max_mark)) = judgement_of(tally, aspect) else { continue };
        let within = mean.clamp(judgement.min.to_f64(), judgement.max.to_f64());
        // All digits a score can have: what floating point adds beyond them must not turn the half-up rounding of the mark.
        let score = Decimal::from_f64(within, SCALE_DIGITS)?.clamp(judgement.min, judgement.max);
        let reduced = panel::Reduced { sum: i128::from(score.units()), count: 1 };
        marks[competitor * tally.aspects().len() + aspect] = panel::to_mark(judgement, max_mark, reduced);
    }
    Some(marks)
}
