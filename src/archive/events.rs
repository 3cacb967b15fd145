//! The record of what happened to nominations and with people's data: appended, never changed, each event bound to the one before by a hash.

use redb::{ReadableDatabase, ReadableTable, ReadableTableMetadata};
use sha2::{Digest, Sha256};

use super::{
    Archive, ArchiveFault, OfficeEvent, PersonEvent, PersonWhat,
    store::{EVENTS, Tail},
};
use crate::{
    honours::{exports::Exports, nomination::Register},
    journal::{Hash, JournalFault, guarded},
};

impl Tail {
    pub(super) fn start() -> Self {
        Self { number: 0, hash: Sha256::digest(b"jinbang honours 1\n").into() }
    }

    fn next(self, json: &[u8]) -> Self {
        Self { number: self.number + 1, hash: Sha256::new().chain_update(self.hash).chain_update(json).finalize().into() }
    }
}

impl Archive {
    /// Keeps these events behind those there are, all or none, and returns when they are on the disk. Those of nominations must have been
    /// checked against the register as it is.
    ///
    /// # Errors
    /// When the storage fails: open the archive again then, to see what is there.
    pub fn append(&self, events: &[OfficeEvent]) -> Result<(), ArchiveFault> {
        let mut tail = self.tail();
        let mut new = *tail;
        guarded(|| {
            let write = self.begin_write()?;
            {
                let mut table = write.open_table(EVENTS)?;
                for event in events {
                    let mut bytes = serde_json::to_vec(event).map_err(|error| JournalFault::Storage { what: error.to_string() })?;
                    new = new.next(&bytes);
                    bytes.extend_from_slice(&new.hash);
                    if table.insert(new.number, bytes.as_slice())?.is_some() {
                        return Err(JournalFault::damaged(format!("event {} is there already", new.number)));
                    }
                }
            }
            Ok(write.commit()?)
        })?;
        *tail = new;
        Ok(())
    }

    /// Every event from the first, with its number.
    ///
    /// # Errors
    /// When a byte of them is not as it was written, or one is missing.
    pub fn events(&self) -> Result<Vec<(u64, OfficeEvent)>, ArchiveFault> {
        Ok(self.sealed_events()?.into_iter().map(|(number, _, event)| (number, event)).collect())
    }

    /// All nominations as the record makes them.
    ///
    /// # Errors
    /// As [`Archive::events`].
    pub fn register(&self) -> Result<Register, ArchiveFault> {
        let mut register = Register::default();
        for (_, event) in self.events()? {
            match event {
                OfficeEvent::Nomination(event) => register.apply(&event),
                OfficeEvent::Person(PersonEvent { person, what: PersonWhat::Merged { into, .. }, .. }) => register.merge(&person, &into),
                OfficeEvent::Person(_) | OfficeEvent::Export(_) => {}
            }
        }
        Ok(register)
    }

    /// All exports as the record makes them.
    ///
    /// # Errors
    /// As [`Archive::events`].
    pub fn exports(&self) -> Result<Exports, ArchiveFault> {
        let mut exports = Exports::default();
        for (_, event) in self.events()? {
            if let OfficeEvent::Export(event) = event {
                exports.apply(&event);
            }
        }
        Ok(exports)
    }

    /// The number of the newest event and the hash that binds all of them; both are worth writing down elsewhere.
    #[must_use]
    pub fn head(&self) -> (u64, Hash) {
        let tail = *self.tail();
        (tail.number, tail.hash)
    }

    pub(super) fn sealed_events(&self) -> Result<Vec<(u64, Hash, OfficeEvent)>, JournalFault> {
        guarded(|| {
            let table = self.database.begin_read()?.open_table(EVENTS)?;
            let (mut events, mut tail) = (Vec::new(), Tail::start());
            for row in table.iter()? {
                let (number, bytes) = row?;
                let broken = |what: &str| JournalFault::damaged(format!("event {}: {what}", number.value()));
                let (json, hash) = bytes.value().split_last_chunk::<32>().ok_or_else(|| broken("cut off"))?;
                tail = tail.next(json);
                if number.value() != tail.number {
                    return Err(broken(&format!("event {} is missing", tail.number)));
                }
                if *hash != tail.hash {
                    return Err(broken("its hash does not match its content and the event before it"));
                }
                let event = serde_json::from_slice(json).map_err(|error| broken(&error.to_string()))?;
                events.push((tail.number, tail.hash, event));
            }
            if events.len() as u64 != table.len()? {
                return Err(JournalFault::damaged(format!("{} of {} events are there", events.len(), table.len()?)));
            }
            Ok(events)
        })
    }
}
