//! `/api/honours/people/…`: people, and data that nobody else sees.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

use super::HonoursChance;
use crate::competition::{Medal, Text};

/// What an honours office needs of a person; empty where it is not known. Masked unless it was asked for with a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonalDataCard {
    pub name: Text,
    pub national_id: String,
    pub social_security: String,
    pub employer: String,
    pub phone: String,
    /// What verdicts need, by the columns of `people.csv`.
    pub facts: BTreeMap<String, String>,
}

/// One person at the honours office.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonView {
    pub person: String,
    /// Ids that were found to be the same person.
    pub also: Vec<String>,
    /// As public results have it.
    pub name: Text,
    /// Others of the same name, who may be the same person.
    pub namesakes: Vec<String>,
    pub results: Vec<PersonResult>,
    /// What a result could lead to.
    pub chances: Vec<PersonChance>,
    /// Masked; null of somebody whose data is not kept, or was erased.
    pub data: Option<PersonalDataCard>,
    /// Somebody wants the data erased, and another one must agree.
    pub erasure: Option<ErasureAsked>,
    #[cfg_attr(test, ts(type = "number[]"))]
    pub nominations: Vec<u64>,
    /// Files that the person is in.
    pub exports: Vec<PersonExport>,
    /// What was done with the data, by whom and why.
    pub record: Vec<PersonHappened>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonChance {
    pub competition: String,
    pub skill: String,
    pub competitor: String,
    pub chance: HonoursChance,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonExport {
    #[cfg_attr(test, ts(type = "number"))]
    pub export: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub made_at: i64,
    /// What the file is called.
    pub file: String,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ErasureAsked {
    pub officer: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonHappened {
    #[cfg_attr(test, ts(type = "number"))]
    pub number: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub officer: String,
    pub what: PersonDeed,
    /// Of what was entered or changed; where data was erased, who asked for it.
    pub fields: Vec<String>,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum PersonDeed {
    Kept,
    Revealed,
    EraseAsked,
    EraseTakenBack,
    /// With the name of whoever asked for it.
    Erased,
    Merged,
}

/// What is given takes the place of what is kept; what is left out stays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonalDataRequest {
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub name: Option<Text>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub national_id: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub social_security: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub employer: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub phone: Option<String>,
    /// By the columns of `people.csv`; an empty one is removed, what is not named stays.
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub facts: Option<BTreeMap<String, String>>,
}

/// Why it is revealed or erased.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ReasonRequest {
    pub reason: String,
}

/// Outstanding people of all published results, and everybody who is nominated.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct People {
    pub people: Vec<PersonCard>,
    /// There are more: search for them.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonCard {
    pub person: String,
    pub also: Vec<String>,
    /// As public results have it.
    pub name: Text,
    pub results: Vec<PersonResult>,
    #[cfg_attr(test, ts(type = "number[]"))]
    pub nominations: Vec<u64>,
    /// Others of the same name, who may be the same person.
    pub namesakes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonResult {
    pub competition: String,
    pub competition_title: Text,
    pub skill: String,
    pub skill_title: Text,
    pub competitor: String,
    pub place: Option<u32>,
    pub medal: Option<Medal>,
    /// The last day, YYYY-MM-DD.
    pub ends: Option<String>,
}

/// Two ids are one person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MergeRequest {
    /// The id that stays.
    pub into: String,
    pub reason: String,
}
