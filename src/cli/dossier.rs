//! `jinbang dossier FOLDER --programmes DIR --programme P --competitor ID --out FILE`: a nomination on paper.

use std::{
    fs, io,
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    batch::SourceError,
    fonts::{self, FontError},
    honours::{HonoursError, People, usable},
};
use crate::{
    competition::{HonourId, Text},
    export::{
        dossier::{self, Showing, Subject},
        honours::{Report, Selection},
        pdf::PdfError,
    },
    honours::Assessment,
    import::Programmes,
};

/// Write what a nomination is decided by as a PDF: the result, each rule, its fact and its source
#[derive(Debug, clap::Args)]
#[command(group = clap::ArgGroup::new("subject").required(true).args(["person", "competitor"]))]
pub struct Dossier {
    /// The competition's folder
    folder: PathBuf,
    /// A folder of programmes
    #[arg(long, value_name = "DIR")]
    programmes: PathBuf,
    #[arg(long)]
    programme: String,
    /// The person by the id that `jinbang honours` shows, such as IM-16/1
    #[arg(long)]
    person: Option<String>,
    /// The competitor, with every member of a team
    #[arg(long)]
    competitor: Option<String>,
    #[arg(long, value_name = "FILE")]
    out: PathBuf,
    /// Whole names; otherwise only their first letters
    #[arg(long)]
    names: bool,
    /// A TrueType or OpenType font with Chinese characters
    #[arg(long, value_name = "FILE")]
    font: Option<PathBuf>,
}

#[derive(Debug, thiserror::Error)]
pub enum DossierError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error(transparent)]
    Honours(#[from] HonoursError),
    #[error(transparent)]
    Font(#[from] FontError),
    #[error("the dossier cannot be made: {0}")]
    Pdf(#[from] PdfError),
    #[error("{file} cannot be written: {source}")]
    Output { file: PathBuf, source: io::Error },
}

/// Exit code 0: the dossier was written; 1: a folder has errors, which are on standard error.
pub fn run(args: &Dossier) -> Result<ExitCode, DossierError> {
    let Some(people) = People::open(&args.folder)? else { return Ok(ExitCode::FAILURE) };
    let Some(programmes) = usable(&args.programmes, &people)? else { return Ok(ExitCode::FAILURE) };
    let known = || programmes.list.iter().map(|programme| programme.id.as_str());
    if !known().any(|id| id == args.programme) {
        return Err(SourceError::unknown("programme", &args.programme, known()).into());
    }
    let subject = subject(args, &people)?;
    let assessment = Assessment::new(&people.contest, &people.candidates, &programmes.list);
    let competitor = args.competitor.clone();
    let selection = Selection { programme: Some(args.programme.clone()), competitor, all: true };
    let report = Report::new(&people.opened.competition, &assessment, &selection);
    write(&args.out, &pdf(args, &subject, &people, &programmes, &report)?)?;
    println!("{}", args.out.display());
    Ok(ExitCode::SUCCESS)
}

fn subject(args: &Dossier, people: &People) -> Result<Subject, SourceError> {
    if let Some(wanted) = &args.person {
        let known = || people.candidates.iter().map(|candidate| candidate.person.as_str());
        let is_known = known().any(|id| id == wanted);
        return if is_known { Ok(Subject::Person(wanted.clone())) } else { Err(SourceError::unknown("person", wanted, known())) };
    }
    let wanted = args.competitor.clone().unwrap_or_default();
    let known = || people.contest.entries.iter().map(|entry| entry.competitor.as_str());
    let is_known = known().any(|id| id == wanted);
    if is_known { Ok(Subject::Competitor(wanted)) } else { Err(SourceError::unknown("competitor", &wanted, known())) }
}

fn pdf(args: &Dossier, subject: &Subject, people: &People, programmes: &Programmes, report: &Report) -> Result<Vec<u8>, DossierError> {
    let typeface = fonts::typeface(args.font.as_deref())?;
    let skill_title = |id: &str| people.opened.competition.skill(id).map_or_else(|| Text::plain(id), |skill| skill.title.clone());
    let honour_title =
        |id: &HonourId| programmes.catalogue.honours.get(id).map_or_else(|| Text::plain(id.as_str()), |honour| honour.title.clone());
    let showing = Showing { subject, names: args.names, skill_title: &skill_title, honour_title: &honour_title };
    Ok(dossier::pdf(report, &showing, &typeface)?)
}

fn write(file: &Path, bytes: &[u8]) -> Result<(), DossierError> {
    fs::write(file, bytes).map_err(|source| DossierError::Output { file: file.to_owned(), source })
}
