//! Pairing cards that are printed: they must outlive a restart, so what stands for their codes is kept beside the journal.

use serde::{Deserialize, Serialize};

use super::{JournalFault, StreamNumber};

/// Whom a card pairs with, and whether it still does. Its key is a keyed hash of the code.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct CardRecord {
    pub stream: StreamNumber,
    pub skill: String,
    pub expert: String,
    /// In milliseconds since 1970.
    pub expires_at: i64,
    pub used_at: Option<i64>,
}

/// What became of a code that was typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Redeemed {
    /// It is used up now.
    Now(CardRecord),
    Before,
    Expired,
    Unknown,
}

impl CardRecord {
    /// Whether it goes when these new ones come.
    pub(super) fn is_dropped(&self, new: &[(String, Self)], forget_before: i64) -> bool {
        let is_of_same = |other: &Self| (self.stream, &self.skill, &self.expert) == (other.stream, &other.skill, &other.expert);
        let replaced = self.used_at.is_none() && new.iter().any(|(_, new)| is_of_same(new));
        replaced || self.expires_at < forget_before
    }

    /// What typing its code means now; [`Redeemed::Now`] is yet to be kept.
    pub(super) fn redeemed(found: Option<Self>, now: i64) -> Redeemed {
        match found {
            None => Redeemed::Unknown,
            Some(card) if card.used_at.is_some() => Redeemed::Before,
            Some(card) if card.expires_at <= now => Redeemed::Expired,
            Some(card) => Redeemed::Now(Self { used_at: Some(now), ..card }),
        }
    }

    pub(super) fn read(bytes: &[u8]) -> Result<Self, JournalFault> {
        serde_json::from_slice(bytes).map_err(|error| JournalFault::damaged(format!("a pairing card: {error}")))
    }

    pub(super) fn written(&self) -> Result<Vec<u8>, JournalFault> {
        serde_json::to_vec(self).map_err(|error| JournalFault::Storage { what: error.to_string() })
    }
}
