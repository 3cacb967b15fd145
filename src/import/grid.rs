//! Cells of a sheet as text, row by row. Only the cells that hold something: a stray cell far out must not fill memory.

use std::{
    collections::BTreeMap,
    io::{self, Cursor, Read},
    panic::{AssertUnwindSafe, catch_unwind},
};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use zip::ZipArchive;

use crate::{
    decimal::Decimal,
    import::{fault::Place, limits},
};

pub(super) struct Workbook<'b>(Xlsx<Cursor<&'b [u8]>>);

#[derive(Default)]
pub(super) struct Grid {
    lines: Vec<Line>,
}

/// One row: its non-empty cells, trimmed, by column from 0.
pub(super) struct Line {
    /// As a spreadsheet shows it, from 1.
    pub row: u64,
    cells: BTreeMap<u32, String>,
}

pub(super) fn open<'b>(bytes: &'b [u8], place: &Place<'_>) -> Option<Workbook<'b>> {
    if !unpacks_within(bytes, limits::WORKBOOK_UNPACKED_MAX_BYTES) {
        let problem = format!("unpacked the workbook is larger than {} MB", limits::WORKBOOK_UNPACKED_MAX_BYTES >> 20);
        place.error("workbook-too-large", "", problem, "save only the sheet that is wanted");
        return None;
    }
    match guarded(|| Xlsx::new(Cursor::new(bytes))) {
        Ok(workbook) => Some(Workbook(workbook)),
        Err(fault) => {
            place.error("workbook-unreadable", "", format!("this is no workbook: {fault}"), "save it as an Excel workbook (.xlsx)");
            None
        }
    }
}

/// The reader of workbooks is not ours, and computes with whatever a file says.
fn guarded<T>(read: impl FnOnce() -> Result<T, XlsxError>) -> Result<T, String> {
    match catch_unwind(AssertUnwindSafe(read)) {
        Ok(read) => read.map_err(|fault| fault.to_string()),
        Err(_) => Err("what it says of its own structure is impossible".to_owned()),
    }
}

/// Counted by unpacking, for what a file says of itself may be wrong.
fn unpacks_within(bytes: &[u8], limit: u64) -> bool {
    // What is no archive is told by who reads it.
    let Ok(mut archive) = ZipArchive::new(Cursor::new(bytes)) else { return true };
    let mut left = limit;
    for index in 0..archive.len() {
        let Ok(file) = archive.by_index(index) else { continue };
        let read = io::copy(&mut file.take(left + 1), &mut io::sink()).unwrap_or(0);
        if read > left {
            return false;
        }
        left -= read;
    }
    true
}

impl Workbook<'_> {
    pub(super) fn names(&self) -> Vec<String> {
        self.0.sheet_names()
    }

    pub(super) fn sheet(&mut self, name: &str, place: &Place<'_>) -> Option<Grid> {
        let grid = guarded(|| self.cells(name, place));
        grid.inspect_err(|fault| {
            place.error("sheet-unreadable", name, format!("the sheet cannot be read: {fault}"), "save the workbook again as .xlsx");
        })
        .ok()
    }

    fn cells(&mut self, name: &str, place: &Place<'_>) -> Result<Grid, XlsxError> {
        let mut rows: BTreeMap<u32, BTreeMap<u32, String>> = BTreeMap::new();
        let mut reader = self.0.worksheet_cells_reader(name)?;
        let mut too_far = false;
        while let Some(cell) = reader.next_cell()? {
            let (row, column) = cell.get_position();
            let text = text(cell.get_value());
            if text.is_empty() || column >= limits::SHEET_MAX_COLUMNS {
                continue;
            }
            if row >= limits::SHEET_MAX_ROWS {
                too_far = true;
                continue;
            }
            rows.entry(row).or_default().insert(column, text);
        }
        if too_far {
            let problem = format!("rows below {} are not read", limits::SHEET_MAX_ROWS);
            place.error("sheet-too-long", name, problem, "remove what does not belong to the scheme");
        }
        Ok(Grid { lines: rows.into_iter().map(|(row, cells)| Line { row: u64::from(row) + 1, cells }).collect() })
    }
}

impl Grid {
    pub(super) fn lines(&self) -> impl Iterator<Item = &Line> {
        self.lines.iter()
    }
}

impl Line {
    /// Empty where there is nothing.
    pub(super) fn cell(&self, column: u32) -> &str {
        self.cells.get(&column).map_or("", String::as_str)
    }

    pub(super) fn cells(&self) -> impl Iterator<Item = (u32, &str)> {
        self.cells.iter().map(|(column, text)| (*column, text.as_str()))
    }
}

fn text(value: &DataRef<'_>) -> String {
    match value {
        DataRef::String(text) => text.trim().to_owned(),
        DataRef::SharedString(text) => text.trim().to_owned(),
        DataRef::Int(number) => number.to_string(),
        // A formula's 0.30000000000000004 means 0.3.
        DataRef::Float(number) => Decimal::from_f64(*number, 8).map_or_else(|| number.to_string(), |number| number.to_string()),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => text.clone(),
        DataRef::DateTime(time) => time.as_f64().to_string(),
        DataRef::Error(fault) => fault.to_string(),
        DataRef::Empty => String::new(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write;

    use zip::{ZipWriter, write::SimpleFileOptions};

    use super::*;

    #[test]
    fn what_unpacks_to_much_is_not_read() {
        let mut packed = ZipWriter::new(Cursor::new(Vec::new()));
        for name in ["xl/workbook.xml", "xl/worksheets/sheet1.xml"] {
            packed.start_file(name, SimpleFileOptions::default()).expect("a file in memory");
            packed.write_all(&[b'x'; 600]).expect("a file in memory");
        }
        let bytes = packed.finish().expect("a file in memory").into_inner();
        for (limit, within) in [(1_200, true), (1_199, false), (600, false), (0, false)] {
            assert_eq!(unpacks_within(&bytes, limit), within, "{limit}");
        }
        assert!(unpacks_within(b"no archive", 0), "that is told by who reads it");
    }
}
