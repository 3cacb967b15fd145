//! `jinbang explain FOLDER --skill S --competitor C`: why somebody stands there, from the place down to single scores.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::batch::{Opened, Source, SourceError};
use crate::{
    explain::{Entries, Explanation, Question, explain},
    export::explanation::{self, Language},
    ranking::Ranking,
};

/// Explain a competitor's place, down to single scores
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The competition's folder
    folder: PathBuf,
    #[arg(long)]
    skill: String,
    #[arg(long)]
    competitor: String,
    #[arg(long, value_enum, default_value_t)]
    lang: Lang,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Only so many levels below the place
    #[arg(long)]
    depth: Option<usize>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Lang {
    Zh,
    #[default]
    En,
    Both,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Format {
    #[default]
    Text,
    Json,
}

#[derive(Debug, thiserror::Error)]
pub enum ExplainError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("the explanation cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: the explanation was written; 1: the folder has errors, which are on standard error.
pub fn run(args: &Explain) -> Result<ExitCode, ExplainError> {
    let Some(opened) = Source::new(args.folder.clone(), Some(args.skill.clone())).open()? else { return Ok(ExitCode::FAILURE) };
    let explanation = explained(args, &opened)?;
    super::unless_closed(write(args, &explanation))?;
    Ok(ExitCode::SUCCESS)
}

fn explained(args: &Explain, opened: &Opened) -> Result<Explanation, SourceError> {
    let (competition, tallies) = (&opened.competition, opened.tallies());
    let known = competition.skills.iter().map(|skill| skill.id.as_str());
    let index = competition.skill_index(&args.skill).ok_or_else(|| SourceError::unknown("skill", &args.skill, known))?;
    let (skill, tally) = (&competition.skills[index], &tallies[index]);
    let known = skill.competitors.iter().map(|competitor| competitor.id.as_str());
    let competitor = skill.competitor_index(&args.competitor).ok_or_else(|| SourceError::unknown("competitor", &args.competitor, known))?;
    let ranking = Ranking::new(skill, tally);
    let draws = opened.draws.get(index).map_or(&[][..], Vec::as_slice);
    let question = Question { competition, skill, tally, ranking: &ranking, draws, competitor, entries: Entries::MarksCsv };
    let mut explanation = explain(&question);
    if let Some(levels) = args.depth {
        explanation.place.cut(levels);
    }
    Ok(explanation)
}

fn write(args: &Explain, explanation: &Explanation) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match args.format {
        Format::Text => {
            let language = match args.lang {
                Lang::Zh => Language::Zh,
                Lang::En => Language::En,
                Lang::Both => Language::Both,
            };
            explanation::write(&mut out, explanation, language)?;
        }
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, explanation)?;
            writeln!(out)?;
        }
    }
    out.flush()
}
