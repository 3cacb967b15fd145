//! `jinbang password`: another password for the organiser, for whoever may read the data folder.

use std::{
    io::{ErrorKind, IsTerminal},
    path::PathBuf,
    process::ExitCode,
};

use anyhow::{Context, bail};

use super::serving::JournalFlag;
use crate::server::{
    control::{self, ControlAnswer, ControlRequest},
    replace_password,
};

#[derive(Debug, clap::Args)]
pub struct Password {
    /// The data folder, whether a server runs on it or not
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    journal: JournalFlag,
}

impl Password {
    /// # Errors
    /// When the folder has no journal, or it cannot be written.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let password = match control::ask(&self.data, &ControlRequest::Password).await {
            Ok(ControlAnswer::Password { password }) => password,
            Ok(ControlAnswer::Failed { why }) => bail!("{why}"),
            Ok(_) => bail!("the server answered something else"),
            Err(error) if matches!(error.kind(), ErrorKind::NotFound | ErrorKind::ConnectionRefused) => self.without_a_server()?,
            Err(error) => return Err(error).with_context(|| format!("asking the server on {}", self.data.display())),
        };
        println!("{password}");
        if std::io::stdout().is_terminal() {
            eprintln!(
                "The organiser's new password. It is shown once; the old one is void, and everybody who signed in with it is signed out."
            );
        }
        Ok(ExitCode::SUCCESS)
    }

    fn without_a_server(&self) -> anyhow::Result<String> {
        self.journal.must_be_there(&self.data)?;
        Ok(replace_password(&self.journal.open(&self.data)?)?)
    }
}
