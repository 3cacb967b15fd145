//! `GET /api/honours/statistics`.

use serde::Serialize;

use crate::honours::statistics::{Conversion, Statistics};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct OfficeStatistics {
    /// Of published results alone.
    pub winners: Statistics,
    /// Of nominations.
    pub stages: Vec<Conversion>,
    /// Charts that are there, by their files' names.
    pub charts: Vec<String>,
}
