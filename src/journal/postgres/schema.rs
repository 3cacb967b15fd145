//! The tables, made and brought up to date by the program itself.

use tokio_postgres::Transaction;

use super::{
    fault::{PostgresFault, Trouble},
    lines::{Line, Lines},
};
use crate::journal::JournalFault;

/// The newest schema this program knows. Version 0 is a database without one.
pub const SCHEMA_VERSION: u64 = MIGRATIONS.len() as u64;

/// From each version to the next.
const MIGRATIONS: [&str; 1] = ["
    CREATE TABLE jinbang.meta (name text PRIMARY KEY, value bigint NOT NULL);
    INSERT INTO jinbang.meta VALUES ('schema', 1), ('confirmed', 0);
    CREATE TABLE jinbang.streams (number int PRIMARY KEY CHECK (number >= 0), competition text NOT NULL UNIQUE);
    -- A row is the entries of one commit: position is that of the first, last of the last.
    CREATE TABLE jinbang.entries (
        stream int NOT NULL, position bigint NOT NULL, last bigint NOT NULL, bytes bytea NOT NULL,
        UNIQUE (stream, position), CHECK (position >= 1 AND last >= position)
    );
    CREATE TABLE jinbang.beside (kind smallint NOT NULL, stream int NOT NULL, key text COLLATE \"C\" NOT NULL, sealed bytea NOT NULL,
        PRIMARY KEY (kind, stream, key));
    CREATE TABLE jinbang.lease (one boolean PRIMARY KEY DEFAULT true CHECK (one), epoch bigint NOT NULL, holder text NOT NULL,
        until timestamptz NOT NULL);
    INSERT INTO jinbang.lease (epoch, holder, until) VALUES (0, '', '-infinity');
    DO $$ BEGIN
        IF 'lz4' = ANY ((SELECT enumvals FROM pg_settings WHERE name = 'default_toast_compression')::text[]) THEN
            ALTER TABLE jinbang.entries ALTER COLUMN bytes SET COMPRESSION lz4;
        END IF;
    END $$;
"];

/// Of all programs that may come at the same time, one makes the tables. The number is nobody else's, as far as can be hoped.
const LOCK: &str = "SELECT pg_advisory_xact_lock(4716316941)";

/// Brings the schema up to date; a reader only looks.
///
/// # Errors
/// When the server would lose commits, has a newer schema, or lets nobody make tables.
pub async fn prepare(lines: &Lines, line: &mut Line, may_make: bool) -> Result<(), Trouble> {
    settings(lines, line).await?;
    let transaction = line.client.transaction().await?;
    if may_make {
        transaction.execute(LOCK, &[]).await?;
    }
    let found = version(&transaction).await?;
    if found > SCHEMA_VERSION {
        return Err(JournalFault::Version { found, known: SCHEMA_VERSION }.into());
    }
    if found < SCHEMA_VERSION && !may_make {
        let what = "there is no journal of this program in it yet; `jinbang serve --journal` makes one".to_owned();
        return Err(PostgresFault::Setting { server: lines.settings.server.clone(), what }.into());
    }
    if found == 0 && transaction.query_one("SELECT to_regnamespace('jinbang') IS NULL", &[]).await?.get(0) {
        transaction.batch_execute("CREATE SCHEMA jinbang").await?;
    }
    for (version, migration) in (1_i64..).zip(MIGRATIONS).skip(usize::try_from(found).unwrap_or(usize::MAX)) {
        transaction.batch_execute(migration).await?;
        transaction.execute("UPDATE jinbang.meta SET value = $1 WHERE name = 'schema'", &[&version]).await?;
    }
    transaction.commit().await?;
    whole(line).await
}

async fn version(transaction: &Transaction<'_>) -> Result<u64, Trouble> {
    if transaction.query_one("SELECT to_regclass('jinbang.meta') IS NULL", &[]).await?.get(0) {
        return Ok(0);
    }
    let row = transaction.query_opt("SELECT value FROM jinbang.meta WHERE name = 'schema'", &[]).await?;
    let found: i64 = row.ok_or_else(|| JournalFault::damaged("the schema version is gone"))?.get(0);
    Ok(u64::try_from(found).unwrap_or(u64::MAX))
}

/// A server that acknowledges what a power cut takes away is no place for marks.
async fn settings(lines: &Lines, line: &Line) -> Result<(), Trouble> {
    let asked = "SELECT current_setting('fsync'), current_setting('full_page_writes'), current_setting('server_encoding')";
    let row = line.client.query_one(asked, &[]).await?;
    let [fsync, pages, encoding]: [String; 3] = [row.get(0), row.get(1), row.get(2)];
    let what = if fsync != "on" || pages != "on" {
        "fsync or full_page_writes is off: a power cut would take marks away that were acknowledged. Switch both on".to_owned()
    } else if encoding != "UTF8" {
        format!("the database's encoding is {encoding}; make one with `createdb --encoding UTF8 --template template0`")
    } else {
        return Ok(());
    };
    Err(PostgresFault::Setting { server: lines.settings.server.clone(), what }.into())
}

/// A stream is named when its first block is written: each has one.
async fn whole(line: &Line) -> Result<(), Trouble> {
    let asked = "SELECT s.competition FROM jinbang.streams s \
        WHERE NOT EXISTS (SELECT FROM jinbang.entries e WHERE e.stream = s.number AND e.position = 1) LIMIT 1";
    match line.client.query_opt(asked, &[]).await? {
        None => Ok(()),
        Some(row) => {
            let competition: String = row.get(0);
            Err(JournalFault::damaged(format!("the list of competitions does not fit their entries: {competition} has no beginning"))
                .into())
        }
    }
}
