//! What is kept beside the entries: names, and the organiser's account.

use redb::{ReadableDatabase, WriteTransaction};

use super::{
    JournalFault, JournalStore, PersonKey, PersonRecord,
    store::guarded,
    tables::{ACCOUNTS, PEOPLE, StreamNumber},
};

impl JournalStore {
    /// # Errors
    /// When the storage fails.
    pub fn put_people(&self, stream: StreamNumber, people: &[(PersonKey, PersonRecord)]) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            insert_people(&write, stream, people)?;
            Ok(write.commit()?)
        })
    }

    /// # Errors
    /// When the storage fails or the record is damaged.
    pub fn person(&self, stream: StreamNumber, key: &str) -> Result<Option<PersonRecord>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(PEOPLE)?;
            let Some(bytes) = table.get((stream, key))? else { return Ok(None) };
            serde_json::from_slice(bytes.value()).map(Some).map_err(|error| JournalFault::damaged(format!("{key}: {error}")))
        })
    }

    /// # Errors
    /// When the storage fails.
    pub fn account(&self, name: &str) -> Result<Option<String>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(ACCOUNTS)?;
            Ok(table.get(name)?.map(|value| value.value().to_owned()))
        })
    }

    /// Names of accounts that begin so, in order.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn accounts(&self, prefix: &str) -> Result<Vec<String>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(ACCOUNTS)?;
            let mut names = Vec::new();
            for row in table.range(prefix..)? {
                let name = row?.0.value().to_owned();
                if !name.starts_with(prefix) {
                    break;
                }
                names.push(name);
            }
            Ok(names)
        })
    }

    /// False: there was none.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn remove_account(&self, name: &str) -> Result<bool, JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            let was_there = write.open_table(ACCOUNTS)?.remove(name)?.is_some();
            write.commit()?;
            Ok(was_there)
        })
    }

    /// # Errors
    /// When the storage fails.
    pub fn put_account(&self, name: &str, password_hash: &str) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            write.open_table(ACCOUNTS)?.insert(name, password_hash)?;
            Ok(write.commit()?)
        })
    }
}

pub(super) fn insert_people(
    write: &WriteTransaction,
    stream: StreamNumber,
    people: &[(PersonKey, PersonRecord)],
) -> Result<(), JournalFault> {
    let mut table = write.open_table(PEOPLE)?;
    for (key, record) in people {
        let bytes = serde_json::to_vec(record).map_err(|error| JournalFault::Storage { what: error.to_string() })?;
        table.insert((stream, key.as_str()), bytes.as_slice())?;
    }
    Ok(())
}
