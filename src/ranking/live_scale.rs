//! One scale of a skill, kept up to date: who stands on it, what it is laid out around.

use super::{
    population::Population,
    scale::{Basis, PublishedBasis, scale_score},
};
use crate::{
    competition::{MissingMarks, PopulationMembers, PopulationRule, ScaleRule, Skill},
    decimal::Decimal,
    scoring::{SkillTally, Sums},
};

#[derive(Debug, Clone)]
pub struct LiveScale {
    rule: ScaleRule,
    population: PopulationRule,
    /// Index into [`Sums::parts`]; `None`: the total.
    of: Option<usize>,
    /// Aspects that a complete competitor has marks for.
    aspects: u32,
    /// Per competitor: the result that counts, which is in the population where `members` says so.
    results: Vec<Option<Decimal>>,
    members: Vec<bool>,
    /// Per competitor: index into `populations`.
    groups: Vec<usize>,
    populations: Vec<Population>,
    bases: Vec<Basis>,
}

impl LiveScale {
    /// Of the total. Nobody stands on it yet.
    #[must_use]
    pub fn of_total(skill: &Skill) -> Self {
        Self::new(skill, &skill.rules.scale, skill.rules.population, None, skill.scheme.aspects.len())
    }

    /// One of the skill's further scales.
    #[must_use]
    pub fn further(skill: &Skill, index: usize) -> Self {
        let scales = &skill.rules.more_scales;
        let before = scales[..index].iter().filter(|scale| scale.of.is_some()).count();
        let part = scales[index].of.as_ref().map(|_| skill.rules.total.parts.len() + before);
        let aspects = scales[index].of.as_ref().map_or(skill.scheme.aspects.len(), Vec::len);
        Self::new(skill, &scales[index].rule, scales[index].population, part, aspects)
    }

    fn new(skill: &Skill, rule: &ScaleRule, population: PopulationRule, of: Option<usize>, aspects: usize) -> Self {
        let separate = if population.per_group { skill.rules.total.groups.len() } else { 0 };
        // Whoever is in no group stands on the last scale.
        let group = |group: Option<usize>| group.filter(|_| population.per_group).unwrap_or(separate);
        Self {
            rule: rule.clone(),
            population,
            of,
            aspects: u32::try_from(aspects).unwrap_or(u32::MAX),
            results: vec![None; skill.competitors.len()],
            members: vec![false; skill.competitors.len()],
            groups: skill.competitors.iter().map(|competitor| group(competitor.group)).collect(),
            populations: vec![Population::default(); separate + 1],
            bases: vec![Basis::default(); separate + 1],
        }
    }

    /// All at once.
    pub fn fill(&mut self, skill: &Skill, tally: &SkillTally) {
        if self.rule == ScaleRule::None {
            return;
        }
        let mut counted = vec![Vec::new(); self.populations.len()];
        for (competitor, who) in skill.competitors.iter().enumerate() {
            self.results[competitor] = self.result(tally.sums(competitor));
            self.members[competitor] = self.results[competitor].is_some() && self.counts(who.eligible);
            if let Some(result) = self.results[competitor].filter(|_| self.members[competitor]) {
                counted[self.groups[competitor]].push(result);
            }
        }
        self.populations = counted.into_iter().map(Population::new).collect();
        self.lay_out();
    }

    /// Takes over what has become of one competitor; [`LiveScale::lay_out`] follows.
    pub fn update(&mut self, competitor: usize, eligible: bool, sums: &Sums) {
        if self.rule == ScaleRule::None {
            return;
        }
        let (before, after) = (self.results[competitor], self.result(sums));
        if before == after {
            return;
        }
        let is_member = after.is_some() && self.counts(eligible);
        let was_member = std::mem::replace(&mut self.members[competitor], is_member);
        self.results[competitor] = after;
        let population = &mut self.populations[self.groups[competitor]];
        if let Some(result) = before.filter(|_| was_member) {
            population.remove(result);
        }
        if let Some(result) = after.filter(|_| is_member) {
            population.insert(result);
        }
    }

    /// The parameters of the populations as they are now.
    pub fn lay_out(&mut self) {
        self.bases = self.populations.iter().map(|population| Basis::of(&self.rule, population)).collect();
    }

    fn counts(&self, eligible: bool) -> bool {
        self.population.who == PopulationMembers::All || eligible
    }

    fn result(&self, sums: &Sums) -> Option<Decimal> {
        let (result, done) = match self.of {
            None => (sums.total, sums.done),
            Some(part) => (sums.parts[part].sum, sums.parts[part].done),
        };
        let enough = done > 0 && (done >= self.aspects || self.population.missing == MissingMarks::SoFar);
        (enough && !sums.withdrawn).then_some(result)
    }

    /// Of a competitor who stands on the scale.
    #[must_use]
    pub fn score(&self, competitor: usize) -> Option<Decimal> {
        let group = self.groups[competitor];
        scale_score(&self.rule, &self.bases[group], &self.populations[group], self.results[competitor]?)
    }

    /// What stands on the scale; `None` for whoever does not.
    #[must_use]
    pub fn result_of(&self, competitor: usize) -> Option<Decimal> {
        self.results[competitor]
    }

    #[must_use]
    pub const fn rule(&self) -> &ScaleRule {
        &self.rule
    }

    #[must_use]
    pub const fn population_rule(&self) -> PopulationRule {
        self.population
    }

    /// Whose results a competitor's scale is taken from.
    #[must_use]
    pub fn population_of(&self, competitor: usize) -> &Population {
        &self.populations[self.groups[competitor]]
    }

    /// Whether two competitors' scores are laid out around the same middle.
    #[must_use]
    pub fn same_population(&self, one: usize, other: usize) -> bool {
        self.groups[one] == self.groups[other]
    }

    /// What a competitor's scale is laid out around.
    #[must_use]
    pub fn basis_of(&self, competitor: usize) -> &Basis {
        &self.bases[self.groups[competitor]]
    }

    /// One per population in which anybody is: where every group has its own, one per group.
    #[must_use]
    pub fn published(&self, skill: &Skill) -> Vec<PublishedBasis> {
        if self.rule == ScaleRule::None {
            return Vec::new();
        }
        let groups = &skill.rules.total.groups;
        let name = |index: usize| groups.get(index).filter(|_| self.population.per_group).map(|group| group.id.to_string());
        let used = self.bases.iter().enumerate().filter(|(index, basis)| basis.size > 0 || self.bases.len() == 1 || *index < groups.len());
        used.map(|(index, basis)| basis.published(name(index))).collect()
    }
}
