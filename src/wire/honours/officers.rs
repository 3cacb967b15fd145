//! `/api/officers`, `/api/session/officer`: who moves nominations.

use serde::{Deserialize, Serialize};

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
