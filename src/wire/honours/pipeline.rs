//! `GET /api/honours`, `GET /api/honours/candidates/…`: everything on the way to an honour, and whom a result could lead to what.

use serde::Serialize;

use super::{NominationCard, QuotaYear};
use crate::competition::{Medal, Text};

/// Everything on the way to an honour.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Pipeline {
    /// Who asks.
    pub officer: String,
    /// How many events there are, and the hash that binds them all.
    #[cfg_attr(test, ts(type = "number"))]
    pub events: u64,
    pub head: String,
    pub programmes: Vec<PipelineProgramme>,
    pub nominations: Vec<NominationCard>,
    pub competitions: Vec<PipelineCompetition>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PipelineProgramme {
    pub id: String,
    pub title: Text,
    /// First and last year; open where there is none.
    pub from_year: Option<i16>,
    pub to_year: Option<i16>,
    pub categories: Vec<Titled>,
    /// Who recommends.
    pub bodies: Vec<Titled>,
    /// Of years in which somebody is nominated.
    pub years: Vec<QuotaYear>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Titled {
    pub id: String,
    pub title: Text,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PipelineCompetition {
    pub id: String,
    pub title: Text,
    pub skills: Vec<PipelineSkill>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PipelineSkill {
    pub id: String,
    pub title: Text,
    /// Signed, shown in public, and no appeal waits: nominations may rest on it.
    pub published: bool,
}

/// Whom a skill's published result could lead to what.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HonoursCandidates {
    pub published: bool,
    /// Empty while it is not published.
    pub digest: String,
    pub rows: Vec<HonoursCandidate>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HonoursCandidate {
    pub person: String,
    pub competitor: String,
    pub name: Text,
    pub place: Option<u32>,
    pub medal: Option<Medal>,
    /// Only where the rules do not say no.
    pub chances: Vec<HonoursChance>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HonoursChance {
    pub programme: String,
    pub category: String,
    /// False: something is not known yet.
    pub certain: bool,
    /// What is not known, and who can supply it.
    pub missing: Vec<MissingFact>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MissingFact {
    pub rule: Text,
    pub fact: Text,
    pub supplier: Text,
}
