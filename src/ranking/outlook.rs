//! How far medals are decided, by place and by a points window.

use super::{
    Chance, Ranking,
    certain_line::{Line, MedallionTotals},
    reach::{Who, as_rank},
};
use crate::{
    competition::{Medal, PopulationMembers, Skill},
    decimal::Decimal,
    scoring::{Extremes, SkillTally},
};

pub(super) enum Outlook {
    /// First and last place of each medal that goes by place.
    Places(Vec<(Medal, (u32, u32))>),
    Scores(Scores),
}

impl Outlook {
    /// `reach`: how many entrants are certainly ahead in the end, and how many may be.
    pub(super) fn chance(&self, medal: Medal, competitor: usize, reach: (usize, usize)) -> Chance {
        let (best, worst) = (as_rank(reach.0 + 1), as_rank(reach.1 + 1));
        match self {
            Self::Places(ranges) => match ranges.iter().find(|(other, _)| *other == medal) {
                Some((_, (first, last))) if *first <= best && worst <= *last => Chance::Certain,
                Some((_, (first, last))) if first <= last && worst >= *first && best <= *last => Chance::Possible,
                _ => Chance::Gone,
            },
            Self::Scores(scores) => scores.chance(medal, competitor, worst),
        }
    }
}

/// What is certain about scale scores while marks are missing.
pub(super) struct Scores {
    extremes: Vec<Extremes>,
    /// Two totals further apart than this, in units of 10⁻⁸, have scale scores further apart than the window in every completion; `None`
    /// when no distance is enough.
    apart: Option<i128>,
    /// Entrants' lowest totals, rising, each with the lowest highest total from there on.
    above: Vec<(i64, i64)>,
    medallion: MedallionTotals,
}

impl Scores {
    pub(super) fn new(skill: &Skill, ranking: &Ranking, tally: &SkillTally, window: Decimal, medallion: Decimal) -> Self {
        let extremes: Vec<Extremes> = (0..tally.competitors()).map(|competitor| tally.extremes(competitor)).collect();
        let members = || {
            let counts = |index: usize| skill.rules.population.who == PopulationMembers::All || skill.competitors[index].eligible;
            extremes.iter().enumerate().filter(move |(index, extreme)| !extreme.low.withdrawn && counts(*index)).map(|(_, extreme)| extreme)
        };
        let line = Line::of(skill, &members().collect::<Vec<_>>());
        let field = ranking.reach.field(Who::Entrants);
        let in_field = (0..tally.competitors()).filter(|&competitor| field.lows.key(competitor).total.is_some());
        let mut above: Vec<(i64, i64)> =
            in_field.map(|competitor| (extremes[competitor].low.total.units(), extremes[competitor].high.total.units())).collect();
        above.sort_unstable();
        let mut lowest_high = i64::MAX;
        for (_, high) in above.iter_mut().rev() {
            lowest_high = lowest_high.min(*high);
            *high = lowest_high;
        }
        Self { apart: line.apart(window), medallion: line.medallion(medallion), extremes, above }
    }

    fn chance(&self, medal: Medal, competitor: usize, worst: u32) -> Chance {
        // Every medal's scores lie within one window, so somebody that far ahead is in a better group.
        let groups_ahead = self.groups_ahead(competitor);
        match medal {
            Medal::Gold if worst == 1 => Chance::Certain,
            Medal::Gold if groups_ahead >= 1 => Chance::Gone,
            Medal::Silver if groups_ahead >= 2 || worst == 1 => Chance::Gone,
            Medal::Bronze if groups_ahead >= 3 || worst == 1 => Chance::Gone,
            Medal::Medallion => self.medallion_chance(competitor, groups_ahead, worst),
            Medal::Gold | Medal::Silver | Medal::Bronze => Chance::Possible,
            Medal::Merit => Chance::Gone,
        }
    }

    fn medallion_chance(&self, competitor: usize, groups_ahead: usize, worst: u32) -> Chance {
        let extremes = &self.extremes[competitor];
        let (low, high) = (extremes.low.total.to_f64(), extremes.high.total.to_f64());
        if worst == 1 || self.medallion.below.is_some_and(|below| high < below) {
            Chance::Gone
        } else if groups_ahead >= 3 && self.medallion.from.is_some_and(|from| low > from) {
            Chance::Certain
        } else {
            Chance::Possible
        }
    }

    /// How many entrants are certainly ahead by more than a window, each of the one before; three are enough.
    fn groups_ahead(&self, competitor: usize) -> usize {
        let Some(apart) = self.apart else { return 0 };
        let mut top = i128::from(self.extremes[competitor].high.total.units());
        let mut groups = 0;
        while groups < 3 {
            let first = self.above.partition_point(|(low, _)| i128::from(*low) <= top + apart);
            let Some((_, lowest_high)) = self.above.get(first) else { break };
            top = i128::from(*lowest_high);
            groups += 1;
        }
        groups
    }
}
