//! The marks a tablet shows.

use serde::Serialize;

use crate::wire::PanelScore;

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Marks {
    /// Everything up to here was told.
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    /// True: the whole picture, forget what you had.
    pub full: bool,
    pub cells: Vec<Cell>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Cell {
    pub competitor: String,
    pub aspect: String,
    pub state: CellProgress,
    pub round: u8,
    /// Scores there are in this round, and scores wanted.
    pub given: u32,
    pub of: u32,
    pub mark: Option<String>,
    /// Absent: none, or in a change: as it was.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub own: Option<OwnEntry>,
    /// Everybody's, once the panel is complete.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<PanelScore>>"))]
    pub scores: Vec<PanelScore>,
    /// Who has scored while others have not; chief experts and supervisors only.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<String>>"))]
    pub scored: Vec<String>,
    /// Rounds before this one, the first one first.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<Vec<Vec<PanelScore>>>"))]
    pub earlier: Vec<Vec<PanelScore>>,
    /// What a machine measured and nobody has confirmed yet.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub measured: Option<MeasuredCard>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MeasuredCard {
    pub value: String,
    pub grader: String,
    /// SHA-256 of what the machine kept, hex.
    pub evidence: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum CellProgress {
    Open,
    Partial,
    Rescore,
    Done,
}

/// This expert's current entry; for a measurement, the team's.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct OwnEntry {
    pub value: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
}
