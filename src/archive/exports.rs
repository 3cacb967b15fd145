//! What exported files are made of, so that each can be made again. What is personal in them is sealed with the person's own key:
//! who is erased is gone from old exports too.

use redb::{ReadableDatabase, ReadableTable};

use super::{
    Archive, ArchiveFault,
    keys::KeyFile,
    store::{EXPORT_PEOPLE, EXPORTS},
};
use crate::{
    honours::exports::ExportId,
    journal::{
        JournalFault, guarded,
        seal::{self, Key},
    },
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExportParts {
    /// Nothing personal is in it.
    pub content: Vec<u8>,
    /// By the person's id at that time. `None`: the person was erased since.
    pub people: Vec<(String, Option<Vec<u8>>)>,
}

/// Where the key is, and what it seals.
type SealedPart = (u64, Vec<u8>);

impl Archive {
    /// Returns when it is on the disk. What was kept under this number is gone then.
    ///
    /// # Errors
    /// When a disk fails, or a person has no key: of somebody whose data is not kept there is nothing to export.
    pub fn put_export(&self, export: ExportId, content: &[u8], people: &[(String, Vec<u8>)]) -> Result<(), ArchiveFault> {
        let keys = self.keys();
        let mut sealed = Vec::new();
        for (person, part) in people {
            let fault = || ArchiveFault::Sealed { person: person.clone() };
            let slot = self.slot(person)?.ok_or_else(fault)?;
            let key = keys.key(slot)?.ok_or_else(fault)?;
            let part = seal::seal(&key, &bound_to(export, person), part).ok_or_else(fault)?;
            sealed.push((person.as_str(), row_of(slot, &part)));
        }
        guarded(|| {
            let write = self.begin_write()?;
            {
                let mut parts = write.open_table(EXPORT_PEOPLE)?;
                parts.retain_in((export, "")..(export + 1, ""), |_, _| false)?;
                for (person, row) in &sealed {
                    parts.insert((export, *person), row.as_slice())?;
                }
                write.open_table(EXPORTS)?.insert(export, content)?;
            }
            Ok(write.commit()?)
        })?;
        Ok(())
    }

    /// `None`: there is none under this number.
    ///
    /// # Errors
    /// When a disk fails, or what is kept was altered.
    pub fn export(&self, export: ExportId) -> Result<Option<ExportParts>, ArchiveFault> {
        let keys = self.keys();
        let (content, rows) = guarded(|| {
            let read = self.database.begin_read()?;
            let content = read.open_table(EXPORTS)?.get(export)?.map(|content| content.value().to_vec());
            let mut rows = Vec::new();
            for row in read.open_table(EXPORT_PEOPLE)?.range((export, "")..(export + 1, ""))? {
                let (key, row) = row?;
                rows.push((key.value().1.to_owned(), split(row.value())?));
            }
            Ok((content, rows))
        })?;
        let Some(content) = content else { return Ok(None) };
        let opened = |(person, part): (String, SealedPart)| {
            let opened = open(&keys, export, &person, &part)?;
            Ok((person, opened))
        };
        let people = rows.into_iter().map(opened).collect::<Result<_, ArchiveFault>>()?;
        Ok(Some(ExportParts { content, people }))
    }

    /// What one key seals in exports is sealed by another from now on.
    pub(super) fn reseal_exports(&self, keys: &KeyFile, from: u64, (into, key): (u64, Key)) -> Result<(), ArchiveFault> {
        let own = guarded(|| {
            let mut own = Vec::new();
            for row in self.database.begin_read()?.open_table(EXPORT_PEOPLE)?.iter()? {
                let (at, row) = row?;
                let part = split(row.value())?;
                if part.0 == from {
                    own.push((at.value().0, at.value().1.to_owned(), part));
                }
            }
            Ok(own)
        })?;
        let mut sealed = Vec::new();
        for (export, person, part) in own {
            let Some(opened) = open(keys, export, &person, &part)? else { continue };
            let part = seal::seal(&key, &bound_to(export, &person), &opened);
            let part = part.ok_or_else(|| ArchiveFault::Sealed { person: person.clone() })?;
            sealed.push((export, person, row_of(into, &part)));
        }
        guarded(|| {
            let write = self.begin_write()?;
            {
                let mut parts = write.open_table(EXPORT_PEOPLE)?;
                for (export, person, row) in &sealed {
                    parts.insert((*export, person.as_str()), row.as_slice())?;
                }
            }
            Ok(write.commit()?)
        })?;
        Ok(())
    }
}

fn open(keys: &KeyFile, export: ExportId, person: &str, (slot, sealed): &SealedPart) -> Result<Option<Vec<u8>>, ArchiveFault> {
    let Some(key) = keys.key(*slot)? else { return Ok(None) };
    let opened = seal::open(&key, &bound_to(export, person), sealed);
    opened.map(Some).ok_or_else(|| ArchiveFault::Sealed { person: person.to_owned() })
}

/// A part of one export cannot be put in the place of another's.
fn bound_to(export: ExportId, person: &str) -> String {
    format!("export {export} of {person}")
}

fn row_of(slot: u64, sealed: &[u8]) -> Vec<u8> {
    [&slot.to_le_bytes()[..], sealed].concat()
}

fn split(row: &[u8]) -> Result<SealedPart, JournalFault> {
    let (slot, sealed) = row.split_first_chunk::<8>().ok_or_else(|| JournalFault::damaged("a sealed part of an export is cut off"))?;
    Ok((u64::from_le_bytes(*slot), sealed.to_vec()))
}
