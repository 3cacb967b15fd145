//! `jinbang outcomes FOLDER`: each person's result as a learning outcome for a credit bank, or why it is none.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::batch::{Format, Source, SourceError, report};
use crate::{
    export::outcomes::{self as export, OutcomesReport},
    honours::{Contest, candidates, outcome::OutcomeRules},
    import::{Fault, OutcomeRulesFile, outcome_rules, read_outcome_rules},
};

/// What is taken where no rules are named.
const EXAMPLE: (&str, &str) = ("fixtures/outcomes.toml", include_str!("../../fixtures/outcomes.toml"));

/// Tell a credit bank what each result is worth
#[derive(Debug, clap::Args)]
pub struct Outcomes {
    /// The competition's folder
    folder: PathBuf,
    /// The rules; without them this project's example
    #[arg(long, value_name = "FILE")]
    rules: Option<PathBuf>,
    /// With people's names, which are personal data
    #[arg(long)]
    names: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, thiserror::Error)]
pub enum OutcomesError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("the outcomes cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: outcomes were written; 1: the folder or the rules have errors, which are on standard error.
pub fn run(args: &Outcomes) -> Result<ExitCode, OutcomesError> {
    let Some(opened) = Source::new(args.folder.clone(), None).open()? else { return Ok(ExitCode::FAILURE) };
    let Some(rules) = rules(args.rules.as_deref())? else { return Ok(ExitCode::FAILURE) };
    let contest = Contest::new(&opened.competition, &opened.tallies(), &opened.draws);
    let report = OutcomesReport::new(&contest, &candidates(&contest, &opened.people), &rules, &opened.signed, args.names);
    super::unless_closed(write(args.format, &report))?;
    Ok(ExitCode::SUCCESS)
}

fn rules(file: Option<&Path>) -> Result<Option<OutcomeRules>, OutcomesError> {
    let read: OutcomeRulesFile = file.map_or_else(|| outcome_rules(EXAMPLE.1, EXAMPLE.0), read_outcome_rules);
    let faults: Vec<&Fault> = read.faults.iter().collect();
    let has_errors = report(&faults)?;
    Ok(read.rules.filter(|_| !has_errors))
}

fn write(format: Format, report: &OutcomesReport) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Table => export::table::write(&mut out, report)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, report)?;
            writeln!(out)?;
        }
        Format::Csv => export::csv::write(&mut out, report)?,
    }
    out.flush()
}
