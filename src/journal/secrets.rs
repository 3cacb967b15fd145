//! Secrets that wait for their hour beside the journal, written in the same commit as the entries that are about them.

use super::StreamNumber;
use crate::{competition::SkillId, ranking::draw::DrawSecret};

/// What a commit changes beside its entries.
#[derive(Debug, Clone)]
pub struct SecretChange {
    pub stream: StreamNumber,
    pub skill: SkillId,
    pub draw: u32,
    /// `None`: it is in the journal now, or never will be.
    pub secret: Option<DrawSecret>,
}

impl SecretChange {
    pub(super) fn key(&self) -> String {
        secret_key(&self.skill, self.draw)
    }
}

pub(super) fn secret_key(skill: &str, draw: u32) -> String {
    format!("{skill}/{draw}")
}
