//! `jinbang statistics FOLDER...`: who won, by skill, delegation and what is known of people, year by year.

use std::{
    fs,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::batch::{Format, Opened, Source, SourceError, report};
use crate::{
    export::statistics as export,
    honours::{
        Candidate, Contest, Programme, candidates,
        statistics::{Edition, Statistics, entry_awards},
    },
    import::{Fault, read_programmes},
    ranking::Award,
};

/// Count winners over one or many competitions, year by year
#[derive(Debug, clap::Args)]
pub struct StatisticsArgs {
    /// The competitions' folders
    #[arg(required = true)]
    folders: Vec<PathBuf>,
    /// A folder of programmes: who qualifies for what, and how much of each quota that takes
    #[arg(long, value_name = "DIR")]
    programmes: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Also write charts into this folder
    #[arg(long, value_name = "DIR")]
    svg: Option<PathBuf>,
    /// Show small numbers of personal attributes too: only for whoever may see people's data
    #[arg(long)]
    exact: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum StatisticsError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("{first} and {second} hold the same competition, {id}, with the same last day: name one of them, or give one another id")]
    SameCompetition { first: PathBuf, second: PathBuf, id: String },
    #[error("the statistics cannot be written: {0}")]
    Output(#[from] io::Error),
    #[error("the chart {file} cannot be written: {fault}; name a folder that can be written with --svg")]
    Chart { file: PathBuf, fault: io::Error },
}

/// One folder's competition, its people and awards.
struct Counted {
    folder: PathBuf,
    contest: Contest,
    candidates: Vec<Candidate>,
    awards: Vec<Vec<Award>>,
}

/// Exit code 0: statistics were written; 1: a folder has errors, which are on standard error.
pub fn run(args: &StatisticsArgs) -> Result<ExitCode, StatisticsError> {
    let mut opened = Vec::new();
    for folder in &args.folders {
        opened.push(Source::new(folder.clone(), None).open()?.map(|opened| (folder, opened)));
    }
    let Some(opened) = opened.into_iter().collect::<Option<Vec<(&PathBuf, Opened)>>>() else { return Ok(ExitCode::FAILURE) };
    let Some(programmes) = programmes(args.programmes.as_deref(), &opened)? else { return Ok(ExitCode::FAILURE) };
    let counted: Vec<Counted> = opened.into_iter().map(|(folder, opened)| counted(folder, &opened)).collect();
    check_distinct(&counted)?;
    let editions: Vec<Edition<'_>> =
        counted.iter().map(|own| Edition { contest: &own.contest, candidates: &own.candidates, awards: &own.awards }).collect();
    let statistics = Statistics::new(&editions, &programmes, args.exact);
    if let Some(folder) = &args.svg {
        write_charts(folder, &statistics)?;
    }
    super::unless_closed(write(args.format, &statistics))?;
    Ok(ExitCode::SUCCESS)
}

fn counted(folder: &Path, opened: &Opened) -> Counted {
    let tallies = opened.tallies();
    let contest = Contest::new(&opened.competition, &tallies, &opened.draws);
    let candidates = candidates(&contest, &opened.people);
    let awards = entry_awards(&opened.competition, &tallies, &opened.draws);
    Counted { folder: folder.to_owned(), contest, candidates, awards }
}

/// A competition that is named twice would count its people twice.
fn check_distinct(counted: &[Counted]) -> Result<(), StatisticsError> {
    for (index, own) in counted.iter().enumerate() {
        let same = |other: &&Counted| (&other.contest.id, other.contest.ends) == (&own.contest.id, own.contest.ends);
        if let Some(other) = counted[..index].iter().find(same) {
            let (first, second) = (other.folder.clone(), own.folder.clone());
            return Err(StatisticsError::SameCompetition { first, second, id: own.contest.id.to_string() });
        }
    }
    Ok(())
}

/// `None` when the programmes, or what a `people.csv` says in their words, have errors; they are on standard error then.
fn programmes(folder: Option<&Path>, opened: &[(&PathBuf, Opened)]) -> Result<Option<Vec<Programme>>, StatisticsError> {
    let Some(folder) = folder else { return Ok(Some(Vec::new())) };
    let programmes = read_programmes(folder);
    let words: Vec<Fault> = opened.iter().flat_map(|(_, opened)| programmes.check_words(&opened.people)).collect();
    let faults: Vec<&Fault> = programmes.faults.iter().chain(&words).collect();
    let has_errors = report(&faults)?;
    Ok((!has_errors).then_some(programmes.list))
}

fn write(format: Format, statistics: &Statistics) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Table => export::table::write(&mut out, statistics)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, statistics)?;
            writeln!(out)?;
        }
        Format::Csv => export::csv::write(&mut out, statistics)?,
    }
    out.flush()
}

fn write_charts(folder: &Path, statistics: &Statistics) -> Result<(), StatisticsError> {
    let chart = |file: PathBuf| move |fault| StatisticsError::Chart { file, fault };
    fs::create_dir_all(folder).map_err(chart(folder.to_owned()))?;
    for (name, svg) in export::chart::charts(statistics) {
        let file = folder.join(name);
        fs::write(&file, svg).map_err(chart(file))?;
    }
    Ok(())
}
