//! A workbook in a file of its own, and how far it is.

use std::{
    fs::File,
    io::{self, BufWriter, Write},
    path::{Path, PathBuf},
    time::{Duration, Instant},
};

use indicatif::{ProgressBar, ProgressStyle};
use rust_xlsxwriter::XlsxError;
use tempfile::NamedTempFile;

/// Who waits longer than this is shown how far it is, on a terminal.
const SILENT_MAX: Duration = Duration::from_secs(1);

#[derive(Debug, thiserror::Error)]
pub enum WorkbookError {
    #[error("{} cannot be written: {fault}; name a file in a folder that is there and may be written", path.display())]
    File { path: PathBuf, fault: io::Error },
    #[error("{} cannot be written: {fault}", path.display())]
    Content { path: PathBuf, fault: XlsxError },
}

pub(super) type Out<'a> = BufWriter<&'a mut File>;

/// The file is there whole or not at all, and its owner's alone: it holds names. `fill` gets the folder for its unnamed files.
pub(super) fn write<T>(path: &Path, fill: impl FnOnce(&mut Out<'_>, &Path) -> Result<T, XlsxError>) -> Result<T, WorkbookError> {
    let of_file = |fault| WorkbookError::File { path: path.to_owned(), fault };
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let mut file = NamedTempFile::new_in(folder).map_err(of_file)?;
    let mut out = BufWriter::new(file.as_file_mut());
    let filled = fill(&mut out, folder).map_err(|fault| WorkbookError::Content { path: path.to_owned(), fault })?;
    out.flush().map_err(of_file)?;
    drop(out);
    file.persist(path).map_err(|fault| of_file(fault.error))?;
    Ok(filled)
}

/// A bar on standard error; nothing where that is no terminal.
pub(super) struct Progress {
    since: Instant,
    bar: ProgressBar,
}

impl Progress {
    pub(super) fn begin(what: &str) -> Self {
        let bar = ProgressBar::no_length();
        let style = ProgressStyle::with_template(&format!("{{bar:40.yellow}} {{pos}}/{{len}} {what} · {{eta}} left"));
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()));
        Self { since: Instant::now(), bar }
    }

    pub(super) fn tell(&self, done: usize, of: usize) {
        if self.since.elapsed() >= SILENT_MAX {
            self.bar.set_length(of as u64);
            self.bar.set_position(done as u64);
        }
    }

    pub(super) fn end(self) {
        self.bar.finish_and_clear();
    }
}
