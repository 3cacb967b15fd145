//! What blinds the leaves of a competition's logs: a secret, made once and kept as long as the entries.

use redb::{ReadableDatabase, ReadableTable};

use super::{FileStore, guarded, tables::SEEDS};
use crate::journal::{JournalFault, StreamNumber};

impl FileStore {
    pub(super) fn seed_of(&self, stream: StreamNumber, new: &mut dyn FnMut() -> [u8; 32]) -> Result<[u8; 32], JournalFault> {
        guarded(|| {
            if let Some(seed) = self.database().begin_read()?.open_table(SEEDS)?.get(stream)? {
                return Ok(seed.value());
            }
            let write = self.begin_write()?;
            let seed = {
                let mut seeds = write.open_table(SEEDS)?;
                // Somebody else may have been faster.
                let there = seeds.get(stream)?.map(|seed| seed.value());
                if let Some(seed) = there {
                    seed
                } else {
                    let seed = new();
                    seeds.insert(stream, seed)?;
                    seed
                }
            };
            write.commit()?;
            Ok(seed)
        })
    }
}
