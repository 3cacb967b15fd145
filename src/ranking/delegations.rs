//! The table of delegations: medals, medal points and point scores over all skills (rules.md §5).

use std::collections::BTreeSet;

use super::awards::{Outcome, point_scores};
use crate::{
    competition::{Competition, Medal},
    decimal::Decimal,
};

/// Places of the averages.
pub const AVERAGE_DECIMALS: u32 = 2;
/// As the table counts them.
const MEDALS: [Medal; 4] = [Medal::Gold, Medal::Silver, Medal::Bronze, Medal::Medallion];

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DelegationRow {
    /// Index into the competition's delegations.
    pub delegation: usize,
    /// By medal points; shared by equals.
    pub rank: u32,
    /// Eligible competitors, with or without a result; a team is one.
    pub entries: u32,
    /// Skills with such a competitor.
    pub skills_entered: u32,
    /// Gold, silver, bronze, medallion.
    pub medals: [u32; 4],
    pub medal_points: Decimal,
    /// Medal points ÷ skills entered.
    pub average_medal_points: Option<Decimal>,
    /// The sum of the scale scores that can be compared across skills; `None` without one.
    pub total_point_score: Option<Decimal>,
    /// Total point score ÷ the number of those scores.
    pub average_point_score: Option<Decimal>,
}

/// Most medal points first, equal ones by id. Delegations without an eligible competitor are left out; guests count nowhere.
/// `outcomes` are per skill, in any order.
#[must_use]
pub fn delegation_table(competition: &Competition, outcomes: &[Vec<Outcome>]) -> Vec<DelegationRow> {
    let mut counts: Vec<Counts> = competition.delegations.iter().map(|_| Counts::default()).collect();
    let scores = point_scores(competition, outcomes);
    for (index, skill) in competition.skills.iter().enumerate() {
        let delegation_of = |competitor: usize| skill.competitors[competitor].delegation;
        for competitor in skill.competitors.iter().filter(|competitor| competitor.eligible) {
            if let Some(counts) = competitor.delegation.and_then(|delegation| counts.get_mut(delegation)) {
                counts.entries += 1;
                counts.skills.insert(index);
            }
        }
        for outcome in outcomes.get(index).into_iter().flatten() {
            let medal = MEDALS.iter().position(|medal| outcome.medal == Some(*medal));
            if let (Some(medal), Some(delegation)) = (medal, delegation_of(outcome.competitor)) {
                counts[delegation].medals[medal] += 1;
            }
        }
        for &(competitor, score) in scores.get(index).into_iter().flatten() {
            if let Some(delegation) = delegation_of(competitor) {
                counts[delegation].score_units += i128::from(score.units());
                counts[delegation].scores += 1;
            }
        }
    }
    let rows = counts.iter().enumerate().filter(|(_, counts)| counts.entries > 0);
    ranked(competition, rows.map(|(delegation, counts)| counts.row(delegation, competition.awards.medal_points)).collect())
}

fn ranked(competition: &Competition, mut rows: Vec<DelegationRow>) -> Vec<DelegationRow> {
    let id = |row: &DelegationRow| &competition.delegations[row.delegation].id;
    rows.sort_by(|a, b| b.medal_points.cmp(&a.medal_points).then_with(|| id(a).cmp(id(b))));
    for place in 0..rows.len() {
        rows[place].rank = match place.checked_sub(1).map(|above| &rows[above]) {
            Some(above) if above.medal_points == rows[place].medal_points => above.rank,
            _ => u32::try_from(place + 1).unwrap_or(u32::MAX),
        };
    }
    rows
}

#[derive(Default)]
struct Counts {
    entries: u32,
    skills: BTreeSet<usize>,
    medals: [u32; 4],
    /// Wider than a decimal, so that no number of scores overflows.
    score_units: i128,
    scores: u32,
}

impl Counts {
    fn row(&self, delegation: usize, points: [Decimal; 4]) -> DelegationRow {
        let units: i128 = self.medals.iter().zip(points).map(|(count, points)| i128::from(*count) * i128::from(points.units())).sum();
        let skills = i128::try_from(self.skills.len()).unwrap_or_default();
        let one = i128::from(Decimal::ONE.units());
        let average = |units: i128, of: i128| Decimal::ratio(units, of * one, AVERAGE_DECIMALS);
        let total = i64::try_from(self.score_units).ok().filter(|_| self.scores > 0);
        DelegationRow {
            delegation,
            rank: 0,
            entries: self.entries,
            skills_entered: u32::try_from(self.skills.len()).unwrap_or(u32::MAX),
            medals: self.medals,
            // The limits of a folder keep it far inside a decimal.
            medal_points: i64::try_from(units).map(Decimal::from_units).unwrap_or_default(),
            average_medal_points: average(units, skills),
            total_point_score: total.map(Decimal::from_units),
            average_point_score: average(self.score_units, i128::from(self.scores)),
        }
    }
}
