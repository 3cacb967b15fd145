//! Personal data, sealed for each person.

use std::collections::BTreeMap;

use redb::{ReadableDatabase, ReadableTable};
use serde::{Deserialize, Serialize};

use super::{Archive, ArchiveFault, store::PEOPLE};
use crate::{
    competition::Text,
    journal::{guarded, seal},
};

/// What an honours office needs of a person and nobody else sees. Everything may be missing.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PersonalData {
    pub name: Text,
    pub national_id: String,
    pub social_security: String,
    pub employer: String,
    pub phone: String,
    /// What verdicts need, by the columns of `people.csv`.
    pub facts: BTreeMap<String, String>,
}

impl Archive {
    /// Keeps a person's data in the place of what was kept before.
    ///
    /// # Errors
    /// When a disk fails. A person who was erased gets a new key.
    pub fn put_person(&self, person: &str, data: &PersonalData) -> Result<(), ArchiveFault> {
        let content = |error: serde_json::Error| ArchiveFault::Content { person: person.to_owned(), what: error.to_string() };
        let json = serde_json::to_vec(data).map_err(content)?;
        let mut keys = self.keys();
        let kept = match self.slot(person)? {
            Some(slot) => keys.key(slot)?.map(|key| (slot, key)),
            None => None,
        };
        let (slot, key) = match kept {
            Some(kept) => kept,
            None => keys.make()?,
        };
        let sealed = seal::seal(&key, person, &json).ok_or_else(|| ArchiveFault::Sealed { person: person.to_owned() })?;
        self.put_sealed(person, slot, &sealed)
    }

    /// `None` of somebody who is not known or was erased.
    ///
    /// # Errors
    /// When a disk fails or what is kept was altered.
    pub fn person(&self, person: &str) -> Result<Option<PersonalData>, ArchiveFault> {
        let keys = self.keys();
        let Some((slot, sealed)) = self.sealed(person)? else { return Ok(None) };
        let Some(key) = keys.key(slot)? else { return Ok(None) };
        let fault = || ArchiveFault::Sealed { person: person.to_owned() };
        let json = seal::open(&key, person, &sealed).ok_or_else(fault)?;
        serde_json::from_slice(&json)
            .map(Some)
            .map_err(|error| ArchiveFault::Content { person: person.to_owned(), what: error.to_string() })
    }

    /// Of whom something is or was kept.
    ///
    /// # Errors
    /// When a disk fails.
    pub fn people(&self) -> Result<Vec<String>, ArchiveFault> {
        Ok(guarded(|| {
            let table = self.database.begin_read()?.open_table(PEOPLE)?;
            table.iter()?.map(|row| Ok(row?.0.value().to_owned())).collect()
        })?)
    }

    /// What is kept of one is kept of the other from now on; where that has data, its own stays.
    ///
    /// # Errors
    /// As [`Archive::person`] and [`Archive::put_person`].
    pub fn move_person(&self, from: &str, into: &str) -> Result<(), ArchiveFault> {
        let Some(data) = self.person(from)? else { return Ok(()) };
        if self.person(into)?.is_none() {
            self.put_person(into, &data)?;
        }
        if let (Some(old), Some(new)) = (self.slot(from)?, self.slot(into)?) {
            let keys = self.keys();
            let key = keys.key(new)?.ok_or_else(|| ArchiveFault::Sealed { person: into.to_owned() })?;
            self.reseal_exports(&keys, old, (new, key))?;
        }
        self.erase_person(from).map(drop)
    }

    /// Destroys the person's key, and with it whatever was ever sealed with it, also in copies of the archive. False: there was none.
    ///
    /// # Errors
    /// When a disk fails; the key may be there still.
    pub fn erase_person(&self, person: &str) -> Result<bool, ArchiveFault> {
        let mut keys = self.keys();
        let Some(slot) = self.slot(person)? else { return Ok(false) };
        let was_there = keys.key(slot)?.is_some();
        keys.destroy(slot)?;
        Ok(was_there)
    }

    pub(super) fn slot(&self, person: &str) -> Result<Option<u64>, ArchiveFault> {
        Ok(self.sealed(person)?.map(|(slot, _)| slot))
    }

    fn sealed(&self, person: &str) -> Result<Option<(u64, Vec<u8>)>, ArchiveFault> {
        let found = guarded(|| {
            let table = self.database.begin_read()?.open_table(PEOPLE)?;
            Ok(table.get(person)?.map(|row| row.value().to_vec()))
        })?;
        let Some(row) = found else { return Ok(None) };
        let (slot, sealed) = row.split_first_chunk::<8>().ok_or_else(|| ArchiveFault::Sealed { person: person.to_owned() })?;
        Ok(Some((u64::from_le_bytes(*slot), sealed.to_vec())))
    }

    fn put_sealed(&self, person: &str, slot: u64, sealed: &[u8]) -> Result<(), ArchiveFault> {
        let row = [&slot.to_le_bytes()[..], sealed].concat();
        guarded(|| {
            let write = self.begin_write()?;
            write.open_table(PEOPLE)?.insert(person, row.as_slice())?;
            Ok(write.commit()?)
        })?;
        Ok(())
    }
}
