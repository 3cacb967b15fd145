//! `GET /api/honours/nominations/…`: one nomination.

use serde::Serialize;

use crate::{
    competition::Text,
    honours::nomination::{Evidence, Stage, Step},
};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct NominationCard {
    #[cfg_attr(test, ts(type = "number"))]
    pub id: u64,
    pub person: String,
    /// As the public result has it.
    pub name: Text,
    pub programme: String,
    pub category: String,
    pub year: i16,
    pub body: Option<String>,
    pub competition: String,
    pub skill: String,
    pub competitor: String,
    pub stage: Stage,
    /// Where it can be moved from here.
    pub steps: Vec<StepCard>,
    #[cfg_attr(test, ts(type = "number"))]
    pub moved_at: i64,
    pub moved_by: String,
    /// A day, YYYY-MM-DD.
    pub due: Option<String>,
    pub overdue: bool,
    /// The result it rests on is another by now, or not published any more.
    pub amended: bool,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct StepCard {
    pub step: Step,
    pub leads_to: Stage,
    pub needs_reason: bool,
    pub needs_evidence: bool,
}

/// One nomination with all that happened to it.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct NominationView {
    pub card: NominationCard,
    /// Of the result it rests on.
    pub digest: String,
    /// Of the result as it is published now; null where it is not.
    pub published_digest: Option<String>,
    /// SHA-256 of the programme's file by which it was judged.
    pub rules: String,
    pub evidence: Vec<Evidence>,
    pub events: Vec<NominationHappened>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct NominationHappened {
    #[cfg_attr(test, ts(type = "number"))]
    pub number: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub officer: String,
    pub what: Happened,
    /// Of a move.
    pub step: Option<Step>,
    pub comment: String,
    pub evidence: Vec<Evidence>,
    pub due: Option<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Happened {
    Identified,
    Moved,
    Commented,
    EvidenceAdded,
    DeadlineSet,
    ResultAccepted,
}
