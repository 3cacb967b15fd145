//! A part of the standings: the first so many, or somebody's neighbours. What a viewer looks at, without making the rest.

use super::Ranking;
use crate::{decimal::Decimal, scoring::SkillTally};

/// One line of a window; medals need the whole.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WindowRow {
    /// Index into the skill's competitors.
    pub competitor: usize,
    pub rank: Option<u32>,
    pub total: Decimal,
    pub scale_score: Option<Decimal>,
}

impl Ranking {
    /// So many rows from a position on, counted from 0, best first; before any draw.
    #[must_use]
    pub fn window(&self, tally: &SkillTally, position: usize, count: usize) -> Vec<WindowRow> {
        let competitors: Vec<usize> = match &self.special {
            None => self.order.iter_from(position).take(count).collect(),
            Some(_) => self.tied().into_iter().flatten().chain(self.unplaced()).skip(position).take(count).collect(),
        };
        let mut rows: Vec<WindowRow> = Vec::with_capacity(count);
        for competitor in competitors {
            let rank = match rows.last() {
                Some(above) if self.special.is_none() && self.order.key(above.competitor) == self.order.key(competitor) => above.rank,
                Some(above) if self.special.is_none() && above.rank.is_some() && self.order.key(competitor).total.is_some() => {
                    u32::try_from(position + rows.len() + 1).ok()
                }
                _ => self.rank(competitor),
            };
            let scale_score = self.scales[0].score(competitor);
            rows.push(WindowRow { competitor, rank, total: tally.sums(competitor).total, scale_score });
        }
        rows
    }

    /// A competitor with so many neighbours on either side.
    #[must_use]
    pub fn neighbourhood(&self, tally: &SkillTally, competitor: usize, either_side: usize) -> Vec<WindowRow> {
        let position = if self.special.is_some() {
            let mut all = self.tied().into_iter().flatten().chain(self.unplaced());
            all.position(|other| other == competitor).unwrap_or_default()
        } else {
            self.order.position(competitor)
        };
        let first = position.saturating_sub(either_side);
        self.window(tally, first, position - first + either_side + 1)
    }
}
