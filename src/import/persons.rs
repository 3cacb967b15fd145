//! `people.csv`: what is known of competitors beyond their results. Every column but `competitor` may be left out, and every cell be empty:
//! what is not said is unknown.

use std::collections::{BTreeMap, HashSet};

use super::{
    fault::{Fault, Faults, Reported, nearest},
    files::Folder,
    limits, people,
    table::{Row, Table},
};
use crate::{
    competition::{Competition, Competitor, HonourId},
    decimal::Decimal,
    honours::{Birth, Facts, Gender, Held, PersonRow, SkillLevel},
};

const FILE: &str = "people.csv";
const COLUMNS: [&str; 18] = [
    "competitor",
    "skill",
    "member",
    "person",
    "born",
    "gender",
    "kind",
    "level",
    "honours",
    "front_line_years",
    "migrant",
    "province",
    "employer",
    "occupation",
    "channel",
    "documents",
    "source",
    "note",
];
const BIRTH_YEAR_MIN: i16 = 1900;
const FRONT_LINE_YEARS_MAX: i32 = 80;

/// Columns of facts, as an office keeps them of a person.
pub const FACT_COLUMNS: [&str; 13] = [
    "born",
    "gender",
    "kind",
    "level",
    "honours",
    "front_line_years",
    "migrant",
    "province",
    "employer",
    "occupation",
    "channel",
    "documents",
    "source",
];

/// Facts by their columns, as a row of `people.csv` would say them.
///
/// # Errors
/// What is wrong in which column.
pub fn facts_of(said: &BTreeMap<String, String>) -> Result<Facts, Vec<Fault>> {
    let faults = Faults::default();
    let mut rows = csv::Writer::from_writer(Vec::new());
    let known: Vec<&str> = FACT_COLUMNS.into_iter().filter(|column| said.contains_key(*column)).collect();
    let cells = known.iter().map(|column| said.get(*column).map_or("", String::as_str));
    let written = rows
        .write_record(["competitor"].iter().copied().chain(known.iter().copied()))
        .and_then(|()| rows.write_record(["-"].into_iter().chain(cells)));
    let text = written.ok().and_then(|()| rows.into_inner().ok()).and_then(|bytes| String::from_utf8(bytes).ok()).unwrap_or_default();
    let found = Table::open(&text, faults.in_file(FILE, None), &COLUMNS[..1], &COLUMNS[1..])
        .and_then(|table| table.rows().next().map(|row| Facts { row: 0, ..facts(&row) }));
    let faults: Vec<Fault> = faults.into_list().into_iter().filter(Fault::is_error).collect();
    if faults.is_empty() { Ok(found.unwrap_or_default()) } else { Err(faults) }
}

pub(super) fn read(folder: &Folder<'_>, competition: &Competition) -> Vec<PersonRow> {
    let Some(text) = folder.text(FILE, None, limits::TABLE_MAX_BYTES).read() else { return Vec::new() };
    let Some(table) = Table::open(&text, folder.faults.in_file(FILE, None), &COLUMNS[..1], &COLUMNS[1..]) else { return Vec::new() };
    let mut seen = HashSet::new();
    let mut rows = Vec::new();
    for row in table.rows() {
        let Some(person) = person(&row, competition) else { continue };
        if seen.insert((person.competitor.clone(), person.skill.clone(), person.member)) {
            rows.push(person);
        } else {
            let remedy = "remove one of the rows; for a team, tell its people apart by member";
            row.place_of("competitor").error("duplicate-person", row.cell("competitor"), "this person is there twice", remedy);
        }
    }
    rows
}

fn person(row: &Row<'_, '_>, competition: &Competition) -> Option<PersonRow> {
    let facts = facts(row);
    let skill = match row.cell("skill") {
        "" => None,
        written => {
            people::skill_of(row, &competition.skills)?;
            Some(written.to_owned())
        }
    };
    let entries = entries(row, competition, skill.as_deref())?;
    let member = member(row, &entries).ok()?;
    let person = Some(row.cell("person").to_owned()).filter(|person| !person.is_empty());
    Some(PersonRow { competitor: row.cell("competitor").to_owned(), skill, member, person, facts })
}

/// The competitors of this id.
fn entries<'c>(row: &Row<'_, '_>, competition: &'c Competition, skill: Option<&str>) -> Option<Vec<&'c Competitor>> {
    let written = row.cell("competitor");
    let all =
        || competition.skills.iter().filter(|own| skill.is_none_or(|skill| own.id.as_str() == skill)).flat_map(|own| &own.competitors);
    let found: Vec<&Competitor> = all().filter(|competitor| competitor.id.as_str() == written).collect();
    if found.is_empty() {
        let near = nearest(written, all().take(10_000).map(|competitor| competitor.id.as_str()));
        let near = near.map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        let remedy = format!("{near}Write an id of competitors.csv");
        row.place_of("competitor").error("unknown-competitor", written, "competitors.csv does not name this competitor", remedy);
        return None;
    }
    Some(found)
}

