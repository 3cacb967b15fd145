//! `/api/honours/…` and `/api/officers`: the honours office.

use serde::{Deserialize, Serialize};

use super::Problem;
use crate::{
    competition::{Medal, Text},
    honours::nomination::{Evidence, Stage, Step},
};

/// Somebody who moves nominations.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct OfficerRequest {
    /// A name by which events are signed.
    pub officer: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct OfficerPassword {
    pub officer: String,
    /// Shown this once.
    pub password: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Officers {
    pub officers: Vec<String>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct OfficerSessionRequest {
    pub officer: String,
    pub password: String,
}

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
pub struct QuotaYear {
    pub year: i16,
    pub uses: Vec<QuotaUse>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct QuotaUse {
    pub of: QuotaOf,
    /// Of a tier, category or body.
    pub id: Option<String>,
    pub title: Text,
    /// Null: no limit.
    pub quota: Option<u32>,
    pub granted: u32,
    /// Seats taken by those on the way to it.
    pub reserved: u32,
    /// Nominations without a seat, the next one first.
    #[cfg_attr(test, ts(type = "number[]"))]
    pub waiting: Vec<u64>,
    /// Granted beyond a quota that was lowered since.
    pub beyond: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum QuotaOf {
    Programme,
    Tier,
    Category,
    Body,
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

#[derive(Debug, Clone, Serialize)]
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

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct QuotaChange {
    pub programme: String,
    pub year: i16,
    pub before: QuotaUse,
    pub after: QuotaUse,
}

/// What an honours office needs of a person; empty where it is not known. Masked unless it was asked for with a reason.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonalDataCard {
    pub name: Text,
    pub national_id: String,
    pub social_security: String,
    pub employer: String,
    pub phone: String,
}

/// One person at the honours office.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonView {
    pub person: String,
    /// Ids that were found to be the same person.
    pub also: Vec<String>,
    /// Masked; null of somebody whose data is not kept, or was erased.
    pub data: Option<PersonalDataCard>,
    #[cfg_attr(test, ts(type = "number[]"))]
    pub nominations: Vec<u64>,
    /// What was done with the data, by whom and why.
    pub record: Vec<PersonHappened>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonHappened {
    #[cfg_attr(test, ts(type = "number"))]
    pub number: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub officer: String,
    pub what: PersonDeed,
    /// Of what was entered or changed.
    pub fields: Vec<String>,
    pub reason: String,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum PersonDeed {
    Kept,
    Revealed,
    Erased,
    Merged,
}

/// Outstanding people of all published results, and everybody who is nominated.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct People {
    pub people: Vec<PersonCard>,
    /// There are more: search for them.
    pub more: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonCard {
    pub person: String,
    pub also: Vec<String>,
    /// As public results have it.
    pub name: Text,
    pub results: Vec<PersonResult>,
    #[cfg_attr(test, ts(type = "number[]"))]
    pub nominations: Vec<u64>,
    /// Others of the same name, who may be the same person.
    pub namesakes: Vec<String>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonResult {
    pub competition: String,
    pub competition_title: Text,
    pub skill: String,
    pub skill_title: Text,
    pub competitor: String,
    pub place: Option<u32>,
    pub medal: Option<Medal>,
    /// The last day, YYYY-MM-DD.
    pub ends: Option<String>,
}

/// Two ids are one person.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct MergeRequest {
    /// The id that stays.
    pub into: String,
    pub reason: String,
}

/// What is given takes the place of what is kept; what is left out stays.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PersonalDataRequest {
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub name: Option<Text>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub national_id: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub social_security: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub employer: Option<String>,
    #[serde(default)]
    #[cfg_attr(test, ts(optional))]
    pub phone: Option<String>,
}

/// Why it is revealed or erased.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ReasonRequest {
    pub reason: String,
}
