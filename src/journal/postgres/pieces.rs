//! A competition on its way out of the database or into it.

use std::{ops::ControlFlow, path::Path};

use super::{
    OUTAGE_MAX, PostgresStore,
    append::{Columns, MINE, change_beside, confirmed},
    beside::{Row, fixed},
    blocks::signed,
    fault::{PostgresFault, Trouble},
    lines::Line,
    vault::Kind,
};
use crate::{
    competition::CompetitionId,
    journal::{
        Block, CardRecord, JournalFault, PersonRecord, Piece, StreamNumber,
        file::FileStore,
        store::{Beside, Entries, Put},
    },
};

/// What is sent at once, in bytes.
const PARCEL_BYTES: usize = 1 << 20;

impl PostgresStore {
    pub(super) fn all_of(&self, stream: StreamNumber, put: &mut Put<'_>) -> Result<(), JournalFault> {
        let mut line = self.lines.open_line()?;
        let begin = "BEGIN ISOLATION LEVEL REPEATABLE READ, READ ONLY";
        self.lines.step(async { Ok(line.client.batch_execute(begin).await?) })?;
        self.forward_on(&mut line, stream, &mut |first, bytes| {
            put(Piece::Block(Block::read(first, bytes)?))?;
            Ok(ControlFlow::Continue(()))
        })?;
        let mut of = |kind: Kind, stream: StreamNumber| self.lines.step(self.all_on(&mut line, kind, stream));
        for (key, content) in of(Kind::Person, stream)? {
            let record = PersonRecord::read(&key, &content)?;
            put(Piece::Person(key, record))?;
        }
        for (key, content) in of(Kind::Card, 0)? {
            let card = CardRecord::read(&content)?;
            if card.stream == stream {
                put(Piece::Card(key, card))?;
            }
        }
        for (key, content) in of(Kind::DrawSecret, stream)? {
            let secret = fixed(&content, &key)?;
            put(Piece::DrawSecret(key, secret))?;
        }
        for (_, content) in of(Kind::Seed, stream)? {
            put(Piece::Seed(fixed(&content, "the seed")?))?;
        }
        Ok(())
    }

    pub(super) fn take_all_in(
        &self,
        competition: &CompetitionId,
        fill: &mut dyn FnMut(&mut Put<'_>) -> Result<(), JournalFault>,
    ) -> Result<StreamNumber, JournalFault> {
        let (epoch, stream) = (self.epoch()?, self.stream(competition)?);
        if self.competitions()?.iter().any(|(known, _)| known == competition) {
            return Err(JournalFault::There { competition: competition.clone() });
        }
        let mut line = self.lines.open_line()?;
        self.lines.step(self.begin_taking(&mut line, epoch, stream, competition))?;
        let mut parcel = Parcel::default();
        fill(&mut |piece| {
            self.pack(&mut parcel, stream, piece)?;
            if parcel.bytes > PARCEL_BYTES { self.lines.step(send(&mut line, std::mem::take(&mut parcel))) } else { Ok(()) }
        })?;
        self.lines.step(send(&mut line, parcel))?;
        // On a lost connection it is all there or nothing of it, which the next try says.
        self.lines.step(async { Ok(line.client.batch_execute("COMMIT").await?) })?;
        self.lines.step(confirmed(&mut line))?;
        Ok(stream)
    }

    async fn begin_taking(&self, line: &mut Line, epoch: i64, stream: StreamNumber, competition: &CompetitionId) -> Result<(), Trouble> {
        line.client.batch_execute("BEGIN").await?;
        if line.client.query_opt(MINE, &[&epoch]).await?.is_none() {
            let (server, holder) = (self.lines.settings.server.clone(), super::lease::holder(line).await?);
            return Err(PostgresFault::Fenced { server, holder }.into());
        }
        let name = "INSERT INTO jinbang.streams (number, competition) VALUES ($1, $2)";
        line.client.execute(name, &[&signed(stream), &competition.as_str()]).await?;
        Ok(())
    }

    fn pack(&self, parcel: &mut Parcel, stream: StreamNumber, piece: Piece) -> Result<(), JournalFault> {
        let row = match piece {
            Piece::Block(block) => {
                parcel.bytes += block.bytes.len();
                parcel.blocks.push((stream, block));
                return Ok(());
            }
            Piece::Person(key, record) => self.person_row(stream, &key, &record)?,
            Piece::Card(key, card) => self.card_row(&key, &CardRecord { stream, ..card })?,
            Piece::DrawSecret(key, secret) => self.sealed(Kind::DrawSecret, stream, &key, &secret)?,
            Piece::Seed(seed) => self.sealed(Kind::Seed, stream, "", &seed)?,
        };
        parcel.bytes += row.3.as_ref().map_or(0, Vec::len);
        parcel.beside.push(row);
        Ok(())
    }

    /// Into a new file, which a data folder can start from.
    pub(super) fn copy_into(&self, path: &Path) -> Result<(), JournalFault> {
        let file = FileStore::create(path)?;
        for (competition, stream) in self.competitions()? {
            file.take_in(&competition, &mut |put| {
                self.all_of(stream, &mut |piece| if matches!(piece, Piece::Card(..)) { Ok(()) } else { put(piece) })
            })?;
        }
        for name in self.accounts("")? {
            if let Some(password_hash) = self.account(&name)? {
                file.put_account(&name, &password_hash)?;
            }
        }
        Ok(())
    }

    pub(super) fn list(&self) -> Result<Vec<(CompetitionId, StreamNumber)>, JournalFault> {
        let rows = self.lines.ask(OUTAGE_MAX, async |line| {
            let statement = line.prepared("SELECT competition, number FROM jinbang.streams ORDER BY number").await?;
            Ok(line.client.query(&statement, &[]).await?)
        })?;
        let read = |row: tokio_postgres::Row| {
            let (id, number): (&str, i32) = (row.get(0), row.get(1));
            let id = id.parse().map_err(|_| JournalFault::damaged(format!("competition id {id:?}")))?;
            Ok((id, StreamNumber::try_from(number).map_err(|_| JournalFault::damaged(format!("stream {number}")))?))
        };
        rows.into_iter().map(read).collect()
    }
}

#[derive(Default)]
struct Parcel {
    bytes: usize,
    blocks: Vec<(StreamNumber, Block)>,
    beside: Vec<Row>,
}

async fn send(line: &mut Line, parcel: Parcel) -> Result<(), Trouble> {
    const BLOCKS: &str = "INSERT INTO jinbang.entries (stream, position, last, bytes) \
        SELECT * FROM unnest($1::int[], $2::bigint[], $3::bigint[], $4::bytea[])";
    let columns = Columns::of(parcel.blocks.iter().map(|(stream, block)| (*stream, block)));
    let statement = line.prepared(BLOCKS).await?;
    line.client.execute(&statement, &columns.without_epoch()).await?;
    Ok(change_beside(&line.client, &parcel.beside).await?)
}
