//! `jinbang rank FOLDER`: standings from the marks in the folder, without a server.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::batch::{Format, Opened, Source, SourceError};
use crate::{
    competition::Competition,
    export::{self, Results},
    ranking::{Comparable, comparable},
};

/// Compute the standings of a competition's folder
#[derive(Debug, clap::Args)]
pub struct Rank {
    #[command(flatten)]
    source: Source,
    /// Only the table of delegations
    #[arg(long, conflicts_with = "skill")]
    delegations: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, thiserror::Error)]
pub enum RankError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("the standings cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: standings were written; 1: the folder has errors, which are on standard error.
pub fn run(args: &Rank) -> Result<ExitCode, RankError> {
    let Some(opened) = args.source.open()? else { return Ok(ExitCode::FAILURE) };
    super::unless_closed(write(args, &opened))?;
    Ok(ExitCode::SUCCESS)
}

fn write(args: &Rank, opened: &Opened) -> io::Result<()> {
    let (competition, tallies) = (&opened.competition, opened.tallies());
    let mut results = Results::new(competition, &tallies, &opened.draws);
    if let Some(skill) = &opened.wanted {
        results = results.only(skill);
        if !opened.is_whole {
            results = results.without_awards();
            report_no_awards(competition)?;
        }
    }
    let mut out = io::BufWriter::new(io::stdout().lock());
    match (args.format, args.delegations) {
        (Format::Table, false) => export::table::write(&mut out, &results)?,
        (Format::Json, false) => export::json::write(&mut out, &results)?,
        (Format::Csv, false) => export::csv::write(&mut out, &results)?,
        (Format::Table, true) => export::table::write_delegations(&mut out, &results)?,
        (Format::Json, true) => export::json::write_delegations(&mut out, &results)?,
        (Format::Csv, true) => export::csv::write_delegations(&mut out, &results)?,
    }
    out.flush()
}

/// Whoever asks for one skill of a faulty folder must not take silence for an answer.
fn report_no_awards(competition: &Competition) -> io::Result<()> {
    let wanted = competition.awards.best_of_all || competition.awards.best_of_delegation;
    if wanted && comparable(&competition.skills) == Comparable::Same {
        writeln!(io::stderr(), "no awards across skills: other skills have errors; `jinbang check` shows them")?;
    }
    Ok(())
}
