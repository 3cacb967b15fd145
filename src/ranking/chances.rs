//! Medals that are already decided: certain whatever the missing marks become, or gone.
//!
//! Medals by place follow from the reachable places among the entrants. Medals by a points window depend on a scale that moves with
//! everybody's marks; there only what no completion can break is said, everything else is possible.

use serde::Serialize;

use super::{
    Draw, Ranking, Standing,
    medals::place_ranges,
    outlook::{Outlook, Scores},
    reach::Who,
};
use crate::{
    competition::{Medal, MedalRule, Skill, TieLast},
    scoring::SkillTally,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Chance {
    Gone,
    Possible,
    Certain,
}

/// One chance for every medal that the skill's rule can give.
pub type MedalChances = Vec<(Medal, Chance)>;

impl Ranking {
    /// Per competitor. `standings`: as they are now, with their medals.
    #[must_use]
    pub fn chances(&self, skill: &Skill, tally: &SkillTally, standings: &[Standing], draws: &[Draw]) -> Vec<MedalChances> {
        let rules = &skill.rules.medals;
        let entrants = self.reach.field(Who::Entrants).taking_part();
        let given: Vec<Medal> = Medal::WORDS.iter().map(|(_, medal)| *medal).filter(|medal| rules.rule.gives(*medal)).collect();
        if self.is_decided(skill, draws) {
            let mut won = vec![None; tally.competitors()];
            for standing in standings {
                won[standing.competitor] = standing.medal;
            }
            let chance = |won: Option<Medal>, medal| if won == Some(medal) { Chance::Certain } else { Chance::Gone };
            return won.into_iter().map(|won| given.iter().map(|&medal| (medal, chance(won, medal))).collect()).collect();
        }
        let small = rules.small_field(entrants);
        let is_given = |medal: Medal| small.is_none_or(|small| small.medals.contains(&medal));
        let outlook = match &rules.rule {
            MedalRule::None => return vec![Vec::new(); tally.competitors()],
            MedalRule::TopN { .. } | MedalRule::Share { .. } => Outlook::Places(place_ranges(rules, entrants)),
            MedalRule::Worldskills { window, medallion, .. } => Outlook::Scores(Scores::new(skill, self, tally, *window, *medallion)),
        };
        let each = (0..tally.competitors()).map(|competitor| {
            let reach = self.reach.ahead(skill, self, Who::Entrants, competitor).filter(|_| skill.competitors[competitor].eligible);
            let chance = |medal: Medal| match reach {
                Some(reach) if is_given(medal) => outlook.chance(medal, competitor, reach),
                _ => Chance::Gone,
            };
            let mut chances: MedalChances = given.iter().map(|&medal| (medal, chance(medal))).collect();
            // Nobody has two: with one certain the others are gone.
            if chances.iter().any(|(_, chance)| *chance == Chance::Certain) {
                chances.iter_mut().filter(|(_, chance)| *chance != Chance::Certain).for_each(|(_, chance)| *chance = Chance::Gone);
            }
            chances
        });
        each.collect()
    }

    /// No mark is missing and no tie waits for a draw.
    fn is_decided(&self, skill: &Skill, draws: &[Draw]) -> bool {
        let settled = || self.placed(skill, draws).iter().all(|equals| equals.len() == 1);
        self.reach.all_complete() && (skill.rules.ties.last == TieLast::Shared || settled())
    }
}
