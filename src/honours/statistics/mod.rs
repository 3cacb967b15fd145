//! Who won, over one or many competitions: people, not results, by year; what is unknown is counted as unknown.

mod awards;
mod dimension;
mod people;
mod programmes;
mod small;
mod stages;
mod table;

use serde::Serialize;

pub use self::{
    awards::entry_awards,
    dimension::Dimension,
    programmes::ProgrammeCount,
    small::{Shown, hide_small},
    stages::{Conversion, StageLine, conversions},
    table::{Prizes, Row, Table},
};
use self::{people::years, programmes::programme_counts};
use super::{Candidate, Contest, Programme};
use crate::ranking::Award;

/// Shares are in per cent, rounded half up to so many places.
pub const SHARE_DECIMALS: u32 = 2;

/// One competition with everybody in it.
#[derive(Debug, Clone, Copy)]
pub struct Edition<'a> {
    pub contest: &'a Contest,
    pub candidates: &'a [Candidate],
    /// Per entry of the contest.
    pub awards: &'a [Vec<Award>],
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Statistics {
    /// Small numbers of personal attributes are shown as they are.
    pub exact: bool,
    /// From the first; a competition without dates comes last.
    pub years: Vec<YearStatistics>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct YearStatistics {
    /// Of the competition's last day; `None`: it has no dates.
    pub year: Option<i16>,
    pub competitions: Vec<String>,
    /// Who took part. Neither guests nor those who have withdrawn, who are counted beside.
    pub people: usize,
    /// With a medal or prize that is certain.
    pub winners: usize,
    /// Without one, and with a place that may still change.
    pub open: usize,
    pub guests: usize,
    pub withdrawn: usize,
    pub tables: Vec<Table>,
    /// Empty where no programmes were given.
    pub programmes: Vec<ProgrammeCount>,
}

impl Statistics {
    /// `exact`: small numbers of personal attributes too.
    #[must_use]
    pub fn new(editions: &[Edition<'_>], programmes: &[Programme], exact: bool) -> Self {
        let of_year = |(year, of): (people::YearKey, people::Year<'_>)| {
            let taking_part = || of.people.values().filter(|person| !person.results.is_empty());
            YearStatistics {
                year: year.year(),
                competitions: of.editions.iter().map(|edition| edition.contest.id.to_string()).collect(),
                people: taking_part().count(),
                winners: taking_part().filter(|person| person.has_won()).count(),
                open: taking_part().filter(|person| person.is_open()).count(),
                guests: of.people.values().filter(|person| person.results.is_empty() && person.is_guest).count(),
                withdrawn: of.people.values().filter(|person| person.results.is_empty() && !person.is_guest).count(),
                tables: Dimension::ALL.iter().map(|dimension| Table::new(*dimension, &of, exact)).collect(),
                programmes: programme_counts(&of.editions, programmes),
            }
        };
        Self { exact, years: years(editions).into_iter().map(of_year).collect() }
    }
}
