//! `jinbang honours FOLDER --programmes DIR`: who qualifies for what, by every rule, with reasons.

use std::{
    collections::BTreeSet,
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use super::{
    batch::{Format, Opened, Source, SourceError, report},
    faults::counted,
    workbook::{self, Progress, WorkbookError},
};
use crate::{
    export::honours::{self as export, ChangesReport, Report, Selection},
    honours::{Assessment, Candidate, Contest, Programme, candidates, changes},
    import::{Fault, Programmes, read_programmes},
};

const BYTE_ORDER_MARK: &[u8] = "\u{FEFF}".as_bytes();

/// Judge a competition's people by the rules of talent programmes
#[derive(Debug, clap::Args)]
#[command(args_conflicts_with_subcommands = true, subcommand_negates_reqs = true)]
pub struct Honours {
    /// The competition's folder
    #[arg(required = true)]
    folder: Option<PathBuf>,
    /// A folder of programmes
    #[arg(long, value_name = "DIR", required = true)]
    programmes: Option<PathBuf>,
    /// Only this programme
    #[arg(long)]
    programme: Option<String>,
    /// Only this competitor, member (IM-20/1) or person, with every rule
    #[arg(long)]
    competitor: Option<String>,
    /// Also those whose verdict is no
    #[arg(long)]
    all: bool,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// CSV that spreadsheets know for UTF-8: it begins with a byte order mark
    #[arg(long)]
    bom: bool,
    /// A workbook for the honours office instead: counts, people, reasons
    #[arg(long, value_name = "FILE", conflicts_with_all = ["format", "bom", "all"])]
    xlsx: Option<PathBuf>,
    #[command(subcommand)]
    action: Option<Action>,
}

#[derive(Debug, clap::Subcommand)]
enum Action {
    Diff(Diff),
}

/// Whose verdict other rules change, and by which rule
#[derive(Debug, clap::Args)]
struct Diff {
    /// The competition's folder
    folder: PathBuf,
    /// Two folders of programmes: the rules as they were, and as they would be
    #[arg(long, num_args = 2, value_names = ["OLD", "NEW"], required = true)]
    programmes: Vec<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, thiserror::Error)]
pub enum HonoursError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("name a competition's folder, and a folder of programmes with --programmes")]
    NothingNamed,
    #[error("--bom is for --format csv")]
    BomWithoutCsv,
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
    #[error("the verdicts cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// Exit code 0: verdicts were written; 1: a folder has errors, which are on standard error.
pub fn run(args: &Honours) -> Result<ExitCode, HonoursError> {
    if let Some(Action::Diff(diff)) = &args.action {
        return run_diff(diff);
    }
    let (Some(folder), Some(programmes)) = (&args.folder, &args.programmes) else { return Err(HonoursError::NothingNamed) };
    if args.bom && args.format != Format::Csv {
        return Err(HonoursError::BomWithoutCsv);
    }
    let Some(people) = People::open(folder)? else { return Ok(ExitCode::FAILURE) };
    let Some(programmes) = usable(programmes, &people)? else { return Ok(ExitCode::FAILURE) };
    let selection = selection(args, &people, &programmes.list)?;
    let assessment = Assessment::new(&people.contest, &people.candidates, &programmes.list);
    if let Some(path) = &args.xlsx {
        write_workbook(path, &assessment, &selection)?;
    } else {
        super::unless_closed(write(args, &Report::new(&people.opened.competition, &assessment, &selection), &selection))?;
    }
    Ok(ExitCode::SUCCESS)
}

fn write_workbook(path: &Path, assessment: &Assessment<'_>, selection: &Selection) -> Result<(), HonoursError> {
    let progress = Progress::begin("categories");
    let mut tell = |done, of| progress.tell(done, of);
    let written = workbook::write(path, |out, scratch| export::workbook::write(out, scratch, assessment, selection, &mut tell));
    progress.end();
    let written = written?;
    let (people, reasons) = (counted(written.people, "verdict"), counted(written.reasons, "reason"));
    super::unless_closed(writeln!(io::stdout(), "{}  {people}, {reasons}", path.display()))?;
    Ok(())
}

fn run_diff(args: &Diff) -> Result<ExitCode, HonoursError> {
    let [old, new] = &args.programmes[..] else { return Err(HonoursError::NothingNamed) };
    let Some(people) = People::open(&args.folder)? else { return Ok(ExitCode::FAILURE) };
    let (Some(old), Some(new)) = (usable(old, &people)?, usable(new, &people)?) else { return Ok(ExitCode::FAILURE) };
    let assessed = |programmes| Assessment::new(&people.contest, &people.candidates, programmes);
    let (old, new) = (assessed(&old.list), assessed(&new.list));
    super::unless_closed(write_changes(args.format, &ChangesReport::new(&new, &changes(&old, &new))))?;
    Ok(ExitCode::SUCCESS)
}

/// A competition's results and whose they are.
pub(super) struct People {
    pub opened: Opened,
    pub contest: Contest,
    pub candidates: Vec<Candidate>,
}

impl People {
    pub fn open(folder: &Path) -> Result<Option<Self>, HonoursError> {
        let Some(opened) = Source::new(folder.to_owned(), None).open()? else { return Ok(None) };
        let contest = Contest::new(&opened.competition, &opened.tallies(), &opened.draws);
        let candidates = candidates(&contest, &opened.people);
        Ok(Some(Self { opened, contest, candidates }))
    }
}

/// `None` when the programmes, or what `people.csv` says in their words, have errors; they are on standard error then.
pub(super) fn usable(folder: &Path, people: &People) -> Result<Option<Programmes>, HonoursError> {
    let programmes = read_programmes(folder);
    let words = programmes.check_words(&people.opened.people);
    let faults: Vec<&Fault> = programmes.faults.iter().chain(&words).collect();
    let has_errors = report(&faults)?;
    Ok((!has_errors).then_some(programmes))
}

fn selection(args: &Honours, people: &People, programmes: &[Programme]) -> Result<Selection, SourceError> {
    let known = || programmes.iter().map(|programme| programme.id.as_str());
    if let Some(wanted) = args.programme.as_deref().filter(|wanted| !known().any(|id| id == *wanted)) {
        return Err(SourceError::unknown("programme", wanted, known()));
    }
    let is_there = |name: &str| people.candidates.iter().any(|candidate| candidate.is_called(&people.contest, name));
    if let Some(wanted) = args.competitor.as_deref().filter(|wanted| !is_there(wanted)) {
        let known = people.contest.entries.iter().map(|entry| entry.competitor.as_str());
        let known: BTreeSet<&str> = known.chain(people.candidates.iter().map(|candidate| candidate.person.as_str())).collect();
        return Err(SourceError::unknown("competitor", wanted, known));
    }
    // A row per rule is for whoever filters it.
    let all = args.all || args.format == Format::Csv;
    Ok(Selection { programme: args.programme.clone(), competitor: args.competitor.clone(), all })
}

fn write(args: &Honours, report: &Report, selection: &Selection) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    if args.bom {
        out.write_all(BYTE_ORDER_MARK)?;
    }
    match args.format {
        Format::Table => export::table::write(&mut out, report, selection)?,
        Format::Json => export::json::write(&mut out, report)?,
        Format::Csv => export::csv::write(&mut out, report)?,
    }
    out.flush()
}

fn write_changes(format: Format, report: &ChangesReport) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Table => export::changes::write_table(&mut out, report)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, report)?;
            writeln!(out)?;
        }
        Format::Csv => export::changes::write_csv(&mut out, report)?,
    }
    out.flush()
}
