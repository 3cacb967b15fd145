//! Who gets which medal, and why. A guest keeps the rank and never consumes a medal.

mod count;
mod reason;
mod window;

use count::Field;
pub use reason::{MedalReason, Opening};

use super::Standing;
use crate::{
    competition::{Medal, MedalRule, MedalRules, ScaleRule, Skill},
    decimal::Decimal,
};

/// What the medal rules need to know of one competitor.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct MedalRow {
    /// Shared by equals; `None` without a result, and for whoever is withdrawn.
    pub rank: Option<u32>,
    /// What a points window compares: the scale score, in a skill without a scale the total.
    pub score: Option<Decimal>,
    pub eligible: bool,
}

impl MedalRow {
    /// Entrants are the eligible competitors with a result.
    #[must_use]
    pub const fn is_entrant(&self) -> bool {
        self.eligible && self.rank.is_some()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct GivenMedal {
    pub medal: Medal,
    pub reason: MedalReason,
}

/// One answer per row; `rows` are best first.
#[must_use]
pub fn medals(rules: &MedalRules, rows: &[MedalRow]) -> Vec<Option<GivenMedal>> {
    let mut given = vec![None; rows.len()];
    let mut entrants: Vec<usize> = (0..rows.len()).filter(|&row| rows[row].is_entrant()).collect();
    let field = Field { entrants: entrants.len(), small: rules.small_field(entrants.len()) };
    let ranks: Vec<Option<u32>> = entrants.iter().map(|&row| rows[row].rank).collect();
    let won = match &rules.rule {
        MedalRule::None => return given,
        MedalRule::TopN { gold, silver, bronze, merit } => count::top(&ranks, &field, [*gold, *silver, *bronze], *merit),
        MedalRule::Share { per_cent, merit } => count::shares(&ranks, &field, *per_cent, *merit),
        MedalRule::Worldskills { window, medallion, bronze_after_silvers } => {
            // Nobody can be compared without a score.
            entrants.retain(|&row| rows[row].score.is_some());
            let scores: Vec<Decimal> = entrants.iter().filter_map(|&row| rows[row].score).collect();
            window::Window { points: *window, medallion: *medallion, bronze_after_silvers: *bronze_after_silvers }.medals(&scores, &field)
        }
    };
    for (row, medal) in entrants.into_iter().zip(won) {
        given[row] = medal;
    }
    given
}

/// Where medals go by place: first and last place of each among so many entrants.
pub(super) fn place_ranges(rules: &MedalRules, entrants: usize) -> Vec<(Medal, (u32, u32))> {
    count::place_ranges(&rules.rule, &Field { entrants, small: rules.small_field(entrants) })
}

/// Fills in the medals of standings that are best first.
pub fn award(skill: &Skill, standings: &mut [Standing]) {
    // On a scale, who is not on it yet cannot be compared.
    let without_scale = skill.rules.scale == ScaleRule::None;
    let row = |standing: &Standing| MedalRow {
        rank: standing.rank,
        score: if without_scale { Some(standing.total) } else { standing.scale_score },
        eligible: skill.competitors[standing.competitor].eligible,
    };
    let rows: Vec<MedalRow> = standings.iter().map(row).collect();
    for (standing, given) in standings.iter_mut().zip(medals(&skill.rules.medals, &rows)) {
        standing.medal = given.map(|given| given.medal);
    }
}

#[cfg(test)]
mod tests;
