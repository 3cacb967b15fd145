//! Secrets of draws, in the commit of the entries that are about them.

use redb::WriteTransaction;

use super::tables::DRAW_SECRETS;
use crate::journal::{JournalFault, SecretChange};

pub(super) fn change(write: &WriteTransaction, changes: &[SecretChange]) -> Result<(), JournalFault> {
    if changes.is_empty() {
        return Ok(());
    }
    let mut table = write.open_table(DRAW_SECRETS)?;
    for change in changes {
        let key = change.key();
        match &change.secret {
            Some(secret) => table.insert((change.stream, key.as_str()), secret.0)?,
            None => table.remove((change.stream, key.as_str()))?,
        };
    }
    Ok(())
}
