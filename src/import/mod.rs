//! A competition's folder, read whole: every fault at once, each with its place and what to do about it.

mod awards;
mod cis;
mod convert;
mod draws;
mod fault;
mod files;
mod grid;
mod head;
mod intake;
mod keys;
pub mod limits;
mod marks;
mod panel_check;
mod people;
mod persons;
mod programmes;
mod publication;
mod replay;
mod scheme_csv;
mod scheme_line;
mod signed;
mod signing_check;
mod skill;
mod summary;
mod table;
mod words;

use std::{fs, path::Path};

pub use convert::{Converted, NotConvertible, workbook_as_table};
pub use fault::{Fault, SAME_FAULTS_MAX_COUNT, Severity, nearest};
pub use files::Overlay;
pub use intake::{Encoding, Intake, IntakeFault, Listed, ListedPeople, Merging};
pub use marks::MarkRow;
pub use panel_check::may_sit;
pub use persons::{FACT_COLUMNS, facts_of};
pub use programmes::{OutcomeRulesFile, Programmes, outcome_rules, read_outcome_rules, read_programmes};
pub use replay::tallies;
pub use summary::{SkillSummary, Summary};

use crate::{
    competition::{Competition, Skill, SkillId},
    honours::{PersonRow, outcome::SignedResult},
    ranking::Draw,
};
use fault::Faults;
use files::Folder;
use skill::SkillFolder;

/// What a folder holds.
#[derive(Debug)]
pub struct Import {
    /// What could be read, always sound in itself; `None` when the folder is no competition at all. Whoever opens it for
    /// marking asks [`Import::is_openable`] first.
    pub competition: Option<Competition>,
    /// The entries of `marks.csv` that have no fault of their own, in the order of their rows.
    pub marks: Vec<MarkRow>,
    /// Per skill the draws of `draws.toml`, by number.
    pub draws: Vec<Vec<Draw>>,
    /// What `people.csv` says of competitors beyond their results.
    pub people: Vec<PersonRow>,
    /// The results that `signed.csv` says were signed.
    pub signed: Vec<SignedResult>,
    pub summary: Summary,
    pub faults: Vec<Fault>,
}

impl Import {
    /// Warnings may be looked at later; an error means that something of the folder was left out.
    #[must_use]
    pub fn is_openable(&self) -> bool {
        self.competition.is_some() && !self.faults.iter().any(Fault::is_error)
    }
}

/// Reads the folder and reports every fault; never stops at the first.
#[must_use]
pub fn read_folder(path: &Path) -> Import {
    import(path, &Overlay::default(), true)
}

/// [`read_folder`] as if there were no `marks.csv`, no `draws.toml`, no `people.csv` and no `signed.csv`.
#[must_use]
pub fn read_without_marks(path: &Path) -> Import {
    import(path, &Overlay::default(), false)
}

/// [`read_without_marks`] with some files as they would be.
#[must_use]
pub fn read_as_if(path: &Path, overlay: &Overlay) -> Import {
    import(path, overlay, false)
}

fn import(path: &Path, overlay: &Overlay, with_marks: bool) -> Import {
    let faults = Faults::default();
    let folder = Folder { root: path, overlay, faults: &faults };
    let (competition, marks, summary) = match read(&folder, with_marks) {
        Some((competition, marks, summary)) => (Some(competition), marks, summary),
        None => (None, Vec::new(), Summary::default()),
    };
    // A draw is about marks.
    let draws = competition.as_ref().filter(|_| with_marks).map(|competition| draws::read(&folder, competition)).unwrap_or_default();
    // Who only runs the contest has no use for them, and they are personal data.
    let people = competition.as_ref().filter(|_| with_marks).map(|competition| persons::read(&folder, competition)).unwrap_or_default();
    let signed = competition.as_ref().filter(|_| with_marks).map(|competition| signed::read(&folder, competition)).unwrap_or_default();
    Import { competition, marks, draws, people, signed, summary, faults: faults.into_list() }
}

