//! A programme of the pipeline, as its file says it.

use jiff::civil::Date;

use super::{Condition, HonourLevel, Rung};
use crate::{
    competition::{CategoryId, HonourId, ProgrammeId, RuleId, Text},
    decimal::Decimal,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Programme {
    pub id: ProgrammeId,
    pub title: Text,
    /// Of what it grants.
    pub level: HonourLevel,
    pub period: Period,
    pub sources: Vec<Source>,
    /// What the policy wants to reach within the period; nobody waits because of it.
    pub goal: Option<u32>,
    /// A year, over all categories.
    pub quota: Option<u32>,
    pub tiers: Vec<Tier>,
    pub bodies: Vec<Body>,
    /// Sets of categories of which a person counts in one only.
    pub exclusive: Vec<Exclusive>,
    pub watch: Vec<Watch>,
    /// How it goes on after the verdict: who recommends, evaluates, approves.
    pub procedure: Vec<Stated>,
    pub categories: Vec<Category>,
    /// SHA-256 of the file, hex.
    pub digest: String,
}

/// First and last day; open where there is none.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Period {
    pub from: Option<Date>,
    pub to: Option<Date>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Source {
    pub key: String,
    pub title: Text,
    /// The document's number, such as 人社部发〔2024〕29号.
    pub number: String,
    pub address: String,
    /// Widely described, but its primary text was not read.
    pub unconfirmed: bool,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Rule {
    pub id: RuleId,
    pub text: Text,
    /// Index into the programme's sources.
    pub source: usize,
    /// Where in the source.
    pub clause: String,
    pub unconfirmed: bool,
    pub condition: Condition,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tier {
    pub id: String,
    pub title: Text,
    pub quota: Option<u32>,
}

/// Who recommends, and how many a year.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Body {
    pub id: String,
    pub title: Text,
    pub quota: Option<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Exclusive {
    pub id: RuleId,
    pub text: Text,
    pub source: usize,
    /// Indices of categories, in the order in which a person is counted.
    pub categories: Vec<usize>,
}

/// A share the policy looks at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Watch {
    pub id: String,
    pub title: Text,
    pub condition: Condition,
    /// Per cent.
    pub at_least: Option<Decimal>,
}

/// Words with their source.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Stated {
    pub text: Text,
    pub source: Option<usize>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Category {
    pub id: CategoryId,
    pub title: Text,
    /// Index into the programme's tiers.
    pub tier: Option<usize>,
    /// A year.
    pub quota: Option<u32>,
    /// This category's part in what a body recommends (1 : 3 : 5).
    pub ratio: Option<u32>,
    /// Who comes first where a quota binds.
    pub order: Vec<OrderKey>,
    /// Everything that is asked: first of everybody in the programme, then of this category.
    pub rules: Vec<Rule>,
    pub grants: Grants,
    pub evidence: Vec<Text>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum OrderKey {
    /// The better place.
    Place,
    /// The larger total.
    Total,
    FrontLineYears,
}

impl OrderKey {
    pub const WORDS: [(&'static str, Self); 3] =
        [("place", Self::Place), ("total", Self::Total), ("front-line-years", Self::FrontLineYears)];
}

#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Grants {
    pub money: Option<Money>,
    pub honours: Vec<HonourId>,
    pub promotion: Vec<Rung>,
    pub certificate: Text,
    pub training: Vec<Text>,
    pub posts: Vec<Text>,
    /// Honours whoever qualifies is recommended for.
    pub recommended_for: Vec<HonourId>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Money {
    pub amount: Decimal,
    /// ISO 4217.
    pub currency: String,
    pub purpose: Text,
}

impl Programme {
    #[must_use]
    pub fn source_of(&self, rule: &Rule) -> Option<&Source> {
        self.sources.get(rule.source)
    }

    /// Whether seats of a category are counted at all: by a quota of its own, its tier's or the programme's.
    #[must_use]
    pub fn has_quota(&self, category: &Category) -> bool {
        let of_tier = category.tier.and_then(|tier| self.tiers.get(tier)?.quota);
        category.quota.or(of_tier).or(self.quota).is_some()
    }
}

impl Rule {
    /// Either the rule or where it comes from.
    #[must_use]
    pub fn is_unconfirmed(&self, programme: &Programme) -> bool {
        self.unconfirmed || programme.source_of(self).is_some_and(|source| source.unconfirmed)
    }
}
