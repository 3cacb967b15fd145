//! One row per skill, method and competitor. A method that cannot be applied has rows without ranks.

use std::io::{self, Write};

use super::super::csv::formula_safe;
use crate::{
    compare::{Comparison, CompetitorComparison, SkillComparison},
    competition::Medal,
};

const HEADER: [&str; 7] = ["skill", "method", "competitor", "rank", "rank_change", "medal", "medal_as_ruled"];

/// `rank_change`: places gained, below zero lost.
///
/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER)?;
    for of in &comparison.skills {
        for method in 0..of.methods.len() {
            for competitor in &of.competitors {
                rows.write_record(row(of, method, competitor))?;
            }
        }
    }
    rows.flush()
}

fn row(of: &SkillComparison, method: usize, competitor: &CompetitorComparison) -> [String; 7] {
    let change = competitor.ranks[0].zip(competitor.ranks[method]).map(|(own, rank)| i64::from(own) - i64::from(rank));
    let medal = |method: usize| competitor.medals[method].map(Medal::word).unwrap_or_default().to_owned();
    [
        of.skill.clone(),
        of.methods[method].method.clone(),
        formula_safe(&competitor.competitor).into_owned(),
        competitor.ranks[method].map(|rank| rank.to_string()).unwrap_or_default(),
        change.map(|change| change.to_string()).unwrap_or_default(),
        medal(method),
        medal(0),
    ]
}
