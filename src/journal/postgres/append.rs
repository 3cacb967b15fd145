//! Commits. One statement asks whether it is this writer's turn, whether the blocks follow what is there, and adds them: all or none, in
//! one round trip. When a connection is lost under it nobody knows what became of it, and it is found out before anything is answered.

use tokio_postgres::{GenericClient, types::ToSql};

use super::{
    COMMIT_OUTAGE_MAX, PostgresStore,
    beside::Row,
    blocks::signed,
    fault::{PostgresFault, Trouble},
    lease::holder,
    lines::Line,
};
use crate::{
    competition::CompetitionId,
    journal::{Block, JournalFault, PersonKey, PersonRecord, SecretChange, StreamNumber},
};

const APPEND: &str = "WITH mine AS (SELECT FROM jinbang.lease WHERE epoch = $1 FOR SHARE), \
    new AS (SELECT * FROM unnest($2::int[], $3::bigint[], $4::bigint[], $5::bytea[]) AS new (stream, position, last, bytes)) \
    INSERT INTO jinbang.entries (stream, position, last, bytes) SELECT new.* FROM mine, new WHERE NOT EXISTS (\
        SELECT FROM new AS n WHERE n.position <> 1 + coalesce(\
            (SELECT e.last FROM jinbang.entries e WHERE e.stream = n.stream ORDER BY e.position DESC LIMIT 1), 0))";

pub(super) const MINE: &str = "SELECT FROM jinbang.lease WHERE epoch = $1 FOR SHARE";

/// Writes something, so that the commit has something to wait for.
const CONFIRM: &str = "UPDATE jinbang.meta SET value = value + 1 WHERE name = 'confirmed'";

const THERE: &str = "SELECT bytes FROM jinbang.entries WHERE stream = $1 AND position = $2";
const NAME: &str = "INSERT INTO jinbang.streams (number, competition) VALUES ($1, $2)";
const KNOWN: &str = "SELECT number FROM jinbang.streams WHERE competition = $1";

/// Blocks as the statement takes them.
#[derive(Default)]
pub(super) struct Columns<'a> {
    streams: Vec<i32>,
    firsts: Vec<i64>,
    lasts: Vec<i64>,
    bytes: Vec<&'a [u8]>,
}

impl<'a> Columns<'a> {
    pub fn of(blocks: impl IntoIterator<Item = (StreamNumber, &'a Block)>) -> Self {
        let mut columns = Self::default();
        for (stream, block) in blocks {
            columns.streams.push(signed(stream));
            columns.firsts.push(block.first.cast_signed());
            columns.lasts.push(block.last().cast_signed());
            columns.bytes.push(&block.bytes);
        }
        columns
    }

    fn is_whole(&self, added: u64) -> bool {
        added == self.streams.len() as u64
    }

    pub fn without_epoch(&self) -> [&(dyn ToSql + Sync); 4] {
        [&self.streams, &self.firsts, &self.lasts, &self.bytes]
    }

    fn parameters<'b>(&'b self, epoch: &'b i64) -> [&'b (dyn ToSql + Sync); 5] {
        [epoch, &self.streams, &self.firsts, &self.lasts, &self.bytes]
    }
}

/// What a commit is about, beside its blocks.
struct Commit<'a> {
    epoch: i64,
    columns: Columns<'a>,
    /// A competition's first one names its stream.
    named: Option<(&'a CompetitionId, StreamNumber)>,
    beside: Vec<Row>,
}

impl PostgresStore {
    pub(super) fn append_blocks(&self, blocks: &[(StreamNumber, Block)], changes: &[SecretChange]) -> Result<(), JournalFault> {
        let columns = Columns::of(blocks.iter().map(|(stream, block)| (*stream, block)));
        let beside = changes.iter().map(|change| self.secret_row(change)).collect::<Result<_, JournalFault>>()?;
        self.commit(&Commit { epoch: self.epoch()?, columns, named: None, beside })
    }

    pub(super) fn begin_stream(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        block: &Block,
        people: &[(PersonKey, PersonRecord)],
    ) -> Result<(), JournalFault> {
        let beside = people.iter().map(|(key, record)| self.person_row(stream, key, record)).collect::<Result<_, JournalFault>>()?;
        let columns = Columns::of([(stream, block)]);
        self.commit(&Commit { epoch: self.epoch()?, columns, named: Some((competition, stream)), beside })
    }

