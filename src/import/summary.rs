//! What was read, in numbers.

use serde::Serialize;

use super::marks::MarkRow;
use crate::{competition::Competition, scoring::SkillTally};

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
pub struct Summary {
    pub skills: Vec<SkillSummary>,
    pub delegations: usize,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct SkillSummary {
    pub skill: String,
    pub criteria: usize,
    pub sub_criteria: usize,
    pub measurements: usize,
    pub judgements: usize,
    /// What the max marks add up to, with the skill's places.
    pub max_total: String,
    pub competitors: usize,
    pub experts: usize,
    pub panels: usize,
    /// Rows of marks.csv.
    pub entries: usize,
    /// Marks there are, and marks a complete skill has.
    pub marks: usize,
    pub marks_wanted: usize,
}

impl SkillSummary {
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.marks == self.marks_wanted && self.marks_wanted > 0
    }
}

pub(super) fn of(competition: &Competition, marks: &[MarkRow], tallies: &[SkillTally]) -> Summary {
    let mut entries = vec![0; competition.skills.len()];
    for mark in marks {
        entries[mark.skill] += 1;
    }
    let skills = competition.skills.iter().enumerate().map(|(index, skill)| {
        let scheme = &skill.scheme;
        let judgements = scheme.aspects.iter().filter(|aspect| aspect.is_judgement()).count();
        let mut panels: Vec<&str> = scheme.sub_criteria.iter().filter_map(|sub| sub.panel.as_deref()).collect();
        panels.sort_unstable();
        panels.dedup();
        SkillSummary {
            skill: skill.id.to_string(),
            criteria: scheme.criteria.len(),
            sub_criteria: scheme.sub_criteria.len(),
            measurements: scheme.aspects.len() - judgements,
            judgements,
            max_total: scheme.max_total().fixed(skill.rules.decimals),
            competitors: skill.competitors.len(),
            experts: skill.experts.len(),
            panels: panels.len(),
            entries: entries[index],
            marks: tallies.get(index).map_or(0, SkillTally::done),
            marks_wanted: tallies.get(index).map_or(0, SkillTally::wanted),
        }
    });
    Summary { skills: skills.collect(), delegations: competition.delegations.len() }
}
