//! `competition.toml`: what the competition is called, when it is, what the audience may see, and which awards there are.

use jiff::civil::Date;

use super::{
    awards,
    files::{Content, Folder},
    keys::{Keys, TomlFile},
    limits,
    people::bad_id,
    publication,
};
use crate::competition::{CompetitionClass, CompetitionId, Publication, Text};

pub(super) const FILE: &str = "competition.toml";
pub(super) const CLASSES: [(&str, CompetitionClass); 5] = [
    ("national", CompetitionClass::National),
    ("class-1", CompetitionClass::Class1),
    ("class-2", CompetitionClass::Class2),
    ("provincial", CompetitionClass::Provincial),
    ("municipal", CompetitionClass::Municipal),
];

pub(super) struct Head {
    pub id: CompetitionId,
    pub title: Text,
    pub class: CompetitionClass,
    pub starts: Option<String>,
    pub ends: Option<String>,
    pub awards: awards::Written,
    publication: publication::Written,
}

impl Head {
    pub(super) fn publication(&self, skill: &str) -> Publication {
        self.publication.of(skill)
    }
}

/// `skills` are the folders there are, to check the overrides against. `None` without a file and without skills.
pub(super) fn read(folder: &Folder<'_>, folder_name: &str, skills: &[String]) -> Option<Head> {
    let place = folder.faults.in_file(FILE, None);
    match folder.text(FILE, None, limits::TOML_MAX_BYTES) {
        Content::Read(text) => read_keys(&TomlFile::parse(&text, place).keys(), folder_name, skills),
        Content::Unusable => read_keys(&TomlFile::absent(place).keys(), folder_name, skills),
        Content::Absent if skills.is_empty() => {
            place.error(
                "no-competition",
                folder_name,
                "this is no competition folder",
                "name a folder with a competition.toml and a folder skills/; programmes of honours are checked with --programmes",
            );
            None
        }
        Content::Absent => {
            let problem = "there is no competition.toml; the folder's name is used and every other setting has its default";
            place.warning("competition-file-missing", "", problem, "add competition.toml with id, title, class, starts and ends");
            read_keys(&TomlFile::absent(place).keys(), folder_name, skills)
        }
    }
}

fn read_keys(keys: &Keys<'_>, folder_name: &str, skills: &[String]) -> Option<Head> {
    let id = competition_id(keys, folder_name)?;
    let (starts, ends) = dates(keys);
    let head = Head {
        title: keys.text(&["title", "titles", "name"]).unwrap_or_else(|| Text::new("", id.as_str())),
        class: keys.word("class", &CLASSES).unwrap_or_default(),
        starts,
        ends,
        awards: awards::read(&keys.table("awards")),
        publication: publication::read(&keys.table("publication"), skills),
        id,
    };
    keys.finish();
    Some(head)
}

fn competition_id(keys: &Keys<'_>, folder_name: &str) -> Option<CompetitionId> {
    if let Some(written) = keys.string("id") {
        match written.parse() {
            Ok(id) => return Some(id),
            Err(fault) => bad_id(&keys.place_of("id"), &written, &fault),
        }
    } else if keys.is_there() {
        keys.place_of("id").warning(
            "id-missing",
            "",
            format!("there is no id; {folder_name} is used"),
            format!("add id = {folder_name:?}"),
        );
    }
    folder_name.parse().or_else(|_| "competition".parse()).ok()
}

fn dates(keys: &Keys<'_>) -> (Option<String>, Option<String>) {
    let (mut starts, mut ends) = (date(keys, "starts", keys.string("starts")), date(keys, "ends", keys.string("ends")));
    if let Some(both) = keys.strings("dates") {
        let mut both = both.into_iter();
        starts = starts.or(date(keys, "dates", both.next()));
        ends = ends.or(date(keys, "dates", both.next())).or(starts);
    }
    if let (Some(first), Some(last)) = (starts, ends)
        && last < first
    {
        keys.place_of("ends").error(
            "ends-before-start",
            last.to_string(),
            format!("the last day is before the first, {first}"),
            "correct starts or ends",
        );
    }
    (starts.map(|date| date.to_string()), ends.map(|date| date.to_string()))
}

fn date(keys: &Keys<'_>, key: &str, written: Option<String>) -> Option<Date> {
    let written = written?;
    let parsed = written.parse::<Date>();
    if parsed.is_err() {
        keys.place_of(key).error("bad-date", &written, "this is no date", "write year, month and day as 2026-11-18");
    }
    parsed.ok()
}
