//! Awards across skills: best of each delegation and best of all. Ties share.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::Standing;
use crate::{
    competition::{Competition, Medal, ScaleRule, Skill},
    decimal::Decimal,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Award {
    /// The highest scale score of the delegation (Best of Nation).
    BestOfDelegation,
    /// The highest scale score of all (Albert Vidal).
    BestOfAll,
}

impl Award {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::BestOfDelegation => "best-of-delegation",
            Self::BestOfAll => "best-of-all",
        }
    }
}

/// A competitor's result in one skill, as far as awards and delegations need it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Outcome {
    /// Index into the skill's competitors.
    pub competitor: usize,
    /// There is a result, and it was not withdrawn.
    pub ranked: bool,
    pub scale_score: Option<Decimal>,
    pub medal: Option<Medal>,
}

impl From<&Standing> for Outcome {
    fn from(standing: &Standing) -> Self {
        Self { competitor: standing.competitor, ranked: standing.rank.is_some(), scale_score: standing.scale_score, medal: standing.medal }
    }
}

/// Whether scale scores of different skills can be set side by side.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparable {
    /// No skill is on the `WorldSkills` Scale.
    NoScale,
    /// Those that are have one centre and one target spread.
    Same,
    /// These two, by index, differ.
    Different(usize, usize),
}

#[must_use]
pub fn comparable(skills: &[Skill]) -> Comparable {
    let mut on_scale = skills.iter().enumerate().filter_map(|(index, skill)| worldskills(skill).map(|scale| (index, scale)));
    let Some((first, scale)) = on_scale.next() else { return Comparable::NoScale };
    on_scale.find(|(_, other)| *other != scale).map_or(Comparable::Same, |(other, _)| Comparable::Different(first, other))
}

/// Centre and target spread.
fn worldskills(skill: &Skill) -> Option<(Decimal, Decimal)> {
    match &skill.rules.scale {
        ScaleRule::Worldskills { centre, target_spread, .. } => Some((*centre, *target_spread)),
        _ => None,
    }
}

/// Per skill: the scale scores, by competitor, that can be compared across skills: of eligible competitors with a result, in
/// skills that are not void. `outcomes` are per skill, in any order.
pub(super) fn point_scores(competition: &Competition, outcomes: &[Vec<Outcome>]) -> Vec<Vec<(usize, Decimal)>> {
    let all_comparable = comparable(&competition.skills) == Comparable::Same;
    let of_skill = |(skill, outcomes): (&Skill, &Vec<Outcome>)| {
        let entrants = || outcomes.iter().filter(|outcome| outcome.ranked && skill.competitors[outcome.competitor].eligible);
        if !all_comparable || worldskills(skill).is_none() || skill.rules.medals.is_void(entrants().count()) {
            return Vec::new();
        }
        entrants().filter_map(|outcome| Some((outcome.competitor, outcome.scale_score?))).collect()
    };
    competition.skills.iter().zip(outcomes).map(of_skill).collect()
}

/// Per skill and competitor, what they win. `outcomes` are per skill, in any order.
#[must_use]
pub fn awards(competition: &Competition, outcomes: &[Vec<Outcome>]) -> Vec<Vec<Vec<Award>>> {
    let scores = point_scores(competition, outcomes);
    let rules = &competition.awards;
    let mut best_of_all = None;
    let mut best_of: BTreeMap<usize, Decimal> = BTreeMap::new();
    for (skill, scores) in competition.skills.iter().zip(&scores) {
        for &(competitor, score) in scores {
            best_of_all = best_of_all.max(Some(score));
            if let Some(delegation) = skill.competitors[competitor].delegation {
                let best = best_of.entry(delegation).or_insert(score);
                *best = score.max(*best);
            }
        }
    }
    let of_skill = |(skill, scores): (&Skill, &Vec<(usize, Decimal)>)| {
        let mut won = vec![Vec::new(); skill.competitors.len()];
        for &(competitor, score) in scores {
            let delegation = skill.competitors[competitor].delegation;
            if rules.best_of_delegation && delegation.is_some_and(|delegation| best_of.get(&delegation) == Some(&score)) {
                won[competitor].push(Award::BestOfDelegation);
            }
            if rules.best_of_all && best_of_all == Some(score) {
                won[competitor].push(Award::BestOfAll);
            }
        }
        won
    };
    competition.skills.iter().zip(&scores).map(of_skill).collect()
}
