//! Which round a new score belongs to.

use super::{CellState, SkillTally};

impl SkillTally {
    /// Scores belong to the round being scored, until a complete panel lies too far apart: then the next score of any expert
    /// opens another round. A panel that is not complete (`missing = "skip"`) is first completed: a round of some would show their scores.
    #[must_use]
    pub fn next_round(&self, competitor: usize, aspect: usize) -> u8 {
        let round = self.round(competitor, aspect);
        let given = self.scores(competitor, aspect).count();
        let again = self.state(competitor, aspect) == CellState::Rescore && given >= self.aspects()[aspect].wanted_scores();
        if again { round.saturating_add(1) } else { round }
    }
}
