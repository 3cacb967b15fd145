//! A day ends with signatures: the team, then the chief expert, a sub-criterion, a day, the skill.

mod apply;
mod asked;
mod digest;
mod wanted;

use std::collections::BTreeMap;

pub(super) use self::asked::{allowed, asked, asked_of_competitor, competitor_allowed};
use super::{records::Part, time::Millis};
use crate::competition::{Capacity, Skill, SubCriterion};

/// What is signed now. A signature is gone once what it covers was unlocked or corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signing {
    pub signatures: Vec<GivenSignature>,
    /// By day and competitor.
    pub sheets: BTreeMap<(u32, usize), SignedSheet>,
    /// The last sheet with which a competitor did not agree, whatever was corrected or signed since.
    pub declined: BTreeMap<(u32, usize), SignedSheet>,
    /// Per sub-criterion, per expert: who made entries.
    pub entered: Vec<Vec<bool>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSignature {
    pub part: Part,
    pub capacity: Capacity,
    pub expert: usize,
    pub in_place_of: Option<usize>,
    pub at: Millis,
    pub position: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSheet {
    pub agreed: bool,
    pub reason: Option<String>,
    pub witness: usize,
    pub digest: String,
    pub at: Millis,
}

/// A signature that is still to be given, by any of `experts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub capacity: Capacity,
    pub experts: Vec<usize>,
}

/// The day a sub-criterion is marked on; the first where the scheme does not say.
#[must_use]
pub fn day_of(sub_criterion: &SubCriterion) -> u32 {
    sub_criterion.day.unwrap_or(1)
}

/// Everything that is signed, in the order in which it is signed.
#[must_use]
pub fn parts(skill: &Skill) -> Vec<Part> {
    let rule = &skill.conduct.signing;
    let mut days: Vec<u32> = skill.scheme.sub_criteria.iter().map(day_of).collect();
    days.sort_unstable();
    days.dedup();
    let mut parts = Vec::new();
    for day in days {
        let of_day = skill.scheme.sub_criteria.iter().filter(|sub| day_of(sub) == day && !rule.sub_criterion.is_empty());
        parts.extend(of_day.map(|sub| Part::SubCriterion { id: sub.id.clone() }));
        if !rule.day.is_empty() {
            parts.push(Part::Day { day });
        }
    }
    if !rule.skill.is_empty() {
        parts.push(Part::Skill);
    }
    parts
}

/// Indices of the sub-criteria a part is made of.
#[must_use]
pub fn covered(skill: &Skill, part: &Part) -> Vec<usize> {
    let of = |sub: &SubCriterion| match part {
        Part::SubCriterion { id } => sub.id == *id,
        Part::Day { day } => day_of(sub) == *day,
        Part::Skill => true,
    };
    skill.scheme.sub_criteria.iter().enumerate().filter(|(_, sub)| of(sub)).map(|(index, _)| index).collect()
}

pub(super) fn aspects_in(skill: &Skill, subs: &[usize]) -> Vec<usize> {
    let aspects = skill.scheme.aspects.iter().enumerate();
    aspects.filter(|(_, aspect)| subs.contains(&aspect.sub_criterion)).map(|(index, _)| index).collect()
}
