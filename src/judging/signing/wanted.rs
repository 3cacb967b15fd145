//! What is still missing, and whose turn it is.

use super::{SignedSheet, Wanted, aspects_in, covered, parts};
use crate::{
    competition::{Capacity, ExpertRole, Skill},
    judging::{appeals::AppealState, records::Part, state::SkillState},
    scoring::CellState,
};

impl SkillState {
    /// Who has still to sign, in order. A capacity that nobody has is not waited for.
    #[must_use]
    pub fn wanted(&self, skill: &Skill, part: &Part) -> Vec<Wanted> {
        let rule = &skill.conduct.signing;
        let capacities = match part {
            Part::SubCriterion { .. } => &rule.sub_criterion,
            Part::Day { .. } => &rule.day,
            Part::Skill => &rule.skill,
        };
        capacities.iter().flat_map(|&capacity| self.wanted_in(skill, part, capacity)).collect()
    }

    fn wanted_in(&self, skill: &Skill, part: &Part, capacity: Capacity) -> Vec<Wanted> {
        let given = || self.proceedings.signing.signatures.iter().filter(|given| given.part == *part && given.capacity == capacity);
        let of_role = |role| skill.experts.iter().enumerate().filter(move |(_, expert)| expert.role == role).map(|(index, _)| index);
        let any_of = |experts: Vec<usize>| {
            let wanted = !experts.is_empty() && given().next().is_none();
            wanted.then_some(Wanted { capacity, experts }).into_iter().collect()
        };
        match capacity {
            Capacity::Chief => any_of(of_role(ExpertRole::Chief).collect()),
            Capacity::Supervisor => any_of(of_role(ExpertRole::Supervisor).collect()),
            Capacity::Team => {
                let missing = |expert: &usize| !given().any(|given| given.in_place_of.unwrap_or(given.expert) == *expert);
                self.team(skill, part).into_iter().filter(missing).map(|expert| Wanted { capacity, experts: vec![expert] }).collect()
            }
        }
    }

    /// Who made entries in this part.
    fn team(&self, skill: &Skill, part: &Part) -> Vec<usize> {
        let subs = covered(skill, part);
        let entered = &self.proceedings.signing.entered;
        (0..skill.experts.len()).filter(|&expert| subs.iter().any(|&sub| entered[sub][expert])).collect()
    }

    #[must_use]
    pub fn is_signed(&self, skill: &Skill, part: &Part) -> bool {
        self.is_ready(skill, part) && self.wanted(skill, part).is_empty()
    }

    /// Everything the rules want signed is signed, and no appeal waits.
    #[must_use]
    pub fn is_final(&self, skill: &Skill) -> bool {
        !self.locked.contains(&false) && !self.proceedings.appeals.iter().any(AppealState::is_open) && self.is_signed(skill, &Part::Skill)
    }

    /// All its marks are there, and everything below it is signed.
    #[must_use]
    pub fn is_ready(&self, skill: &Skill, part: &Part) -> bool {
        let subs = covered(skill, part);
        self.is_complete(skill, &subs)
            && match part {
                Part::SubCriterion { .. } => true,
                Part::Day { day } => self.below_signed(skill, part, &subs) && self.sheets_signed(skill, *day),
                Part::Skill => self.below_signed(skill, part, &subs),
            }
    }

    fn below_signed(&self, skill: &Skill, part: &Part, subs: &[usize]) -> bool {
        let below = |other: &Part| match (other, part) {
            (Part::SubCriterion { .. }, Part::Day { .. } | Part::Skill) => covered(skill, other).iter().all(|sub| subs.contains(sub)),
            (Part::Day { .. }, Part::Skill) => true,
            _ => false,
        };
        parts(skill).iter().filter(|other| below(other)).all(|other| self.wanted(skill, other).is_empty())
    }

    fn sheets_signed(&self, skill: &Skill, day: u32) -> bool {
        !skill.conduct.signing.competitor || self.competing().all(|competitor| self.signed_sheet(skill, day, competitor).is_some())
    }

    /// A competitor's signature, while the marks are still those that were shown.
    #[must_use]
    pub fn signed_sheet(&self, skill: &Skill, day: u32, competitor: usize) -> Option<&SignedSheet> {
        let signed = self.proceedings.signing.sheets.get(&(day, competitor))?;
        (signed.digest == self.digest_of_sheet(skill, day, competitor)).then_some(signed)
    }

    /// Marks that are not there yet, of competitors who have not withdrawn.
    #[must_use]
    pub fn missing_marks(&self, skill: &Skill, subs: &[usize]) -> usize {
        let aspects = aspects_in(skill, subs);
        self.competing().map(|competitor| self.missing_among(&aspects, competitor).count()).sum()
    }

    /// The same of one competitor.
    #[must_use]
    pub fn missing_of(&self, skill: &Skill, subs: &[usize], competitor: usize) -> usize {
        self.missing_among(&aspects_in(skill, subs), competitor).count()
    }

    fn is_complete(&self, skill: &Skill, subs: &[usize]) -> bool {
        let aspects = aspects_in(skill, subs);
        self.competing().all(|competitor| self.missing_among(&aspects, competitor).next().is_none())
    }

    fn competing(&self) -> impl Iterator<Item = usize> {
        (0..self.tally.competitors()).filter(|&competitor| !self.tally.sums(competitor).withdrawn)
    }

    fn missing_among(&self, aspects: &[usize], competitor: usize) -> impl Iterator<Item = usize> {
        aspects.iter().copied().filter(move |&aspect| !matches!(self.tally.state(competitor, aspect), CellState::Done(_)))
    }
}