    fn commit(&self, commit: &Commit<'_>) -> Result<(), JournalFault> {
        // From the second try on the first may have been a success.
        let mut in_doubt = false;
        self.lines.ask(COMMIT_OUTAGE_MAX, async |line| {
            let was_in_doubt = std::mem::replace(&mut in_doubt, true);
            line.was_warned();
            match tried(line, commit).await {
                Ok(true) => {
                    // It was committed here, but the standby that had to have it too may not.
                    if line.was_warned() { confirmed(line).await } else { Ok(()) }
                }
                Ok(false) => self.find_out(line, commit, was_in_doubt).await,
                Err(trouble) if trouble.is_duplicate() => self.find_out(line, commit, was_in_doubt).await,
                Err(trouble) => Err(trouble),
            }
        })
    }

    /// Nothing was added. Either it is there from a try whose answer was lost, or it may not be added.
    async fn find_out(&self, line: &mut Line, commit: &Commit<'_>, in_doubt: bool) -> Result<(), Trouble> {
        if in_doubt && is_there(line, commit).await? {
            return confirmed(line).await;
        }
        let mine = line.prepared(MINE).await?;
        if line.client.query_opt(&mine, &[&commit.epoch]).await?.is_none() {
            let (server, holder) = (self.lines.settings.server.clone(), holder(line).await?);
            return Err(PostgresFault::Fenced { server, holder }.into());
        }
        let first = commit.columns.firsts.first().copied().unwrap_or_default();
        Err(JournalFault::damaged(format!("entry {first} is there already, or the one before it is not")).into())
    }
}

async fn tried(line: &mut Line, commit: &Commit<'_>) -> Result<bool, Trouble> {
    let append = line.prepared(APPEND).await?;
    if commit.named.is_none() && commit.beside.is_empty() {
        let added = line.client.execute(&append, &commit.columns.parameters(&commit.epoch)).await?;
        if added == 0 || commit.columns.is_whole(added) {
            return Ok(added != 0);
        }
        return Err(JournalFault::damaged(format!("{added} of {} blocks were added", commit.columns.streams.len())).into());
    }
    let transaction = line.client.transaction().await?;
    if let Some((competition, stream)) = commit.named {
        transaction.execute(NAME, &[&signed(stream), &competition.as_str()]).await?;
    }
    let added = transaction.execute(&append, &commit.columns.parameters(&commit.epoch)).await?;
    if !commit.columns.is_whole(added) {
        return Ok(false);
    }
    change_beside(&transaction, &commit.beside).await?;
    transaction.commit().await?;
    Ok(true)
}

pub(super) async fn change_beside(transaction: &impl GenericClient, rows: &[Row]) -> Result<(), tokio_postgres::Error> {
    const PUT: &str = "INSERT INTO jinbang.beside (kind, stream, key, sealed) \
        SELECT * FROM unnest($1::smallint[], $2::int[], $3::text[], $4::bytea[]) \
        ON CONFLICT (kind, stream, key) DO UPDATE SET sealed = excluded.sealed";
    const TAKE_AWAY: &str = "DELETE FROM jinbang.beside WHERE kind = $1 AND stream = $2 AND key = $3";
    let (mut kinds, mut streams, mut keys, mut sealed) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
    for (kind, stream, key, content) in rows {
        let (kind, stream) = (*kind as i16, signed(*stream));
        match content {
            None => drop(transaction.execute(TAKE_AWAY, &[&kind, &stream, key]).await?),
            Some(content) => {
                kinds.push(kind);
                streams.push(stream);
                keys.push(key.as_str());
                sealed.push(content.as_slice());
            }
        }
    }
    if !kinds.is_empty() {
        transaction.execute(PUT, &[&kinds, &streams, &keys, &sealed]).await?;
    }
    Ok(())
}

/// Whether every block is there as it was sent, and under the name it was sent with.
async fn is_there(line: &mut Line, commit: &Commit<'_>) -> Result<bool, Trouble> {
    let (there, columns) = (line.prepared(THERE).await?, &commit.columns);
    for ((stream, first), bytes) in columns.streams.iter().zip(&columns.firsts).zip(&columns.bytes) {
        let row = line.client.query_opt(&there, &[stream, first]).await?;
        if row.is_none_or(|row| row.get::<_, &[u8]>(0) != *bytes) {
            return Ok(false);
        }
    }
    let Some((competition, stream)) = commit.named else { return Ok(true) };
    let row = line.client.query_opt(KNOWN, &[&competition.as_str()]).await?;
    Ok(row.is_some_and(|row| row.get::<_, i32>(0) == signed(stream)))
}

/// What is visible was committed, but a standby may not have it yet: a commit behind it waits until it has.
pub(super) async fn confirmed(line: &mut Line) -> Result<(), Trouble> {
    loop {
        line.was_warned();
        line.client.execute(CONFIRM, &[]).await?;
        if !line.was_warned() {
            return Ok(());
        }
    }
}
