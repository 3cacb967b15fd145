//! `jinbang compare FOLDER`: would ranks and medals differ by another method.

use std::{
    io::{self, Write},
    process::ExitCode,
};

use super::batch::{Format, Opened, Source, SourceError};
use crate::{
    compare::{Comparison, compared},
    export::comparison as export,
};

/// Compare methods: would ranks and medals differ under another reduction, scale or adjustment
#[derive(Debug, clap::Args)]
pub struct Compare {
    #[command(flatten)]
    source: Source,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, thiserror::Error)]
pub enum CompareError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("the comparison cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: the comparison was written; 1: the folder has errors, which are on standard error.
pub fn run(args: &Compare) -> Result<ExitCode, CompareError> {
    let Some(opened) = args.source.open()? else { return Ok(ExitCode::FAILURE) };
    super::unless_closed(write(args.format, &comparison(&opened)))?;
    Ok(ExitCode::SUCCESS)
}

fn comparison(opened: &Opened) -> Comparison {
    let tallies = opened.tallies();
    let skills = opened.wanted(&tallies).map(|(skill, tally)| {
        let index = opened.competition.skill_index(&skill.id);
        let draws = index.and_then(|index| opened.draws.get(index)).map_or(&[][..], Vec::as_slice);
        compared(skill, tally, draws)
    });
    Comparison { competition: opened.competition.id.to_string(), skills: skills.collect() }
}

fn write(format: Format, comparison: &Comparison) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Table => export::table::write(&mut out, comparison)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, comparison)?;
            writeln!(out)?;
        }
        Format::Csv => export::csv::write(&mut out, comparison)?,
    }
    out.flush()
}
