//! A day ends with signatures: the team, then the chief expert, a sub-criterion, a day, the skill.

use std::collections::BTreeMap;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{
    command::{CompetitorSign, Sign},
    entry::{Actor, Body, Entry},
    records::{CompetitorSignature, Part, Signature},
    refusal::Refusal,
    sender::{Sender, stated, stated_if_any},
    state::SkillState,
    time::Millis,
};
use crate::{
    competition::{Capacity, ExpertRole, Skill, SubCriterion},
    decimal::Decimal,
    scoring::CellState,
};

/// What is signed now. A signature is gone once what it covers was unlocked or corrected.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Signing {
    pub signatures: Vec<GivenSignature>,
    /// By day and competitor.
    pub sheets: BTreeMap<(u32, usize), SignedSheet>,
    /// Per sub-criterion, per expert: who made entries.
    pub entered: Vec<Vec<bool>>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct GivenSignature {
    pub part: Part,
    pub capacity: Capacity,
    pub expert: usize,
    pub in_place_of: Option<usize>,
    pub at: Millis,
    pub position: u64,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedSheet {
    pub agreed: bool,
    pub reason: Option<String>,
    pub witness: usize,
    pub digest: String,
    pub at: Millis,
}

/// A signature that is still to be given, by any of `experts`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Wanted {
    pub capacity: Capacity,
    pub experts: Vec<usize>,
}

/// The day a sub-criterion is marked on; the first where the scheme does not say.
#[must_use]
pub fn day_of(sub_criterion: &SubCriterion) -> u32 {
    sub_criterion.day.unwrap_or(1)
}

/// Everything that is signed, in the order in which it is signed.
#[must_use]
pub fn parts(skill: &Skill) -> Vec<Part> {
    let rule = &skill.conduct.signing;
    let mut days: Vec<u32> = skill.scheme.sub_criteria.iter().map(day_of).collect();
    days.sort_unstable();
    days.dedup();
    let mut parts = Vec::new();
    for day in days {
        let of_day = skill.scheme.sub_criteria.iter().filter(|sub| day_of(sub) == day && !rule.sub_criterion.is_empty());
        parts.extend(of_day.map(|sub| Part::SubCriterion { id: sub.id.clone() }));
        if !rule.day.is_empty() {
            parts.push(Part::Day { day });
        }
    }
    if !rule.skill.is_empty() {
        parts.push(Part::Skill);
    }
    parts
}

/// Indices of the sub-criteria a part is made of.
#[must_use]
pub fn covered(skill: &Skill, part: &Part) -> Vec<usize> {
    let of = |sub: &SubCriterion| match part {
        Part::SubCriterion { id } => sub.id == *id,
        Part::Day { day } => day_of(sub) == *day,
        Part::Skill => true,
    };
    skill.scheme.sub_criteria.iter().enumerate().filter(|(_, sub)| of(sub)).map(|(index, _)| index).collect()
}

fn aspects_in(skill: &Skill, subs: &[usize]) -> Vec<usize> {
    let aspects = skill.scheme.aspects.iter().enumerate();
    aspects.filter(|(_, aspect)| subs.contains(&aspect.sub_criterion)).map(|(index, _)| index).collect()
}

/// With its length, so that no two lists look alike.
fn part_of(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_le_bytes());
    hasher.update(text);
}

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

    /// SHA-256 of the marks of a part and the entries they are made of, hex.
    #[must_use]
    pub fn digest_of(&self, skill: &Skill, part: &Part) -> String {
        self.digest(skill, &covered(skill, part), 0..skill.competitors.len())
    }

    #[must_use]
    pub fn digest_of_sheet(&self, skill: &Skill, day: u32, competitor: usize) -> String {
        self.digest(skill, &covered(skill, &Part::Day { day }), competitor..competitor + 1)
    }

    fn digest(&self, skill: &Skill, subs: &[usize], competitors: std::ops::Range<usize>) -> String {
        let aspects = aspects_in(skill, subs);
        let codes = self.proceedings.codes.as_ref();
        // Behind codes as experts know them: a digest of ids could be tried with every id.
        let called = |competitor: usize| codes.map_or_else(|| skill.competitors[competitor].id.as_str(), |codes| codes.code(competitor));
        let mut competitors: Vec<usize> = competitors.collect();
        competitors.sort_unstable_by_key(|&competitor| called(competitor));
        let mut hasher = Sha256::new();
        for competitor in competitors {
            part_of(&mut hasher, called(competitor));
            for &aspect in &aspects {
                part_of(&mut hasher, &skill.scheme.aspects[aspect].id);
                let mark = self.tally.mark(competitor, aspect);
                hasher.update([u8::from(mark.is_some())]);
                hasher.update(mark.map_or(0, Decimal::units).to_le_bytes());
                let mut positions: Vec<u64> = self.tally.scores(competitor, aspect).map(|score| score.position).collect();
                positions.sort_unstable();
                hasher.update((positions.len() as u64).to_le_bytes());
                for position in positions {
                    hasher.update(position.to_le_bytes());
                }
            }
        }
        HEXLOWER.encode(&hasher.finalize())
    }

    /// What covers these sub-criteria is not signed any more.
    pub(super) fn void_signatures(&mut self, skill: &Skill, subs: &[usize]) {
        self.proceedings.signing.signatures.retain(|given| !covered(skill, &given.part).iter().any(|sub| subs.contains(sub)));
    }

    pub(super) fn apply_signature(&mut self, skill: &Skill, entry: &Entry, signed: &Signature) -> Result<(), &'static str> {
        let Actor::Expert(expert) = &entry.actor else { return Err("a signature without an expert") };
        let expert = self.expert(expert).ok_or("unknown expert")?;
        let in_place_of = match &signed.in_place_of {
            None => None,
            Some(absent) => Some(self.expert(absent).ok_or("unknown expert")?),
        };
        let subs = covered(skill, &signed.part);
        if subs.is_empty() {
            return Err("a signature of nothing");
        }
        // What was asked before was about other signatures.
        self.unlock_requests.retain(|key, _| key.is_some_and(|sub| !subs.contains(&sub)));
        for sub in subs {
            self.locked[sub] = true;
        }
        self.proceedings.signing.signatures.push(GivenSignature {
            part: signed.part.clone(),
            capacity: signed.capacity,
            expert,
            in_place_of,
            at: entry.at,
            position: entry.position,
        });
        Ok(())
    }

    pub(super) fn apply_sheet(&mut self, entry: &Entry, signed: &CompetitorSignature) -> Result<(), &'static str> {
        let Actor::Expert(witness) = &entry.actor else { return Err("a competitor's signature without a witness") };
        let witness = self.expert(witness).ok_or("unknown expert")?;
        let competitor = self.competitor(&signed.competitor).ok_or("unknown competitor")?;
        let sheet =
            SignedSheet { agreed: signed.agreed, reason: signed.reason.clone(), witness, digest: signed.digest.clone(), at: entry.at };
        self.proceedings.signing.sheets.insert((signed.day, competitor), sheet);
        Ok(())
    }
}

