//! The standings of one skill.

use super::{Medal, medals, scale_scores};
use crate::{competition::Skill, decimal::Decimal, scoring::SkillTally};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Index into the skill's competitors.
    pub competitor: usize,
    /// Shared by equals; `None` until the first mark.
    pub rank: Option<u32>,
    pub total: Decimal,
    /// Aspects that have a mark.
    pub done: u32,
    pub scale_score: Option<Decimal>,
    pub medal: Option<Medal>,
}

/// Best first. Equal ones are in the order of the competitor list.
#[must_use]
pub fn standings(skill: &Skill, tally: &SkillTally) -> Vec<Standing> {
    let scale = scale_scores(&skill.rules.scale, tally);
    let mut rows: Vec<Standing> = Vec::with_capacity(tally.competitors());
    for (place, &competitor) in tally.order().iter().enumerate() {
        let competitor = competitor as usize;
        let sums = tally.sums(competitor);
        let rank = match rows.last() {
            _ if sums.done == 0 => None,
            Some(above) if tally.sums(above.competitor).place_order(sums).is_eq() => above.rank,
            _ => u32::try_from(place + 1).ok(),
        };
        rows.push(Standing { competitor, rank, total: sums.total, done: sums.done, scale_score: scale[competitor], medal: None });
    }
    medals::award(skill, &mut rows);
    rows
}
