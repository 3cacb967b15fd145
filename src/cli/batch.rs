//! What the batch commands share: a folder's competition and marks, the one skill that was asked for, the format.

use std::{
    io::{self, Write},
    path::PathBuf,
};

use super::check::counted;
use crate::{
    competition::{Competition, Skill},
    import::{self, Fault, Import},
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
    #[error("there is no skill {wanted:?}; there are {known}")]
    UnknownSkill { wanted: String, known: String },
    #[error("the folder's faults cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// A folder without errors, as far as it was asked for.
pub struct Opened {
    pub competition: Competition,
    /// The skill asked for, where only one is.
    pub skill: Option<String>,
    /// Besides the competition, which is taken out.
    pub import: Import,
    /// Whether the whole folder is without errors.
    pub openable: bool,
}

impl Source {
    /// `None` when the folder (or the skill asked for) has errors; they are on standard error then.
    pub fn open(&self) -> Result<Option<Opened>, SourceError> {
        let mut import = import::read_folder(&self.folder);
        let faults: Vec<&Fault> =
            import.faults.iter().filter(|fault| self.skill.as_deref().is_none_or(|skill| fault.concerns(skill))).collect();
        if report(&faults)? {
            return Ok(None);
        }
        let openable = import.is_openable();
        let Some(competition) = import.competition.take() else { return Err(SourceError::NoCompetition(self.folder.clone())) };
        if let Some(wanted) = &self.skill
            && competition.skill(wanted).is_none()
        {
            let known = competition.skills.iter().map(|skill| skill.id.as_str()).collect::<Vec<_>>().join(", ");
            return Err(SourceError::UnknownSkill { wanted: wanted.clone(), known });
        }
        Ok(Some(Opened { competition, skill: self.skill.clone(), import, openable }))
    }
}

impl Opened {
    /// One per skill of the competition.
    #[must_use]
    pub fn tallies(&self) -> Vec<SkillTally> {
        import::tallies(&self.competition, &self.import.marks)
    }

    /// The skills asked for, with their tallies.
    pub fn wanted<'a>(&'a self, tallies: &'a [SkillTally]) -> impl Iterator<Item = (&'a Skill, &'a SkillTally)> {
        let wanted = |id: &str| self.skill.as_deref().is_none_or(|skill| skill == id);
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
