//! Cards in the file.

use redb::{ReadableDatabase, ReadableTable};

use super::{FileStore, guarded, tables::CARDS};
use crate::journal::{CardRecord, JournalFault, Redeemed, StreamNumber};

impl FileStore {
    pub(super) fn keep_cards(&self, cards: &[(String, CardRecord)], forget_before: i64) -> Result<(), JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            {
                let mut table = write.open_table(CARDS)?;
                let mut dropped = Vec::new();
                for row in table.iter()? {
                    let (key, value) = row?;
                    if CardRecord::read(value.value())?.is_dropped(cards, forget_before) {
                        dropped.push(key.value().to_owned());
                    }
                }
                for key in dropped {
                    table.remove(key.as_str())?;
                }
                for (key, card) in cards {
                    table.insert(key.as_str(), card.written()?.as_slice())?;
                }
            }
            Ok(write.commit()?)
        })
    }

    pub(super) fn use_card_up(&self, key: &str, now: i64) -> Result<Redeemed, JournalFault> {
        guarded(|| {
            let write = self.begin_write()?;
            let mut table = write.open_table(CARDS)?;
            let found = table.get(key)?.map(|value| CardRecord::read(value.value())).transpose()?;
            let redeemed = CardRecord::redeemed(found, now);
            if let Redeemed::Now(card) = &redeemed {
                table.insert(key, card.written()?.as_slice())?;
                drop(table);
                write.commit()?;
            }
            Ok(redeemed)
        })
    }

    pub(super) fn cards_of(&self, stream: StreamNumber) -> Result<Vec<(String, CardRecord)>, JournalFault> {
        guarded(|| {
            let table = self.database().begin_read()?.open_table(CARDS)?;
            let mut found = Vec::new();
            for row in table.iter()? {
                let (key, value) = row?;
                let card = CardRecord::read(value.value())?;
                if card.stream == stream {
                    found.push((key.value().to_owned(), card));
                }
            }
            Ok(found)
        })
    }
}
