//! The CLICS Contest API, version 2026-01 (ccs-specs.icpc.io): what of it can be said of a skill. Absent is null there.

use serde::Serialize;

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ApiInformation {
    pub version: &'static str,
    pub version_url: &'static str,
    pub provider: Provider,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Provider {
    pub name: &'static str,
    pub version: &'static str,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Contest {
    pub id: String,
    pub name: String,
    pub formal_name: String,
    pub start_time: Option<String>,
    pub duration: String,
    pub scoreboard_type: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Group {
    pub id: String,
    pub name: String,
    #[serde(rename = "type")]
    pub kind: &'static str,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Organization {
    pub id: String,
    pub name: String,
    pub formal_name: String,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Team {
    pub id: String,
    /// A competitor's id as the competition has it.
    pub label: String,
    pub name: String,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub organization_id: Option<String>,
    pub group_ids: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Person {
    pub id: String,
    pub name: String,
    pub role: &'static str,
    pub team_ids: Vec<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct State {
    pub started: Option<String>,
    pub frozen: Option<String>,
    pub ended: Option<String>,
    pub thawed: Option<String>,
    pub finalized: Option<String>,
    pub end_of_updates: Option<String>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Award {
    pub id: &'static str,
    pub citation: &'static str,
    /// Null: it is not being updated.
    pub team_ids: Option<Vec<String>>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Scoreboard {
    pub time: String,
    pub contest_time: String,
    pub state: State,
    pub rows: Vec<ScoreboardRow>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ScoreboardRow {
    pub rank: u32,
    pub team_id: String,
    pub score: Score,
}

/// The format has numbers here; nothing is computed with them. Its `time` is left out: places do not depend on it, and nobody is told
/// when a mark was given.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Score {
    pub score: f64,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Access {
    /// What the client may do: nothing but read.
    pub capabilities: Vec<&'static str>,
    pub endpoints: Vec<Endpoint>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct Endpoint {
    #[serde(rename = "type")]
    pub kind: &'static str,
    pub properties: Vec<&'static str>,
}

/// How this API tells what went wrong.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct ClicsProblem {
    pub code: u16,
    pub message: String,
}
