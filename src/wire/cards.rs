//! The JSON about pairing cards to print.

use serde::{Deserialize, Serialize};

use crate::competition::{ExpertRole, Text};

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CardIssueRequest {
    pub competition: String,
    /// None: every skill.
    pub skill: Option<String>,
    /// None: every expert.
    pub expert: Option<String>,
    pub minutes: u32,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Cards {
    pub cards: Vec<Card>,
}

/// Shown this once.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Card {
    pub skill: String,
    pub skill_title: Text,
    pub expert: String,
    pub name: Text,
    pub role: ExpertRole,
    pub panel: Option<String>,
    pub code: String,
    pub url: String,
    pub qr_svg: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub expires_at: i64,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CardStates {
    pub cards: Vec<CardState>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CardState {
    pub skill: String,
    pub expert: String,
    pub state: CardProgress,
    #[cfg_attr(test, ts(type = "number"))]
    pub expires_at: i64,
    #[cfg_attr(test, ts(type = "number | null"))]
    pub used_at: Option<i64>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum CardProgress {
    Waiting,
    Used,
    Expired,
}
