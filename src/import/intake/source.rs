//! Sheets and text files as rows of cells.

use super::{
    encoding::{self, Encoding},
    headings::meant,
};
use crate::import::{fault::Faults, grid, limits, table::Records, words};

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum IntakeFault {
    #[error("this is neither a workbook (.xlsx) nor text in UTF-8, UTF-16 or GBK")]
    NoTable,
    #[error("this is a workbook of the old kind; save it as .xlsx")]
    OldWorkbook,
    #[error("the workbook cannot be read: {0}")]
    Workbook(String),
    #[error("the workbook has no sheet {0}")]
    NoSheet(String),
    #[error("the table is empty")]
    Empty,
    #[error("a list has at most {} rows", limits::SHEET_MAX_ROWS)]
    TooLong,
}

/// A table as it was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Intake {
    /// Of a workbook.
    pub sheets: Vec<String>,
    pub sheet: Option<String>,
    pub encoding: Encoding,
    pub heading_row: u64,
    pub headings: Vec<String>,
    /// With the row a spreadsheet or editor shows; each as long as the headings.
    pub rows: Vec<(u64, Vec<String>)>,
}

type Rows = Vec<(u64, Vec<String>)>;

impl Intake {
    /// `columns`: what the table it is for may have. The headings are the first row that names two of them, or else the first row.
    ///
    /// # Errors
    /// When the bytes are no table.
    pub fn read(bytes: &[u8], sheet: Option<&str>, columns: &[&'static str]) -> Result<Self, IntakeFault> {
        if bytes.starts_with(b"PK") {
            return Self::of_workbook(bytes, sheet, columns);
        }
        if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) {
            return Err(IntakeFault::OldWorkbook);
        }
        let (text, encoding) = encoding::decoded(bytes).ok_or(IntakeFault::NoTable)?;
        let records = Records::new(&text, delimiter(&text)).filter_map(Result::ok);
        let rows = records.map(|record| (record.line, record.cells.iter().map(words::one_line).collect()));
        Self { sheets: Vec::new(), sheet: None, encoding, heading_row: 0, headings: Vec::new(), rows: rows.collect() }
            .with_headings(columns)
    }

    fn of_workbook(bytes: &[u8], sheet: Option<&str>, columns: &[&'static str]) -> Result<Self, IntakeFault> {
        let faults = Faults::default();
        let place = faults.in_file("", None);
        let Some(mut workbook) = grid::open(bytes, &place) else { return Err(first_of(faults)) };
        let sheets = workbook.names();
        let name = sheet.map_or_else(|| sheets.first().cloned(), |name| Some(name.to_owned())).ok_or(IntakeFault::Empty)?;
        if !sheets.contains(&name) {
            return Err(IntakeFault::NoSheet(name));
        }
        let Some(found) = workbook.sheet(&name, &place) else { return Err(first_of(faults)) };
        let width = found.lines().flat_map(grid::Line::cells).map(|(column, _)| column + 1).max().unwrap_or(0);
        let cells = |line: &grid::Line| (0..width).map(|column| words::one_line(line.cell(column))).collect();
        let rows = found.lines().map(|line| (line.row, cells(line))).collect();
        Self { sheets, sheet: Some(name), encoding: Encoding::Workbook, heading_row: 0, headings: Vec::new(), rows }.with_headings(columns)
    }

    fn with_headings(mut self, columns: &[&'static str]) -> Result<Self, IntakeFault> {
        let mut rows: Rows = std::mem::take(&mut self.rows);
        rows.retain(|(_, cells)| cells.iter().any(|cell| !cell.is_empty()));
        if rows.len() > limits::SHEET_MAX_ROWS as usize {
            return Err(IntakeFault::TooLong);
        }
        let known = |cells: &[String]| cells.iter().filter(|cell| meant(cell, columns).is_some()).count();
        let at = rows.iter().take(20).position(|(_, cells)| known(cells) >= 2).unwrap_or(0);
        if rows.is_empty() {
            return Err(IntakeFault::Empty);
        }
        let mut below = rows.split_off(at);
        (self.heading_row, self.headings) = below.remove(0);
        self.headings.truncate(limits::SHEET_MAX_COLUMNS as usize);
        for (_, cells) in &mut below {
            cells.resize(self.headings.len(), String::new());
        }
        self.rows = below;
        Ok(self)
    }

    /// What each column most likely is; each of the folder's columns is taken once.
    #[must_use]
    pub fn guessed(&self, columns: &[&'static str]) -> Vec<Option<&'static str>> {
        let mut taken: Vec<&str> = Vec::new();
        let guess = |heading: &String| {
            let found = meant(heading, columns).filter(|column| !taken.contains(column))?;
            taken.push(found);
            Some(found)
        };
        self.headings.iter().map(guess).collect()
    }
}

fn first_of(faults: Faults) -> IntakeFault {
    IntakeFault::Workbook(faults.into_list().into_iter().next().map(|fault| fault.problem).unwrap_or_default())
}

/// The separator that the first line has most of.
fn delimiter(text: &str) -> u8 {
    let first = text.lines().find(|line| !line.trim().is_empty()).unwrap_or_default();
    let count = |separator: &u8| first.bytes().filter(|byte| byte == separator).count();
    [b',', b'\t', b';'].into_iter().rev().max_by_key(count).unwrap_or(b',')
}
