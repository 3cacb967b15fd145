//! Secrets that wait for their hour beside the journal, written in the same commit as the entries that are about them.

use redb::{ReadTransaction, WriteTransaction};

use super::{
    JournalFault,
    tables::{DRAW_SECRETS, StreamNumber},
};
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

fn key(skill: &str, draw: u32) -> String {
    format!("{skill}/{draw}")
}

pub(super) fn change(write: &WriteTransaction, changes: &[SecretChange]) -> Result<(), JournalFault> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut table = write.open_table(DRAW_SECRETS)?;
    for SecretChange { stream, skill, draw, secret } in changes {
        let key = key(skill, *draw);
        match secret {
            Some(secret) => table.insert((*stream, key.as_str()), secret.0)?,
            None => table.remove((*stream, key.as_str()))?,
        };
    }
    Ok(())
}

pub(super) fn find(read: &ReadTransaction, stream: StreamNumber, skill: &SkillId, draw: u32) -> Result<Option<DrawSecret>, JournalFault> {
    let secret = read.open_table(DRAW_SECRETS)?.get((stream, key(skill, draw).as_str()))?;
    Ok(secret.map(|secret| DrawSecret(secret.value())))
}
