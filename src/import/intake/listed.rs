//! The folder's table, made of what was taken in.

use std::collections::{BTreeMap, BTreeSet};

use super::Intake;
use crate::{
    competition::{Competition, Text},
    import::{people, table::Records},
};

/// The tables of people.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ListedPeople {
    Competitors,
    Experts,
    Delegations,
}

/// What becomes of the rows there are.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Merging {
    Append,
    Replace,
}

/// A table as it would be.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listed {
    pub text: String,
    pub columns: Vec<String>,
    /// The new rows: the line each gets in the table, the row it comes from, and its cells.
    pub rows: Vec<(u64, u64, Vec<String>)>,
}

impl ListedPeople {
    #[must_use]
    pub fn file(self) -> &'static str {
        match self {
            Self::Competitors => "competitors.csv",
            Self::Experts => "experts.csv",
            Self::Delegations => "delegations.csv",
        }
    }

    #[must_use]
    pub fn columns(self) -> &'static [&'static str] {
        match self {
            Self::Competitors => &people::COMPETITOR_COLUMNS,
            Self::Experts => &people::EXPERT_COLUMNS,
            Self::Delegations => &people::DELEGATION_COLUMNS,
        }
    }

    fn has_skill(self) -> bool {
        self != Self::Delegations
    }

    /// `map`: the folder's column of each column that was found. `skill`: of rows that name none. Titles of skills and names of
    /// delegations become their ids, and who has no id gets one.
    #[must_use]
    pub fn listed(
        self,
        intake: &Intake,
        map: &[Option<&'static str>],
        skill: Option<&str>,
        before: Option<&str>,
        known: Option<&Competition>,
    ) -> Listed {
        let (mut columns, kept) = before.map(read_rows).unwrap_or_default();
        for column in self.columns().iter().filter(|column| map.contains(&Some(**column)) || self.is_needed(column)) {
            if !columns.iter().any(|there| there.eq_ignore_ascii_case(column)) {
                columns.push((*column).to_owned());
            }
        }
        let names = Names::of(known);
        let mut ids: BTreeSet<String> = kept.iter().filter_map(|row| row.get(position(&columns, "id")?).cloned()).collect();
        let mut writer = csv::Writer::from_writer(Vec::new());
        // Into memory, rows of one length: nothing can go wrong.
        let _ = writer.write_record(&columns);
        for row in &kept {
            let padded = (0..columns.len()).map(|column| row.get(column).map_or("", String::as_str));
            let _ = writer.write_record(padded);
        }
        let mut rows = Vec::new();
        for (source, found) in &intake.rows {
            let cells = self.cells(&columns, map, found, skill, &names, &mut ids);
            let _ = writer.write_record(&cells);
            // One line a row: taken-in cells hold no line breaks, and those that were kept are counted below.
            rows.push((0, *source, cells));
        }
        let text = String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default();
        let lines: Vec<u64> = Records::new(&text, b',').filter_map(Result::ok).map(|record| record.line).collect();
        let new = lines.len().saturating_sub(rows.len());
        for (row, line) in rows.iter_mut().zip(&lines[new..]) {
            row.0 = *line;
        }
        Listed { text, columns, rows }
    }

    fn is_needed(self, column: &str) -> bool {
        column == "id" || column == "skill" && self.has_skill()
    }

    fn cells(
        self,
        columns: &[String],
        map: &[Option<&'static str>],
        found: &[String],
        skill: Option<&str>,
        names: &Names,
        ids: &mut BTreeSet<String>,
    ) -> Vec<String> {
        let of = |column: &str| {
            let at = map.iter().position(|mapped| mapped.is_some_and(|mapped| mapped == column));
            at.and_then(|at| found.get(at)).cloned().unwrap_or_default()
        };
        let cell = |column: &String| {
            let column = column.to_lowercase();
            match (column.as_str(), of(&column)) {
                ("skill", empty) if empty.is_empty() => skill.unwrap_or_default().to_owned(),
                ("skill", written) => names.skills.get(&written).cloned().unwrap_or(written),
                ("delegation", written) => names.delegations.get(&written).cloned().unwrap_or(written),
                (_, written) => written,
            }
        };
        let mut cells: Vec<String> = columns.iter().map(cell).collect();
        if let Some(id) = position(columns, "id").map(|at| &mut cells[at]) {
            if id.is_empty() {
                *id = self.free_id(ids);
            }
            ids.insert(id.clone());
        }
        cells
    }

    fn free_id(self, taken: &BTreeSet<String>) -> String {
        let letter = match self {
            Self::Competitors => 'C',
            Self::Experts => 'E',
            Self::Delegations => 'D',
        };
        let free = (1..=taken.len() + 1).rev().map(|number| format!("{letter}{number:03}")).find(|id| !taken.contains(id));
        free.unwrap_or_default()
    }
}

fn position(columns: &[String], name: &str) -> Option<usize> {
    columns.iter().position(|column| column.eq_ignore_ascii_case(name))
}

fn read_rows(text: &str) -> (Vec<String>, Vec<Vec<String>>) {
    let text = text.strip_prefix('\u{FEFF}').unwrap_or(text);
    let mut rows = Records::new(text, b',').filter_map(Result::ok).map(|record| record.cells.iter().map(str::to_owned).collect());
    (rows.next().unwrap_or_default(), rows.filter(|row: &Vec<String>| row.iter().any(|cell| !cell.is_empty())).collect())
}

/// Ids by every name that people write instead.
#[derive(Default)]
struct Names {
    skills: BTreeMap<String, String>,
    delegations: BTreeMap<String, String>,
}

/// What people write instead of an id, and the id.
fn both<'a>(text: &'a Text, id: &'a str) -> impl Iterator<Item = (String, String)> + 'a {
    [&text.zh, &text.en].into_iter().filter(|name| !name.is_empty()).map(|name| (name.clone(), id.to_owned()))
}

impl Names {
    fn of(known: Option<&Competition>) -> Self {
        let Some(known) = known else { return Self::default() };
        Self {
            skills: known.skills.iter().flat_map(|skill| both(&skill.title, &skill.id)).collect(),
            delegations: known.delegations.iter().flat_map(|delegation| both(&delegation.name, &delegation.id)).collect(),
        }
    }
}
