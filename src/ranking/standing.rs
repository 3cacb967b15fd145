//! The standings of one skill.

use super::{Draw, Medal, Ranking, medals};
use crate::{competition::Skill, decimal::Decimal, scoring::SkillTally};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Standing {
    /// Index into the skill's competitors.
    pub competitor: usize,
    /// Shared by equals; `None` until the first mark, and for whoever has withdrawn.
    pub rank: Option<u32>,
    pub total: Decimal,
    /// Aspects that have a mark.
    pub done: u32,
    pub withdrawn: bool,
    pub scale_score: Option<Decimal>,
    pub medal: Option<Medal>,
}

/// Best first, before any draw. Equal ones are in the order of the competitor list.
#[must_use]
pub fn standings(skill: &Skill, tally: &SkillTally) -> Vec<Standing> {
    Ranking::new(skill, tally).standings(skill, tally, &[])
}

impl Ranking {
    /// Everybody: first those with a place, best first, then those without.
    #[must_use]
    pub fn standings(&self, skill: &Skill, tally: &SkillTally, draws: &[Draw]) -> Vec<Standing> {
        let mut rows: Vec<Standing> = Vec::with_capacity(tally.competitors());
        for equals in self.placed(skill, draws) {
            let rank = u32::try_from(rows.len() + 1).ok();
            rows.extend(equals.into_iter().map(|competitor| self.row(tally, competitor, rank)));
        }
        rows.extend(self.unplaced().into_iter().map(|competitor| self.row(tally, competitor, None)));
        medals::award(skill, &mut rows);
        rows
    }

    fn row(&self, tally: &SkillTally, competitor: usize, rank: Option<u32>) -> Standing {
        let sums = tally.sums(competitor);
        Standing {
            competitor,
            rank,
            total: sums.total,
            done: sums.done,
            withdrawn: sums.withdrawn,
            scale_score: self.scales[0].score(competitor),
            medal: None,
        }
    }
}
