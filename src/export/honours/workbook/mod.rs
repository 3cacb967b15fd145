//! A workbook for an honours office: counts, people, reasons, and what they rest on.

mod basis;
mod people;
mod reasons;
mod summary;
mod words;

use std::{io::Write, path::Path};

use rust_xlsxwriter::XlsxError;

use super::{Selection, listing::Listing};
use crate::{
    export::workbook::{Book, Table},
    honours::{Assessment, CategoryCount, Counting, Verdict},
};

/// Rows of each table.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Written {
    pub people: usize,
    pub reasons: usize,
}

/// The tables that grow together.
struct Sheets {
    people: Table,
    reasons: Table,
}

/// Everybody in every category, whatever `selection.all` says. `progress` hears how many categories are done, and of how many.
/// No more than one category is in memory; rows wait in unnamed files of the folder `scratch`.
///
/// # Errors
/// When `out` or the folder cannot be written.
pub fn write(
    out: impl Write + Send,
    scratch: &Path,
    assessment: &Assessment<'_>,
    selection: &Selection,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Written, XlsxError> {
    let contest = assessment.contest;
    let mut book = Book::new(&contest.title, contest.ends, scratch)?;
    let mut summary = book.table("汇总 Summary", &summary::COLUMNS)?;
    let mut sheets =
        Sheets { people: book.table("人员 People", &people::COLUMNS)?, reasons: book.table("理由 Reasons", &reasons::COLUMNS)? };
    let mut basis = book.table("依据 Basis", &basis::COLUMNS)?;
    let programmes = selection.programmes(assessment);
    let all = programmes.iter().map(|&index| assessment.programmes[index].categories.len()).sum();
    let mut done = 0;
    basis::add_results(&mut book, &mut basis, contest)?;
    for programme in programmes {
        let (counting, listing) = (Counting::new(assessment, programme), Listing::new(assessment, programme));
        summary::add(&mut book, &mut summary, assessment, programme, &counting)?;
        basis::add_programme(&mut book, &mut basis, listing.rules())?;
        for (category, count) in counting.categories.iter().enumerate() {
            progress(done, all);
            add_category(&mut book, &mut sheets, &listing, selection, category, count)?;
            done += 1;
        }
    }
    progress(done, all);
    let written = Written { people: sheets.people.rows(), reasons: sheets.reasons.rows() };
    for table in [summary, sheets.people, sheets.reasons, basis] {
        book.close(table)?;
    }
    book.save(out)?;
    Ok(written)
}

fn add_category(
    book: &mut Book,
    sheets: &mut Sheets,
    listing: &Listing<'_>,
    selection: &Selection,
    category: usize,
    count: &CategoryCount,
) -> Result<(), XlsxError> {
    let rules = listing.rule_lines(category);
    for listed in listing.everybody(category, count) {
        if selection.competitor.as_deref().is_some_and(|only| !listing.is_called(&listed, only)) {
            continue;
        }
        let mut person = listing.person(category, &listed);
        if listed.verdict != Verdict::No {
            person.rules = listing.reasons(category, &listed);
        }
        people::add(book, &mut sheets.people, listing, category, &listed, &person)?;
        reasons::add(book, &mut sheets.reasons, listing, category, &rules, &person)?;
    }
    Ok(())
}
