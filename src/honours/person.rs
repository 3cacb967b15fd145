//! What is known about people beyond their results. Every fact may be missing.

use jiff::civil::Date;

use super::{Contest, Entry, Held};
use crate::{
    competition::{CompetitorKind, HonourId, Text},
    decimal::Decimal,
};

/// A row of `people.csv`.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PersonRow {
    pub competitor: String,
    /// Only of the entry in this skill; `None`: of every entry with this id.
    pub skill: Option<String>,
    /// Of a team, from 0.
    pub member: Option<usize>,
    /// By which the same person is known in several entries.
    pub person: Option<String>,
    pub facts: Facts,
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Facts {
    /// The line in `people.csv`; 0 where there is none.
    pub row: u64,
    /// The document that the row was taken from; without one it is a declaration.
    pub document: String,
    pub born: Option<Birth>,
    pub gender: Option<Gender>,
    pub kind: Option<CompetitorKind>,
    pub level: Option<Held>,
    /// All of them; an empty list: none.
    pub honours: Option<Vec<HonourId>>,
    pub front_line_years: Option<Decimal>,
    pub migrant: Option<bool>,
    pub province: Option<String>,
    pub employer: Option<String>,
    pub occupation: Option<String>,
    /// Who recommends.
    pub channel: Option<String>,
    /// Those that somebody has seen.
    pub documents: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Birth {
    Year(i16),
    Day(Date),
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Gender {
    Female,
    Male,
}

impl Gender {
    pub const WORDS: [(&'static str, Self); 2] = [("female", Self::Female), ("male", Self::Male)];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

/// A person with one result: a competitor, or a member of a team.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Candidate {
    /// The same in every entry of this person. Names never decide who is who.
    pub person: String,
    pub name: Text,
    /// Index into the contest's entries.
    pub entry: usize,
    pub member: Option<usize>,
    pub facts: Facts,
}

impl Candidate {
    /// Whether this is who is asked for: a competitor, a member (`IM-20/1`), or a person by the word of `people.csv`.
    #[must_use]
    pub fn is_called(&self, contest: &Contest, name: &str) -> bool {
        let entry = &contest.entries[self.entry];
        entry.competitor.as_str() == name || self.person == name || (self.member.is_some() && id(entry, self.member) == name)
    }
}

/// `IM-20`, and `IM-20/1` the first of its members.
fn id(entry: &Entry, member: Option<usize>) -> String {
    match member {
        Some(number) => format!("{}/{}", entry.competitor, number + 1),
        None => entry.competitor.to_string(),
    }
}

/// Everybody in the contest, in the order of its entries; facts where there are any.
#[must_use]
pub fn candidates(contest: &Contest, rows: &[PersonRow]) -> Vec<Candidate> {
    let mut by_competitor: std::collections::HashMap<&str, Vec<&PersonRow>> = std::collections::HashMap::new();
    for row in rows {
        by_competitor.entry(&row.competitor).or_default().push(row);
    }
    let mut candidates = Vec::new();
    for (index, entry) in contest.entries.iter().enumerate() {
        let skill = contest.skills[entry.skill].id.as_str();
        let own = by_competitor.get(entry.competitor.as_str()).map_or(&[][..], Vec::as_slice);
        let members: Vec<Option<usize>> = if entry.members.is_empty() { vec![None] } else { (0..entry.members.len()).map(Some).collect() };
        for member in members {
            let fits = |row: &&&PersonRow| row.member == member && row.skill.as_deref().is_none_or(|only| only == skill);
            // What is said of one skill goes before what is said of all.
            let row = own.iter().filter(fits).max_by_key(|row| row.skill.is_some());
            candidates.push(Candidate {
                person: row.and_then(|row| row.person.clone()).unwrap_or_else(|| id(entry, member)),
                name: member.map_or_else(|| entry.name.clone(), |number| Text::of_person(&entry.members[number])),
                entry: index,
                member,
                facts: row.map(|row| row.facts.clone()).unwrap_or_default(),
            });
        }
    }
    candidates
}
