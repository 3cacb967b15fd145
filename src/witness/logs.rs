//! The logs of one competition, one per skill, read on from its journal as it grows.

use std::ops::ControlFlow;

use super::{Of, WitnessFault};
use crate::{
    bundle::{Seed, ShareFault, Shares, origin},
    competition::{CompetitionId, SkillId},
    judging::Millis,
    proof::{Checkpoint, Tree},
};

pub struct Logs {
    shares: Shares,
    skills: Vec<Log>,
    position: u64,
}

#[derive(Default)]
struct Log {
    tree: Tree,
    /// When its last entry came.
    last_at: Millis,
    /// How much of it a kept checkpoint covers.
    signed: u64,
}

/// The seed of a competition's logs, made if it has none yet.
pub fn seed(of: Of<'_>) -> Result<Seed, WitnessFault> {
    let random = || {
        let mut seed = [0; 32];
        rand::fill(&mut seed);
        seed
    };
    Ok(Seed(of.store.seed(of.stream, random)?))
}

/// Hands on every entry from a position on with what the logs hold of it.
pub fn share_on(
    of: Of<'_>,
    shares: &mut Shares,
    from: u64,
    mut each: impl FnMut(&crate::judging::Entry, Vec<crate::bundle::Share<'_>>),
) -> Result<(), WitnessFault> {
    let mut fault: Option<ShareFault> = None;
    of.store.records_on(of.id, of.stream, from, |record| match shares.of(&record.sealed.entry, record.json) {
        Ok(parts) => {
            each(&record.sealed.entry, parts);
            ControlFlow::Continue(())
        }
        Err(found) => {
            fault = Some(found);
            ControlFlow::Break(())
        }
    })?;
    fault.map_or(Ok(()), |fault| Err(WitnessFault::Share { competition: of.id.clone(), fault }))
}

impl Logs {
    pub fn new(of: Of<'_>) -> Result<Self, WitnessFault> {
        Ok(Self { shares: Shares::new(seed(of)?), skills: Vec::new(), position: 0 })
    }

    pub fn read_on(&mut self, of: Of<'_>) -> Result<(), WitnessFault> {
        let Self { shares, skills, position } = self;
        let from = *position + 1;
        share_on(of, shares, from, |entry, parts| {
            for share in parts {
                if share.skill >= skills.len() {
                    skills.resize_with(share.skill + 1, Log::default);
                }
                let log = &mut skills[share.skill];
                log.tree.push(share.leaf());
                log.last_at = entry.at;
            }
            *position = entry.position;
        })
    }

    pub fn skills(&self) -> &[SkillId] {
        self.shares.skills()
    }

    pub fn tree(&self, skill: usize) -> &Tree {
        &self.skills[skill].tree
    }

    /// Of a log as it is; `None` while it is empty.
    pub fn checkpoint(&self, competition: &CompetitionId, skill: usize) -> Option<Checkpoint> {
        let log = &self.skills[skill];
        let size = log.tree.size();
        let root = log.tree.root(size).filter(|_| size > 0)?;
        let origin = origin(competition, &self.skills()[skill]);
        Some(Checkpoint { origin, size: size as u64, root, at: moment(log.last_at), result: None })
    }

    pub fn is_news(&self, skill: usize, size: u64) -> bool {
        size > self.skills[skill].signed
    }

    pub fn signed(&mut self, skill: usize, size: u64) {
        self.skills[skill].signed = size;
    }
}

/// Clocks say strange things; what no calendar has becomes the beginning.
pub fn moment(at: Millis) -> jiff::Timestamp {
    jiff::Timestamp::from_millisecond(at).unwrap_or(jiff::Timestamp::UNIX_EPOCH)
}
