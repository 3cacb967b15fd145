//! What each expert's own scores say about the order: the table that majorities are counted in.

use std::cmp::Ordering;

use serde::Serialize;

use crate::{
    competition::{AspectKind, JudgementResult, Skill},
    decimal::Decimal,
    scoring::{CellState, Score, SkillTally, Value},
};

/// Missing judges named in one line.
const FAULTS_NAMED_COUNT: usize = 3;

/// The places that the experts give by their own totals.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Places {
    /// Who judges, as indices into the skill's experts: the columns of the table.
    pub judges: Vec<usize>,
    /// Who is placed, as indices into the skill's competitors: the rows of the table.
    pub competitors: Vec<usize>,
    /// Per row one place per judge. Equal totals have the same place, the next one is left out: 1, 1, 3.
    pub table: Vec<Vec<u32>>,
    /// Whose scores are not all there yet.
    pub waiting: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum MajorityFault {
    /// Majorities compare the same judges for everybody.
    #[error("{} times a judge can never give a competitor a place", .0.len())]
    Missing(Vec<Missing>),
    #[error("the scores of expert number {expert} are in too many different fractions to be compared exactly")]
    NotComparable { expert: usize },
}

impl MajorityFault {
    /// Whom it concerns, by id.
    #[must_use]
    pub fn in_words(&self, skill: &Skill) -> String {
        match self {
            Self::Missing(missing) => {
                let mut named: Vec<String> = missing.iter().take(FAULTS_NAMED_COUNT).map(|one| one.in_words(skill)).collect();
                if missing.len() > named.len() {
                    named.push(format!("and {} more", missing.len() - named.len()));
                }
                named.join("; ")
            }
            Self::NotComparable { expert } => {
                format!("the scores of {} are in too many different fractions to be compared exactly", skill.experts[*expert].id)
            }
        }
    }
}

impl Missing {
    fn in_words(&self, skill: &Skill) -> String {
        let why = match self.why {
            MissingBecause::Compatriot => "they are compatriots",
            MissingBecause::PanelFull => "the panel is complete without this expert",
        };
        format!(
            "{} judges others and can never give {} a place ({why})",
            skill.experts[self.expert].id, skill.competitors[self.competitor].id
        )
    }
}

/// Scores that a judge gives to others and cannot give to this competitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Missing {
    /// Index into the skill's experts.
    pub expert: usize,
    /// Index into the skill's competitors.
    pub competitor: usize,
    /// Aspects that lack this judge's score for good.
    pub aspects: usize,
    pub why: MissingBecause,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum MissingBecause {
    /// An expert does not mark the own delegation.
    Compatriot,
    /// Other experts have taken all places of the panel.
    PanelFull,
}

/// Ranks the competitors by each expert's own total: the marks that this expert's scores alone would make, unrounded, and all measurement
/// marks. The judges are the experts with a current score; a competitor has a place once every judge has scored all aspects that this judge
/// scores for anybody. `takes_part` leaves out who withdrew.
///
/// # Errors
/// When a judge can never give everybody a place, with everyone concerned; when totals are beyond exact arithmetic.
pub fn expert_places(skill: &Skill, tally: &SkillTally, takes_part: impl Fn(usize) -> bool) -> Result<Places, MajorityFault> {
    let everybody: Vec<usize> = (0..tally.competitors()).filter(|&competitor| takes_part(competitor)).collect();
    let judges = judges(tally, &everybody);
    let missing: Vec<Missing> = judges
        .iter()
        .flat_map(|judge| everybody.iter().filter_map(|&competitor| missing_for_good(skill, tally, judge, competitor)))
        .collect();
    if !missing.is_empty() {
        return Err(MajorityFault::Missing(missing));
    }
    let is_complete = |competitor| !judges.is_empty() && judges.iter().all(|judge| judge.has_scored(tally, competitor));
    let (competitors, waiting): (Vec<usize>, Vec<usize>) =
        everybody.into_iter().partition(|&competitor| is_settled(tally, competitor) && is_complete(competitor));
    let mut table = vec![Vec::with_capacity(judges.len()); competitors.len()];
    for judge in &judges {
        let totals: Option<Vec<i128>> = judge.totals(tally, &competitors);
        let totals = totals.ok_or(MajorityFault::NotComparable { expert: judge.expert })?;
        for (row, place) in table.iter_mut().zip(places(&totals)) {
            row.push(place);
        }
    }
    Ok(Places { judges: judges.into_iter().map(|judge| judge.expert).collect(), competitors, table, waiting })
}

struct Judge {
    expert: usize,
    /// The aspects this judge scores for anybody.
    aspects: Vec<usize>,
}

