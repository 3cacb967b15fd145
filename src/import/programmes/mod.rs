//! A folder of programmes: one TOML file each, and `honours.toml`, the catalogue of honours that they name.

mod catalogue;
mod category;
mod condition;
mod contradictions;
mod grants;
mod outcome_rules;
mod parts;
mod programme;
mod words;

use std::{fs, path::Path};

use super::{
    Overlay,
    fault::{Fault, Faults},
    files::Folder,
    keys::TomlFile,
    limits,
};
pub use outcome_rules::{OutcomeRulesFile, outcome_rules, read_outcome_rules};

use crate::honours::{Catalogue, Programme};

/// The folder itself, as faults name it.
const FOLDER: &str = ".";

/// What a folder of programmes holds.
#[derive(Debug)]
pub struct Programmes {
    /// By file name. Whoever judges by them asks [`Programmes::is_sound`] first.
    pub list: Vec<Programme>,
    pub catalogue: Catalogue,
    pub faults: Vec<Fault>,
}

impl Programmes {
    /// There is no folder, or there are no files in it.
    #[must_use]
    pub fn is_unreadable(&self) -> bool {
        self.faults.iter().any(|fault| fault.file == FOLDER && fault.is_error())
    }

    #[must_use]
    pub fn is_sound(&self) -> bool {
        !self.list.is_empty() && !self.faults.iter().any(Fault::is_error)
    }
}

/// Reads every file and reports every fault; never stops at the first.
#[must_use]
pub fn read_programmes(path: &Path) -> Programmes {
    let (faults, overlay) = (Faults::default(), Overlay::new());
    let folder = Folder { root: path, overlay: &overlay, faults: &faults };
    let names = file_names(&folder);
    let (catalogue, is_whole) = catalogue::read(&folder);
    let mut list: Vec<Programme> = Vec::new();
    for name in &names {
        let Some(text) = folder.text(name, None, limits::TOML_MAX_BYTES).read() else { continue };
        let file = TomlFile::parse(&text, faults.in_file(name, None));
        // What a syntax fault hides would be reported as missing.
        if !is_whole || !file.is_sound() {
            continue;
        }
        let Some(programme) = programme::read(&file.keys(), &catalogue, &text) else { continue };
        if list.iter().any(|other| other.id == programme.id) {
            let remedy = "give each programme an id of its own";
            faults.in_file(name, None).column("id").error("duplicate-programme", programme.id.as_str(), "another file has this id", remedy);
        } else {
            list.push(programme);
        }
    }
    let mut faults = faults.into_list();
    // What is only counted has no row, and comes last.
    faults.sort_by(|one, other| (&one.file, one.row.unwrap_or(u64::MAX)).cmp(&(&other.file, other.row.unwrap_or(u64::MAX))));
    Programmes { list, catalogue, faults }
}

fn file_names(folder: &Folder<'_>) -> Vec<String> {
    let place = folder.faults.in_file(FOLDER, None);
    let entries = match fs::read_dir(folder.root) {
        Ok(entries) => entries,
        Err(fault) => {
            let problem = format!("the folder {} cannot be read: {fault}", folder.root.display());
            place.error("folder-unreadable", folder.root.to_string_lossy(), problem, "name an existing folder");
            return Vec::new();
        }
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().extension().is_some_and(|extension| extension == "toml"))
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.') && name != catalogue::FILE)
        .collect();
    names.sort_unstable();
    if names.is_empty() {
        place.error("no-programmes", "", "there is no programme here", "name a folder with one .toml file per programme");
    }
    if names.len() > limits::PROGRAMMES_MAX_COUNT {
        let problem = format!("more than {} programmes", limits::PROGRAMMES_MAX_COUNT);
        place.error("too-many-programmes", format!("{} files", names.len()), problem, "split the folder");
        names.truncate(limits::PROGRAMMES_MAX_COUNT);
    }
    names
}
