//! What a comparison of methods says, as plain data: for `jinbang compare`, for the desk, and for whoever checks it.

use serde::Serialize;

use crate::{
    competition::{Medal, Text},
    ranking::PublishedScale,
};

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Comparison {
    pub competition: String,
    pub skills: Vec<SkillComparison>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SkillComparison {
    pub skill: String,
    /// The skill's own rules first: what the others are compared with.
    pub methods: Vec<MethodSummary>,
    /// In the order of the skill's own standings.
    pub competitors: Vec<CompetitorComparison>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MethodSummary {
    /// With its version: `median/1`, `scale:t/1`.
    pub method: String,
    pub title: Text,
    /// A method that cannot be applied gives nobody a rank.
    pub applies: bool,
    /// Why it cannot be applied.
    pub reason: Option<Text>,
    /// What a reader must know besides.
    pub notes: Vec<Text>,
    /// Of a method that is a scale.
    pub scale: Option<PublishedScale>,
    /// Competitors whose rank is another one than by the skill's own rules.
    pub differs: u32,
    /// Competitors whose medal is another one; null where medals cannot be given by this method.
    pub medals_changed: Option<u32>,
    /// Tau-b of the ranks with those by the skill's own rules, −1 to 1; null where all are equal or fewer than two are placed.
    pub kendall_tau: Option<f64>,
    /// Placed by the skill's own rules and not by this method.
    pub waiting: Vec<String>,
    /// Placed by this method and not by the skill's own rules.
    pub further: Vec<String>,
}

/// Lists have one place per method, in the order of [`SkillComparison::methods`].
#[derive(Debug, Clone, PartialEq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompetitorComparison {
    pub competitor: String,
    pub ranks: Vec<Option<u32>>,
    /// Exact.
    pub totals: Vec<Option<String>>,
    /// Exact; null where there is no scale.
    pub scale_scores: Vec<Option<String>>,
    pub medals: Vec<Option<Medal>>,
    /// Best and worst rank by any method.
    pub best: Option<u32>,
    pub worst: Option<u32>,
    pub changes: Vec<MedalChange>,
}

/// A method under which somebody's medal would be another one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MedalChange {
    /// Index into the methods.
    pub method: u32,
    pub change: Change,
    pub from: Option<Medal>,
    pub to: Option<Medal>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Change {
    /// A medal where there was none.
    Gains,
    /// No medal where there was one.
    Loses,
    /// A better medal.
    Rises,
    /// A lesser medal.
    Falls,
}
