//! `jinbang fairness FOLDER`: do the experts judge alike, and how sure are the ranks.

use std::{
    io::{self, Write},
    process::ExitCode,
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};

use super::batch::{Format, Opened, Source, SourceError};
use crate::{
    competition::Skill,
    export::fairness as export,
    fairness::{AnalysisOptions, BiasCorrection, BootstrapOptions, RaschOptions, Stage, analysed, report::FairnessReport},
};

/// Who waits longer than this is told what for, on a terminal.
const SILENT_MAX: Duration = Duration::from_secs(1);

/// Examine how alike the experts of a competition's folder judge
#[derive(Debug, clap::Args)]
pub struct Fairness {
    #[command(flatten)]
    source: Source,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Seed of the drawn scores that rank intervals come from
    #[arg(long, default_value_t = BootstrapOptions::default().seed)]
    seed: u32,
    /// How often scores are drawn (fewer for very many scores)
    #[arg(long, default_value_t = BootstrapOptions::default().replicates, value_parser = clap::value_parser!(u32).range(1..=100_000))]
    replicates: u32,
    /// Correction of the joint estimates' bias: none, or (L - 1) / L
    #[arg(long, value_enum, default_value_t)]
    bias: Bias,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Bias {
    #[default]
    None,
    Length,
}

#[derive(Debug, thiserror::Error)]
pub enum FairnessError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("the report cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: the report was written; 1: the folder has errors, which are on standard error.
pub fn run(args: &Fairness) -> Result<ExitCode, FairnessError> {
    let Some(opened) = args.source.open()? else { return Ok(ExitCode::FAILURE) };
    let report = report(args, &opened);
    super::unless_closed(write(args.format, &opened, &report))?;
    Ok(ExitCode::SUCCESS)
}

fn report(args: &Fairness, opened: &Opened) -> FairnessReport {
    let bias = match args.bias {
        Bias::None => BiasCorrection::None,
        Bias::Length => BiasCorrection::Length,
    };
    let options = AnalysisOptions {
        rasch: RaschOptions { bias, ..RaschOptions::default() },
        bootstrap: BootstrapOptions { seed: args.seed, replicates: args.replicates },
        ..AnalysisOptions::default()
    };
    let waiting = Waiting::begin();
    let tallies = opened.tallies();
    let skills = opened.wanted(&tallies).map(|(skill, tally)| analysed(skill, tally, &options, &mut |stage| waiting.tell(skill, stage)));
    let report = FairnessReport { competition: opened.competition.id.to_string(), skills: skills.collect() };
    waiting.bar.finish_and_clear();
    report
}

fn write(format: Format, opened: &Opened, report: &FairnessReport) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Table => export::table::write(&mut out, &opened.competition, report)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, report)?;
            writeln!(out)?;
        }
        Format::Csv => export::csv::write(&mut out, report)?,
    }
    out.flush()
}

/// One line on standard error that says what is going on; nothing where that is no terminal.
struct Waiting {
    since: Instant,
    bar: ProgressBar,
}

impl Waiting {
    fn begin() -> Self {
        let bar = ProgressBar::new_spinner();
        bar.set_style(ProgressStyle::with_template("{spinner} {msg}").unwrap_or_else(|_| ProgressStyle::default_spinner()));
        Self { since: Instant::now(), bar }
    }

    fn tell(&self, skill: &Skill, stage: Stage) {
        if self.since.elapsed() < SILENT_MAX {
            return;
        }
        let what = match stage {
            Stage::Additive => "additive effects".to_owned(),
            Stage::Rasch { iteration, residual } => format!("Rasch model, iteration {iteration}, margins within {residual:.1e}"),
            Stage::Agreement => "agreement".to_owned(),
            Stage::Ranks { done, of } => format!("rank intervals, {done} of {of} draws"),
        };
        self.bar.set_message(format!("{}: {what}", skill.id));
        self.bar.tick();
    }
}
