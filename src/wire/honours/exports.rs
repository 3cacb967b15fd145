//! `/api/honours/exports`: what leaves the office, who asked for it, who agreed.

use serde::{Deserialize, Serialize};

use crate::{
    competition::Text,
    honours::exports::{Column, ExportOf},
    wire::Problem,
};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExportList {
    /// The newest first.
    pub exports: Vec<ExportCard>,
    /// There are older ones.
    pub more: bool,
    /// What a list of nominations may have.
    pub columns: Vec<ExportColumn>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExportColumn {
    pub column: Column,
    pub title: Text,
    /// Takes two people.
    pub personal: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExportCard {
    #[cfg_attr(test, ts(type = "number"))]
    pub export: u64,
    pub of: ExportOf,
    /// Takes two people.
    pub personal: bool,
    pub asked_by: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub asked_at: i64,
    pub reason: String,
    pub state: ExportStage,
    /// Why whoever asks may not have it made; null: may, or it is not waiting.
    pub held_by: Option<Problem>,
    /// Pages that are done while it is made, and of how many; of 0 where nobody counts.
    pub done: u32,
    pub pages: u32,
    /// Why it could not be made.
    pub fault: Option<Text>,
    pub made: Option<MadeCard>,
    pub fetched: Vec<FetchedCard>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ExportStage {
    /// For the second person, or to be made again.
    Waiting,
    Making,
    /// It may be tried again.
    Failed,
    TakenBack,
    Made,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MadeCard {
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    /// Who agreed, or who asked where one person is enough.
    pub officer: String,
    pub file: String,
    /// Hex.
    pub sha256: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub bytes: u64,
    pub people: u32,
    /// Their numbers, by which readers verify them.
    pub certificates: Vec<String>,
    /// Whether whoever asks may have the file.
    pub mine: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct FetchedCard {
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub officer: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExportRequest {
    pub of: ExportOf,
    pub reason: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ExportAsked {
    #[cfg_attr(test, ts(type = "number"))]
    pub export: u64,
}
