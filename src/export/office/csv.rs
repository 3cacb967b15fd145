//! A row per nomination, with the columns' ids above.

use super::{NominationTable, OfficeFileError, SealedCells, TableCell};
use crate::{
    competition::Medal,
    export::csv::formula_safe,
    honours::{exports::Column, nomination::Stage},
};

/// By which some spreadsheets know UTF-8.
const BYTE_ORDER_MARK: &[u8] = "\u{feff}".as_bytes();

pub(super) fn bytes(table: &NominationTable, sealed: &SealedCells, marked: bool) -> Result<Vec<u8>, OfficeFileError> {
    let mut bytes = if marked { BYTE_ORDER_MARK.to_vec() } else { Vec::new() };
    let mut rows = csv::Writer::from_writer(&mut bytes);
    let words = table.columns.iter().map(|column| word(*column)).collect::<Result<Vec<_>, _>>()?;
    rows.write_record(words).map_err(std::io::Error::from)?;
    for row in &table.rows {
        rows.write_record(table.cells(row, sealed).iter().map(written)).map_err(std::io::Error::from)?;
    }
    rows.flush()?;
    drop(rows);
    Ok(bytes)
}

pub(super) fn word(column: Column) -> Result<String, serde_json::Error> {
    serde_json::from_value(serde_json::to_value(column)?)
}

fn written(cell: &TableCell) -> String {
    match cell {
        TableCell::Empty | TableCell::Sealed => String::new(),
        TableCell::Text(text) => formula_safe(text).into_owned(),
        TableCell::Count(count) => count.to_string(),
        TableCell::Date(date) => date.to_string(),
        TableCell::Stage(stage) => Stage::word(*stage).to_owned(),
        TableCell::Medal(medal) => Medal::word(*medal).to_owned(),
        TableCell::Flag(flag) => if *flag { "yes" } else { "no" }.to_owned(),
    }
}
