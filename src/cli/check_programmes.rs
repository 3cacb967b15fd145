//! `jinbang check --programmes DIR`: what was read, and every fault with its place and what to do.

use std::io::{self, Write};

use serde::Serialize;

use super::faults::{count, counted, write_fault};
use crate::import::{Fault, Programmes, Severity};

#[derive(Serialize)]
pub(super) struct Report<'a> {
    programmes: Vec<&'a str>,
    usable: bool,
    errors: usize,
    warnings: usize,
    faults: &'a [Fault],
}

pub(super) fn report(programmes: &Programmes) -> Report<'_> {
    Report {
        programmes: programmes.list.iter().map(|programme| programme.id.as_str()).collect(),
        usable: programmes.is_sound(),
        errors: count(&programmes.faults, Severity::Error),
        warnings: count(&programmes.faults, Severity::Warning),
        faults: &programmes.faults,
    }
}

pub(super) fn write_text(out: &mut dyn Write, programmes: &Programmes) -> io::Result<()> {
    for programme in &programmes.list {
        let rules: usize = programme.categories.iter().map(|category| category.rules.len()).sum();
        let categories = programme.categories.len();
        let counted_categories = format!("{categories} categor{}", if categories == 1 { "y" } else { "ies" });
        writeln!(out, "{}  {}: {counted_categories}, {}", programme.id, programme.title.en_or_zh(), counted(rules, "rule"))?;
    }
    if !programmes.list.is_empty() {
        writeln!(out, "{}\n", counted(programmes.catalogue.honours.len(), "honour"))?;
    }
    programmes.faults.iter().try_for_each(|fault| write_fault(out, fault))?;
    let (errors, warnings) = (count(&programmes.faults, Severity::Error), count(&programmes.faults, Severity::Warning));
    let verdict = if programmes.is_sound() { "can be used" } else { "cannot be used" };
    writeln!(out, "{}, {}: {verdict}", counted(errors, "error"), counted(warnings, "warning"))
}
