//! What a tablet is told first: who it is, what it marks and for whom.

use serde::Serialize;

use crate::competition::{ExpertRole, Text};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Welcome {
    /// The server's clock.
    #[cfg_attr(test, ts(type = "number"))]
    pub now: i64,
    pub protocol: u32,
    pub competition: Text,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// One above the highest sequence this device has used.
    #[cfg_attr(test, ts(type = "number"))]
    pub next_sequence: u64,
    pub expert: ExpertCard,
    pub skill: SkillCard,
    pub sub_criteria: Vec<SubCriterionCard>,
    pub competitors: Vec<CompetitorCard>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExpertCard {
    pub id: String,
    pub name: Text,
    pub role: ExpertRole,
    pub panel: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SkillCard {
    pub id: String,
    pub title: Text,
    /// Of the first judgement aspect; an aspect's own range is in its `score`.
    pub judgement: Option<JudgementCard>,
    pub measurement_step: String,
    /// Competitors are known by codes.
    pub blind: bool,
    pub experts: Vec<ColleagueCard>,
}

/// An expert of the same skill.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ColleagueCard {
    pub id: String,
    pub role: ExpertRole,
    pub panel: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct JudgementCard {
    pub min: String,
    pub max: String,
    pub step: String,
    pub experts: u32,
    pub max_spread: Option<String>,
    pub decimals: u32,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SubCriterionCard {
    pub id: String,
    pub name: Text,
    pub criterion: String,
    pub criterion_name: Text,
    pub day: Option<u32>,
    pub locked: bool,
    /// False: another panel's; shown, and locked by a chief, but not entered here.
    pub may_mark: bool,
    pub aspects: Vec<AspectCard>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AspectCard {
    pub id: String,
    pub kind: AspectType,
    pub name: Text,
    pub max_mark: String,
    pub requirement: String,
    pub extra: String,
    pub entry: EntryKind,
    /// Smallest step of a mark that is entered directly.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub step: Option<String>,
    pub choices: Vec<String>,
    pub unit: String,
    /// Values competitors really reach, lowest and highest.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub typical: Option<[String; 2]>,
    /// The machine that measures it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub grader: Option<String>,
    /// Of the judgement scores, lowest first.
    pub descriptions: Vec<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub score: Option<ScoreRange>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum AspectType {
    M,
    J,
}

/// How an aspect is entered.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum EntryKind {
    Mark,
    YesNo,
    Value,
    Choice,
    Score,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ScoreRange {
    pub min: String,
    pub max: String,
    pub step: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompetitorCard {
    pub id: String,
    pub name: Text,
    pub delegation: Text,
    /// False: same delegation as the expert.
    pub may_mark: bool,
    pub withdrawn: bool,
}
