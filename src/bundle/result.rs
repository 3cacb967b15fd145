//! What a skill's entries come to.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use crate::{
    competition::{Competition, Medal, Skill},
    honours::Contest,
    judging::{ApplyFault, ContestState, Entry, SkillState},
};

/// A competitor's line of a published result. Exact numbers are strings.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Row {
    pub competitor: String,
    pub rank: Option<u32>,
    pub total: String,
    pub scale_score: Option<String>,
    pub medal: Option<String>,
    pub withdrawn: bool,
    /// By aspect; a missing mark is absent.
    pub marks: BTreeMap<String, String>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PublicResult {
    /// SHA-256 of the result, hex, as certificates have it.
    pub digest: String,
    /// Best first.
    pub rows: Vec<Row>,
    /// Signed throughout, and no appeal waits.
    pub is_final: bool,
}

/// The fold of one skill's log.
#[derive(Default)]
pub struct Fold(ContestState);

impl Fold {
    /// # Errors
    /// When no server could have accepted the entry there.
    pub fn take(&mut self, entry: &Entry) -> Result<(), ApplyFault> {
        self.0.apply_of_part(entry)
    }

    /// The competition with this skill alone.
    #[must_use]
    pub fn competition(&self) -> Option<&Competition> {
        self.0.competition.as_deref().filter(|competition| competition.skills.len() == 1)
    }

    /// `None`: the log does not begin with the opening of one skill.
    #[must_use]
    pub fn result(&self) -> Option<PublicResult> {
        let competition = self.competition()?;
        let (skill, state) = (competition.skills.first()?, self.0.skills.first()?);
        let contest = Contest::of(competition, [(0, &state.tally, state.draws.as_slice())]);
        Some(PublicResult { digest: contest.skills.into_iter().next()?.digest, rows: rows(skill, state), is_final: state.is_final(skill) })
    }
}

fn rows(skill: &Skill, state: &SkillState) -> Vec<Row> {
    let standings = state.ranking(skill).standings(skill, &state.tally, &state.draws);
    let marks = |competitor: usize| {
        let of_aspect = |(index, aspect): (usize, &crate::competition::Aspect)| {
            let mark = state.tally.mark(competitor, index)?;
            Some((aspect.id.to_string(), mark.fixed(skill.rules.decimals)))
        };
        skill.scheme.aspects.iter().enumerate().filter_map(of_aspect).collect()
    };
    let row = |standing: crate::ranking::Standing| Row {
        competitor: skill.competitors[standing.competitor].id.to_string(),
        rank: standing.rank,
        total: standing.total.fixed(skill.rules.decimals),
        scale_score: standing.scale_score.map(|score| score.fixed(skill.rules.scale.decimals())),
        medal: standing.medal.map(Medal::word).map(str::to_owned),
        withdrawn: standing.withdrawn,
        marks: marks(standing.competitor),
    };
    standings.into_iter().map(row).collect()
}
