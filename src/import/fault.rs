//! What is wrong with a folder, where, and what to do about it.

use std::{borrow::Cow, cell::RefCell, collections::HashMap};

use serde::Serialize;

/// Faults of one code listed per file; the others are counted.
pub const SAME_FAULTS_MAX_COUNT: usize = 1_000;
/// What was found is quoted up to this many characters.
const FOUND_MAX_CHARS: usize = 120;

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Severity {
    /// The competition cannot be opened.
    Error,
    /// It can be opened; someone should look.
    Warning,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Fault {
    pub severity: Severity,
    /// Kebab-case, stable.
    pub code: &'static str,
    /// Relative to the competition's folder.
    pub file: String,
    /// As an editor or a spreadsheet shows it, from 1.
    pub row: Option<u64>,
    /// A column's header or the path of a key.
    pub column: Option<String>,
    pub found: String,
    pub problem: String,
    pub remedy: String,
    /// The skill whose data it is, where it is one skill's.
    pub skill: Option<String>,
}

impl Fault {
    #[must_use]
    pub fn is_error(&self) -> bool {
        self.severity == Severity::Error
    }

    /// Whether it concerns this skill: its own faults and those of the whole competition.
    #[must_use]
    pub fn concerns(&self, skill: &str) -> bool {
        self.skill.as_deref().is_none_or(|own| own == skill)
    }

    /// `file:row:column`, as far as known.
    #[must_use]
    pub fn location(&self) -> String {
        let row = self.row.map(|row| format!(":{row}")).unwrap_or_default();
        let column = self.column.as_ref().map(|column| format!(":{column}")).unwrap_or_default();
        format!("{}{row}{column}", self.file)
    }
}

/// Something is unusable, and the fault is in the list.
pub(super) struct Reported;

/// Collects faults; shared by all readers.
#[derive(Default)]
pub(super) struct Faults {
    list: RefCell<Vec<Fault>>,
    counts: RefCell<HashMap<(String, &'static str), usize>>,
}

impl Faults {
    pub(super) fn in_file<'a>(&'a self, file: &'a str, skill: Option<&'a str>) -> Place<'a> {
        Place { faults: self, file, skill, row: None, column: None }
    }

    fn push(&self, fault: Fault) {
        let mut counts = self.counts.borrow_mut();
        let count = counts.entry((fault.file.clone(), fault.code)).or_default();
        *count += 1;
        if *count <= SAME_FAULTS_MAX_COUNT {
            self.list.borrow_mut().push(fault);
        }
    }

    /// In the order of reading, with a closing line for what was only counted.
    pub(super) fn into_list(self) -> Vec<Fault> {
        let mut list = self.list.into_inner();
        let mut unlisted: Vec<_> = self.counts.into_inner().into_iter().filter(|(_, count)| *count > SAME_FAULTS_MAX_COUNT).collect();
        unlisted.sort_unstable();
        for ((file, code), count) in unlisted {
            let severity =
                list.iter().find(|fault| fault.code == code && fault.file == file).map_or(Severity::Error, |fault| fault.severity);
            list.push(Fault {
                severity,
                code,
                file,
                row: None,
                column: None,
                found: format!("{} more", count - SAME_FAULTS_MAX_COUNT),
                problem: format!("the same fault occurs in {} more places", count - SAME_FAULTS_MAX_COUNT),
                remedy: "correct the listed ones and check again".to_owned(),
                skill: None,
            });
        }
        list
    }
}

/// Where a reader is.
#[derive(Clone)]
pub(super) struct Place<'a> {
    faults: &'a Faults,
    file: &'a str,
    skill: Option<&'a str>,
    row: Option<u64>,
    column: Option<Cow<'a, str>>,
}

impl<'a> Place<'a> {
    pub(super) fn row(&self, row: u64) -> Self {
        Self { row: Some(row), ..self.clone() }
    }

    pub(super) fn row_number(&self) -> Option<u64> {
        self.row
    }

    pub(super) fn column(&self, column: impl Into<Cow<'a, str>>) -> Self {
        Self { column: Some(column.into()), ..self.clone() }
    }

    pub(super) fn of_skill<'b>(&'b self, skill: &'b str) -> Place<'b> {
        Place { skill: Some(skill), faults: self.faults, file: self.file, row: self.row, column: self.column.clone() }
    }

    pub(super) fn error(&self, code: &'static str, found: impl AsRef<str>, problem: impl Into<String>, remedy: impl Into<String>) {
        self.report(Severity::Error, code, found.as_ref(), problem.into(), remedy.into());
    }

    pub(super) fn warning(&self, code: &'static str, found: impl AsRef<str>, problem: impl Into<String>, remedy: impl Into<String>) {
        self.report(Severity::Warning, code, found.as_ref(), problem.into(), remedy.into());
    }

    fn report(&self, severity: Severity, code: &'static str, found: &str, problem: String, remedy: String) {
        self.faults.push(Fault {
            severity,
            code,
            file: self.file.to_owned(),
            row: self.row,
            column: self.column.as_deref().map(str::to_owned),
            found: shortened(found),
            problem,
            remedy,
            skill: self.skill.map(str::to_owned),
        });
    }
}

fn shortened(found: &str) -> String {
    match found.char_indices().nth(FOUND_MAX_CHARS) {
        Some((cut, _)) => format!("{}…", &found[..cut]),
        None => found.to_owned(),
    }
}

/// No suggestion is further from the word than this.
const SUGGESTION_MAX_CHANGES: usize = 2;
/// A suggestion may differ in one letter of so many: "north" is not meant to be "south".
const LETTERS_PER_CHANGE: usize = 4;

/// The known word that was probably meant.
#[must_use]
pub fn nearest<'k>(word: &str, known: impl IntoIterator<Item = &'k str>) -> Option<&'k str> {
    let word: String = word.chars().take(64).flat_map(char::to_lowercase).collect();
    known
        .into_iter()
        .filter(|candidate| !candidate.is_empty())
        .map(|candidate| (strsim::osa_distance(&word, &candidate.to_lowercase()), candidate))
        .filter(|(distance, candidate)| *distance <= (candidate.chars().count() / LETTERS_PER_CHANGE).clamp(1, SUGGESTION_MAX_CHANGES))
        .min_by_key(|(distance, _)| *distance)
        .map(|(_, candidate)| candidate)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_nearest_known_word_is_suggested_and_a_far_one_is_not() {
        let known = ["max_spread", "step", "experts"];
        for (word, expected) in
            [("max_spred", Some("max_spread")), ("Experts", Some("experts")), ("stpe", Some("step")), ("colour", None), ("", None)]
        {
            assert_eq!(nearest(word, known), expected, "{word}");
        }
        assert_eq!(nearest("x", [""]), None);
        for (word, other) in [("north", "south"), ("A1", "B2"), ("electronics", "electricity")] {
            assert_eq!(nearest(word, [other]), None, "{word}");
        }
    }

    #[test]
    fn a_flood_of_one_fault_is_counted_and_the_others_still_listed() {
        let faults = Faults::default();
        let place = faults.in_file("marks.csv", None);
        for row in 0..5_000 {
            place.row(row).warning("same", "x", "p", "r");
        }
        place.error("other", "x", "p", "r");
        let list = faults.into_list();
        assert_eq!(list.len(), SAME_FAULTS_MAX_COUNT + 2);
        assert_eq!(list[SAME_FAULTS_MAX_COUNT].code, "other");
        assert!(list.last().is_some_and(|fault| fault.found == "4000 more" && fault.severity == Severity::Warning));
    }
}
