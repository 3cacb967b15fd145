//! Comma-separated tables: columns by name in any order, and the line each row begins on.

use csv::StringRecord;

use super::{
    fault::{Place, nearest},
    files::row_at,
};

pub(super) struct Table<'a> {
    place: Place<'a>,
    text: &'a str,
    /// Known columns with their index.
    columns: Vec<(&'static str, usize)>,
    /// The header as written, for fault messages.
    header: Vec<String>,
    header_line: u64,
}

pub(super) struct Row<'t, 'a> {
    table: &'t Table<'a>,
    pub line: u64,
    record: StringRecord,
}

impl<'a> Table<'a> {
    /// Reads the header. `None` (with the faults reported) when there is none or a required column is missing.
    pub(super) fn open(text: &'a str, place: Place<'a>, required: &[&'static str], optional: &[&'static str]) -> Option<Self> {
        let mut records = Records::new(text, b',');
        let Record { line: header_line, cells: header, .. } = records.next()?.inspect_err(|fault| unreadable(&place, 1, fault)).ok()?;
        let header: Vec<String> = header.iter().map(str::to_owned).collect();
        let mut table = Self { place, text, columns: Vec::new(), header, header_line };
        table.find_columns(required, optional);
        let missing: Vec<&str> = required.iter().copied().filter(|name| table.column(name).is_none()).collect();
        if missing.is_empty() {
            return Some(table);
        }
        table.report_missing(&missing, required, optional);
        None
    }

    fn find_columns(&mut self, required: &[&'static str], optional: &[&'static str]) {
        let place = self.place.row(self.header_line);
        for (index, written) in self.header.iter().enumerate() {
            let name = normalised(written);
            let Some(known) = required.iter().chain(optional).copied().find(|known| *known == name) else {
                if !name.is_empty() {
                    let remedy = match nearest(&name, required.iter().chain(optional).copied()) {
                        Some(near) => format!("rename it to {near}, or remove it"),
                        None => format!(
                            "remove it; known columns are {}",
                            required.iter().chain(optional).copied().collect::<Vec<_>>().join(", ")
                        ),
                    };
                    place.column(written.clone()).warning("unknown-column", written, "this column is not read", remedy);
                }
                continue;
            };
            if self.columns.iter().any(|(column, _)| *column == known) {
                place.column(written.clone()).error("duplicate-column", written, "this column is there twice", "keep one of them");
            } else {
                self.columns.push((known, index));
            }
        }
    }

    fn report_missing(&self, missing: &[&str], required: &[&str], optional: &[&str]) {
        let place = self.place.row(self.header_line);
        let found = self.header.join(",");
        if self.header.len() == 1 && found.contains([';', '\t']) {
            place.error(
                "wrong-delimiter",
                found,
                "the columns are not separated by commas",
                "save the file with commas between the columns",
            );
            return;
        }
        let all: Vec<&str> = required.iter().chain(optional).copied().collect();
        for name in missing {
            let remedy = format!("the first line names the columns: {}", all.join(","));
            place.column((*name).to_owned()).error("column-missing", &found, format!("there is no column {name}"), remedy);
        }
    }

    pub(super) fn column(&self, name: &str) -> Option<usize> {
        self.columns.iter().find(|(column, _)| *column == name).map(|(_, index)| *index)
    }

    /// The rows that have any content. Rows that cannot be read are reported and left out.
    pub(super) fn rows(&self) -> impl Iterator<Item = Row<'_, 'a>> {
        let mut records = Records::new(self.text, b',');
        let _ = records.next(); // the header
        records.filter_map(|record| match record {
            Ok(record) => self.row(record),
            Err(fault) => {
                unreadable(&self.place, 0, &fault);
                None
            }
        })
    }

    fn row(&self, record: Record) -> Option<Row<'_, 'a>> {
        let Record { line, cells: record, unclosed } = record;
        if record.iter().all(str::is_empty) {
            return None;
        }
        if record.len() > self.header.len() {
            let extra = record.iter().skip(self.header.len()).find(|cell| !cell.is_empty());
            let problem = format!("the row has {} cells and the header {}", record.len(), self.header.len());
            let remedy = "put quotation marks around a cell that contains a comma";
            let place = self.place.row(line);
            match extra {
                Some(extra) => place.error("too-many-cells", extra, problem, remedy),
                None => place.warning("too-many-cells", "", problem, remedy),
            }
        }
        if record.len() < self.header.len() {
            let problem = format!("the row has {} cells and the header {}", record.len(), self.header.len());
            self.place.row(line).warning(
                "too-few-cells",
                record.iter().collect::<Vec<_>>().join(","),
                problem,
                "write a comma for every empty cell too",
            );
        }
        if unclosed {
            let remedy = "close the quotation mark; a mark inside a cell is written twice";
            self.place.row(line).error("unclosed-quote", "\"", "a quotation mark is opened in this row and never closed", remedy);
        }
        Some(Row { table: self, line, record })
    }
}

