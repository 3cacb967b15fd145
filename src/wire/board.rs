//! `/ws/board/{competition}/{skill}`.

use serde::Serialize;

use super::SkillState;
use crate::{
    competition::{CompetitorKind, Text},
    ranking::{Medal, PublishedBasis, PublishedRules},
};

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum BoardMessage {
    Snapshot(Box<Snapshot>),
    Delta(Delta),
    Closing(Closing),
    /// The connection lives on.
    Error(Closing),
}

/// The whole board.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Snapshot {
    pub protocol: u32,
    #[cfg_attr(test, ts(type = "number"))]
    pub version: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub competition: Text,
    pub skill: Text,
    pub state: SkillState,
    /// The rules that places, scale scores and medals follow, with their versions and parameters.
    pub rules: PublishedRules,
    /// What the scale is laid out around, per population.
    pub basis: Vec<PublishedBasis>,
    pub decimals: u32,
    pub max_total: String,
    /// Marks a complete competitor has.
    pub aspects: u32,
    pub competitors: Vec<BoardCompetitor>,
    pub rows: Vec<BoardRow>,
    /// Indices into `competitors`, first place first.
    pub order: Vec<u32>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoardCompetitor {
    pub id: String,
    pub name: Text,
    pub delegation: BoardDelegation,
    pub kind: Option<CompetitorKind>,
    /// Ranked, and takes no medal.
    pub guest: bool,
    pub members: Vec<Text>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoardDelegation {
    pub id: String,
    pub name: Text,
}

/// `[index, rank, total, done, medal, scale score, withdrawn, under appeal]`: arrays keep an update small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct BoardRow(pub u32, pub Option<u32>, pub String, pub u32, pub BoardMedal, pub Option<String>, pub bool, pub bool);

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum BoardMedal {
    #[serde(rename = "")]
    None,
    Gold,
    Silver,
    Bronze,
    Medallion,
    Merit,
}

impl From<Option<Medal>> for BoardMedal {
    fn from(medal: Option<Medal>) -> Self {
        match medal {
            None => Self::None,
            Some(Medal::Gold) => Self::Gold,
            Some(Medal::Silver) => Self::Silver,
            Some(Medal::Bronze) => Self::Bronze,
            Some(Medal::Medallion) => Self::Medallion,
            Some(Medal::Merit) => Self::Merit,
        }
    }
}

/// What changed since the version before.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Delta {
    #[cfg_attr(test, ts(type = "number"))]
    pub version: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub from: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub state: Option<SkillState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub basis: Option<Vec<PublishedBasis>>,
    pub rows: Vec<BoardRow>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub order: Option<Vec<u32>>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS))]
pub struct Closing {
    pub code: &'static str,
    pub message: Text,
}
