//! `jinbang export-cis FOLDER --out DIR`: results for the ceremony tools that read what CIS exports.

use std::{fs, io, path::PathBuf, process::ExitCode};

use super::{
    batch::{Source, SourceError},
    faults::counted,
    workbook::{self, WorkbookError},
};
use crate::export::{
    Results,
    cis::{self, CisFile},
};

/// Write results for ceremony tools, as CIS exports them
#[derive(Debug, clap::Args)]
pub struct ExportCis {
    /// The competition's folder
    folder: PathBuf,
    /// The folder for the two workbooks, made where there is none
    #[arg(long, value_name = "DIR")]
    out: PathBuf,
    /// Also while marks are missing or a draw is open
    #[arg(long)]
    incomplete: bool,
}

#[derive(Debug, thiserror::Error)]
pub enum ExportCisError {
    #[error(transparent)]
    Source(#[from] SourceError),
    #[error("this is not the last word, and a ceremony has no second one: {0}; --incomplete writes the files all the same")]
    NotFinal(String),
    #[error("the folder {} cannot be made: {fault}", path.display())]
    Folder { path: PathBuf, fault: io::Error },
    #[error(transparent)]
    Workbook(#[from] WorkbookError),
}

/// Exit code 0: both files are there; 1: the folder has errors, which are on standard error.
pub fn run(args: &ExportCis) -> Result<ExitCode, ExportCisError> {
    let Some(opened) = Source::new(args.folder.clone(), None).open()? else { return Ok(ExitCode::FAILURE) };
    let tallies = opened.tallies();
    let results = Results::new(&opened.competition, &tallies, &opened.draws);
    let not_final = cis::not_final(&results);
    if !args.incomplete && !not_final.is_empty() {
        return Err(ExportCisError::NotFinal(not_final.join(", ")));
    }
    fs::create_dir_all(&args.out).map_err(|fault| ExportCisError::Folder { path: args.out.clone(), fault })?;
    for file in CisFile::ALL {
        let path = args.out.join(file.name());
        let written = workbook::write(&path, |out, scratch| cis::write(file, out, scratch, &results))?;
        println!("{}  {}", path.display(), counted(written.rows, "row"));
        if written.half_named > 0 {
            let rows = counted(written.half_named, "row");
            eprintln!("{}: {rows} without a first or a last name, which the ceremony tool passes over", file.name());
        }
    }
    Ok(ExitCode::SUCCESS)
}
