//! `jinbang backup`: copy a journal, also while its server runs.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};

use super::serving::JournalFlag;
use crate::{
    archive::{ARCHIVE_FILE, Archive, KEYS_FILE, backup_all, beside},
    server::control::{self, ControlAnswer, ControlRequest},
};

#[derive(Debug, clap::Args)]
pub struct Backup {
    /// The file to write; it must not exist. A data folder needs it under the name jinbang.redb, also when the journal was on a server. The archive of an honours office goes beside it
    to: PathBuf,
    /// Where the journal lives
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    journal: JournalFlag,
}

impl Backup {
    /// # Errors
    /// When there is no journal, the target exists, or the disk fails.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let to = std::path::absolute(&self.to).context("the target's path")?;
        self.journal.must_be_there(&self.data)?;
        let bytes = match control::ask(&self.data, &ControlRequest::Backup { to: to.clone() }).await {
            Ok(ControlAnswer::BackedUp { bytes }) => bytes,
            Ok(ControlAnswer::Failed { why }) => bail!("{why}"),
            Ok(_) => bail!("the server answered something else"),
            // No server has it open: read it directly.
            Err(_) => {
                let archive = self.data.join(ARCHIVE_FILE).exists().then(|| Archive::open(&self.data)).transpose()?;
                backup_all(&self.journal.open_to_read(&self.data)?, archive.as_ref(), &to)?;
                std::fs::metadata(&to)?.len()
            }
        };
        println!("{} ({bytes} bytes) holds everything acknowledged before this command", to.display());
        let (archive, keys) = beside(&to);
        if archive.exists() {
            println!(
                "{} is the honours office's archive and {} its keys; a data folder needs them as {ARCHIVE_FILE} and {KEYS_FILE}",
                archive.display(),
                keys.display()
            );
        }
        Ok(ExitCode::SUCCESS)
    }
}