fn read(folder: &Folder<'_>, with_marks: bool) -> Option<(Competition, Vec<MarkRow>, Summary)> {
    let skill_folders = skill_folders(folder)?;
    let names: Vec<String> = skill_folders.iter().map(|files| files.id.to_string()).collect();
    let head = head::read(folder, &folder_name(folder.root), &names)?;
    let mut skills: Vec<Skill> = skill_folders.iter().map(|files| skill::read(folder, files, head.publication(&files.id))).collect();
    let mut delegations = people::read_delegations(folder);
    people::read_competitors(folder, &mut skills, &mut delegations);
    people::check_somebody_competes(folder, &skills);
    let experts_listed = people::read_experts(folder, &mut skills, &mut delegations);
    for (skill, files) in skills.iter_mut().zip(&skill_folders) {
        if !replay::fits(&folder.faults.in_file(&files.scheme_file, Some(&files.id)), skill) {
            skill.competitors.clear();
        }
    }
    let awards = awards::settle(&folder.faults.in_file(head::FILE, None), head.awards, &skills);
    let mut competition = Competition {
        id: head.id,
        title: head.title,
        class: head.class,
        starts: head.starts,
        ends: head.ends,
        awards,
        delegations: delegations.list,
        skills,
    };
    if experts_listed {
        for skill in &competition.skills {
            panel_check::check(&folder.faults.in_file("experts.csv", Some(&skill.id)), &competition, skill);
            signing_check::check(folder.faults, skill);
            signing_check::check_publication(folder.faults, skill);
        }
    }
    let listed: Vec<usize> = competition.skills.iter().map(|skill| skill.experts.len()).collect();
    let marks = if with_marks { marks::read(folder, &mut competition, experts_listed) } else { Vec::new() };
    replay::check(folder.faults, &competition, &listed, &marks);
    let summary = summary::of(&competition, &marks, &tallies(&competition, &marks));
    Some((competition, marks, summary))
}

fn folder_name(root: &Path) -> String {
    let whole = root.canonicalize().unwrap_or_else(|_| root.to_owned());
    whole.file_name().map_or_else(|| "competition".to_owned(), |name| name.to_string_lossy().into_owned())
}

/// The folders in `skills/`, by name. `None` when the competition's folder itself cannot be read.
fn skill_folders(folder: &Folder<'_>) -> Option<Vec<SkillFolder>> {
    if let Err(fault) = fs::read_dir(folder.root) {
        let place = folder.faults.in_file(".", None);
        place.error(
            "folder-unreadable",
            folder.root.to_string_lossy(),
            format!("the folder {} cannot be read: {fault}", folder.root.display()),
            "name an existing folder",
        );
        return None;
    }
    let place = folder.faults.in_file("skills", None);
    let Ok(entries) = fs::read_dir(folder.root.join("skills")) else {
        if folder.has("competition.toml") {
            place.error("no-skills", "", "there is no folder skills/", "add skills/<id>/ with skill.toml and scheme.csv");
        }
        return Some(Vec::new());
    };
    let mut names: Vec<String> = entries
        .filter_map(Result::ok)
        .filter(|entry| entry.path().is_dir())
        .map(|entry| entry.file_name().to_string_lossy().into_owned())
        .filter(|name| !name.starts_with('.'))
        .collect();
    names.sort_unstable();
    if names.is_empty() {
        place.error("no-skills", "", "the folder skills/ is empty", "add skills/<id>/ with skill.toml and scheme.csv");
    }
    if names.len() > limits::SKILLS_MAX_COUNT {
        let found = format!("{} folders", names.len());
        place.error(
            "too-many-skills",
            found,
            format!("a competition has at most {} skills", limits::SKILLS_MAX_COUNT),
            "split the competition",
        );
        names.truncate(limits::SKILLS_MAX_COUNT);
    }
    let checked = names.iter().filter_map(|name| {
        let id = name.parse::<SkillId>();
        if let Err(fault) = &id {
            people::bad_id(&place.of_skill(name), name, fault);
        }
        id.ok().map(SkillFolder::new)
    });
    Some(checked.collect())
}
