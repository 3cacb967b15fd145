//! Reading entries back, whole or from somewhere on.

use std::ops::ControlFlow;

use redb::ReadableDatabase;

use super::{
    Hash, JournalFault, JournalStore, Record, Sealed, chain, chain_start,
    store::guarded,
    tables::{BLOCKS, StreamNumber},
};
use crate::competition::CompetitionId;

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
        let table = guarded(|| self.blocks())?;
        let mut rows = guarded(|| Ok(table.range((stream, 0)..=(stream, u64::MAX))?))?;
        let mut before = chain_start(competition);
        let mut next = 1;
        while let Some((key, bytes)) = guarded(|| Ok(rows.next().transpose()?))? {
            let (_, first) = guarded(|| Ok(key.value()))?;
            if first != next {
                return Err(JournalFault::damaged(format!("entries {next} to {} are missing", first.saturating_sub(1))).into());
            }
            let sealed = guarded(|| chain::read_block(first, bytes.value(), before))?;
            before = sealed.last().map_or(before, |last| last.hash);
            next += sealed.len() as u64;
            each(sealed)?;
        }
        Ok(before)
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
        guarded(|| {
            let table = self.blocks()?;
            let start = table.range((stream, 0)..=(stream, from))?.next_back().transpose()?.map_or(0, |(key, _)| key.value().1);
            for row in table.range((stream, start)..=(stream, u64::MAX))? {
                let (key, bytes) = row?;
                let before = self.hash_before(competition, stream, key.value().1)?;
                let records = chain::read_records(key.value().1, bytes.value(), before)?;
                for one in records.into_iter().filter(|one| one.sealed.entry.position >= from) {
                    if each(one).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
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
        guarded(|| {
            let table = self.blocks()?;
            for row in table.range((stream, 0)..(stream, before))?.rev() {
                let (key, bytes) = row?;
                let first = key.value().1;
                let hash = self.hash_before(competition, stream, first)?;
                let sealed = chain::read_block(first, bytes.value(), hash)?;
                for one in sealed.into_iter().rev().filter(|one| one.entry.position < before) {
                    if each(one).is_break() {
                        return Ok(());
                    }
                }
            }
            Ok(())
        })
    }

    /// One entry.
    ///
    /// # Errors
    /// When the storage fails or the block is damaged.
    pub fn read_one(&self, competition: &CompetitionId, stream: StreamNumber, position: u64) -> Result<Option<Sealed>, JournalFault> {
        guarded(|| {
            let table = self.blocks()?;
            let Some((key, bytes)) = table.range((stream, 0)..=(stream, position))?.next_back().transpose()? else { return Ok(None) };
            let first = key.value().1;
            let before = self.hash_before(competition, stream, first)?;
            Ok(chain::read_block(first, bytes.value(), before)?.into_iter().find(|sealed| sealed.entry.position == position))
        })
    }

    fn blocks(&self) -> Result<redb::ReadOnlyTable<(StreamNumber, u64), &'static [u8]>, JournalFault> {
        Ok(self.database().begin_read()?.open_table(BLOCKS)?)
    }

    /// The hash that closes the block before the one that starts at `first`.
    fn hash_before(&self, competition: &CompetitionId, stream: StreamNumber, first: u64) -> Result<Hash, JournalFault> {
        let table = self.blocks()?;
        match table.range((stream, 0)..(stream, first))?.next_back().transpose()? {
            None => Ok(chain_start(competition)),
            Some((_, bytes)) => {
                let hash = bytes.value().last_chunk::<32>().copied();
                hash.ok_or_else(|| JournalFault::damaged(format!("the block before entry {first} is cut off")))
            }
        }
    }
}
