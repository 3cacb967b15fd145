//! Pairing cards that are printed: they must outlive a restart, so what stands for their codes is kept beside the journal.

use redb::{ReadableDatabase, ReadableTable};
use serde::{Deserialize, Serialize};

use super::{
    JournalFault, JournalStore,
    store::guarded,
    tables::{CARDS, StreamNumber},
};

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

impl CardRecord {
    fn is_of(&self, other: &Self) -> bool {
        (self.stream, &self.skill, &self.expert) == (other.stream, &other.skill, &other.expert)
    }
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

impl JournalStore {
    /// Keeps new cards. Unused ones of the same experts are void then, and what ended before `forget_before` is forgotten.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn put_cards(&self, cards: &[(String, CardRecord)], forget_before: i64) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            {
                let mut table = write.open_table(CARDS)?;
                let mut dropped = Vec::new();
                for row in table.iter()? {
                    let (key, value) = row?;
                    let card = read(value.value())?;
                    let replaced = card.used_at.is_none() && cards.iter().any(|(_, new)| new.is_of(&card));
                    if replaced || card.expires_at < forget_before {
                        dropped.push(key.value().to_owned());
                    }
                }
                for key in dropped {
                    table.remove(key.as_str())?;
                }
                for (key, card) in cards {
                    table.insert(key.as_str(), written(card)?.as_slice())?;
                }
            }
            Ok(write.commit()?)
        })
    }

    /// Uses a card up, if it is there and good: on the disk before anybody is paired, so that it works once.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn redeem_card(&self, key: &str, now: i64) -> Result<Redeemed, JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            let mut table = write.open_table(CARDS)?;
            let found = table.get(key)?.map(|value| read(value.value())).transpose()?;
            let card = match found {
                None => return Ok(Redeemed::Unknown),
                Some(card) if card.used_at.is_some() => return Ok(Redeemed::Before),
                Some(card) if card.expires_at <= now => return Ok(Redeemed::Expired),
                Some(card) => CardRecord { used_at: Some(now), ..card },
            };
            table.insert(key, written(&card)?.as_slice())?;
            drop(table);
            write.commit()?;
            Ok(Redeemed::Now(card))
        })
    }

    /// The cards of a competition.
    ///
    /// # Errors
    /// When the storage fails or a record is damaged.
    pub fn cards(&self, stream: StreamNumber) -> Result<Vec<CardRecord>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(CARDS)?;
            let mut found = Vec::new();
            for row in table.iter()? {
                let card = read(row?.1.value())?;
                if card.stream == stream {
                    found.push(card);
                }
            }
            Ok(found)
        })
    }
}

fn read(bytes: &[u8]) -> Result<CardRecord, JournalFault> {
    serde_json::from_slice(bytes).map_err(|error| JournalFault::damaged(format!("a pairing card: {error}")))
}

fn written(card: &CardRecord) -> Result<Vec<u8>, JournalFault> {
    serde_json::to_vec(card).map_err(|error| JournalFault::Storage { what: error.to_string() })
}
