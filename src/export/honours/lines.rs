//! What is printed, in the form it is printed in; exact numbers are strings. How it is nested as JSON, `json` says.

use serde::Serialize;

use crate::{
    competition::{CompetitionClass, Text},
    honours::Verdict,
};

#[derive(Debug, Serialize)]
pub struct Report {
    pub competition: String,
    pub title: Text,
    pub class: CompetitionClass,
    pub ends: Option<String>,
    pub results: Vec<ResultLine>,
    #[serde(skip)]
    pub programmes: Vec<ProgrammeReport>,
}

/// A skill's result, which verdicts name by its digest.
#[derive(Debug, Serialize)]
pub struct ResultLine {
    pub skill: String,
    /// SHA-256, hex.
    pub digest: String,
    pub entrants: u32,
    pub marks_missing: usize,
}

#[derive(Debug, Serialize)]
pub struct ProgrammeReport {
    pub programme: String,
    pub title: Text,
    pub level: &'static str,
    /// Of the file, SHA-256, hex.
    pub digest: String,
    pub from: Option<String>,
    pub to: Option<String>,
    pub goal: Option<u32>,
    pub quota: Option<u32>,
    pub sources: Vec<SourceLine>,
    pub procedure: Vec<Text>,
    pub bodies: Vec<BodyLine>,
    #[serde(skip)]
    pub categories: Vec<CategoryReport>,
}

#[derive(Debug, Serialize)]
pub struct SourceLine {
    pub source: String,
    pub title: Text,
    pub number: String,
    pub address: String,
    pub unconfirmed: bool,
}

/// Who recommends, and how many of each category.
#[derive(Debug, Serialize)]
pub struct BodyLine {
    /// `None`: nobody says who recommends.
    pub body: Option<String>,
    pub title: Text,
    pub quota: Option<u32>,
    pub over_quota: bool,
    pub categories: Vec<BodyCategory>,
}

#[derive(Debug, Serialize)]
pub struct BodyCategory {
    pub category: String,
    pub counted: usize,
    /// What the ratio would give it.
    pub by_ratio: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct CategoryReport {
    pub category: String,
    pub title: Text,
    pub tier: Option<String>,
    pub quota: Option<u32>,
    /// Its own quota, its tier's or the programme's binds; otherwise nobody is inside or waits.
    pub has_quota: bool,
    pub ratio: Option<u32>,
    pub yes: usize,
    pub unknown: usize,
    pub no: usize,
    pub inside: usize,
    pub waiting: usize,
    pub shares: Vec<ShareLine>,
    pub grants: GrantsLine,
    pub evidence: Vec<Text>,
    /// Results with a no that are not listed.
    pub left_out: usize,
    pub rules: Vec<RuleLine>,
    #[serde(skip)]
    pub people: Vec<PersonVerdict>,
}

#[derive(Debug, Serialize)]
pub struct ShareLine {
    pub watch: String,
    pub title: Text,
    pub yes: usize,
    pub no: usize,
    pub unknown: usize,
    pub per_cent: Option<String>,
    pub at_least: Option<String>,
}

#[derive(Debug, Serialize)]
pub struct GrantsLine {
    pub money: Option<MoneyLine>,
    pub honours: Vec<String>,
    pub promotion: Vec<RungLine>,
    pub certificate: Option<Text>,
    pub training: Vec<Text>,
    pub posts: Vec<Text>,
    pub recommended_for: Vec<String>,
}

/// Without `from`: whoever it is.
#[derive(Debug, Serialize)]
pub struct RungLine {
    pub from: Option<&'static str>,
    pub to: &'static str,
}

#[derive(Debug, Serialize)]
pub struct MoneyLine {
    pub amount: String,
    pub currency: String,
    pub purpose: Text,
}

#[derive(Debug, Serialize)]
pub struct PersonVerdict {
    pub person: String,
    pub skill: String,
    pub competitor: String,
    /// Of a team, from 1.
    pub member: Option<usize>,
    pub name: Text,
    /// Among entrants; none while it may change.
    pub place: Option<u32>,
    pub verdict: Verdict,
    /// Of whoever qualifies.
    pub seat: Option<&'static str>,
    /// The category in which the person is counted instead.
    pub counted_in: Option<String>,
    pub promotion: Option<PromotionLine>,
    /// In the order of the category's rules.
    #[serde(skip)]
    pub rules: Vec<RuleVerdict>,
}

/// `state`: `to` a level, `already` there, `none` of the rungs fits, `unknown` what is held, at most `level`.
#[derive(Debug, Serialize)]
pub struct PromotionLine {
    pub state: &'static str,
    pub level: Option<&'static str>,
    pub level_zh: Option<&'static str>,
}

#[derive(Debug, Serialize)]
pub struct RuleLine {
    pub rule: String,
    pub text: Text,
    pub source: String,
    pub clause: String,
    pub unconfirmed: bool,
}

#[derive(Debug)]
pub struct RuleVerdict {
    pub verdict: Verdict,
    pub facts: Vec<FactLine>,
}

#[derive(Debug, PartialEq, Eq, Hash, Serialize)]
pub struct FactLine {
    pub text: Text,
    /// `result`, `competition`, `entry`, `document`, `declaration` or `missing`.
    pub origin: &'static str,
    /// The result's digest, the file with its row, the document's name.
    pub reference: String,
    /// Who can supply what is missing.
    pub supplier: Option<Text>,
}
