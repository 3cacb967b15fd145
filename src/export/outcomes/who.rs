//! Whose result it is.

use serde::Serialize;

use crate::competition::Text;

/// Whose result it is.
#[derive(Debug, Serialize)]
pub struct Who {
    pub person: String,
    pub skill: String,
    pub skill_title: Text,
    pub competitor: String,
    /// Of a team, from 1.
    pub member: Option<usize>,
    /// Only where names were asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub name: Option<Text>,
    /// Of the skill's result, SHA-256, hex.
    pub result: String,
}
