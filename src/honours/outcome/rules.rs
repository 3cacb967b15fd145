//! Which result is worth what, as a rules file says it.

use crate::{
    competition::{RuleId, Text},
    decimal::Decimal,
    honours::{Condition, SkillLevel, Source},
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRules {
    pub id: String,
    pub title: Text,
    pub sources: Vec<Source>,
    /// No two of them ever fit the same result.
    pub rows: Vec<OutcomeRow>,
    /// SHA-256 of the file, hex.
    pub digest: String,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct OutcomeRow {
    pub id: RuleId,
    /// Which class of competition, which medal or place.
    pub condition: Condition,
    pub level: Option<SkillLevel>,
    pub hours: Option<Decimal>,
    pub credits: Option<Decimal>,
    /// Index into the sources.
    pub source: usize,
    /// Where hours and credits come from, where that is another source.
    pub credits_source: Option<usize>,
    /// Where in the source.
    pub clause: String,
    pub unconfirmed: bool,
}

impl OutcomeRules {
    #[must_use]
    pub fn source(&self, index: usize) -> Option<&Source> {
        self.sources.get(index)
    }

    /// The row or a source of it.
    #[must_use]
    pub fn is_unconfirmed(&self, row: &OutcomeRow) -> bool {
        let of = |index: usize| self.source(index).is_some_and(|source| source.unconfirmed);
        row.unconfirmed || of(row.source) || row.credits_source.is_some_and(of)
    }
}

impl OutcomeRow {
    /// Both give the same.
    #[must_use]
    pub fn grants_like(&self, other: &Self) -> bool {
        (self.level, self.hours, self.credits) == (other.level, other.hours, other.credits)
    }
}
