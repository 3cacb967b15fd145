//! For programs; `docs/nominations.schema.json` is its schema.

use serde_json::{Map, Value, json};

use super::{NominationTable, OfficeFileError, SealedCells, TableCell, csv::word};

pub(super) fn bytes(table: &NominationTable, sealed: &SealedCells) -> Result<Vec<u8>, OfficeFileError> {
    let columns = table.columns.iter().map(|column| word(*column)).collect::<Result<Vec<_>, _>>()?;
    let row = |row| -> Map<String, Value> {
        let cells: Vec<TableCell> = table.cells(row, sealed);
        columns.iter().cloned().zip(cells.iter().map(value)).collect()
    };
    let rows: Vec<_> = table.rows.iter().map(row).collect();
    let document = json!({
        "format": "jinbang-nominations",
        "version": 1,
        "export": table.export,
        "day": table.day,
        "columns": columns,
        "rows": rows,
        "quotas": table.quotas,
    });
    let mut bytes = serde_json::to_vec_pretty(&document)?;
    bytes.push(b'\n');
    Ok(bytes)
}

fn value(cell: &TableCell) -> Value {
    match cell {
        TableCell::Empty | TableCell::Sealed => Value::Null,
        TableCell::Text(text) => json!(text),
        TableCell::Count(count) => json!(count),
        TableCell::Date(date) => json!(date),
        TableCell::Stage(stage) => json!(stage.word()),
        TableCell::Medal(medal) => json!(medal.word()),
        TableCell::Flag(flag) => json!(flag),
    }
}
