//! `jinbang rank FOLDER`: standings from the marks in the folder, without a server.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::batch::{Format, Opened, Source, SourceError};
use crate::export::{self, SkillStandings};

/// Compute the standings of a competition's folder
#[derive(Debug, clap::Args)]
pub struct Rank {
    #[command(flatten)]
    source: Source,
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
    super::unless_closed(write(args.format, &opened))?;
    Ok(ExitCode::SUCCESS)
}

fn write(format: Format, opened: &Opened) -> io::Result<()> {
    let tallies = opened.tallies();
    let skills: Vec<SkillStandings<'_>> = opened.wanted(&tallies).map(|(skill, tally)| SkillStandings::new(skill, tally)).collect();
    let (mut out, competition) = (io::BufWriter::new(io::stdout().lock()), &opened.competition);
    match format {
        Format::Table => export::table::write(&mut out, competition, &skills)?,
        Format::Json => export::json::write(&mut out, competition, &skills)?,
        Format::Csv => export::csv::write(&mut out, competition, &skills)?,
    }
    out.flush()
}
