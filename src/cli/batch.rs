//! What the batch commands share: a folder's competition and marks, the one skill that was asked for, the format.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::faults::counted;
use crate::{
    competition::{Competition, Skill},
    honours::{PersonRow, outcome::SignedResult},
    import::{self, Fault, Import, MarkRow, nearest},
    ranking::Draw,
    scoring::SkillTally,
};

#[derive(Debug, clap::Args)]
pub struct Source {
    /// The competition's folder
    folder: PathBuf,
    /// Only this skill
    #[arg(long)]
    skill: Option<String>,
}

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    #[default]
    Table,
    Json,
    Csv,
}

#[derive(Debug, thiserror::Error)]
pub enum SourceError {
    #[error("{0} is no competition folder")]
    NoCompetition(PathBuf),
    #[error("there is no {what} {wanted:?}{near}; there are {known}")]
    Unknown { what: &'static str, wanted: String, near: String, known: String },
    #[error("the folder's faults cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl SourceError {
    pub(super) fn unknown<'a>(what: &'static str, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let near = nearest(wanted, known.iter().copied()).map_or_else(String::new, |near| format!(" (did you mean {near:?}?)"));
        let more = known.len().saturating_sub(KNOWN_NAMED_COUNT);
        let mut listed = known[..known.len() - more].join(", ");
        if more > 0 {
            listed = format!("{listed} and {more} more");
        } else if known.is_empty() {
            "none".clone_into(&mut listed);
        }
        Self::Unknown { what, wanted: wanted.to_owned(), near, known: listed }
    }
}

/// Ids that are named when something else was asked for; the others are counted.
const KNOWN_NAMED_COUNT: usize = 12;

/// A folder without errors, as far as it was asked for.
pub struct Opened {
    pub competition: Competition,
    pub marks: Vec<MarkRow>,
    /// Per skill.
    pub draws: Vec<Vec<Draw>>,
    /// The rows of `people.csv`.
    pub people: Vec<PersonRow>,
    /// The rows of `signed.csv`.
    pub signed: Vec<SignedResult>,
    /// The one skill that was asked for.
    pub wanted: Option<String>,
    /// No part of the folder has errors.
    pub is_whole: bool,
}

impl Source {
    #[must_use]
    pub const fn new(folder: PathBuf, skill: Option<String>) -> Self {
        Self { folder, skill }
    }

    /// `None` when the folder (or the skill asked for) has errors; they are on standard error then.
    pub fn open(&self) -> Result<Option<Opened>, SourceError> {
        let import = import::read_folder(&self.folder);
        let faults: Vec<&Fault> =
            import.faults.iter().filter(|fault| self.skill.as_deref().is_none_or(|skill| fault.concerns(skill))).collect();
        if report(&faults)? {
            return Ok(None);
        }
        let is_whole = import.is_openable();
        let Import { competition, marks, draws, people, signed, .. } = import;
        let competition = competition.ok_or_else(|| SourceError::NoCompetition(self.folder.clone()))?;
        if let Some(wanted) = self.skill.as_ref().filter(|wanted| competition.skill(wanted).is_none()) {
            return Err(SourceError::unknown("skill", wanted, competition.skills.iter().map(|skill| skill.id.as_str())));
        }
        Ok(Some(Opened { competition, marks, draws, people, signed, wanted: self.skill.clone(), is_whole }))
    }
}

impl Opened {
    /// One per skill of the competition.
    #[must_use]
    pub fn tallies(&self) -> Vec<SkillTally> {
        import::tallies(&self.competition, &self.marks)
    }

    /// The skills asked for, with their tallies.
    pub fn wanted<'a>(&'a self, tallies: &'a [SkillTally]) -> impl Iterator<Item = (&'a Skill, &'a SkillTally)> {
        let wanted = |id: &str| self.wanted.as_deref().is_none_or(|skill| skill == id);
        self.competition.skills.iter().zip(tallies).filter(move |(skill, _)| wanted(&skill.id))
    }
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
