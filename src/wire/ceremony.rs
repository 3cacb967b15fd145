//! `/api/ceremony/…`: a result shown step by step, for those who show it.

use std::num::NonZeroU32;

use serde::{Deserialize, Serialize};

use crate::{
    competition::{Medal, Text},
    ranking::Reveal,
};

/// Of a ceremony that could begin, if these are asked for: `reveal` (else `places`) and `from_place`.
#[derive(Debug, Clone, Copy, Default, Deserialize)]
pub struct CeremonyQuery {
    pub reveal: Option<Reveal>,
    pub from_place: Option<NonZeroU32>,
}

/// The ceremony that runs, or the one that could begin.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CeremonyStatus {
    pub reveal: Reveal,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub from_place: Option<NonZeroU32>,
    /// Digest of the result as it is now.
    pub result: String,
    /// Why none can begin; absent where one can, or runs.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub refusal: Option<CeremonyRefusal>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub running: Option<RunningCeremony>,
    /// Whom each step shows: of the result with which it began, or as it is now.
    pub steps: Vec<Vec<CeremonyRow>>,
    /// Competitors that no step shows: they come with the whole result.
    pub others: u32,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CeremonyRefusal {
    pub code: String,
    pub message: Text,
}

#[derive(Debug, Clone, Copy, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RunningCeremony {
    #[cfg_attr(test, ts(type = "number"))]
    pub begun_at: i64,
    /// Steps that were taken: 0 shows nobody.
    pub step: u32,
    /// The result is another one, or an appeal waits: there is no way but to break it off.
    pub changed: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CeremonyRow {
    pub competitor: String,
    pub name: Text,
    pub delegation: Text,
    pub rank: Option<u32>,
    pub total: String,
    pub medal: Option<Medal>,
}

/// The organiser as the first of the two.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CeremonyRequest {
    pub competition: String,
    pub skill: String,
    pub reveal: Reveal,
    #[serde(default)]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub from_place: Option<NonZeroU32>,
    /// Digest of the result that was looked at.
    pub result: String,
    pub reason: String,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CeremonyStepRequest {
    pub competition: String,
    pub skill: String,
    /// The step that is looked at.
    pub from: u32,
    /// The one before or after it.
    pub to: u32,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CeremonyEndRequest {
    pub competition: String,
    pub skill: String,
    /// The whole result is shown; else again what was shown before.
    pub publish: bool,
}
