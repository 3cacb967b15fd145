//! `jinbang rank FOLDER`: standings from the marks in the folder, without a server.

use std::{
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use super::check::counted;
use crate::{
    competition::Competition,
    export::{self, Results},
    import::{self, Fault, Import},
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
    #[error("{0} is no competition folder")]
    NoCompetition(PathBuf),
    #[error("there is no skill {wanted:?}; there are {known}")]
    UnknownSkill { wanted: String, known: String },
    #[error("the standings cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: standings were written; 1: the folder has errors, which are on standard error.
pub fn run(args: &Rank) -> Result<ExitCode, RankError> {
    let import = import::read_folder(&args.folder);
    let faults: Vec<&Fault> =
        import.faults.iter().filter(|fault| args.skill.as_deref().is_none_or(|skill| fault.concerns(skill))).collect();
    if report(&faults)? {
        return Ok(ExitCode::FAILURE);
    }
    let Some(competition) = &import.competition else { return Err(RankError::NoCompetition(args.folder.clone())) };
    if let Some(wanted) = &args.skill
        && competition.skill(wanted).is_none()
    {
        let known = competition.skills.iter().map(|skill| skill.id.as_str()).collect::<Vec<_>>().join(", ");
        return Err(RankError::UnknownSkill { wanted: wanted.clone(), known });
    }
    super::unless_closed(write(args, competition, &import))?;
    Ok(ExitCode::SUCCESS)
}

/// Every error, and one line for the warnings. Answers whether there are errors.
pub(super) fn report(faults: &[&Fault]) -> io::Result<bool> {
    let mut err = io::stderr().lock();
    let errors: Vec<&&Fault> = faults.iter().filter(|fault| fault.is_error()).collect();
    for fault in &errors {
        writeln!(err, "error {}: {} ({})", fault.location(), fault.problem, fault.remedy)?;
    }
    let warnings = faults.len() - errors.len();
    if warnings > 0 {
        writeln!(err, "{}; `jinbang check` shows them", counted(warnings, "warning"))?;
    }
    Ok(!errors.is_empty())
}

fn write(args: &Rank, competition: &Competition, import: &Import) -> io::Result<()> {
    let tallies = import::tallies(competition, &import.marks);
    let mut results = Results::new(competition, &tallies, &import.draws);
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
