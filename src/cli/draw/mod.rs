//! `jinbang draw`: witnessed draws for contests without a server, and the check that anybody can make.

mod files;
mod hold;
mod verify;

use std::{path::PathBuf, process::ExitCode};

/// Settle a tie by a witnessed draw, or check one
#[derive(Debug, clap::Args)]
pub struct DrawCommand {
    #[command(subcommand)]
    step: Step,
}

#[derive(Debug, clap::Subcommand)]
enum Step {
    /// Recompute everything a record of draws states; exit code 1 when something differs
    Verify {
        /// A record as the server or this program wrote it (JSON or TOML), or a competition's folder
        record: PathBuf,
    },
    /// Fix the list and a secret, before any witness speaks
    Commit {
        #[command(flatten)]
        place: Place,
        /// Which tie, by its competitors: C-01,C-07. Default: the best-placed one that is open
        #[arg(long, value_delimiter = ',')]
        competitors: Vec<String>,
    },
    /// Put the witnesses' values in and get the order
    Reveal {
        #[command(flatten)]
        which: Which,
        /// What an expert of the skill said, as EXPERT=VALUE; once for every witness, in the order they spoke
        #[arg(long, required = true)]
        witness: Vec<String>,
    },
    /// Give a draw up before its reveal; it stays on record
    Cancel {
        #[command(flatten)]
        which: Which,
        #[arg(long)]
        reason: String,
    },
}

#[derive(Debug, clap::Args)]
struct Place {
    /// The competition's folder
    folder: PathBuf,
    #[arg(long)]
    skill: String,
}

#[derive(Debug, clap::Args)]
struct Which {
    #[command(flatten)]
    place: Place,
    /// Its number; needed only where several wait
    #[arg(long)]
    draw: Option<u32>,
}

impl DrawCommand {
    /// # Errors
    /// When a file cannot be used, or the rules of draws refuse the step.
    pub fn run(self) -> anyhow::Result<ExitCode> {
        match self.step {
            Step::Verify { record } => verify::run(&record),
            Step::Commit { place, competitors } => hold::commit(&place, &competitors),
            Step::Reveal { which, witness } => hold::reveal(&which, &witness),
            Step::Cancel { which, reason } => hold::cancel(&which, &reason),
        }
    }
}
