//! `jinbang restore`: a data folder from a backup that was looked through first.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use anyhow::{Context, bail};

use super::{
    doctor::{State, copy, examine, print},
    unless_closed,
};
use crate::{
    archive::{ARCHIVE_FILE, KEYS_FILE},
    engine::{Clock, SystemClock},
    journal::{JOURNAL_FILE, JournalFault, JournalStore, written_whole},
};

/// Put a backup into a data folder, once every hash and entry of it was found whole; nothing that is there is replaced
#[derive(Debug, clap::Args)]
pub struct Restore {
    /// The file that `jinbang backup` wrote; what it wrote beside it is taken too
    backup: PathBuf,
    /// The data folder: a new one, or one without a journal, whose signing key and checkpoints the backup must then agree with
    #[arg(long, env = "JINBANG_DATA", default_value = "data")]
    data: PathBuf,
}

/// The journal comes last: a folder without one is a folder that nothing was restored to.
const FILES: [&str; 3] = [ARCHIVE_FILE, KEYS_FILE, JOURNAL_FILE];

impl Restore {
    /// Exit code 0: it is restored; 1: something is wrong with the backup, and nothing was.
    ///
    /// # Errors
    /// When there is no backup, the folder has a journal, or the disk fails.
    pub fn run(&self) -> anyhow::Result<ExitCode> {
        if !self.backup.is_file() {
            bail!("there is no backup at {}", self.backup.display());
        }
        if let Some(name) = FILES.iter().find(|name| self.data.join(name).exists()) {
            bail!("{} exists already, and a restore replaces nothing: name a new folder with --data", self.data.join(name).display());
        }
        fs::create_dir_all(&self.data).with_context(|| self.data.display().to_string())?;
        let copy = copy::of_backup(&self.backup)?;
        let findings = examine::all(&self.data, &copy, JournalStore::open(copy.folder()), SystemClock.now());
        let is_sound = findings.iter().all(|finding| finding.state != State::Wrong);
        if is_sound {
            for name in FILES {
                let from = copy.folder().join(name);
                if from.exists() {
                    placed(&from, &self.data.join(name))?;
                }
            }
        }
        unless_closed(told(&mut io::stdout().lock(), |out| print(out, &findings, is_sound), is_sound, &self.data))?;
        Ok(if is_sound { ExitCode::SUCCESS } else { ExitCode::FAILURE })
    }
}

fn placed(from: &Path, to: &Path) -> Result<(), JournalFault> {
    written_whole(to, |partial| {
        let fault = |error: io::Error| JournalFault::File { path: partial.into(), what: error.to_string() };
        fs::copy(from, partial).and_then(|_| fs::File::open(partial)?.sync_all()).map_err(fault)
    })
}

fn told(out: &mut impl Write, findings: impl FnOnce(&mut dyn Write) -> io::Result<()>, is_sound: bool, data: &Path) -> io::Result<()> {
    findings(out)?;
    let data = data.display();
    if is_sound {
        writeln!(
            out,
            "已恢复到 {data}，可用 jinbang serve --data {data} 启动\nrestored to {data}; start it with jinbang serve --data {data}"
        )
    } else {
        writeln!(out, "未恢复任何内容\nnothing was restored")
    }
}
