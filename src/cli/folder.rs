//! A competition's folder as the batch commands read it: sound, or told what is wrong.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
};

use super::check::counted;
use crate::{
    competition::Competition,
    import::{self, Fault, Import, nearest},
};

/// Ids that a fault names before the others are only counted.
const NAMED_MAX_COUNT: usize = 12;

#[derive(Debug, thiserror::Error)]
pub enum FolderError {
    #[error("{0} is no competition folder")]
    NoCompetition(PathBuf),
    #[error("there is no {what} {wanted:?}{near}; there are {known}")]
    Unknown { what: &'static str, wanted: String, near: String, known: String },
    #[error("the faults cannot be written: {0}")]
    Output(#[from] io::Error),
}

impl FolderError {
    pub(super) fn unknown<'a>(what: &'static str, wanted: &str, known: impl IntoIterator<Item = &'a str>) -> Self {
        let known: Vec<&str> = known.into_iter().collect();
        let near = nearest(wanted, known.iter().copied()).map_or_else(String::new, |near| format!(" (did you mean {near:?}?)"));
        let more = known.len().saturating_sub(NAMED_MAX_COUNT);
        let mut listed = known[..known.len() - more].join(", ");
        if more > 0 {
            listed = format!("{listed} and {more} more");
        } else if known.is_empty() {
            "none".clone_into(&mut listed);
        }
        Self::Unknown { what, wanted: wanted.to_owned(), near, known: listed }
    }
}

/// Reads a folder of which one skill is asked for, or all. `None`: it has errors, and they are on standard error.
///
/// # Errors
/// When it is no competition, or has no such skill.
pub(super) fn read(folder: &Path, skill: Option<&str>) -> Result<Option<Import>, FolderError> {
    let import = import::read_folder(folder);
    let faults: Vec<&Fault> = import.faults.iter().filter(|fault| skill.is_none_or(|skill| fault.concerns(skill))).collect();
    if report(&faults)? {
        return Ok(None);
    }
    let competition = import.competition.as_ref().ok_or_else(|| FolderError::NoCompetition(folder.to_owned()))?;
    if let Some(wanted) = skill {
        find_skill(competition, wanted)?;
    }
    Ok(Some(import))
}

/// A skill's index.
pub(super) fn find_skill(competition: &Competition, wanted: &str) -> Result<usize, FolderError> {
    let known = competition.skills.iter().map(|skill| skill.id.as_str());
    competition.skill_index(wanted).ok_or_else(|| FolderError::unknown("skill", wanted, known))
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
