//! What goes on in a skill besides marks: signing, deadlines, proposals, appeals, codes. Told whole whenever it changes.

use serde::Serialize;

use super::{PublicationCard, marking::AspectCard};
use crate::{
    competition::Capacity,
    judging::{AppealOutcome, Part, Proposal},
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Affairs {
    /// In the order in which they are signed.
    pub parts: Vec<PartCard>,
    /// Absent where the rules ask no competitor.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub competitor_sheets: Option<Vec<CompetitorSheet>>,
    pub deadlines: Vec<DeadlineCard>,
    /// Until when one may appeal against what a day brought; a day without: not yet running, or without end.
    pub appeal_windows: Vec<DeadlineCard>,
    pub unlock_requests: Vec<UnlockCard>,
    /// Chief experts, supervisors and organisers only.
    pub proposals: Vec<ProposalCard>,
    /// An expert sees those that concern the expert: filed by, assigned to.
    pub appeals: Vec<AppealCard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub codes: Option<CodesCard>,
    /// Chief experts, supervisors and organisers only.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub publication: Option<PublicationCard>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PartCard {
    pub part: Part,
    /// Of a sub-criterion: its day.
    pub day: u32,
    /// All its marks are there, and the parts below it are signed.
    pub ready: bool,
    /// Of the marks as they are; what a signature of now has to name. Absent while it is not ready.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub digest: Option<String>,
    pub signatures: Vec<SignatureCard>,
    /// Who has still to sign, in order.
    pub wanted: Vec<WantedSignature>,
    /// Everybody has signed.
    pub signed: bool,
    pub locked: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SignatureCard {
    pub capacity: Capacity,
    pub expert: String,
    /// The member of the team a chief expert signed for.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub in_place_of: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct WantedSignature {
    pub capacity: Capacity,
    /// Any of these.
    pub experts: Vec<String>,
}

/// One competitor's sheet of one day.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompetitorSheet {
    pub day: u32,
    pub competitor: String,
    /// All its marks are there.
    pub ready: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub digest: Option<String>,
    /// A signature of marks that changed since does not count and is absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub signed: Option<CompetitorSigned>,
    /// The last time the competitor did not agree, where the marks changed since.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub declined: Option<CompetitorSigned>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CompetitorSigned {
    pub agreed: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    pub witness: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DeadlineCard {
    pub day: u32,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct UnlockCard {
    /// Absent: the whole skill.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub sub_criterion: Option<String>,
    pub by: String,
    pub reason: String,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProposalCard {
    pub proposal: u32,
    pub what: Proposal,
    pub reason: String,
    /// An expert's id; absent: the organiser.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub by: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub closed: Option<ProposalClosed>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProposalClosed {
    pub confirmed: bool,
    /// An expert's id; absent: the organiser.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub by: Option<String>,
    /// Why not.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    /// Of the entry by which it holds.
    #[cfg_attr(test, ts(type = "number"))]
    pub position: u64,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum AppealStage {
    Filed,
    /// Others mark again.
    Assigned,
    Decided,
    Withdrawn,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct AppealCard {
    pub appeal: u32,
    pub competitor: String,
    pub aspects: Vec<String>,
    pub grounds: String,
    /// An expert's id; absent: the organiser.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub by: Option<String>,
    #[cfg_attr(test, ts(type = "number"))]
    pub pressed_at: i64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub late: bool,
    pub stage: AppealStage,
    pub experts: Vec<String>,
    pub remarks: Vec<RemarkCard>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub outcome: Option<AppealOutcome>,
    /// Why it was withdrawn.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub reason: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub noticed_at: Option<i64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct RemarkCard {
    pub aspect: String,
    /// How it is entered, where it is not on the own sheet: a second look is taken by another panel.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub rule: Option<AspectCard>,
    /// Values there are, and values wanted.
    pub given: u32,
    pub of: u32,
    /// Too far apart: mark again.
    pub again: bool,
    /// One's own until all are there, then everybody's.
    pub scores: Vec<PanelScore>,
}

/// One expert's current value, shown once the panel is complete.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PanelScore {
    pub expert: String,
    pub value: String,
    /// Of the entry; absent where a second look is taken.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub position: Option<u64>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CodesCard {
    pub layers: u8,
    pub drawn: bool,
    /// Layers that are open, from the last one.
    pub opened: u8,
    /// What is known of each competitor now, by the code experts use; of opened layers only.
    pub known_as: Vec<KnownAs>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct KnownAs {
    pub code: String,
    /// The code of the deepest layer that is still closed, or the id.
    pub known_as: String,
}
