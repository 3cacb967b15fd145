//! Awards across skills, by the entries of a contest.

use crate::{
    competition::Competition,
    ranking::{Award, Draw, Outcome, Ranking, awards},
    scoring::SkillTally,
};

/// In the order of the contest's entries. While a mark is missing anywhere somebody may still become the best of all, so there are none.
#[must_use]
pub fn entry_awards(competition: &Competition, tallies: &[SkillTally], draws: &[Vec<Draw>]) -> Vec<Vec<Award>> {
    let is_complete = tallies.iter().all(|tally| tally.done() == tally.wanted());
    let outcomes = competition.skills.iter().zip(tallies).enumerate().map(|(index, (skill, tally))| {
        let draws = draws.get(index).map_or(&[][..], Vec::as_slice);
        Ranking::new(skill, tally).standings(skill, tally, draws).iter().map(Outcome::from).collect::<Vec<_>>()
    });
    let won = awards(competition, &outcomes.collect::<Vec<_>>());
    won.into_iter().flatten().map(|won| if is_complete { won } else { Vec::new() }).collect()
}
