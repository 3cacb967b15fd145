//! Standings for other programs, for spreadsheets, and for people at a terminal.

pub mod csv;
pub mod fairness;
pub mod json;
pub mod table;

use crate::{
    competition::{Competition, Skill},
    ranking::{Medal, Standing, reachable_ranks, standings},
    scoring::SkillTally,
};

/// The standings of one skill and what they were computed from.
pub struct SkillStandings<'a> {
    pub skill: &'a Skill,
    pub tally: &'a SkillTally,
    pub standings: Vec<Standing>,
    /// Per competitor: the best and the worst rank still reachable.
    pub reach: Vec<(u32, u32)>,
}

impl<'a> SkillStandings<'a> {
    #[must_use]
    pub fn new(skill: &'a Skill, tally: &'a SkillTally) -> Self {
        Self { skill, tally, standings: standings(skill, tally), reach: reachable_ranks(tally) }
    }

    /// With the places of the scale.
    fn scale_score(&self, standing: &Standing) -> Option<String> {
        standing.scale_score.map(|score| score.fixed(self.skill.rules.scale.decimals()))
    }

    fn total(&self, standing: &Standing) -> String {
        standing.total.fixed(self.skill.rules.decimals)
    }

    /// Whether every mark is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.tally.done() == self.skill.scheme.aspects.len() * self.skill.competitors.len()
    }
}

fn medal_word(medal: Medal) -> &'static str {
    match medal {
        Medal::Gold => "gold",
        Medal::Silver => "silver",
        Medal::Bronze => "bronze",
        Medal::Medallion => "medallion",
        Medal::Merit => "merit",
    }
}

fn delegation_of<'a>(competition: &'a Competition, skill: &Skill, competitor: usize) -> &'a str {
    let delegation = skill.competitors[competitor].delegation.and_then(|index| competition.delegations.get(index));
    delegation.map_or("", |delegation| delegation.id.as_str())
}
