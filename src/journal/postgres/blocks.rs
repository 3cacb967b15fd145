//! Blocks read back, page by page: by position, never by a sequence of the database.

use std::{ops::ControlFlow, thread};

use futures_util::{StreamExt, pin_mut};
use tokio_postgres::Row;

use super::{OUTAGE_MAX, PostgresStore, fault::Trouble, lines::Line};
use crate::journal::{JournalFault, StreamNumber, store::EachBlock};

/// What a page should weigh, in bytes.
const PAGE_BYTES: usize = 4 << 20;
/// Rows of the first page, when nothing is known about their size.
const FIRST_PAGE_COUNT: i64 = 64;
const PAGE_MAX_COUNT: i64 = 16_384;
/// Backwards somebody looks for the newest few.
const BACK_PAGE_COUNT: i64 = 2;
const BACK_PAGE_MAX_COUNT: i64 = 256;

const FORWARD: &str = "SELECT position, bytes FROM jinbang.entries WHERE stream = $1 AND position >= $2 ORDER BY position LIMIT $3";
const BACK: &str = "SELECT position, bytes FROM jinbang.entries WHERE stream = $1 AND position < $2 ORDER BY position DESC LIMIT $3";

/// Rows in order, and whether there may be more.
struct Page {
    rows: Vec<Row>,
    bytes: usize,
    is_last: bool,
}

/// Where the next page begins.
#[derive(Clone, Copy)]
struct Next {
    at: u64,
    rows: i64,
}

impl PostgresStore {
    pub(super) fn forward(&self, stream: StreamNumber, first: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault> {
        let fetch = |next: Next| self.lines.ask(OUTAGE_MAX, async |line| page(line, FORWARD, stream, next).await);
        let mut page = fetch(Next { at: first, rows: FIRST_PAGE_COUNT })?;
        // One page is on its way while another is folded.
        thread::scope(|scope| {
            loop {
                let coming = page.next().map(|next| scope.spawn(move || fetch(next)));
                for row in &page.rows {
                    if taken(row, each)?.is_break() {
                        return Ok(());
                    }
                }
                let Some(coming) = coming else { return Ok(()) };
                page = coming.join().map_err(|_| JournalFault::Storage { what: "a page was not read".to_owned() })??;
            }
        })
    }

    pub(super) fn back(&self, stream: StreamNumber, before: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault> {
        let mut next = Next { at: before, rows: BACK_PAGE_COUNT };
        loop {
            let page = self.lines.ask(OUTAGE_MAX, async |line| page(line, BACK, stream, next).await)?;
            for row in &page.rows {
                if taken(row, each)?.is_break() {
                    return Ok(());
                }
            }
            let Some(oldest) = page.rows.last().filter(|_| !page.is_last) else { return Ok(()) };
            next = Next { at: position(oldest)?, rows: (next.rows * 4).min(BACK_PAGE_MAX_COUNT) };
        }
    }

    /// The same on one connection, with what its transaction sees.
    pub(super) fn forward_on(&self, line: &mut Line, stream: StreamNumber, each: &mut EachBlock<'_>) -> Result<(), JournalFault> {
        let mut next = Some(Next { at: 0, rows: FIRST_PAGE_COUNT });
        while let Some(from) = next {
            let page = self.lines.step(page(line, FORWARD, stream, from))?;
            for row in &page.rows {
                if taken(row, each)?.is_break() {
                    return Ok(());
                }
            }
            next = page.next();
        }
        Ok(())
    }
}

impl Page {
    fn next(&self) -> Option<Next> {
        let at = position(self.rows.last()?).ok().filter(|_| !self.is_last)? + 1;
        let row_bytes = (self.bytes / self.rows.len()).max(1);
        let rows = i64::try_from(PAGE_BYTES / row_bytes).unwrap_or(1).clamp(1, PAGE_MAX_COUNT);
        Some(Next { at, rows })
    }
}

async fn page(line: &mut Line, sql: &'static str, stream: StreamNumber, Next { at, rows: limit }: Next) -> Result<Page, Trouble> {
    let statement = line.prepared(sql).await?;
    let (stream, at) = (signed(stream), i64::try_from(at).unwrap_or(i64::MAX));
    let found = line.client.query_raw(&statement, [&stream as &(dyn tokio_postgres::types::ToSql + Sync), &at, &limit]).await?;
    pin_mut!(found);
    let mut page = Page { rows: Vec::new(), bytes: 0, is_last: true };
    while let Some(row) = found.next().await {
        let row = row?;
        page.bytes += row.try_get::<_, &[u8]>(1)?.len();
        page.rows.push(row);
        // Blocks that are larger than those before: the rest comes with the next page.
        if page.bytes > 2 * PAGE_BYTES {
            page.is_last = false;
            return Ok(page);
        }
    }
    page.is_last = i64::try_from(page.rows.len()).is_ok_and(|rows| rows < limit);
    Ok(page)
}

fn taken(row: &Row, each: &mut EachBlock<'_>) -> Result<ControlFlow<()>, JournalFault> {
    let bytes = row.try_get(1).map_err(|error| JournalFault::damaged(error.to_string()))?;
    each(position(row)?, bytes)
}

fn position(row: &Row) -> Result<u64, JournalFault> {
    let position: i64 = row.try_get(0).map_err(|error| JournalFault::damaged(error.to_string()))?;
    u64::try_from(position).map_err(|_| JournalFault::damaged(format!("position {position}")))
}

/// Numbers as the tables have them.
pub(super) fn signed(stream: StreamNumber) -> i32 {
    i32::try_from(stream).unwrap_or(i32::MAX)
}
