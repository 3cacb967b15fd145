//! `jinbang journal`: a competition from one journal into another.

mod place;

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};
use data_encoding::HEXLOWER;

use crate::{competition::CompetitionId, journal::copy};
use place::Place;

/// Move a competition between journals
#[derive(Debug, clap::Args)]
pub struct Journal {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Copy a competition, its chain checked entry by entry, into a journal that does not have it. No server may write to either meanwhile
    Copy(Copy),
}

#[derive(Debug, clap::Args)]
struct Copy {
    #[arg(help = "A data folder, or postgres://USER@HOST/DATABASE")]
    from: Place,
    #[arg(help = "A data folder, or postgres://USER@HOST/DATABASE; it is made where there is none")]
    to: Place,
    /// Which competition
    #[arg(long)]
    competition: CompetitionId,
    /// The data folder whose journal.key seals names and secrets on PostgreSQL [default: the data folder that is copied from or to, or `data`]
    #[arg(long, env = "JINBANG_DATA")]
    data: Option<PathBuf>,
}

impl Journal {
    /// # Errors
    /// When a journal cannot be used, or the second one has the competition already.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        let What::Copy(Copy { from, to, competition, data }) = self.what;
        let keys = data.or_else(|| from.folder().or(to.folder()).map(PathBuf::from)).unwrap_or_else(|| "data".into());
        let source = from.open_existing(&keys).with_context(|| from.to_string())?;
        if let Some(holder) = source.writer()? {
            bail!("{holder} writes to {from} now; stop it first, so that nothing is left behind");
        }
        let target = to.open(&keys).with_context(|| to.to_string())?;
        let copied = copy(&source, &target, &competition).with_context(|| format!("{competition} from {from} to {to}"))?;
        println!(
            "{competition}: {} entries and {} names are in {to}; the chain was checked here and there.\n  last hash {}",
            copied.entries,
            copied.people,
            HEXLOWER.encode(&copied.hash)
        );
        println!(
            "  {from} is as it was. The signing key, checkpoints, drafts and the honours office's archive lie in the data folder and move with it."
        );
        Ok(ExitCode::SUCCESS)
    }
}
