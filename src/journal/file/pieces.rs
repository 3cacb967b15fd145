//! A competition on its way out of a file or into one.

use redb::{ReadTransaction, ReadableDatabase, ReadableTable, WriteTransaction};

use super::{
    FileStore,
    beside::insert_people,
    guarded, insert_blocks,
    tables::{BLOCKS, CARDS, DRAW_SECRETS, PEOPLE, SEEDS, STREAMS},
};
use crate::{
    competition::CompetitionId,
    journal::{Block, CardRecord, JournalFault, PersonRecord, Piece, StreamNumber, store::Put},
};

pub(super) fn all_of(store: &FileStore, stream: StreamNumber, put: &mut Put<'_>) -> Result<(), JournalFault> {
    guarded(|| {
        let read = store.database().begin_read()?;
        for row in read.open_table(BLOCKS)?.range((stream, 0)..=(stream, u64::MAX))? {
            let (key, bytes) = row?;
            put(Piece::Block(Block::read(key.value().1, bytes.value())?))?;
        }
        beside(&read, stream, put)
    })
}

fn beside(read: &ReadTransaction, stream: StreamNumber, put: &mut Put<'_>) -> Result<(), JournalFault> {
    for row in read.open_table(PEOPLE)?.range((stream, "")..(stream + 1, ""))? {
        let (key, bytes) = row?;
        let key = key.value().1;
        put(Piece::Person(key.to_owned(), PersonRecord::read(key, bytes.value())?))?;
    }
    for row in read.open_table(CARDS)?.iter()? {
        let (key, bytes) = row?;
        let card = CardRecord::read(bytes.value())?;
        if card.stream == stream {
            put(Piece::Card(key.value().to_owned(), card))?;
        }
    }
    for row in read.open_table(DRAW_SECRETS)?.range((stream, "")..(stream + 1, ""))? {
        let (key, secret) = row?;
        put(Piece::DrawSecret(key.value().1.to_owned(), secret.value()))?;
    }
    match read.open_table(SEEDS)?.get(stream)? {
        Some(seed) => put(Piece::Seed(seed.value())),
        None => Ok(()),
    }
}

pub(super) fn take_in(
    store: &FileStore,
    competition: &CompetitionId,
    fill: &mut dyn FnMut(&mut Put<'_>) -> Result<(), JournalFault>,
) -> Result<StreamNumber, JournalFault> {
    guarded(|| {
        let write = store.begin_write()?;
        let stream = {
            let mut streams = write.open_table(STREAMS)?;
            if streams.get(competition.as_str())?.is_some() {
                return Err(JournalFault::There { competition: competition.clone() });
            }
            let next = streams.iter()?.try_fold(0, |top, row| row.map(|(_, number)| top.max(number.value() + 1)))?;
            streams.insert(competition.as_str(), next)?;
            next
        };
        fill(&mut |piece| insert(&write, stream, piece))?;
        write.commit()?;
        Ok(stream)
    })
}

fn insert(write: &WriteTransaction, stream: StreamNumber, piece: Piece) -> Result<(), JournalFault> {
    match piece {
        Piece::Block(block) => insert_blocks(write, &[(stream, block)])?,
        Piece::Person(key, record) => insert_people(write, stream, &[(key, record)])?,
        Piece::Card(key, card) => {
            let card = CardRecord { stream, ..card };
            drop(write.open_table(CARDS)?.insert(key.as_str(), card.written()?.as_slice())?);
        }
        Piece::DrawSecret(key, secret) => drop(write.open_table(DRAW_SECRETS)?.insert((stream, key.as_str()), secret)?),
        Piece::Seed(seed) => drop(write.open_table(SEEDS)?.insert(stream, seed)?),
    }
    Ok(())
}
