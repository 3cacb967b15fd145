//! `jinbang check FOLDER`: what was read, and every fault with its place and what to do.

use std::{
    io::{self, Write},
    path::{Path, PathBuf},
    process::ExitCode,
};

use serde::Serialize;

use super::{
    check_programmes,
    faults::{Format, count, counted, write_fault},
};
use crate::import::{self, Fault, Import, Programmes, Severity, SkillSummary, Summary};

/// Read a competition's folder, programmes or both, or rules of outcomes, and report every fault
#[derive(Debug, clap::Args)]
pub struct Check {
    /// The competition's folder
    #[arg(required_unless_present_any = ["programmes", "outcomes"])]
    folder: Option<PathBuf>,
    /// A folder of programmes, alone or with the competition whose people they are for
    #[arg(long, value_name = "DIR")]
    programmes: Option<PathBuf>,
    /// A file of rules: what a result is worth as a learning outcome
    #[arg(long, value_name = "FILE", conflicts_with_all = ["folder", "programmes"])]
    outcomes: Option<PathBuf>,
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

#[derive(Debug, thiserror::Error)]
pub enum CheckError {
    #[error("the report cannot be written: {0}")]
    Output(#[from] io::Error),
}

/// The folder has errors.
const HAS_ERRORS: u8 = 1;
/// The folder cannot be read at all.
const UNREADABLE: u8 = 2;

#[derive(Serialize)]
struct Report<'a> {
    competition: Option<&'a str>,
    openable: bool,
    errors: usize,
    warnings: usize,
    summary: &'a Summary,
    faults: &'a [Fault],
}

#[derive(Serialize)]
struct Both<'a> {
    competition: Report<'a>,
    programmes: check_programmes::Report<'a>,
}

/// Exit code 0: no errors; 1: errors; 2: the folder cannot be read.
pub fn run(args: &Check) -> Result<ExitCode, CheckError> {
    if let Some(file) = &args.outcomes {
        return check_outcomes(args.format, file);
    }
    let import = args.folder.as_deref().map(import::read_folder);
    let programmes = args.programmes.as_deref().map(|folder| {
        let mut programmes = import::read_programmes(folder);
        let words = import.as_ref().map(|import| programmes.check_words(&import.people));
        programmes.faults.extend(words.into_iter().flatten());
        programmes
    });
    super::unless_closed(write(args.format, import.as_ref(), programmes.as_ref()))?;
    let codes = [import.as_ref().map(code), programmes.as_ref().map(code_of_programmes)];
    Ok(codes.into_iter().flatten().max().map_or(ExitCode::SUCCESS, ExitCode::from))
}

fn code(import: &Import) -> u8 {
    match import.competition {
        None => UNREADABLE,
        Some(_) if !import.is_openable() => HAS_ERRORS,
        Some(_) => 0,
    }
}

fn code_of_programmes(programmes: &Programmes) -> u8 {
    match programmes.is_unreadable() {
        true => UNREADABLE,
        false if !programmes.is_sound() => HAS_ERRORS,
        false => 0,
    }
}

fn check_outcomes(format: Format, file: &Path) -> Result<ExitCode, CheckError> {
    let file = import::read_outcome_rules(file);
    super::unless_closed(super::check_outcomes::write(format, &file))?;
    Ok(match &file.rules {
        _ if file.is_sound() => ExitCode::SUCCESS,
        None => ExitCode::from(UNREADABLE),
        Some(_) => ExitCode::from(HAS_ERRORS),
    })
}

/// Both, one after the other; as JSON one document with a key for each.
fn write(format: Format, import: Option<&Import>, programmes: Option<&Programmes>) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match (format, import, programmes) {
        (Format::Text, import, programmes) => {
            import.map_or(Ok(()), |import| write_text(&mut out, import))?;
            if import.is_some() && programmes.is_some() {
                writeln!(out)?;
            }
            programmes.map_or(Ok(()), |programmes| check_programmes::write_text(&mut out, programmes))?;
        }
        (Format::Json, Some(import), Some(programmes)) => {
            let both = Both { competition: report(import), programmes: check_programmes::report(programmes) };
            write_json(&mut out, &both)?;
        }
        (Format::Json, import, programmes) => {
            import.map_or(Ok(()), |import| write_json(&mut out, &report(import)))?;
            programmes.map_or(Ok(()), |programmes| write_json(&mut out, &check_programmes::report(programmes)))?;
        }
    }
    out.flush()
}

fn report(import: &Import) -> Report<'_> {
    Report {
        competition: import.competition.as_ref().map(|competition| competition.id.as_str()),
        openable: import.is_openable(),
        errors: count(&import.faults, Severity::Error),
        warnings: count(&import.faults, Severity::Warning),
        summary: &import.summary,
        faults: &import.faults,
    }
}

fn write_json(out: &mut dyn Write, report: &impl Serialize) -> io::Result<()> {
    serde_json::to_writer_pretty(&mut *out, report)?;
    writeln!(out)
}

fn write_text(out: &mut dyn Write, import: &Import) -> io::Result<()> {
    if let Some(competition) = &import.competition {
        writeln!(out, "{}  {}", competition.id, competition.title.en_or_zh())?;
        import.summary.skills.iter().try_for_each(|skill| write_skill(out, skill))?;
        writeln!(out)?;
    }
    for severity in [Severity::Error, Severity::Warning] {
        import.faults.iter().filter(|fault| fault.severity == severity).try_for_each(|fault| write_fault(out, fault))?;
    }
    let (errors, warnings) = (count(&import.faults, Severity::Error), count(&import.faults, Severity::Warning));
    let verdict = if import.is_openable() { "can be opened" } else { "cannot be opened" };
    writeln!(out, "{}, {}: {verdict}", counted(errors, "error"), counted(warnings, "warning"))
}

fn write_skill(out: &mut dyn Write, skill: &SkillSummary) -> io::Result<()> {
    writeln!(
        out,
        "  {}: {} criteria, {} sub-criteria, {} aspects ({} M + {} J) for {} marks; {} competitors, {} experts, {} panels",
        skill.skill,
        skill.criteria,
        skill.sub_criteria,
        skill.measurements + skill.judgements,
        skill.measurements,
        skill.judgements,
        skill.max_total,
        skill.competitors,
        skill.experts,
        skill.panels,
    )?;
    let state = if skill.is_complete() { "complete" } else { "not complete" };
    writeln!(out, "    {} entries, {} of {} marks: {state}", skill.entries, skill.marks, skill.marks_wanted)
}
