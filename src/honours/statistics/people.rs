//! The people of each year. Whoever has several results in it is one person.

use std::collections::{BTreeMap, BTreeSet};

use jiff::civil::Date;

use super::{Edition, dimension::Attributes};
use crate::{
    competition::{Medal, SkillId},
    honours::{Candidate, Contest, Place, judge::Case},
    ranking::Award,
};

/// Competitions without dates come last.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct YearKey(bool, i16);

impl YearKey {
    fn of(contest: &Contest) -> Self {
        contest.ends.map_or(Self(true, 0), |day| Self(false, day.year()))
    }

    pub(super) fn year(self) -> Option<i16> {
        (!self.0).then_some(self.1)
    }
}

/// A word of `people.csv` is the same person everywhere; an id of a competitor only within its own competition.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum PersonKey<'a> {
    Word(&'a str),
    Id { competition: &'a str, ends: Option<Date>, id: &'a str },
}

#[derive(Default)]
pub(super) struct Year<'a> {
    /// In the order of ids.
    pub editions: Vec<Edition<'a>>,
    pub people: BTreeMap<PersonKey<'a>, Person<'a>>,
}

/// One person in one year.
#[derive(Default)]
pub(super) struct Person<'a> {
    /// As an entrant.
    pub results: Vec<PersonResult<'a>>,
    /// Ranked without taking a place.
    pub is_guest: bool,
    pub attributes: Attributes,
}

pub(super) struct PersonResult<'a> {
    pub skill: &'a SkillId,
    pub delegation: Option<&'a str>,
    /// Where the place is certain.
    pub medal: Option<Medal>,
    pub is_open: bool,
    pub awards: &'a [Award],
}

impl Person<'_> {
    pub(super) fn has_won(&self) -> bool {
        self.results.iter().any(|result| result.medal.is_some())
    }

    pub(super) fn is_open(&self) -> bool {
        !self.has_won() && self.results.iter().any(|result| result.is_open)
    }
}

pub(super) fn years<'a>(editions: &[Edition<'a>]) -> BTreeMap<YearKey, Year<'a>> {
    let mut editions = editions.to_vec();
    editions.sort_by_key(|edition| (&edition.contest.id, edition.contest.ends));
    let mut years: BTreeMap<YearKey, Year<'a>> = BTreeMap::new();
    for edition in editions {
        let year = years.entry(YearKey::of(edition.contest)).or_default();
        let keys = person_keys(&edition);
        for (candidate, key) in edition.candidates.iter().zip(keys) {
            year.people.entry(key).or_default().add(&edition, candidate);
        }
        year.editions.push(edition);
    }
    years
}

/// One for each candidate.
pub(super) fn person_keys<'a>(edition: &Edition<'a>) -> Vec<PersonKey<'a>> {
    let contest = edition.contest;
    let ids: BTreeSet<String> = edition.candidates.iter().map(|candidate| own_id(contest, candidate)).collect();
    let key = |candidate: &'a Candidate| {
        let id = candidate.person.as_str();
        if ids.contains(id) { PersonKey::Id { competition: contest.id.as_str(), ends: contest.ends, id } } else { PersonKey::Word(id) }
    };
    edition.candidates.iter().map(key).collect()
}

/// What somebody is called whom no list calls otherwise.
fn own_id(contest: &Contest, candidate: &Candidate) -> String {
    let competitor = &contest.entries[candidate.entry].competitor;
    candidate.member.map_or_else(|| competitor.to_string(), |member| format!("{competitor}/{}", member + 1))
}

impl<'a> Person<'a> {
    fn add(&mut self, edition: &Edition<'a>, candidate: &'a Candidate) {
        let contest = edition.contest;
        let entry = &contest.entries[candidate.entry];
        self.attributes.add(&Case::new(contest, candidate));
        match entry.place {
            Place::Guest => self.is_guest = true,
            Place::Withdrawn => {}
            Place::At(_) | Place::Void | Place::Provisional(_) => {
                let is_certain = matches!(entry.place, Place::At(_));
                let awards = edition.awards.get(candidate.entry).map_or(&[][..], Vec::as_slice);
                self.results.push(PersonResult {
                    skill: &contest.skills[entry.skill].id,
                    delegation: entry.delegation.as_deref(),
                    medal: entry.medal.filter(|_| is_certain),
                    is_open: matches!(entry.place, Place::Provisional(_)),
                    awards: if is_certain { awards } else { &[] },
                });
            }
        }
    }
}