fn unreadable(place: &Place<'_>, line: u64, fault: &csv::Error) {
    let line = fault.position().map_or(line, csv::Position::line);
    place.row(line).error("row-unreadable", "", format!("the row cannot be read: {fault}"), "save the file again as CSV UTF-8");
}

/// `Max Mark`, `max-mark` and `MAX_MARK` are one column.
fn normalised(header: &str) -> String {
    header.trim().to_lowercase().replace([' ', '-'], "_")
}

impl<'t, 'a> Row<'t, 'a> {
    /// The trimmed cell, empty where there is none.
    pub(super) fn cell(&self, column: &str) -> &str {
        self.at(self.table.column(column))
    }

    /// [`Row::cell`] by an index looked up before.
    pub(super) fn at(&self, column: Option<usize>) -> &str {
        column.and_then(|column| self.record.get(column)).unwrap_or("")
    }

    pub(super) fn place(&self) -> Place<'a> {
        self.table.place.row(self.line)
    }

    pub(super) fn place_of(&self, column: &'t str) -> Place<'a> {
        let written = self.table.column(column).and_then(|index| self.table.header.get(index)).map_or(column, String::as_str);
        self.place().column(written.to_owned())
    }
}

/// Records with the line they begin on. The csv crate reports the line where it began to look, before blank lines.
pub(super) struct Records<'a> {
    reader: csv::Reader<&'a [u8]>,
    text: &'a [u8],
    line: u64,
    counted_to: usize,
}

impl<'a> Records<'a> {
    pub(super) fn new(text: &'a str, delimiter: u8) -> Self {
        let mut builder = csv::ReaderBuilder::new();
        let reader = builder.has_headers(false).flexible(true).trim(csv::Trim::All).delimiter(delimiter).from_reader(text.as_bytes());
        Self { reader, text: text.as_bytes(), line: 1, counted_to: 0 }
    }

    fn line_at(&mut self, byte: u64) -> u64 {
        let mut start = usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len());
        while self.text.get(start).is_some_and(|byte| matches!(byte, b'\n' | b'\r')) {
            start += 1;
        }
        let stretch = &self.text[self.counted_to.min(start)..start];
        let old_mac_ends = stretch.windows(2).filter(|pair| pair[0] == b'\r' && pair[1] != b'\n').count();
        self.line += row_at(stretch, stretch.len()) - 1 + old_mac_ends as u64;
        self.counted_to = start;
        self.line
    }
}

pub(super) struct Record {
    pub line: u64,
    pub cells: StringRecord,
    /// It runs over several lines up to the end of the file because a quotation mark is missing.
    unclosed: bool,
}

impl Records<'_> {
    fn is_unclosed(&self, start: u64) -> bool {
        let [start, end] =
            [start, self.reader.position().byte()].map(|byte| usize::try_from(byte).unwrap_or(usize::MAX).min(self.text.len()));
        let stretch = self.text.get(start..end).unwrap_or_default();
        end == self.text.len() && stretch.contains(&b'\n') && stretch.split(|&byte| byte == b'"').count() % 2 == 0
    }
}

impl Iterator for Records<'_> {
    type Item = Result<Record, csv::Error>;

    fn next(&mut self) -> Option<Self::Item> {
        let mut record = StringRecord::new();
        match self.reader.read_record(&mut record) {
            Ok(false) => None,
            Ok(true) => {
                let start = record.position().map_or(0, csv::Position::byte);
                Some(Ok(Record { line: self.line_at(start), unclosed: self.is_unclosed(start), cells: record }))
            }
            Err(fault) => Some(Err(fault)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::import::fault::Faults;

    fn lines(text: &str) -> Vec<(u64, String)> {
        let faults = Faults::default();
        let table = Table::open(text, faults.in_file("t.csv", None), &["id"], &["name"]).unwrap();
        table.rows().map(|row| (row.line, row.cell("id").to_owned())).collect()
    }

    #[test]
    fn rows_know_the_line_an_editor_shows() {
        let expected = |pairs: &[(u64, &str)]| pairs.iter().map(|(line, id)| (*line, (*id).to_owned())).collect::<Vec<_>>();
        for (text, rows) in [
            ("id,name\na,1\nb,2\n", &[(2, "a"), (3, "b")][..]),
            ("id,name\r\n\r\na,1\r\n\r\n\r\nb,2", &[(3, "a"), (6, "b")]),
            ("ID , Name\n a ,\"two\nlines\"\n , \nb,2\n", &[(2, "a"), (5, "b")]),
            ("\n\nid\n\na\n", &[(5, "a")]),
        ] {
            assert_eq!(lines(text), expected(rows), "{text:?}");
        }
    }
}
