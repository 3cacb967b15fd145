//! Faults of folders, as text and as numbers.

use std::io::{self, Write};

use crate::import::{Fault, Severity};

#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub(super) enum Format {
    #[default]
    Text,
    Json,
}

pub(super) fn count(faults: &[Fault], severity: Severity) -> usize {
    faults.iter().filter(|fault| fault.severity == severity).count()
}

pub(super) fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

pub(super) fn write_fault(out: &mut dyn Write, fault: &Fault) -> io::Result<()> {
    let severity = if fault.is_error() { "error" } else { "warning" };
    let found = if fault.found.is_empty() { String::new() } else { format!(" (found: {})", fault.found) };
    writeln!(out, "{severity} {}: {}{found} [{}]", fault.location(), fault.problem, fault.code)?;
    writeln!(out, "    {}", fault.remedy)
}
