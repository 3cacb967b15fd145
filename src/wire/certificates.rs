//! `GET /api/certificates/{id}`.

use serde::Serialize;

use crate::competition::{Medal, Text};

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CertificateShown {
    pub id: String,
    pub state: CertificateState,
    /// Null of a superseded one: it says what is not so any more.
    pub says: Option<CertificateSays>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum CertificateState {
    /// Its result is public now.
    Current,
    /// This server issued it; the result was amended since, or is not public any more.
    Superseded,
}

/// What is printed on it, and nothing else.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct CertificateSays {
    pub competition: String,
    pub competition_title: Text,
    /// YYYY-MM-DD.
    pub day: Option<String>,
    pub skill: String,
    pub skill_title: Text,
    pub name: Text,
    /// Of a member of a team.
    pub team: Option<Text>,
    pub delegation: Option<Text>,
    /// Medal and awards.
    pub won: Text,
    /// One sentence in each language.
    pub deed: Text,
    pub medal: Option<Medal>,
    pub place: u32,
    pub entrants: u32,
    /// SHA-256 of the result, hex.
    pub result: String,
}
