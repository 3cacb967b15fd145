//! One method applied to one skill: everything else stays as the rules say.

use super::{
    marks::{self, Remarked},
    method::{Kind, Method},
};
use crate::{
    competition::{Aspect, MedalRule, MedalRules, RankingMethod, Skill, Text},
    ranking::{Draw, MajorityFault, Ranking, Standing},
    scoring::SkillTally,
};

/// What a method comes to.
pub(super) struct Applied {
    /// Per competitor.
    pub rows: Vec<Standing>,
    /// With the rules it was computed by.
    pub skill: Skill,
    pub notes: Vec<Text>,
    pub gives_medals: bool,
}

/// Or why it says nothing.
pub(super) type Tried = Result<Applied, Text>;

/// # Errors
/// Why it cannot be applied.
pub(super) fn by(method: Method, skill: &Skill, tally: &SkillTally, draws: &[Draw]) -> Tried {
    match method {
        Method::AsRuled => Ok(standings(skill.clone(), tally, draws, Vec::new())),
        Method::Reduced(way) => marks::reduced(tally, way).map(|remarked| by_marks(skill, &remarked, draws)),
        Method::Adjusted(method) => marks::adjusted(skill, tally, method).map(|remarked| by_marks(skill, &remarked, draws)),
        Method::RankMajority => by_majority(skill, tally, draws),
        Method::Scale(kind) => by_scale(kind, skill, tally, draws),
    }
}

/// Majorities are counted in scores, not in marks: other marks are compared by their totals.
fn by_marks(skill: &Skill, remarked: &Remarked, draws: &[Draw]) -> Applied {
    let mut skill = skill.clone();
    let mut notes = remarked.notes.clone();
    if skill.rules.ranking == RankingMethod::RankMajority {
        skill.rules.ranking = RankingMethod::Total;
        notes.push(Text::new("按总分排名", "ranked by totals"));
    }
    standings(skill, &remarked.tally, draws, notes)
}

fn by_majority(skill: &Skill, tally: &SkillTally, draws: &[Draw]) -> Tried {
    if !tally.aspects().iter().any(Aspect::is_judgement) {
        return Err(Text::new("没有评判类评分点", "no aspect is judged"));
    }
    let mut skill = skill.clone();
    skill.rules.ranking = RankingMethod::RankMajority;
    let follows_scores = matches!(skill.rules.medals.rule, MedalRule::Worldskills { .. });
    let mut notes = Vec::new();
    if follows_scores {
        skill.rules.medals = MedalRules::default();
        notes.push(Text::new(
            "名次不依分数，分差奖牌规则不适用",
            "no medals: their points window compares scores, which these places do not follow",
        ));
    }
    let ranking = Ranking::new(&skill, tally);
    match ranking.majority_table() {
        Some(Err(fault)) => return Err(fault_text(fault, &skill)),
        Some(Ok(places)) if places.competitors.is_empty() => {
            return Err(Text::new("没有一名选手得到所有裁判的分数", "no competitor has the scores of every expert who judges"));
        }
        _ => {}
    }
    let rows = by_competitor(ranking.standings(&skill, tally, draws));
    Ok(Applied { rows, skill, notes, gives_medals: !follows_scores })
}

fn fault_text(fault: &MajorityFault, skill: &Skill) -> Text {
    let zh = match fault {
        MajorityFault::Missing(missing) => format!("有 {} 处裁判无法给选手排出名次", missing.len()),
        MajorityFault::NotComparable { expert } => format!("裁判 {} 的分数无法精确比较", skill.experts[*expert].id),
    };
    Text::new(zh, fault.in_words(skill))
}

fn by_scale(kind: Kind, skill: &Skill, tally: &SkillTally, draws: &[Draw]) -> Tried {
    let mut skill = skill.clone();
    let scale = kind.rule(&skill);
    // A window of points and a medallion mean something on the kind of scale they were written for only.
    let in_other_points = matches!(skill.rules.medals.rule, MedalRule::Worldskills { .. })
        && std::mem::discriminant(&scale) != std::mem::discriminant(&skill.rules.scale);
    let mut notes = Vec::new();
    if in_other_points {
        skill.rules.medals = MedalRules::default();
        notes.push(Text::new("奖牌分差以另一种标准分计，此处不适用", "no medals: window and medallion are in the points of another scale"));
    }
    skill.rules.scale = scale;
    skill.rules.ranking = RankingMethod::Scale;
    let result = Applied { gives_medals: !in_other_points, ..standings(skill, tally, draws, notes) };
    let is_on_it = |row: &Standing| row.scale_score.is_some() && row.rank.is_some();
    if result.rows.iter().any(is_on_it) {
        Ok(result)
    } else {
        Err(Text::new("还没有人在此标准分上", "nobody stands on this scale yet"))
    }
}

fn standings(skill: Skill, tally: &SkillTally, draws: &[Draw], notes: Vec<Text>) -> Applied {
    let rows = by_competitor(Ranking::new(&skill, tally).standings(&skill, tally, draws));
    Applied { rows, skill, notes, gives_medals: true }
}

fn by_competitor(mut rows: Vec<Standing>) -> Vec<Standing> {
    rows.sort_unstable_by_key(|row| row.competitor);
    rows
}
