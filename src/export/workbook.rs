//! Workbooks: typed cells under a heading in Chinese and English, written to a file as they come, the same bytes for the same content.

use std::{borrow::Cow, io::Write, path::Path};

use jiff::civil::Date;
use rust_xlsxwriter::{DocProperties, ExcelDateTime, Format, FormatPattern, Workbook, Worksheet, XlsxError};

use crate::{competition::Text, decimal::Decimal};

/// Rows of a sheet, as the format limits them.
const ROWS_MAX_COUNT: u32 = 1_048_576;
/// The format's limit is 32,767.
const TEXT_MAX_CHARS: usize = 32_000;
/// A document of a competition without dates.
const UNDATED: (u16, u8, u8) = (2000, 1, 1);
const HEADING_COLOUR: u32 = 0x00F2_E6C8;

#[derive(Debug, Clone, Copy)]
pub struct Column {
    /// Empty where the file's readers know one language only.
    pub zh: &'static str,
    pub en: &'static str,
    /// In characters; a Chinese one is two.
    pub width: u16,
}

pub enum Cell<'a> {
    Empty,
    Text(Cow<'a, str>),
    Count(u32),
    Number(Decimal),
    Date(Date),
}

impl<'a> Cell<'a> {
    pub fn text(text: impl Into<Cow<'a, str>>) -> Self {
        Self::Text(text.into())
    }

    /// `None`: an empty cell.
    pub fn count(count: Option<usize>) -> Self {
        count.and_then(|count| u32::try_from(count).ok()).map_or(Self::Empty, Self::Count)
    }
}

/// A workbook that is being written.
pub struct Book {
    workbook: Workbook,
    heading: Format,
    heading_en: Format,
    date: Format,
}

/// A table that goes on in another sheet where one is full.
pub struct Table {
    name: &'static str,
    columns: Cow<'static, [Column]>,
    sheets: Vec<Worksheet>,
    next_row: u32,
    rows: usize,
    /// Of one sheet.
    rows_max: u32,
}

impl Table {
    /// Rows below the heading, in all its sheets.
    pub const fn rows(&self) -> usize {
        self.rows
    }

    /// The heading is in one language or in two.
    fn heading_rows(&self) -> u32 {
        if self.columns.iter().all(|column| column.zh.is_empty()) { 1 } else { 2 }
    }
}

impl Book {
    /// Dated by the competition, never by the clock. Rows wait in unnamed files of the folder `scratch`.
    ///
    /// # Errors
    /// When the folder takes no files.
    pub fn new(title: &Text, day: Option<Date>, scratch: &Path) -> Result<Self, XlsxError> {
        let (year, month, of_month) = day.and_then(ymd).unwrap_or(UNDATED);
        let made = ExcelDateTime::from_ymd(year, month, of_month)?;
        let properties = DocProperties::new().set_title(title.en_or_zh()).set_author("Jinbang").set_creation_datetime(&made);
        let mut workbook = Workbook::new();
        workbook.set_properties(&properties).set_tempdir(scratch)?;
        let heading = Format::new().set_bold().set_background_color(HEADING_COLOUR).set_pattern(FormatPattern::Solid);
        let heading_en = Format::new().set_italic().set_background_color(HEADING_COLOUR).set_pattern(FormatPattern::Solid);
        Ok(Self { workbook, heading, heading_en, date: Format::new().set_num_format("yyyy-mm-dd") })
    }

    /// # Errors
    /// When the storage fails.
    pub fn table(&mut self, name: &'static str, columns: impl Into<Cow<'static, [Column]>>) -> Result<Table, XlsxError> {
        let mut table = Table { name, columns: columns.into(), sheets: Vec::new(), next_row: 0, rows: 0, rows_max: ROWS_MAX_COUNT };
        self.begin_sheet(&mut table)?;
        Ok(table)
    }

    fn begin_sheet(&mut self, table: &mut Table) -> Result<(), XlsxError> {
        let mut sheet = self.workbook.new_worksheet_with_constant_memory()?;
        let part = table.sheets.len() + 1;
        sheet.set_name(if part == 1 { table.name.to_owned() } else { format!("{} {part}", table.name) })?;
        let heading_rows = table.heading_rows();
        for (column, index) in table.columns.iter().zip(0..) {
            sheet.set_column_width(index, f64::from(column.width))?;
        }
        if heading_rows == 2 {
            for (column, index) in table.columns.iter().zip(0..) {
                sheet.write_string_with_format(0, index, column.zh, &self.heading)?;
            }
        }
        for (column, index) in table.columns.iter().zip(0..) {
            sheet.write_string_with_format(heading_rows - 1, index, column.en, &self.heading_en)?;
        }
        sheet.set_freeze_panes(heading_rows, 0)?;
        table.next_row = heading_rows;
        table.sheets.push(sheet);
        Ok(())
    }