/// From 0. Who is meant in a team is told by number or name, unless two have the same name.
fn member(row: &Row<'_, '_>, entries: &[&Competitor]) -> Result<Option<usize>, Reported> {
    let written = row.cell("member");
    let place = row.place_of("member");
    let names = entries.first().map_or(&[][..], |competitor| &competitor.members);
    if names.is_empty() {
        if !written.is_empty() {
            place.error("unknown-member", written, "this competitor is no team", "empty the cell, or list the members in competitors.csv");
        }
        return if written.is_empty() { Ok(None) } else { Err(Reported) };
    }
    if let Some(number) = written.parse::<usize>().ok().filter(|number| (1..=names.len()).contains(number)) {
        return Ok(Some(number - 1));
    }
    let is_named = |name: &&String| **name == written || name.split_whitespace().next() == Some(written);
    let same: Vec<usize> = (0..names.len()).filter(|&index| is_named(&&names[index])).collect();
    let numbers = format!("write the member's number, 1 to {}", names.len());
    match same[..] {
        [index] if !written.is_empty() => return Ok(Some(index)),
        [] if written.is_empty() => place.error("member-missing", "", "this competitor is a team", numbers),
        [] => place.error("unknown-member", written, "the team has no such member", numbers),
        _ => place.error("same-names", written, "several members have this name", numbers),
    }
    Err(Reported)
}

fn facts(row: &Row<'_, '_>) -> Facts {
    let word = |column: &str| Some(row.cell(column).to_lowercase()).filter(|word| !word.is_empty());
    Facts {
        row: row.line,
        document: row.cell("source").to_owned(),
        born: born(row),
        gender: gender(row),
        kind: people::kind(row),
        level: level(row),
        honours: honours(row),
        front_line_years: front_line_years(row),
        migrant: yes_or_no(row, "migrant"),
        province: word("province"),
        employer: word("employer"),
        occupation: word("occupation"),
        channel: word("channel"),
        documents: list(row.cell("documents")).map(str::to_owned).collect(),
    }
}

fn list(cell: &str) -> impl Iterator<Item = &str> {
    cell.split([';', '；']).map(str::trim).filter(|name| !name.is_empty())
}

/// `none` says that there is nothing, which an empty cell does not.
fn is_none(written: &str) -> bool {
    matches!(written.to_lowercase().as_str(), "none" | "无")
}

fn born(row: &Row<'_, '_>) -> Option<Birth> {
    let written = row.cell("born");
    if written.is_empty() {
        return None;
    }
    let birth = match written.parse::<i16>() {
        Ok(year) => Some(Birth::Year(year)),
        Err(_) => written.parse().ok().map(Birth::Day),
    };
    let year = |birth: &Birth| match birth {
        Birth::Year(year) => *year,
        Birth::Day(day) => day.year(),
    };
    let birth = birth.filter(|birth| (BIRTH_YEAR_MIN..=2_100).contains(&year(birth)));
    if birth.is_none() {
        row.place_of("born").error("bad-birth", written, "this is no date of birth", "write a year as 1998, or a day as 1998-03-21");
    }
    birth
}

fn gender(row: &Row<'_, '_>) -> Option<Gender> {
    let written = row.cell("gender");
    match written.to_lowercase().as_str() {
        "" => None,
        "female" | "f" | "女" => Some(Gender::Female),
        "male" | "m" | "男" => Some(Gender::Male),
        _ => {
            row.place_of("gender").error("unknown-word", written, "gender has no such word", "write female or male, or nothing");
            None
        }
    }
}

fn level(row: &Row<'_, '_>) -> Option<Held> {
    let written = row.cell("level");
    if written.is_empty() {
        return None;
    }
    if is_none(written) {
        return Some(Held::Nothing);
    }
    let level = SkillLevel::read(written);
    if level.is_none() {
        let all = SkillLevel::WORDS.map(|(word, _)| word);
        let near = nearest(written, all).map(|near| format!("did you mean {near}? ")).unwrap_or_default();
        let remedy = format!("{near}Write one of {}, none, or nothing where it is not known", all.join(", "));
        row.place_of("level").error("unknown-level", written, "the eight-level ladder has no such level", remedy);
    }
    level.map(Held::Level)
}

fn honours(row: &Row<'_, '_>) -> Option<Vec<HonourId>> {
    let written = row.cell("honours");
    if written.is_empty() {
        return None;
    }
    if is_none(written) {
        return Some(Vec::new());
    }
    let read = |name: &str| name.parse().inspect_err(|fault| people::bad_id(&row.place_of("honours"), name, fault)).ok();
    let found: Vec<Option<HonourId>> = list(written).map(read).collect();
    found.into_iter().collect()
}

fn front_line_years(row: &Row<'_, '_>) -> Option<Decimal> {
    let written = row.cell("front_line_years");
    if written.is_empty() {
        return None;
    }
    let years = written.parse::<Decimal>().ok().filter(|years| !years.is_negative() && *years <= FRONT_LINE_YEARS_MAX);
    if years.is_none() {
        let problem = format!("this is no number of years from 0 to {FRONT_LINE_YEARS_MAX}");
        row.place_of("front_line_years").error(
            "not-a-number",
            written,
            problem,
            "write years such as 5 or 7.5, or nothing where it is not known",
        );
    }
    years
}

fn yes_or_no(row: &Row<'_, '_>, column: &'static str) -> Option<bool> {
    let written = row.cell(column);
    match written.to_lowercase().as_str() {
        "" => None,
        "yes" | "y" | "true" | "1" | "是" => Some(true),
        "no" | "n" | "false" | "0" | "否" => Some(false),
        _ => {
            row.place_of(column).error(
                "not-yes-or-no",
                written,
                format!("{column} is yes or no"),
                "write yes or no, or nothing where it is not known",
            );
            None
        }
    }
}
