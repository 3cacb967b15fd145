//! `GET /api/honours/programmes/{programme}`: a programme as its policy reads.

use serde::Serialize;

use crate::competition::Text;

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeView {
    pub id: String,
    pub title: Text,
    /// `municipal`, `provincial` or `national`.
    pub level: String,
    /// First and last day, YYYY-MM-DD; open where there is none.
    pub from: Option<String>,
    pub to: Option<String>,
    /// SHA-256 of its file, hex.
    pub digest: String,
    /// What the policy wants to reach within the period.
    pub goal: Option<u32>,
    /// A year.
    pub quota: Option<u32>,
    pub sources: Vec<ProgrammeSource>,
    pub tiers: Vec<ProgrammeQuota>,
    pub bodies: Vec<ProgrammeQuota>,
    /// Of everybody, whatever the category.
    pub rules: Vec<ProgrammeRule>,
    pub categories: Vec<ProgrammeCategory>,
    /// Of which categories a person counts in one only.
    pub exclusive: Vec<ProgrammeExclusive>,
    /// Shares the policy looks at.
    pub watch: Vec<ProgrammeWatch>,
    /// How it goes on after the verdict.
    pub procedure: Vec<Text>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeSource {
    pub title: Text,
    /// The document's number.
    pub number: String,
    pub address: String,
    /// Its primary text was not read.
    pub unconfirmed: bool,
}

/// Of a tier or a recommending body, a year.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeQuota {
    pub title: Text,
    /// Null: no limit of its own.
    pub quota: Option<u32>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeRule {
    pub text: Text,
    /// Index into the sources.
    pub source: u32,
    /// Where in the source.
    pub clause: String,
    pub unconfirmed: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeCategory {
    pub id: String,
    pub title: Text,
    pub tier: Option<Text>,
    pub quota: Option<u32>,
    /// Its part in what a body recommends.
    pub ratio: Option<u32>,
    /// Besides those of everybody.
    pub rules: Vec<ProgrammeRule>,
    pub grants: ProgrammeGrants,
    pub evidence: Vec<Text>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeGrants {
    pub money: Option<ProgrammeMoney>,
    pub honours: Vec<Text>,
    pub promotion: Vec<ProgrammePromotion>,
    pub certificate: Option<Text>,
    pub training: Vec<Text>,
    pub posts: Vec<Text>,
    pub recommended_for: Vec<Text>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeMoney {
    pub amount: String,
    /// ISO 4217.
    pub currency: String,
    pub purpose: Text,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammePromotion {
    /// Null: from any level.
    pub from: Option<Text>,
    pub to: Text,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeExclusive {
    pub text: Text,
    pub source: u32,
    /// In the order in which a person is counted.
    pub categories: Vec<Text>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeWatch {
    pub title: Text,
    /// Per cent.
    pub at_least: Option<String>,
}
