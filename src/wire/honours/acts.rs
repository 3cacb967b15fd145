//! `POST /api/honours`, `POST /api/honours/preview`: what officers do with nominations.

use serde::{Deserialize, Serialize};

use super::QuotaChange;
use crate::{
    honours::nomination::{Evidence, Step},
    wire::Problem,
};

/// All or none of them happen.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HonoursRequest {
    pub acts: Vec<HonoursAct>,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(tag = "what", rename_all = "kebab-case", deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum HonoursAct {
    Identify {
        person: String,
        competition: String,
        skill: String,
        competitor: String,
        programme: String,
        category: String,
        year: i16,
        #[serde(default)]
        #[cfg_attr(test, ts(optional))]
        body: Option<String>,
    },
    Move {
        #[cfg_attr(test, ts(type = "number"))]
        nomination: u64,
        step: Step,
        #[serde(default)]
        evidence: Vec<Evidence>,
        #[serde(default)]
        comment: String,
    },
    Comment {
        #[cfg_attr(test, ts(type = "number"))]
        nomination: u64,
        comment: String,
    },
    AddEvidence {
        #[cfg_attr(test, ts(type = "number"))]
        nomination: u64,
        evidence: Evidence,
    },
    SetDeadline {
        #[cfg_attr(test, ts(type = "number"))]
        nomination: u64,
        /// YYYY-MM-DD; null: no more.
        due: Option<String>,
    },
    AcceptResult {
        #[cfg_attr(test, ts(type = "number"))]
        nomination: u64,
        digest: String,
        comment: String,
    },
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HonoursAnswer {
    /// Empty where all of it can be, or is, done.
    pub refused: Vec<RefusedAct>,
    /// Whatever the acts change in the use of quotas.
    pub quotas: Vec<QuotaChange>,
    /// The nomination of each act; new ones have their numbers.
    #[cfg_attr(test, ts(type = "number[]"))]
    pub nominations: Vec<u64>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RefusedAct {
    /// From 0.
    pub act: u32,
    pub problem: Problem,
}
