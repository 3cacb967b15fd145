//! `/api/standings/{competition}/{skill}`.

use serde::Serialize;

use crate::{
    competition::{Medal, Text},
    ranking::{PublishedBasis, PublishedRules},
};

/// A skill as the desk sees it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeskStandings {
    /// The journal entry up to which marks are counted.
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    pub rules: PublishedRules,
    pub basis: Vec<PublishedBasis>,
    /// No mark is missing.
    pub complete: bool,
    /// Best first, then those without a place.
    pub rows: Vec<DeskStanding>,
    /// Competitors who are equal in everything and wait for a draw.
    pub open_ties: Vec<Vec<String>>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeskStanding {
    pub competitor: String,
    pub name: Text,
    pub eligible: bool,
    pub withdrawn: bool,
    /// An appeal is not decided yet.
    pub under_appeal: bool,
    pub rank: Option<u32>,
    /// Still reachable, whatever the missing marks become; none for whoever has withdrawn.
    pub best_rank: Option<u32>,
    pub worst_rank: Option<u32>,
    pub total: String,
    /// Aspects that have a mark.
    pub done: u32,
    pub scale_score: Option<String>,
    pub medal: Option<Medal>,
    /// Medals that are not gone.
    pub chances: Vec<DeskChance>,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeskChance {
    pub medal: Medal,
    /// Else it is possible.
    pub certain: bool,
}
