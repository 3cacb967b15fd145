//! `jinbang rank FOLDER`: standings from the marks in the folder, without a server.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::folder::{self, FolderError};
use crate::{
    competition::Competition,
    export::{self, Results},
    import::{self, Import},
    ranking::{Comparable, comparable},
};

/// Compute the standings of a competition's folder
#[derive(Debug, clap::Args)]
pub struct Rank {
    /// The competition's folder
    folder: PathBuf,
    /// Only this skill
    #[arg(long)]
    skill: Option<String>,
    /// Only the table of delegations
    #[arg(long, conflicts_with = "skill")]
    delegations: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[default]
    Table,
    Json,
    Csv,
}

#[derive(Debug, thiserror::Error)]
pub enum RankError {
    #[error(transparent)]
    Folder(#[from] FolderError),
    #[error("the standings cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: standings were written; 1: the folder has errors, which are on standard error.
pub fn run(args: &Rank) -> Result<ExitCode, RankError> {
    let Some(import) = folder::read(&args.folder, args.skill.as_deref())? else { return Ok(ExitCode::FAILURE) };
    let competition = import.competition.as_ref().ok_or_else(|| FolderError::NoCompetition(args.folder.clone()))?;
    super::unless_closed(write(args, competition, &import))?;
    Ok(ExitCode::SUCCESS)
}

fn write(args: &Rank, competition: &Competition, import: &Import) -> io::Result<()> {
    let tallies = import::tallies(competition, &import.marks);
    let mut results = Results::new(competition, &tallies);
    if let Some(skill) = &args.skill {
        results = results.only(skill);
        if !import.is_openable() {
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
