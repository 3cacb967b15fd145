//! The journal on PostgreSQL: one table of entries, `UNIQUE (stream, position)`, a row for each commit's block. The writer gives
//! positions, without gaps; what lies beside the entries is sealed.

mod append;
mod beside;
mod blocks;
mod fault;
mod lease;
mod lines;
mod passfile;
mod pieces;
mod schema;
mod settings;
mod tls;
mod vault;

use std::{
    path::Path,
    sync::{Arc, Mutex},
    time::Duration,
};

pub use fault::PostgresFault;
pub use settings::{is_address, shown_address};
pub use vault::KEY_FILE;

use self::{
    fault::Trouble,
    lease::Lease,
    lines::{Line, Lines},
    settings::Settings,
    vault::{Kind, Vault},
};
use super::{
    Block, JournalFault, PersonKey, PersonRecord, SecretChange, StreamNumber,
    store::{EachBlock, Entries, Put},
};
use crate::competition::CompetitionId;

/// Who asks for a name or a page waits no longer for a server that is away.
const OUTAGE_MAX: Duration = Duration::from_secs(10);

/// A commit waits longer: for a standby that takes over, or one that comes back. Nobody is answered meanwhile.
const COMMIT_OUTAGE_MAX: Duration = Duration::from_mins(2);

/// What the probe says, once it is opened.
const PROBE: &[u8] = b"jinbang journal";

pub struct PostgresStore {
    /// Ends before the connections it is given back on. `None`: to read only.
    lease: Option<Lease>,
    vault: Vault,
    /// Held while something is looked at and changed.
    cards: Mutex<()>,
    lines: Arc<Lines>,
}

impl PostgresStore {
    /// To write, with the key in `folder`: makes the tables, and takes the turn.
    ///
    /// # Errors
    /// When the server is out of reach or refuses, or another server writes.
    pub fn open(address: &str, folder: &Path) -> Result<Self, JournalFault> {
        std::fs::create_dir_all(folder).map_err(|error| JournalFault::File { path: folder.into(), what: error.to_string() })?;
        let (lines, probe) = prepared(address, true)?;
        let vault = Vault::open(folder, probe.is_none(), true)?;
        let lease = Lease::take(&lines, &holder(folder))?;
        let store = Self { lease: Some(lease), vault, cards: Mutex::default(), lines };
        match probe {
            Some(probe) => drop(store.vault.unseal(PROBE_AT, &probe)?),
            None => store.put_probe()?,
        }
        Ok(store)
    }

    /// To read only, also beside a server that writes.
    ///
    /// # Errors
    /// When the server is out of reach or refuses, or the key is another journal's.
    pub fn open_to_read(address: &str, folder: &Path) -> Result<Self, JournalFault> {
        let (lines, probe) = prepared(address, false)?;
        let vault = Vault::open(folder, false, false)?;
        if let Some(probe) = probe {
            vault.unseal(PROBE_AT, &probe)?;
        }
        Ok(Self { lease: None, vault, cards: Mutex::default(), lines })
    }

    /// The epoch that commits are made in.
    fn epoch(&self) -> Result<i64, JournalFault> {
        match &self.lease {
            Some(lease) => Ok(lease.epoch),
            None => Err(PostgresFault::ReadOnly { server: self.lines.settings.server.clone() }.into()),
        }
    }
}

const PROBE_AT: (Kind, StreamNumber, &str) = (Kind::Probe, 0, "");

/// With the tables as they must be; and the probe, if anything is sealed yet.
fn prepared(address: &str, may_make: bool) -> Result<(Arc<Lines>, Option<Vec<u8>>), JournalFault> {
    let lines = Arc::new(Lines::new(Settings::read(address)?)?);
    let mut line = lines.open_line()?;
    lines.step(schema::prepare(&lines, &mut line, may_make))?;
    let probe = lines.step(async { probe(&line).await })?;
    Ok((lines, probe))
}

async fn probe(line: &Line) -> Result<Option<Vec<u8>>, Trouble> {
    let row = line.client.query_opt("SELECT sealed FROM jinbang.beside WHERE kind = 0", &[]).await?;
    Ok(row.map(|row| row.get(0)))
}

/// Who writes, for people: this machine and its data folder.
fn holder(folder: &Path) -> String {
    let machine = rustix::system::uname().nodename().to_string_lossy().into_owned();
    let folder = std::path::absolute(folder).unwrap_or_else(|_| folder.into());
    format!("{machine}:{}", folder.display())
}

impl Entries for PostgresStore {
    fn stream(&self, competition: &CompetitionId) -> Result<StreamNumber, JournalFault> {
        let all = self.list()?;
        let known = all.iter().find(|(id, _)| id == competition).map(|(_, stream)| *stream);
        Ok(known.unwrap_or_else(|| all.iter().map(|(_, stream)| stream + 1).max().unwrap_or(0)))
    }

    fn competitions(&self) -> Result<Vec<(CompetitionId, StreamNumber)>, JournalFault> {
        self.list()
    }

    fn append_first(
        &self,
        competition: &CompetitionId,
        stream: StreamNumber,
        block: Block,
        people: &[(PersonKey, PersonRecord)],
    ) -> Result<(), JournalFault> {
        self.begin_stream(competition, stream, &block, people)
    }

    fn append(&self, blocks: &[(StreamNumber, Block)], changes: &[SecretChange]) -> Result<(), JournalFault> {
        self.append_blocks(blocks, changes)
    }

    fn blocks_from(&self, stream: StreamNumber, first: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault> {
        self.forward(stream, first, each)
    }

    fn blocks_back(&self, stream: StreamNumber, before: u64, each: &mut EachBlock<'_>) -> Result<(), JournalFault> {
        self.back(stream, before, each)
    }

    fn writer(&self) -> Result<Option<String>, JournalFault> {
        self.lines.ask(OUTAGE_MAX, async |line| lease::living(line, self.lease.as_ref().map(|lease| lease.epoch)).await)
    }

    fn copy_to(&self, path: &Path) -> Result<(), JournalFault> {
        self.copy_into(path)
    }

    fn pieces(&self, stream: StreamNumber, put: &mut Put<'_>) -> Result<(), JournalFault> {
        self.all_of(stream, put)
    }

    fn take_in(
        &self,
        competition: &CompetitionId,
        fill: &mut dyn FnMut(&mut Put<'_>) -> Result<(), JournalFault>,
    ) -> Result<StreamNumber, JournalFault> {
        self.take_all_in(competition, fill)
    }
}
