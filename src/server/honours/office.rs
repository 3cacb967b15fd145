//! What the office works with: its archive, the programmes, and what is on its way.

use std::{
    path::{Path, PathBuf},
    sync::{Mutex, MutexGuard, PoisonError},
};

use super::exports::Jobs;
use crate::{
    archive::{Archive, ArchiveFault},
    export::pdf::Typeface,
    honours::{
        Catalogue, Programme,
        exports::Exports,
        nomination::{Known, Register},
    },
    server::{app::App, error::ApiError, published::Results},
};

#[derive(Debug, thiserror::Error)]
pub enum OfficeFault {
    #[error(transparent)]
    Archive(#[from] ArchiveFault),
    #[error("this server has an honours office already")]
    Open,
}

/// What an office is opened with.
pub struct OfficeRules {
    pub programmes: Vec<Programme>,
    /// Titles of honours.
    pub catalogue: Catalogue,
    /// For PDFs, read when one is made; or what to do to have it.
    pub typeface: Box<TypefaceSource>,
}

pub type TypefaceSource = dyn Fn() -> Result<Typeface, String> + Send + Sync;

pub struct Office {
    pub archive: Archive,
    pub programmes: Vec<Programme>,
    pub catalogue: Catalogue,
    pub typeface: Box<TypefaceSource>,
    /// Rows of workbooks wait here, in files without a name.
    pub scratch: PathBuf,
    pub jobs: Jobs,
    register: Mutex<Register>,
    exports: Mutex<Exports>,
}

impl From<Vec<Programme>> for OfficeRules {
    fn from(programmes: Vec<Programme>) -> Self {
        let none = || Err("this server was given no font for PDFs".to_owned());
        Self { programmes, catalogue: Catalogue::default(), typeface: Box::new(none) }
    }
}

impl Office {
    /// In this data folder; without one it is gone with the process.
    ///
    /// # Errors
    /// When the archive cannot be used.
    pub fn open(folder: Option<&Path>, rules: OfficeRules) -> Result<Self, OfficeFault> {
        let OfficeRules { programmes, catalogue, typeface } = rules;
        let archive = folder.map_or_else(Archive::in_memory, Archive::open)?;
        let register = archive.register()?;
        // Where a merge was recorded and its data not moved before the end.
        for (from, into) in register.merged() {
            archive.move_person(from, into)?;
        }
        let exports = Mutex::new(archive.exports()?);
        Ok(Self {
            archive,
            programmes,
            catalogue,
            typeface,
            scratch: folder.map_or_else(std::env::temp_dir, Path::to_owned),
            jobs: Jobs::default(),
            register: Mutex::new(register),
            exports,
        })
    }

    /// The office of this server.
    ///
    /// # Errors
    /// When it has none.
    pub fn of(app: &App) -> Result<&Self, ApiError> {
        app.office.get().ok_or(ApiError::NotFound("honours office here: start the server with --programmes DIR"))
    }

    /// Whoever does something holds it until that is on the disk: one deed at a time, each checked against what is there.
    pub fn register(&self) -> MutexGuard<'_, Register> {
        self.register.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// As [`Office::register`]; whoever holds both takes that one first.
    pub fn exports(&self) -> MutexGuard<'_, Exports> {
        self.exports.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub fn known<'a>(&'a self, results: &'a Results) -> Known<'a> {
        Known { programmes: &self.programmes, results: &results.states }
    }
}
