//! Which credentials an issuer has given out, each with its bit in the status list, and which of them are revoked.

use std::collections::BTreeSet;

use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{STATUS_BITS, StatusFault, StatusList};
use crate::competition::{CompetitionId, SkillId};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RegisterFault {
    #[error("the register is full: {STATUS_BITS} credentials; issue the others into another folder")]
    Full,
    #[error("the register has no credential {0:?}; register.json lists them by id")]
    Unknown(String),
    #[error("{0} is revoked already")]
    RevokedAlready(String),
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Register {
    /// The issuer's address.
    pub issuer: String,
    /// Of the key that signs, its thumbprint.
    pub key: String,
    /// From when the status list is valid, RFC 3339.
    pub since: String,
    pub issued: Vec<Issued>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Issued {
    pub id: String,
    /// The credential's bit.
    pub index: u32,
    pub competition: CompetitionId,
    pub skill: SkillId,
    pub file: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub revoked: Option<Revocation>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Revocation {
    /// RFC 3339.
    pub at: String,
    pub reason: String,
}

impl Register {
    #[must_use]
    pub fn find(&self, id: &str) -> Option<&Issued> {
        self.issued.iter().find(|known| known.id == id)
    }

    /// A bit that no other credential has. It depends on the id, so that neighbours of the list say nothing about each other.
    pub fn free_index(&self, id: &str) -> Result<u32, RegisterFault> {
        let taken: BTreeSet<u32> = self.issued.iter().map(|known| known.index).collect();
        let digest = Sha256::digest(id);
        let first = u32::from_be_bytes([digest[0], digest[1], digest[2], digest[3]]) % STATUS_BITS;
        let mut in_turn = (0..STATUS_BITS).map(|step| (first + step) % STATUS_BITS);
        in_turn.find(|index| !taken.contains(index)).ok_or(RegisterFault::Full)
    }

    pub fn revoke(&mut self, id: &str, revocation: Revocation) -> Result<(), RegisterFault> {
        let known = self.issued.iter_mut().find(|known| known.id == id).ok_or_else(|| RegisterFault::Unknown(id.to_owned()))?;
        if known.revoked.is_some() {
            return Err(RegisterFault::RevokedAlready(id.to_owned()));
        }
        known.revoked = Some(revocation);
        Ok(())
    }

    pub fn status_list(&self) -> Result<StatusList, StatusFault> {
        let mut list = StatusList::default();
        self.issued.iter().filter(|known| known.revoked.is_some()).try_for_each(|known| list.set(known.index))?;
        Ok(list)
    }

    /// When a credential was last revoked.
    #[must_use]
    pub fn changed(&self) -> &str {
        self.issued.iter().filter_map(|known| known.revoked.as_ref()).map(|revoked| revoked.at.as_str()).max().unwrap_or(&self.since)
    }
}
