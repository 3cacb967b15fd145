//! `/api/impact/…` and `/api/changes/…`: what other scores do, or did, to places.

use serde::{Deserialize, Serialize};

use crate::{competition::Medal, judging::ProposedScore};

/// Either a proposal that was made, or scores nobody has proposed yet.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ImpactRequest {
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub proposal: Option<u32>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub scores: Option<Vec<ProposedScore>>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Impact {
    /// The entry up to which `before` counts.
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// Only those that differ, best first as they would stand then.
    pub rows: Vec<RowChange>,
    /// Competitors whose row stays as it is.
    pub unchanged: u32,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RowChange {
    /// As tablets call the competitor: by code in a blind skill.
    pub competitor: String,
    /// As the desk does, where that is something else: layers of codes were opened.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub known_as: Option<String>,
    pub before: PlaceThen,
    pub after: PlaceThen,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PlaceThen {
    pub rank: Option<u32>,
    pub total: String,
    pub scale_score: Option<String>,
    pub medal: Option<Medal>,
    pub withdrawn: bool,
}

/// What happened between a position and now.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Changes {
    #[cfg_attr(test, ts(type = "number"))]
    pub since: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// Only those that differ, best first as they stand now.
    pub rows: Vec<RowChange>,
    pub unchanged: u32,
    /// Newest first.
    pub marks: Vec<MarkChange>,
    /// There were more of them than are listed.
    pub more: bool,
}

/// An entry that changed a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MarkChange {
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    /// An expert's id; absent: the organiser.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub by: Option<String>,
    /// As tablets call the competitor.
    pub competitor: String,
    pub aspect: String,
    /// The mark, once the whole panel had scored.
    pub before: Option<String>,
    pub after: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
}