fn judges(tally: &SkillTally, everybody: &[usize]) -> Vec<Judge> {
    let mut pairs: Vec<(usize, usize)> = Vec::new();
    for (index, _) in tally.aspects().iter().enumerate().filter(|(_, aspect)| aspect.is_judgement()) {
        let scores = everybody.iter().flat_map(|&competitor| tally.scores(competitor, index));
        let mut experts: Vec<u16> = scores.map(|score| score.expert).filter(|&expert| expert != Score::NO_EXPERT).collect();
        experts.sort_unstable();
        experts.dedup();
        pairs.extend(experts.into_iter().map(|expert| (usize::from(expert), index)));
    }
    pairs.sort_unstable();
    let judge = |group: &[(usize, usize)]| Judge { expert: group[0].0, aspects: group.iter().map(|(_, aspect)| *aspect).collect() };
    pairs.chunk_by(|(one, _), (other, _)| one == other).map(judge).collect()
}

/// No measurement is open and no panel has to score again.
fn is_settled(tally: &SkillTally, competitor: usize) -> bool {
    tally.aspects().iter().enumerate().all(|(index, aspect)| match tally.state(competitor, index) {
        CellState::Done(_) => true,
        CellState::Rescore => false,
        CellState::Open => aspect.is_judgement(),
    })
}

fn missing_for_good(skill: &Skill, tally: &SkillTally, judge: &Judge, competitor: usize) -> Option<Missing> {
    let delegation = skill.competitors[competitor].delegation;
    let compatriot = delegation.is_some() && delegation == skill.experts.get(judge.expert)?.delegation;
    let lacks = |aspect: usize| judge.score(tally, competitor, aspect).is_none();
    let is_full = |aspect: usize| {
        tally.state(competitor, aspect) != CellState::Rescore
            && tally.scores(competitor, aspect).count() >= tally.aspects()[aspect].wanted_scores()
    };
    let aspects = judge.aspects.iter().filter(|&&aspect| lacks(aspect) && (compatriot || is_full(aspect))).count();
    let why = if compatriot { MissingBecause::Compatriot } else { MissingBecause::PanelFull };
    (aspects > 0).then_some(Missing { expert: judge.expert, competitor, aspects, why })
}

impl Judge {
    fn score(&self, tally: &SkillTally, competitor: usize, aspect: usize) -> Option<Decimal> {
        let own = tally.scores(competitor, aspect).find(|score| usize::from(score.expert) == self.expert)?;
        match own.value {
            Value::Number(number) => Some(number),
            _ => None,
        }
    }

    fn has_scored(&self, tally: &SkillTally, competitor: usize) -> bool {
        self.aspects.iter().all(|&aspect| self.score(tally, competitor, aspect).is_some())
    }

    /// Each competitor's total in units of 10⁻⁸ ÷ the common denominator; `None` beyond what 128 bits hold.
    fn totals(&self, tally: &SkillTally, competitors: &[usize]) -> Option<Vec<i128>> {
        let shares: Vec<(i128, i128)> = self.aspects.iter().map(|&aspect| share(tally, aspect)).collect::<Option<_>>()?;
        let common = shares
            .iter()
            .try_fold(1, |common: i128, (_, denominator)| common.checked_mul(denominator / common_divisor(common, *denominator)))?;
        let total = |&competitor: &usize| {
            let measured: i128 = (0..tally.aspects().len())
                .filter(|&aspect| !tally.aspects()[aspect].is_judgement())
                .filter_map(|aspect| tally.mark(competitor, aspect))
                .map(|mark| i128::from(mark.units()))
                .sum();
            self.aspects.iter().zip(&shares).try_fold(measured.checked_mul(common)?, |sum, (&aspect, (numerator, denominator))| {
                let score = i128::from(self.score(tally, competitor, aspect)?.units());
                sum.checked_add(score.checked_mul(*numerator)?.checked_mul(common / denominator)?)
            })
        };
        competitors.iter().map(total).collect()
    }
}

/// What one point of score is worth in marks, as a reduced fraction.
fn share(tally: &SkillTally, aspect: usize) -> Option<(i128, i128)> {
    let rule = &tally.aspects()[aspect];
    let AspectKind::Judgement(judgement) = &rule.kind else { return None };
    match judgement.result {
        JudgementResult::Value => Some((1, 1)),
        JudgementResult::Proportion => {
            let (marks, highest) = (i128::from(rule.max_mark.units()), i128::from(judgement.max.units()));
            let divisor = common_divisor(marks, highest) * highest.signum();
            (divisor != 0).then(|| (marks / divisor, highest / divisor))
        }
    }
}

fn common_divisor(one: i128, other: i128) -> i128 {
    let (mut one, mut other) = (one.abs(), other.abs());
    while other != 0 {
        (one, other) = (other, one % other);
    }
    one
}

/// The largest total is in place 1, equal ones share a place.
fn places(totals: &[i128]) -> Vec<u32> {
    let mut sorted = totals.to_vec();
    sorted.sort_unstable_by(|one, other| other.cmp(one));
    let place = |total: &i128| sorted.partition_point(|better| better.cmp(total) == Ordering::Greater) + 1;
    totals.iter().map(|total| u32::try_from(place(total)).unwrap_or(u32::MAX)).collect()
}
