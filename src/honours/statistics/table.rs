//! One table per dimension: how many took part and won, and what.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Dimension, SHARE_DECIMALS, Shown,
    dimension::Value,
    hide_small,
    people::{Person, PersonResult, Year},
};
use crate::{
    competition::{Medal, Text},
    decimal::Decimal,
    ranking::Award,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[cfg_attr(test, ts(rename = "StatisticsTable"))]
pub struct Table {
    pub dimension: Dimension,
    pub title: Text,
    pub rows: Vec<Row>,
}

/// Everything counts people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
#[cfg_attr(test, ts(rename = "StatisticsRow"))]
pub struct Row {
    pub value: String,
    pub title: Text,
    #[cfg_attr(test, ts(type = "number | string"), schemars(with = "serde_json::Value"))]
    pub people: Shown,
    #[cfg_attr(test, ts(type = "number | string"), schemars(with = "serde_json::Value"))]
    pub winners: Shown,
    #[cfg_attr(test, ts(type = "number | string"), schemars(with = "serde_json::Value"))]
    pub open: Shown,
    /// Of all the year's winners, in per cent.
    #[cfg_attr(test, ts(type = "string | null"), schemars(with = "Option<String>"))]
    pub share: Option<Decimal>,
    /// `None` of a personal attribute, where they would be small.
    pub prizes: Option<Prizes>,
}

/// Who won several is in each.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Prizes {
    pub gold: usize,
    pub silver: usize,
    pub bronze: usize,
    pub medallion: usize,
    pub merit: usize,
    pub best_of_delegation: usize,
    pub best_of_all: usize,
}

#[derive(Default)]
struct Tally {
    people: usize,
    winners: usize,
    open: usize,
    medals: [usize; Medal::WORDS.len()],
    best_of_delegation: usize,
    best_of_all: usize,
}

impl Tally {
    fn add(&mut self, results: &[&PersonResult<'_>]) {
        let medals: BTreeSet<usize> = results.iter().filter_map(|result| result.medal).map(|medal| medal as usize).collect();
        let won = |award: Award| usize::from(results.iter().any(|result| result.awards.contains(&award)));
        self.people += 1;
        self.winners += usize::from(!medals.is_empty());
        self.open += usize::from(medals.is_empty() && results.iter().any(|result| result.is_open));
        for medal in medals {
            self.medals[medal] += 1;
        }
        self.best_of_delegation += won(Award::BestOfDelegation);
        self.best_of_all += won(Award::BestOfAll);
    }

    fn prizes(&self) -> Prizes {
        let [gold, silver, bronze, medallion, merit] = self.medals;
        let (best_of_delegation, best_of_all) = (self.best_of_delegation, self.best_of_all);
        Prizes { gold, silver, bronze, medallion, merit, best_of_delegation, best_of_all }
    }
}

impl Table {
    pub(super) fn new(dimension: Dimension, year: &Year<'_>, exact: bool) -> Self {
        let tallies = tallies(dimension, year);
        let winners = year.people.values().filter(|person| person.has_won()).count();
        let column = |of: fn(&Tally) -> usize| {
            let counts: Vec<usize> = tallies.values().map(of).collect();
            if dimension.is_personal() && !exact { hide_small(&counts) } else { counts.into_iter().map(Shown::Count).collect() }
        };
        let (people, won, open) = (column(|own| own.people), column(|own| own.winners), column(|own| own.open));
        let titles = if dimension == Dimension::Skill { skill_titles(year) } else { BTreeMap::new() };
        let row = |(index, (value, tally)): (usize, (&Value, &Tally))| {
            let (word, title) = dimension.words_of(value);
            Row {
                title: titles.get(word.as_str()).map_or(title, |title| (*title).clone()),
                value: word,
                people: people[index],
                winners: won[index],
                open: open[index],
                share: won[index].count().and_then(|own| per_cent(own, winners)),
                prizes: (!dimension.is_personal() || exact).then(|| tally.prizes()),
            }
        };
        Self { dimension, title: dimension.title(), rows: tallies.iter().enumerate().map(row).collect() }
    }
}

pub(super) fn per_cent(part: usize, whole: usize) -> Option<Decimal> {
    Decimal::ratio(i128::try_from(part).ok()? * 100, i128::try_from(whole).ok()?, SHARE_DECIMALS)
}

fn tallies(dimension: Dimension, year: &Year<'_>) -> BTreeMap<Value, Tally> {
    let mut tallies: BTreeMap<Value, Tally> = dimension.values().into_iter().map(|value| (value, Tally::default())).collect();
    for person in year.people.values() {
        for (value, results) in by_value(dimension, person) {
            tallies.entry(value).or_default().add(&results);
        }
    }
    tallies
}

/// A person's results, which may belong to several skills and delegations.
fn by_value<'p, 'a>(dimension: Dimension, person: &'p Person<'a>) -> BTreeMap<Value, Vec<&'p PersonResult<'a>>> {
    let value = |result: &PersonResult<'_>| match dimension {
        Dimension::Skill => Value::Named(result.skill.to_string()),
        Dimension::Delegation => result.delegation.map_or(Value::Unknown, |delegation| Value::Named(delegation.to_owned())),
        _ => person.attributes.value(dimension),
    };
    let mut found: BTreeMap<Value, Vec<&PersonResult<'_>>> = BTreeMap::new();
    for result in &person.results {
        found.entry(value(result)).or_default().push(result);
    }
    found
}

/// One title where competitions call the same skill differently.
fn skill_titles<'a>(year: &Year<'a>) -> BTreeMap<&'a str, &'a Text> {
    let mut titles: BTreeMap<&str, &Text> = BTreeMap::new();
    for skill in year.editions.iter().flat_map(|edition| &edition.contest.skills) {
        let title = titles.entry(skill.id.as_str()).or_insert(&skill.title);
        if (&skill.title.zh, &skill.title.en) < (&title.zh, &title.en) {
            *title = &skill.title;
        }
    }
    titles
}
