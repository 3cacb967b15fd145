//! What a file is made of, as the archive keeps it.

use std::collections::BTreeMap;

use jiff::civil::Date;
use serde::{Deserialize, Serialize};

use crate::{
    competition::{Medal, Text},
    export::pdf::Page,
    honours::{
        Certificate,
        exports::{Column, ExportId, TableFormat},
        nomination::{NominationId, Stage},
    },
};

#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(tag = "kind", rename_all = "kebab-case")]
pub enum Content {
    Nominations(NominationTable),
    /// A file that is kept as it is: it holds nothing that is sealed.
    Kept {
        /// Base64.
        file: String,
    },
    Certificates {
        /// Where they are verified.
        host: String,
        certificates: Vec<Certificate>,
    },
    Dossier {
        day: Option<Date>,
        pages: Vec<Page>,
    },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NominationTable {
    pub export: ExportId,
    pub day: Date,
    pub format: TableFormat,
    pub columns: Vec<Column>,
    pub rows: Vec<TableRow>,
    /// Of the programmes and years in the table.
    pub quotas: Vec<QuotaLine>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct TableRow {
    pub nomination: NominationId,
    pub person: String,
    /// As many as columns.
    pub cells: Vec<TableCell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TableCell {
    Empty,
    Text(String),
    Count(u32),
    Date(Date),
    Stage(Stage),
    Medal(Medal),
    Flag(bool),
    /// Among the person's own.
    Sealed,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct QuotaLine {
    pub programme: String,
    pub programme_title: Text,
    pub year: i16,
    /// `programme`, `tier`, `category` or `body`.
    pub of: String,
    /// Of a tier, category or body.
    pub id: Option<String>,
    pub title: Text,
    /// None: no limit.
    pub quota: Option<u32>,
    pub granted: u32,
    pub reserved: u32,
    pub waiting: u32,
    pub beyond: u32,
}

/// By the person's id.
pub type SealedCells = BTreeMap<String, BTreeMap<Column, String>>;

impl NominationTable {
    /// A row's cells with what is personal in its place; nothing where nothing is known.
    pub(super) fn cells(&self, row: &TableRow, sealed: &SealedCells) -> Vec<TableCell> {
        let own = sealed.get(&row.person);
        let open = |(column, cell): (&Column, &TableCell)| match cell {
            TableCell::Sealed => match own.and_then(|own| own.get(column)).filter(|text| !text.is_empty()) {
                Some(text) => TableCell::Text(text.clone()),
                None => TableCell::Empty,
            },
            other => other.clone(),
        };
        self.columns.iter().zip(&row.cells).map(open).collect()
    }
}
