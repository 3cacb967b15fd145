//! `/api/publication/…`: what the audience sees, for those who decide about it.

use serde::{Deserialize, Serialize};

use super::Progress;
use crate::{competition::Show, publication::Label};

/// What the rules hold back, and what people made of it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PublicationCard {
    pub show: Show,
    pub delay_minutes: u32,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub freeze_at: Option<i64>,
    pub held: Held,
    /// Since when it is frozen or published.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional, type = "number"))]
    pub since: Option<i64>,
    /// There is something to publish.
    pub may_publish: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Held {
    ByRule,
    Frozen,
    Published,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PublicationStatus {
    pub policy: PublicationCard,
    /// What the audience is told.
    pub label: Label,
    /// Marks it sees; null while nothing is shown.
    pub shown: Option<Progress>,
    /// Marks there are.
    pub entered: Progress,
    /// It can be frozen now.
    pub may_freeze: bool,
}

#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct FreezeRequest {
    pub competition: String,
    pub skill: String,
}

/// The organiser as the first of the two.
#[derive(Debug, Clone, Deserialize)]
#[serde(deny_unknown_fields)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PublishRequest {
    pub competition: String,
    pub skill: String,
    pub reason: String,
}
