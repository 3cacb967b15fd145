//! `jinbang pair`: a pairing code from the running server, for organisers at its keyboard.

use std::{path::PathBuf, process::ExitCode};

use anyhow::{Context, bail};

use crate::server::control::{self, ControlAnswer, ControlRequest};

#[derive(Debug, clap::Args)]
pub struct Pair {
    /// The expert's id
    expert: String,
    /// Needed only where the id is in several competitions
    #[arg(long)]
    competition: Option<String>,
    /// Needed only where the id is in several skills
    #[arg(long)]
    skill: Option<String>,
    /// The data folder of the running server
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
}

impl Pair {
    /// # Errors
    /// When no server runs on this folder, or the expert is unknown to it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let request = ControlRequest::Pair { expert: self.expert, competition: self.competition, skill: self.skill };
        let answer = control::ask(&self.data, &request)
            .await
            .with_context(|| format!("no running server was found on {}; start `jinbang serve --data {0}` first", self.data.display()))?;
        match answer {
            ControlAnswer::Code { code, url, .. } => println!("{code}  ({url}; works once, for 15 minutes)"),
            ControlAnswer::Failed { why } => bail!("{why}"),
            _ => bail!("the server answered something else"),
        }
        Ok(ExitCode::SUCCESS)
    }
}
