//! A result that is shown to the hall step by step. Beginning takes two people, for it is a way of publishing; a step takes the organiser.

use std::num::NonZeroU32;

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{publishing::Publishing, records::ProposedCeremony, refusal::Refusal, state::SkillState, time::Millis};
use crate::{
    competition::{Publication, Show, Skill, TieLast},
    decimal::Decimal,
    ranking::{Reveal, Standing, reveal_steps},
};

/// While it runs it stands before whatever the rules or the desk say about the audience's view.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ceremony {
    pub begun_at: Millis,
    pub what: ProposedCeremony,
    /// Steps that were taken: 0 shows nobody.
    pub step: u32,
}

impl SkillState {
    /// Who is shown at each step, of the result as it is.
    #[must_use]
    pub fn ceremony_steps(&self, skill: &Skill, reveal: Reveal, from_place: Option<NonZeroU32>) -> Vec<Vec<usize>> {
        reveal_steps(&self.ranking(skill).standings(skill, &self.tally, &self.draws), reveal, from_place)
    }

    /// SHA-256 of places, totals, scale scores and medals, hex: whatever is entered, signed or appealed meanwhile, the same digest is the same result.
    #[must_use]
    pub fn result_digest(&self, skill: &Skill) -> String {
        let mut hasher = Sha256::new();
        for standing in self.ranking(skill).standings(skill, &self.tally, &self.draws) {
            let Standing { competitor, rank, total, done: _, withdrawn, scale_score, medal } = standing;
            let id = &skill.competitors[competitor].id;
            // With its length, so that no two results look alike.
            let row = format!("{} {id} {rank:?} {} {withdrawn} {:?} {medal:?}", id.len(), total.units(), scale_score.map(Decimal::units));
            hasher.update((row.len() as u64).to_le_bytes());
            hasher.update(row);
        }
        HEXLOWER.encode(&hasher.finalize())
    }

    /// # Errors
    /// When nothing is held back, or the result is not one that can be shown as the last word.
    pub fn may_begin_ceremony(&self, skill: &Skill, asked: &ProposedCeremony, now: Millis) -> Result<(), Refusal> {
        self.may_be_published(skill)?;
        if self.is_shown_whole(skill, now) {
            return Err(Refusal::NothingHeldBack);
        }
        if self.closed_layers(skill) > 0 {
            return Err(Refusal::CodesClosed);
        }
        if !self.is_final(skill) {
            return Err(Refusal::NotFinal);
        }
        if skill.rules.ties.last == TieLast::Draw && !self.ranking(skill).open_ties(&self.draws).is_empty() {
            return Err(Refusal::TiesOpen);
        }
        if asked.result != self.result_digest(skill) {
            return Err(Refusal::ChangedMeanwhile);
        }
        if self.ceremony_steps(skill, asked.reveal, asked.from_place).is_empty() { Err(Refusal::NoSteps) } else { Ok(()) }
    }

    /// The rules let everything through that is signed: it is no secret any more.
    fn is_shown_whole(&self, skill: &Skill, now: Millis) -> bool {
        let Publication { show, freeze_at, .. } = skill.publication;
        let signed = self.proceedings.signing.signatures.iter().map(|given| given.at);
        let last = signed.chain(self.last_entry_at.iter().copied().flatten()).max().unwrap_or(Millis::MIN);
        self.proceedings.publishing == Publishing::ByRule
            && show != Show::Hidden
            && freeze_at.is_none_or(|from| last < from)
            && last.saturating_add(skill.publication.delay_ms()) <= now
            && self.is_final(skill)
    }

    /// Forward only while the signed result stands; back hides, which is always safe.
    pub(super) fn may_step(&self, skill: &Skill, from: u32, to: u32) -> Result<(), Refusal> {
        let ceremony = self.running_ceremony()?;
        if ceremony.step != from {
            return Err(Refusal::CeremonyMoved(ceremony.step));
        }
        if from.abs_diff(to) != 1 {
            return Err(Refusal::NoSuchStep);
        }
        if to < from {
            return Ok(());
        }
        self.ceremony_stands(skill, ceremony)?;
        let steps = self.ceremony_steps(skill, ceremony.what.reveal, ceremony.what.from_place).len();
        if usize::try_from(to).is_ok_and(|to| to <= steps) { Ok(()) } else { Err(Refusal::NoSuchStep) }
    }

    /// Breaking it off shows what was shown before; publishing shows the whole result.
    pub(super) fn may_end_ceremony(&self, skill: &Skill, publish: bool) -> Result<(), Refusal> {
        let ceremony = self.running_ceremony()?;
        if publish { self.ceremony_stands(skill, ceremony) } else { Ok(()) }
    }

    /// The result is the one with which it began, and nothing is open about it.
    ///
    /// # Errors
    /// When it is not.
    pub fn ceremony_stands(&self, skill: &Skill, ceremony: &Ceremony) -> Result<(), Refusal> {
        if self.is_final(skill) && ceremony.what.result == self.result_digest(skill) { Ok(()) } else { Err(Refusal::ResultChanged) }
    }

    fn running_ceremony(&self) -> Result<&Ceremony, Refusal> {
        self.proceedings.ceremony.as_ref().ok_or(Refusal::NoCeremony)
    }

    pub(super) fn begin_ceremony(&mut self, begun_at: Millis, what: ProposedCeremony) {
        self.proceedings.ceremony = Some(Ceremony { begun_at, what, step: 0 });
    }

    pub(super) fn apply_step(&mut self, step: u32) -> Result<(), &'static str> {
        self.proceedings.ceremony.as_mut().ok_or("a step of no ceremony")?.step = step;
        Ok(())
    }

    pub(super) fn apply_end_of_ceremony(&mut self, skill: &Skill, at: Millis, published: bool) -> Result<(), &'static str> {
        let ceremony = self.proceedings.ceremony.take().ok_or("the end of no ceremony")?;
        if published {
            self.proceedings.publishing = Publishing::Published { at };
        } else if self.may_be_frozen(skill, ceremony.begun_at).is_ok() {
            // What the rules would have let through meanwhile was not called: the board stays as it was.
            self.proceedings.publishing = self.proceedings.publishing.frozen(ceremony.begun_at);
        }
        Ok(())
    }
}
