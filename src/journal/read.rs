//! Reading entries back, whole or from somewhere on.

use std::ops::ControlFlow;

use super::{Hash, JournalFault, JournalStore, Record, Sealed, StreamNumber, chain, chain_start};
use crate::competition::CompetitionId;

/// A block on its way from the store.
type Row = (u64, Vec<u8>);

impl JournalStore {
    /// Reads a competition's entries in order, checking the chain, and hands them on block by block.
    ///
    /// # Errors
    /// When the storage fails, the chain is broken, or `each` says so.
    pub fn replay<E: From<JournalFault>>(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        mut each: impl FnMut(Vec<Sealed>) -> Result<(), E>,
    ) -> Result<Hash, E> {
        let (mut before, mut next) = (chain_start(competition), 1);
        let mut fault = None;
        self.store.blocks_from(stream, 0, &mut |first, bytes| {
            if first != next {
                return Err(JournalFault::damaged(format!("entries {next} to {} are missing", first.saturating_sub(1))));
            }
            let sealed = chain::read_block(first, bytes, before)?;
            before = sealed.last().map_or(before, |last| last.hash);
            next += sealed.len() as u64;
            Ok(each(sealed).map_or_else(
                |found| {
                    fault = Some(found);
                    ControlFlow::Break(())
                },
                ControlFlow::Continue,
            ))
        })?;
        fault.map_or(Ok(before), Err)
    }

    /// The entries from `from` on, without checking the chain before them.
    ///
    /// # Errors
    /// When the storage fails or a block is damaged.
    pub fn read_from(&self, competition: &CompetitionId, stream: StreamNumber, from: u64) -> Result<Vec<Sealed>, JournalFault> {
        let mut found = Vec::new();
        self.read_on(competition, stream, from, |sealed| {
            found.push(sealed);
            ControlFlow::Continue(())
        })?;
        Ok(found)
    }

    /// The same, block by block until `each` has enough.
    ///
    /// # Errors
    /// When the storage fails or a block is damaged.
    pub fn read_on(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        from: u64,
        mut each: impl FnMut(Sealed) -> ControlFlow<()>,
    ) -> Result<(), JournalFault> {
        self.records_on(competition, stream, from, |record| each(record.sealed))
    }

    /// The same, with the bytes as they are stored.
    ///
    /// # Errors
    /// When the storage fails or a block is damaged.
    pub fn records_on(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        from: u64,
        mut each: impl FnMut(Record<'_>) -> ControlFlow<()>,
    ) -> Result<(), JournalFault> {
        let (start, mut before) = match self.block_of(competition, stream, from)? {
            Some((first, _, before)) => (first, before),
            None => (0, chain_start(competition)),
        };
        self.store.blocks_from(stream, start, &mut |first, bytes| {
            let records = chain::read_records(first, bytes, before)?;
            before = records.last().map_or(before, |last| last.sealed.hash);
            let enough = records.into_iter().filter(|one| one.sealed.entry.position >= from).any(|one| each(one).is_break());
            Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })
    }

    /// The entries before `before`, the newest first, block by block until `each` has enough.
    ///
    /// # Errors
    /// When the storage fails or a block is damaged.
    pub fn read_back(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        before: u64,
        mut each: impl FnMut(Sealed) -> ControlFlow<()>,
    ) -> Result<(), JournalFault> {
        let mut handed_on = |(first, bytes): Row, hash| -> Result<ControlFlow<()>, JournalFault> {
            let sealed = chain::read_block(first, &bytes, hash)?;
            let enough = sealed.into_iter().rev().filter(|one| one.entry.position < before).any(|one| each(one).is_break());
            Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        };
        // A block is read when the one before it has come, which has the hash it follows.
        let mut waiting: Option<Row> = None;
        let mut enough = false;
        self.store.blocks_back(stream, before, &mut |first, bytes| {
            if let Some(row) = waiting.replace((first, bytes.to_vec())) {
                let hash = last_hash(row.0, bytes)?;
                enough = handed_on(row, hash)?.is_break();
            }
            Ok(if enough { ControlFlow::Break(()) } else { ControlFlow::Continue(()) })
        })?;
        if let Some(row) = waiting.filter(|_| !enough) {
            let _ = handed_on(row, chain_start(competition))?;
        }
        Ok(())
    }

    /// One entry.
    ///
    /// # Errors
    /// When the storage fails or the block is damaged.
    pub fn read_one(&self, competition: &CompetitionId, stream: StreamNumber, position: u64) -> Result<Option<Sealed>, JournalFault> {
        let Some((first, bytes, before)) = self.block_of(competition, stream, position)? else { return Ok(None) };
        Ok(chain::read_block(first, &bytes, before)?.into_iter().find(|sealed| sealed.entry.position == position))
    }

    /// The newest block that begins at `position` or before, and the hash it follows.
    fn block_of(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        position: u64,
    ) -> Result<Option<(u64, Vec<u8>, Hash)>, JournalFault> {
        let (mut found, mut before): (Option<Row>, _) = (None, chain_start(competition));
        self.store.blocks_back(stream, position.saturating_add(1), &mut |first, bytes| match &found {
            None => {
                found = Some((first, bytes.to_vec()));
                Ok(ControlFlow::Continue(()))
            }
            Some((newer, _)) => {
                before = last_hash(*newer, bytes)?;
                Ok(ControlFlow::Break(()))
            }
        })?;
        Ok(found.map(|(first, bytes)| (first, bytes, before)))
    }
}

/// That closes the block before the one that starts at `first`.
fn last_hash(first: u64, bytes: &[u8]) -> Result<Hash, JournalFault> {
    let hash = bytes.last_chunk::<32>().copied();
    hash.ok_or_else(|| JournalFault::damaged(format!("the block before entry {first} is cut off")))
}
