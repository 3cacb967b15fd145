//! Signatures as the journal has them.

use super::{GivenSignature, SignedSheet, covered};
use crate::{
    competition::Skill,
    judging::{
        entry::{Actor, Entry},
        records::{CompetitorSignature, Signature},
        state::SkillState,
    },
};

impl SkillState {
    /// What covers these sub-criteria is not signed any more.
    pub(in crate::judging) fn void_signatures(&mut self, skill: &Skill, subs: &[usize]) {
        self.proceedings.signing.signatures.retain(|given| !covered(skill, &given.part).iter().any(|sub| subs.contains(sub)));
    }

    pub(in crate::judging) fn apply_signature(&mut self, skill: &Skill, entry: &Entry, signed: &Signature) -> Result<(), &'static str> {
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

    pub(in crate::judging) fn apply_sheet(&mut self, entry: &Entry, signed: &CompetitorSignature) -> Result<(), &'static str> {
        let Actor::Expert(witness) = &entry.actor else { return Err("a competitor's signature without a witness") };
        let witness = self.expert(witness).ok_or("unknown expert")?;
        let competitor = self.competitor(&signed.competitor).ok_or("unknown competitor")?;
        let sheet =
            SignedSheet { agreed: signed.agreed, reason: signed.reason.clone(), witness, digest: signed.digest.clone(), at: entry.at };
        if !sheet.agreed {
            self.proceedings.signing.declined.insert((signed.day, competitor), sheet.clone());
        }
        self.proceedings.signing.sheets.insert((signed.day, competitor), sheet);
        Ok(())
    }
}
