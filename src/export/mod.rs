//! Standings for other programs, for spreadsheets, and for people at a terminal.

pub mod certificate;
pub mod cis;
pub mod clics;
pub mod comparison;
pub mod csv;
pub mod ctftime;
mod delegations;
pub mod dossier;
pub mod explanation;
pub mod fairness;
pub mod honours;
pub mod json;
pub mod office;
pub mod outcomes;
pub mod pdf;
pub mod shown;
pub mod static_board;
pub mod statistics;
pub mod svg;
pub mod table;
mod workbook;

use crate::{
    competition::{Competition, ScaleRule, Skill, TieLast},
    ranking::{Award, DelegationRow, Draw, MedalChances, Outcome, PublishedRules, Ranking, Standing, awards, delegation_table},
    scoring::SkillTally,
};

/// What a competition's marks come to.
pub struct Results<'a> {
    pub competition: &'a Competition,
    pub skills: Vec<SkillStandings<'a>>,
    /// `None` where only some of the skills are looked at.
    pub delegations: Option<Vec<DelegationRow>>,
}

impl<'a> Results<'a> {
    /// One tally per skill, and its draws where there are any.
    #[must_use]
    pub fn new(competition: &'a Competition, tallies: &'a [SkillTally], draws: &[Vec<Draw>]) -> Self {
        let pairs = competition.skills.iter().zip(tallies);
        let mut skills: Vec<SkillStandings<'_>> = pairs
            .enumerate()
            .map(|(index, (skill, tally))| SkillStandings::new(skill, tally, draws.get(index).map_or(&[], Vec::as_slice)))
            .collect();
        let outcomes: Vec<Vec<Outcome>> = skills.iter().map(|of| of.standings.iter().map(Outcome::from).collect()).collect();
        for (of, awards) in skills.iter_mut().zip(awards(competition, &outcomes)) {
            of.awards = awards;
        }
        Self { competition, skills, delegations: Some(delegation_table(competition, &outcomes)) }
    }

    /// Leaves out the other skills and what only all of them show together. The awards stay.
    #[must_use]
    pub fn only(mut self, skill: &str) -> Self {
        self.skills.retain(|of| of.skill.id.as_str() == skill);
        self.delegations = None;
        self
    }

    /// Takes back the awards: a skill that cannot be read whole may hold a better score.
    #[must_use]
    pub fn without_awards(mut self) -> Self {
        self.skills.iter_mut().flat_map(|of| &mut of.awards).for_each(Vec::clear);
        self
    }
}

/// The standings of one skill and what they were computed from.
pub struct SkillStandings<'a> {
    pub skill: &'a Skill,
    pub tally: &'a SkillTally,
    pub ranking: Ranking,
    pub standings: Vec<Standing>,
    /// Per competitor.
    pub chances: Vec<MedalChances>,
    /// Who waits for a draw.
    pub open_ties: Vec<Vec<usize>>,
    /// Per competitor: the best and the worst rank still reachable; `None` for whoever has withdrawn.
    pub reach: Vec<Option<(u32, u32)>>,
    /// Per competitor: the awards won across all skills.
    pub awards: Vec<Vec<Award>>,
}

impl<'a> SkillStandings<'a> {
    #[must_use]
    pub fn new(skill: &'a Skill, tally: &'a SkillTally, draws: &[Draw]) -> Self {
        let ranking = Ranking::new(skill, tally);
        let standings = ranking.standings(skill, tally, draws);
        let chances = ranking.chances(skill, tally, &standings, draws);
        let reach = ranking.all_reachable(skill, draws);
        let open_ties = if skill.rules.ties.last == TieLast::Draw { ranking.open_ties(draws) } else { Vec::new() };
        let awards = vec![Vec::new(); skill.competitors.len()];
        Self { skill, tally, ranking, standings, chances, open_ties, reach, awards }
    }

    /// With the places of the scale.
    fn scale_score(&self, standing: &Standing) -> Option<String> {
        standing.scale_score.map(|score| score.fixed(self.skill.rules.scale.decimals()))
    }

    /// In the words of the rules.
    fn awards(&self, standing: &Standing) -> Vec<&'static str> {
        self.awards[standing.competitor].iter().map(|award| award.word()).collect()
    }

    fn best_and_worst(&self, standing: &Standing) -> (Option<u32>, Option<u32>) {
        self.reach[standing.competitor].unzip()
    }

    fn total(&self, standing: &Standing) -> String {
        standing.total.fixed(self.skill.rules.decimals)
    }

    /// Methods with their versions, parameters and population, in one line.
    #[must_use]
    pub fn rules(&self) -> String {
        PublishedRules::of(&self.skill.rules).line(&self.ranking.scale().published(self.skill))
    }

    /// What a reader must know besides the rows.
    #[must_use]
    pub fn notes(&self) -> Vec<String> {
        let id = |competitor: &usize| self.skill.competitors[*competitor].id.as_str();
        let mut notes: Vec<String> = Vec::new();
        if let Some(Err(fault)) = self.ranking.majority_table() {
            notes.push(format!("there are no places by majority: {}", fault.in_words(self.skill)));
        }
        if let Some(Ok(places)) =
            self.ranking.majority_table().filter(|table| table.as_ref().is_ok_and(|places| !places.waiting.is_empty()))
        {
            notes.push(format!(
                "no place before every judge's scores are there: {}",
                places.waiting.iter().map(id).collect::<Vec<_>>().join(", ")
            ));
        }
        let off_scale = |standing: &&Standing| standing.rank.is_some() && standing.scale_score.is_none();
        let nobody = self.ranking.scale().published(self.skill).iter().all(|basis| basis.size == 0);
        if self.skill.rules.scale != ScaleRule::None && nobody && self.standings.iter().any(|standing| off_scale(&standing)) {
            notes.push("there are no scale scores: nobody belongs to the population that the scale is taken from".to_owned());
        }
        for tied in &self.open_ties {
            let who = tied.iter().map(id).collect::<Vec<_>>().join(", ");
            notes.push(format!("equal in everything until a draw decides (`jinbang draw commit`): {who}"));
        }
        notes
    }

    /// Whether every mark is there.
    #[must_use]
    pub fn is_complete(&self) -> bool {
        self.tally.done() == self.tally.wanted()
    }
}

fn delegation_of<'a>(competition: &'a Competition, skill: &Skill, competitor: usize) -> &'a str {
    let delegation = skill.competitors[competitor].delegation.and_then(|index| competition.delegations.get(index));
    delegation.map_or("", |delegation| delegation.id.as_str())
}
