//! What leaves the honours office as a file. The same content gives the same bytes, whenever it is made again.

mod content;
mod csv;
mod heading;
mod json;
mod workbook;

pub use content::{Content, NominationTable, QuotaLine, SealedCells, TableCell, TableRow};
pub use heading::titles;

use std::{io, path::Path};

use data_encoding::BASE64;
use rust_xlsxwriter::XlsxError;

use super::{
    certificate,
    pdf::{Paper, PdfError, Typeface, document},
};
use crate::honours::exports::TableFormat;

#[derive(Debug, thiserror::Error)]
pub enum OfficeFileError {
    #[error("the workbook cannot be made: {0}")]
    Workbook(#[from] XlsxError),
    #[error("the table cannot be made: {0}")]
    Table(#[from] io::Error),
    #[error("the table cannot be made: {0}")]
    Json(#[from] serde_json::Error),
    #[error("the file is kept in another form than it was written: {0}")]
    Kept(#[from] data_encoding::DecodeError),
    #[error(transparent)]
    Pdf(#[from] PdfError),
    #[error("{0}")]
    NoFont(String),
}

/// `sealed` has what is personal, by the person. Rows of a workbook wait in unnamed files of the folder `scratch`; `progress` hears how
/// many pages are done, and of how many.
///
/// # Errors
/// When the folder cannot be written, or a character has no picture in the font.
pub fn file(
    content: &Content,
    sealed: &SealedCells,
    typeface: &dyn Fn() -> Result<Typeface, String>,
    scratch: &Path,
    progress: &mut dyn FnMut(usize, usize),
) -> Result<Vec<u8>, OfficeFileError> {
    match content {
        Content::Nominations(table) => match table.format {
            TableFormat::Xlsx => workbook::bytes(table, sealed, scratch),
            TableFormat::Csv => csv::bytes(table, sealed, false),
            TableFormat::CsvBom => csv::bytes(table, sealed, true),
            TableFormat::Json => json::bytes(table, sealed),
        },
        Content::Kept { file } => Ok(BASE64.decode(file.as_bytes())?),
        Content::Certificates { host, certificates } => {
            let typeface = typeface().map_err(OfficeFileError::NoFont)?;
            let certificates: Vec<_> = certificates.iter().collect();
            Ok(certificate::pdf_with(&certificates, Some(host), &typeface, progress)?)
        }
        Content::Dossier { day, pages } => {
            let typeface = typeface().map_err(OfficeFileError::NoFont)?;
            Ok(document(super::dossier::TITLE, *day, Paper::A4, pages, &typeface, progress)?)
        }
    }
}
