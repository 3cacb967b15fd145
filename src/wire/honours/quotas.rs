//! How far quotas are used.

use serde::Serialize;

use crate::competition::Text;

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
pub struct QuotaChange {
    pub programme: String,
    pub year: i16,
    pub before: QuotaUse,
    pub after: QuotaUse,
}