    /// # Errors
    /// When the storage fails.
    pub fn add(&mut self, table: &mut Table, cells: &[Cell<'_>]) -> Result<(), XlsxError> {
        if table.next_row == table.rows_max {
            end_sheet(table)?;
            self.begin_sheet(table)?;
        }
        let row = table.next_row;
        if let Some(sheet) = table.sheets.last_mut() {
            for (cell, column) in cells.iter().zip(0..) {
                self.write(sheet, row, column, cell)?;
            }
        }
        table.next_row += 1;
        table.rows += 1;
        Ok(())
    }

    /// A text stays a text, whatever it begins with.
    fn write(&self, sheet: &mut Worksheet, row: u32, column: u16, cell: &Cell<'_>) -> Result<(), XlsxError> {
        match cell {
            Cell::Empty => {}
            Cell::Text(text) if text.is_empty() => {}
            Cell::Text(text) => {
                sheet.write_string(row, column, shortened(text))?;
            }
            Cell::Count(count) => {
                sheet.write_number(row, column, *count)?;
            }
            // A spreadsheet has no other numbers; up to fifteen digits it shows the exact one.
            Cell::Number(number) => {
                sheet.write_number(row, column, number.to_f64())?;
            }
            Cell::Date(date) => match ymd(*date) {
                Some((year, month, day)) => {
                    sheet.write_datetime_with_format(row, column, ExcelDateTime::from_ymd(year, month, day)?, &self.date)?;
                }
                None => {
                    sheet.write_string(row, column, date.to_string())?;
                }
            },
        }
        Ok(())
    }

    /// Tables stand in the workbook in the order in which they are closed.
    ///
    /// # Errors
    /// When the storage fails.
    pub fn close(&mut self, mut table: Table) -> Result<(), XlsxError> {
        end_sheet(&mut table)?;
        table.sheets.into_iter().for_each(|sheet| self.workbook.push_worksheet(sheet));
        Ok(())
    }

    /// # Errors
    /// When `out` cannot be written.
    pub fn save(mut self, out: impl Write + Send) -> Result<(), XlsxError> {
        self.workbook.save_to_writer(out)
    }
}

/// The filter reaches from the last row of the heading to the last row.
fn end_sheet(table: &mut Table) -> Result<(), XlsxError> {
    let (heading_rows, last_row) = (table.heading_rows(), table.next_row - 1);
    let last_column = u16::try_from(table.columns.len() - 1).unwrap_or(u16::MAX);
    if let Some(sheet) = table.sheets.last_mut() {
        sheet.autofilter(heading_rows - 1, 0, last_row, last_column)?;
    }
    Ok(())
}

/// Dates that a spreadsheet can count.
fn ymd(date: Date) -> Option<(u16, u8, u8)> {
    let year = u16::try_from(date.year()).ok().filter(|year| *year >= 1900)?;
    Some((year, u8::try_from(date.month()).ok()?, u8::try_from(date.day()).ok()?))
}

fn shortened(text: &str) -> String {
    match text.char_indices().nth(TEXT_MAX_CHARS) {
        Some((cut, _)) => format!("{}…", &text[..cut]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use calamine::{Reader, Xlsx};

    use super::*;

    const COLUMNS: [Column; 2] = [Column { zh: "甲", en: "a", width: 8 }, Column { zh: "乙", en: "b", width: 8 }];

    fn saved(book: Book) -> Xlsx<Cursor<Vec<u8>>> {
        let mut bytes = Vec::new();
        book.save(&mut bytes).unwrap();
        Xlsx::new(Cursor::new(bytes)).unwrap()
    }

    /// As after the last row that the format has.
    #[test]
    fn a_full_sheet_goes_on_in_the_next() {
        let mut book = Book::new(&Text::plain("t"), None, &std::env::temp_dir()).unwrap();
        let mut table = book.table("表 T", &COLUMNS).unwrap();
        table.rows_max = 4;
        for row in 0..5 {
            book.add(&mut table, &[Cell::Count(row), Cell::Empty]).unwrap();
        }
        assert_eq!(table.rows(), 5);
        book.close(table).unwrap();
        let mut workbook = saved(book);
        assert_eq!(workbook.sheet_names(), ["表 T", "表 T 2", "表 T 3"]);
        let cells = |range: calamine::Range<calamine::Data>| range.rows().map(|row| row[0].to_string()).collect::<Vec<_>>().join(" ");
        let told: Vec<String> = workbook.worksheets().into_iter().map(|(_, range)| cells(range)).collect();
        assert_eq!(told, ["甲 a 0 1", "甲 a 2 3", "甲 a 4"]);
    }

    #[test]
    fn a_text_without_end_is_cut_and_a_date_before_spreadsheets_is_a_text() {
        let mut book = Book::new(&Text::plain("t"), None, &std::env::temp_dir()).unwrap();
        let mut table = book.table("T", &COLUMNS).unwrap();
        let long = "长".repeat(40_000);
        book.add(&mut table, &[Cell::text(&long), Cell::Date("1850-01-01".parse().unwrap())]).unwrap();
        book.close(table).unwrap();
        let range = saved(book).worksheet_range("T").unwrap();
        assert_eq!(range.get((2, 0)).unwrap().to_string().chars().count(), TEXT_MAX_CHARS + 1);
        assert_eq!(range.get((2, 1)).unwrap().to_string(), "1850-01-01");
    }
}
