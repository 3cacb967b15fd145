//! What a competitor's marks add up to, and how that makes a place.

use std::cmp::Ordering;

use super::total::TotalFormula;
use crate::{
    competition::{AspectKind, Mapping, Skill, TieKey},
    decimal::Decimal,
};

/// What a competitor has so far.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Sums {
    /// By the skill's rules: the plain sum of marks, or weighted, or with a group's factor.
    pub total: Decimal,
    /// Aspects that have a mark.
    pub done: u32,
    /// Out of the contest: the marks stay, there is no place.
    pub withdrawn: bool,
    /// One value per tie key, larger is better. Scale scores are not known here: their keys stay zero.
    pub keys: Box<[Decimal]>,
    /// Of all marks.
    pub sum: Decimal,
    /// One per weighted part, then one per further scale that is not over the total.
    pub parts: Box<[PartSum]>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct PartSum {
    pub sum: Decimal,
    pub done: u32,
}

impl Sums {
    /// Whether there is a place: somebody with at least one mark who has not withdrawn (rules.md §4).
    #[must_use]
    pub const fn is_placed(&self) -> bool {
        self.done > 0 && !self.withdrawn
    }

    /// Counts a mark in (`count` 1) or, negated, out (−1).
    pub(super) fn add(&mut self, parts: &[SumPart], mark: Decimal, count: i32) {
        self.sum += mark;
        self.done = self.done.saturating_add_signed(count);
        for part in parts {
            match *part {
                SumPart::Key(key) => self.keys[key] += mark,
                SumPart::Part(part) => {
                    let part = &mut self.parts[part];
                    part.sum += mark;
                    part.done = part.done.saturating_add_signed(count);
                }
                SumPart::SmallerValue { .. } => {}
            }
        }
    }

    /// From sums to the total.
    pub(super) fn finish(&mut self, formula: &TotalFormula, group: Option<usize>) {
        // That the largest total can be held was checked before the competition opened.
        self.total = formula.total(self.sum, self.parts.iter().map(|part| part.sum), group).unwrap_or(self.sum);
    }

    /// Better place first. Whoever has none comes after everyone who has one.
    #[must_use]
    pub fn place_order(&self, other: &Self) -> Ordering {
        other.is_placed().cmp(&self.is_placed()).then_with(|| other.total.cmp(&self.total)).then_with(|| other.keys.cmp(&self.keys))
    }
}

/// Where an aspect's mark or value goes besides the sum of all.
#[derive(Debug, Clone, Copy)]
pub(super) enum SumPart {
    Key(usize),
    /// The negated value, so that larger is better.
    SmallerValue {
        key: usize,
        /// The best there can be while the value is missing.
        best: Decimal,
    },
    Part(usize),
}

/// For each aspect the sums it takes part in.
pub(super) fn parts_of(skill: &Skill) -> Vec<Vec<SumPart>> {
    let mut parts_of = vec![Vec::new(); skill.scheme.aspects.len()];
    for (key, rule) in skill.rules.ties.keys.iter().enumerate() {
        match rule {
            TieKey::Sum { aspects, .. } => aspects.iter().for_each(|&aspect| parts_of[aspect].push(SumPart::Key(key))),
            TieKey::SmallerValue { aspect, .. } => {
                let best = match &skill.scheme.aspects[*aspect].kind {
                    // A mark that is entered lies between nothing and full marks.
                    AspectKind::Measurement(measured) if matches!(measured.mapping, Mapping::Mark { .. }) => Decimal::ZERO,
                    _ => Decimal::from_units(i64::MAX),
                };
                parts_of[*aspect].push(SumPart::SmallerValue { key, best });
            }
            TieKey::Scale { .. } => {}
        }
    }
    for (part, aspects) in summed_parts(skill).enumerate() {
        for &aspect in aspects {
            parts_of[aspect].push(SumPart::Part(part));
        }
    }
    parts_of
}

/// In the order of [`Sums::parts`].
fn summed_parts(skill: &Skill) -> impl Iterator<Item = &[usize]> {
    let weighted = skill.rules.total.parts.iter().map(|part| part.aspects.as_slice());
    weighted.chain(skill.rules.more_scales.iter().filter_map(|scale| scale.of.as_deref()))
}

pub(super) fn nothing(skill: &Skill) -> Sums {
    let empty_key = |key: &TieKey| if matches!(key, TieKey::SmallerValue { .. }) { Decimal::MIN } else { Decimal::ZERO };
    Sums {
        total: Decimal::ZERO,
        done: 0,
        withdrawn: false,
        keys: skill.rules.ties.keys.iter().map(empty_key).collect(),
        sum: Decimal::ZERO,
        parts: summed_parts(skill).map(|_| PartSum::default()).collect(),
    }
}
