//! Witnessed draws, the last word on a tie where the rules say so. The organiser commits to a secret and to the list before anybody
//! knows the seed; witnesses add values of their own; then both together give the order. Nobody alone can steer it.

mod proof;
mod record;

pub use proof::{DRAW_METHOD, DrawSecret, Subject, Witness, commitment_of, drawn};
pub use record::{
    DRAW_COMPETITORS_MAX, DRAW_WITNESSES_MAX, DrawFault, DrawFile, DrawRecord, Verified, WITNESS_VALUE_MAX_CHARS, check_witnesses,
};

use crate::competition::{CompetitionId, CompetitorId, Skill};

/// A draw of one skill, with competitors as indices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draw {
    /// From 1, within the skill.
    pub number: u32,
    /// In the order of the record's list: by id.
    pub competitors: Vec<usize>,
    pub commitment: String,
    pub outcome: DrawOutcome,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum DrawOutcome {
    /// Committed; witnesses may speak.
    Open,
    Cancelled {
        reason: String,
    },
    Revealed {
        secret: DrawSecret,
        seed: String,
        witnesses: Vec<Witness>,
        /// Best first.
        order: Vec<usize>,
    },
}

impl Draw {
    #[must_use]
    pub fn is_open(&self) -> bool {
        self.outcome == DrawOutcome::Open
    }

    /// A record that verifies, as a draw of this skill.
    ///
    /// # Errors
    /// The record's own faults, or [`DrawFault::List`] when it lists somebody who is not in the skill.
    pub fn from_record(skill: &Skill, record: &DrawRecord) -> Result<Self, Vec<DrawFault>> {
        let verified = record.verify()?;
        let index = |id: &CompetitorId| skill.competitor_index(id);
        let competitors: Option<Vec<usize>> = record.competitors.iter().map(index).collect();
        let competitors = competitors.ok_or_else(|| vec![DrawFault::List])?;
        let outcome = match verified {
            Verified::Committed => DrawOutcome::Open,
            Verified::Cancelled => DrawOutcome::Cancelled { reason: record.cancelled.clone().unwrap_or_default() },
            Verified::Revealed { seed, order } => DrawOutcome::Revealed {
                secret: record.secret.as_deref().and_then(DrawSecret::from_hex).ok_or_else(|| vec![DrawFault::NotHex("secret")])?,
                seed,
                witnesses: record.witnesses.clone(),
                order: order.into_iter().map(|place| competitors[place]).collect(),
            },
        };
        Ok(Self { number: record.draw, competitors, commitment: record.commitment.clone(), outcome })
    }

    /// The way back, for whoever wants to check.
    #[must_use]
    pub fn record(&self, competition: &CompetitionId, skill: &Skill) -> DrawRecord {
        let ids = |indices: &[usize]| indices.iter().map(|&index| skill.competitors[index].id.clone()).collect::<Vec<_>>();
        let mut record = DrawRecord {
            method: DRAW_METHOD.to_owned(),
            competition: competition.clone(),
            skill: skill.id.clone(),
            draw: self.number,
            competitors: ids(&self.competitors),
            commitment: self.commitment.clone(),
            cancelled: None,
            secret: None,
            seed: None,
            order: None,
            witnesses: Vec::new(),
        };
        match &self.outcome {
            DrawOutcome::Open => {}
            DrawOutcome::Cancelled { reason } => record.cancelled = Some(reason.clone()),
            DrawOutcome::Revealed { secret, seed, witnesses, order } => {
                record.secret = Some(secret.to_hex());
                record.seed = Some(seed.clone());
                record.order = Some(ids(order));
                record.witnesses.clone_from(witnesses);
            }
        }
        record
    }
}

/// The drawn order of these competitors, best first: of the latest revealed draw that has them all in its list. `None`: the tie is open.
#[must_use]
pub fn settle(tied: &[usize], draws: &[Draw]) -> Option<Vec<usize>> {
    draws.iter().rev().find_map(|draw| match &draw.outcome {
        DrawOutcome::Revealed { order, .. } if tied.iter().all(|competitor| order.contains(competitor)) => {
            Some(order.iter().copied().filter(|competitor| tied.contains(competitor)).collect())
        }
        _ => None,
    })
}