/// The signature that is asked for.
pub(super) fn asked(sender: &Sender<'_>, asked: &Sign) -> Result<Body, Refusal> {
    let in_place_of = match &asked.in_place_of {
        None => None,
        Some(id) => Some(sender.state.expert(id).ok_or_else(|| Refusal::UnknownExpert(id.clone()))?),
    };
    // Whoever signs does so in the capacity whose turn it is; content is compared without it.
    let wanted = sender.state.wanted(sender.skill, &asked.part);
    let capacity = wanted.first().map_or(Capacity::Team, |wanted| wanted.capacity);
    Ok(Body::Signed(Signature {
        skill: sender.skill.id.clone(),
        part: asked.part.clone(),
        capacity,
        digest: asked.digest.clone(),
        in_place_of: in_place_of.map(|index| sender.skill.experts[index].id.clone()),
        reason: stated_if_any(asked.reason.as_deref())?,
    }))
}

pub(super) fn allowed(sender: &Sender<'_>, signature: &Signature) -> Result<(), Refusal> {
    let (skill, state, part) = (sender.skill, sender.state, &signature.part);
    if !parts(skill).contains(part) {
        return Err(Refusal::NoSuchPart);
    }
    let subs = covered(skill, part);
    match state.missing_marks(skill, &subs) {
        0 => {}
        missing => return Err(Refusal::Incomplete { missing }),
    }
    if !state.is_ready(skill, part) {
        return Err(Refusal::LowerFirst);
    }
    let wanted = state.wanted(skill, part);
    let turn: Vec<&Wanted> = wanted.iter().filter(|one| one.capacity == signature.capacity).collect();
    let signer = match &signature.in_place_of {
        None => sender.expert_index,
        Some(absent) => {
            if sender.expert.role != ExpertRole::Chief || signature.capacity != Capacity::Team {
                return Err(Refusal::Role);
            }
            stated(signature.reason.as_deref().unwrap_or_default())?;
            state.expert(absent).ok_or_else(|| Refusal::UnknownExpert(absent.to_string()))?
        }
    };
    if !turn.iter().any(|one| one.experts.contains(&signer)) {
        let later = wanted.iter().any(|one| one.experts.contains(&signer));
        let before = state.proceedings.signing.signatures.iter().any(|given| given.part == *part && given.expert == sender.expert_index);
        return Err(match (wanted.is_empty() || before, later) {
            (_, true) => Refusal::LowerFirst,
            (true, false) => Refusal::SignedAlready,
            (false, false) => Refusal::Role,
        });
    }
    if signature.digest != state.digest_of(skill, part) {
        return Err(Refusal::ChangedMeanwhile);
    }
    Ok(())
}

pub(super) fn asked_of_competitor(sender: &Sender<'_>, asked: &CompetitorSign) -> Result<Body, Refusal> {
    let competitor = sender.competitor(&asked.competitor)?;
    Ok(Body::CompetitorSigned(CompetitorSignature {
        skill: sender.skill.id.clone(),
        day: asked.day,
        competitor: sender.skill.competitors[competitor].id.clone(),
        agreed: asked.agreed,
        reason: stated_if_any(asked.reason.as_deref())?,
        digest: asked.digest.clone(),
    }))
}

pub(super) fn competitor_allowed(sender: &Sender<'_>, signed: &CompetitorSignature) -> Result<(), Refusal> {
    let (skill, state) = (sender.skill, sender.state);
    let competitor = state.competitor(&signed.competitor).ok_or_else(|| Refusal::UnknownCompetitor(signed.competitor.to_string()))?;
    let subs = covered(skill, &Part::Day { day: signed.day });
    if subs.is_empty() || !skill.conduct.signing.competitor {
        return Err(Refusal::NoSuchPart);
    }
    let missing = state.missing_of(skill, &subs, competitor);
    if missing > 0 {
        return Err(Refusal::Incomplete { missing });
    }
    if !signed.agreed && signed.reason.is_none() {
        return Err(Refusal::ReasonMissing);
    }
    if signed.digest != state.digest_of_sheet(skill, signed.day, competitor) {
        return Err(Refusal::ChangedMeanwhile);
    }
    if state.signed_sheet(skill, signed.day, competitor).is_some() {
        return Err(Refusal::SignedAlready);
    }
    Ok(())
}
