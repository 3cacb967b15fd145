//! `jinbang check --outcomes FILE`: what was read, and every fault with its place and what to do.

use std::io::{self, Write};

use serde::Serialize;

use super::faults::{Format, count, counted, write_fault};
use crate::import::{Fault, OutcomeRulesFile, Severity};

#[derive(Serialize)]
struct Report<'a> {
    rules: Option<&'a str>,
    rows: usize,
    usable: bool,
    errors: usize,
    warnings: usize,
    faults: &'a [Fault],
}

pub(super) fn write(format: Format, file: &OutcomeRulesFile) -> io::Result<()> {
    let mut out = io::BufWriter::new(io::stdout().lock());
    match format {
        Format::Text => write_text(&mut out, file)?,
        Format::Json => {
            serde_json::to_writer_pretty(&mut out, &report(file))?;
            writeln!(out)?;
        }
    }
    out.flush()
}

fn report(file: &OutcomeRulesFile) -> Report<'_> {
    Report {
        rules: file.rules.as_ref().map(|rules| rules.id.as_str()),
        rows: file.rules.as_ref().map_or(0, |rules| rules.rows.len()),
        usable: file.is_sound(),
        errors: count(&file.faults, Severity::Error),
        warnings: count(&file.faults, Severity::Warning),
        faults: &file.faults,
    }
}

fn write_text(out: &mut dyn Write, file: &OutcomeRulesFile) -> io::Result<()> {
    if let Some(rules) = &file.rules {
        let unconfirmed = rules.rows.iter().filter(|row| rules.is_unconfirmed(row)).count();
        writeln!(
            out,
            "{}  {}: {}, {unconfirmed} of them unconfirmed\n",
            rules.id,
            rules.title.en_or_zh(),
            counted(rules.rows.len(), "row")
        )?;
    }
    file.faults.iter().try_for_each(|fault| write_fault(out, fault))?;
    let Report { errors, warnings, usable, .. } = report(file);
    let verdict = if usable { "can be used" } else { "cannot be used" };
    writeln!(out, "{}, {}: {verdict}", counted(errors, "error"), counted(warnings, "warning"))
}
