//! `jinbang doctor`: what is in a data folder and what is wrong with it. It changes nothing there: databases are looked at in a copy.

pub(super) mod copy;
pub(super) mod examine;
mod finding;

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::{faults::Format, serving::JournalFlag, unless_closed};
use crate::{
    engine::{Clock, SystemClock},
    journal::JournalStore,
};
pub(super) use finding::{Finding, State};

/// Look into a data folder, also while its server runs: is everything there, whole and as it was signed
#[derive(Debug, clap::Args)]
pub struct Doctor {
    /// The data folder
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
    #[command(flatten)]
    journal: JournalFlag,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

impl Doctor {
    /// Exit code 0: nothing is wrong; 1: something is.
    ///
    /// # Errors
    /// When there is no journal to look at, or no room for a copy of it.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        self.journal.must_be_there(&self.data)?;
        let copy = copy::of(&self.data, self.journal.is_on_server()).await?;
        let journal = if copy.has_journal() { JournalStore::open(copy.folder()) } else { self.journal.to_be_read(&self.data) };
        let findings = examine::all(&self.data, &copy, journal, SystemClock.now());
        let is_sound = findings.iter().all(|finding| finding.state != State::Wrong);
        unless_closed(match self.format {
            Format::Text => print(&mut io::stdout().lock(), &findings, is_sound),
            Format::Json => {
                let mut out = io::stdout().lock();
                serde_json::to_writer_pretty(&mut out, &findings).map_err(io::Error::from).and_then(|()| writeln!(out))
            }
        })?;
        Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

pub(super) fn print(out: &mut dyn Write, findings: &[Finding], is_sound: bool) -> io::Result<()> {
    for Finding { state, about, text } in findings {
        let mark = match state {
            State::Sound => "好   sound ",
            State::Notice => "注意 notice",
            State::Wrong => "坏   WRONG ",
        };
        writeln!(out, "{mark}  {about}\n             {}\n             {}", text.zh, text.en)?;
    }
    let end = if is_sound { "没有发现问题 nothing is wrong" } else { "有问题 something is WRONG" };
    writeln!(out, "{end}")
}
