//! `jinbang generate FOLDER --seed N`: writes simulated marks, the same bytes for the same seed on every machine.

mod chance;
mod simulate;
mod timetable;

use std::{
    fs::OpenOptions,
    io::{self, Write},
    path::PathBuf,
    process::ExitCode,
};

use crate::{
    competition::Competition,
    import::{self, Fault},
};
use timetable::Arrival;

/// Write simulated marks into a competition's folder
#[derive(Debug, clap::Args)]
pub struct Generate {
    /// The competition's folder; marks.csv is written there
    folder: PathBuf,
    /// The same seed gives the same marks
    #[arg(long)]
    seed: u64,
    /// Replace a marks.csv that is there
    #[arg(long)]
    force: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum GenerateError {
    #[error("the folder has errors; `jinbang check` shows them. The first: {0}")]
    Folder(String),
    #[error("{0} is there already; --force replaces it")]
    Exists(PathBuf),
    #[error("{file} cannot be written: {source}")]
    Output { file: PathBuf, source: io::Error },
    #[error(transparent)]
    Simulation(#[from] SimulationError),
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum SimulationError {
    #[error("skill {skill}: {free} experts may judge {competitor} on {aspect}, and {wanted} are wanted")]
    TooFewExperts { skill: String, competitor: String, aspect: String, free: usize, wanted: usize },
    #[error("{0:?} is no day a competition can start on")]
    BadStart(String),
}

pub fn run(args: &Generate) -> Result<ExitCode, GenerateError> {
    let import = import::read_without_marks(&args.folder);
    let competition = match (import.competition, import.faults.iter().find(|fault| fault.is_error())) {
        (Some(competition), None) => competition,
        (_, fault) => return Err(GenerateError::Folder(fault.map_or_else(String::new, described))),
    };
    let arrivals = simulated(&competition, args.seed)?;
    let file = args.folder.join("marks.csv");
    write(&competition, &arrivals, args).map_err(|source| match source.kind() {
        io::ErrorKind::AlreadyExists => GenerateError::Exists(file.clone()),
        _ => GenerateError::Output { file: file.clone(), source },
    })?;
    eprintln!("{}: {} entries", file.display(), arrivals.len());
    Ok(ExitCode::SUCCESS)
}

fn described(fault: &Fault) -> String {
    format!("{}: {}", fault.location(), fault.problem)
}

/// A complete set of marks in the order of arrival.
///
/// # Errors
/// When a panel cannot be seated.
pub fn simulated(competition: &Competition, seed: u64) -> Result<Vec<Arrival>, SimulationError> {
    let mut arrivals = Vec::new();
    for (index, skill) in competition.skills.iter().enumerate() {
        let scores = simulate::skill(skill, index, seed)?;
        arrivals.extend(timetable::arrivals(competition, index, scores, seed)?);
    }
    arrivals.sort_by_key(|arrival| (arrival.at, arrival.skill, arrival.team));
    Ok(arrivals)
}

fn write(competition: &Competition, arrivals: &[Arrival], args: &Generate) -> io::Result<()> {
    let mut options = OpenOptions::new();
    options.write(true);
    let options = if args.force { options.create(true).truncate(true) } else { options.create_new(true) };
    let file = options.open(args.folder.join("marks.csv"))?;
    let mut rows = csv::Writer::from_writer(io::BufWriter::new(file));
    rows.write_record(["skill", "competitor", "aspect", "expert", "value", "at"])?;
    for arrival in arrivals {
        let skill = &competition.skills[arrival.skill];
        let aspect = &skill.scheme.aspects[arrival.score.aspect];
        rows.write_record([
            skill.id.as_str(),
            &skill.competitors[arrival.score.competitor].id,
            &aspect.id,
            arrival.score.expert.as_deref().unwrap_or(""),
            &arrival.score.value.written(aspect),
            &arrival.at.display_with_offset(timetable::OFFSET).to_string(),
        ])?;
    }
    rows.flush()?;
    rows.into_inner().map_err(csv::IntoInnerError::into_error)?.flush()
}
