//! `/ws/board/{competition}/{skill}`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use super::SkillState;
use crate::{
    competition::{CompetitorKind, Text},
    publication::Label,
    ranking::{Medal, PublishedBasis, PublishedRules},
};

#[derive(Debug, Clone, Serialize)]
#[serde(tag = "type", rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum BoardMessage {
    Snapshot(Box<Snapshot>),
    Delta(Delta),
    /// From an edge: whether the server is heard that makes the board.
    Source(Source),
    Closing(Closing),
    /// The connection lives on.
    Error(Closing),
}

/// The whole board, or the whole of one window on it.
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Snapshot {
    pub protocol: u32,
    #[cfg_attr(test, ts(type = "number"))]
    pub version: u64,
    #[cfg_attr(test, ts(type = "number"))]
    pub at: i64,
    pub competition: Text,
    pub skill: Text,
    /// What was granted: `all`, `top=20`, `delegation=ZJ`, `near=C1,top=3`.
    pub window: String,
    pub state: SkillState,
    pub label: Label,
    /// The rules that places, scale scores and medals follow, with their versions and parameters.
    pub rules: Arc<PublishedRules>,
    /// What the scale is laid out around, per population.
    pub basis: Vec<PublishedBasis>,
    pub decimals: u32,
    pub max_total: String,
    /// Marks a complete competitor has.
    pub aspects: u32,
    /// Competitors of the skill, in the window or not.
    pub field: u32,
    /// The indices of `competitors`, rising; absent where they are 0, 1, 2 …
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub members: Option<Vec<u32>>,
    pub competitors: Vec<Arc<BoardCompetitor>>,
    /// By index, rising.
    pub rows: Vec<BoardRow>,
    /// Indices, first place first.
    pub order: Vec<u32>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct BoardCompetitor {
    pub id: String,
    pub name: Text,
    pub delegation: BoardDelegation,
    pub kind: Option<CompetitorKind>,
    /// Ranked, and takes no medal.
    pub guest: bool,
    pub members: Vec<Text>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct BoardDelegation {
    pub id: String,
    pub name: Text,
}

/// `[index, rank, total, done, medal, scale score, flags]`: arrays keep an update small.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct BoardRow(pub u32, pub Option<u32>, pub String, pub u32, pub BoardMedal, pub Option<String>, pub u32);

/// What the last number of a [`BoardRow`] is the sum of. Certain and possible: what the missing marks cannot change any more.
pub mod row_flags {
    pub const WITHDRAWN: u32 = 1;
    pub const UNDER_APPEAL: u32 = 2;
    pub const PLACE_CERTAIN: u32 = 4;
    pub const MEDAL_CERTAIN: u32 = 8;
    /// Gold, silver or bronze, none of them certain.
    pub const MEDAL_POSSIBLE: u32 = 16;
    /// With the last step of a ceremony.
    pub const JUST_SHOWN: u32 = 32;
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum BoardMedal {
    #[serde(rename = "")]
    None,
    Gold,
    Silver,
    Bronze,
    Medallion,
    Merit,
}

impl BoardMedal {
    /// Where tables of delegations count it: gold, silver, bronze, medallion.
    #[must_use]
    pub fn counted_at(self) -> Option<usize> {
        [Self::Gold, Self::Silver, Self::Bronze, Self::Medallion].iter().position(|medal| *medal == self)
    }
}

impl From<BoardMedal> for Option<Medal> {
    fn from(medal: BoardMedal) -> Self {
        match medal {
            BoardMedal::None => None,
            BoardMedal::Gold => Some(Medal::Gold),
            BoardMedal::Silver => Some(Medal::Silver),
            BoardMedal::Bronze => Some(Medal::Bronze),
            BoardMedal::Medallion => Some(Medal::Medallion),
            BoardMedal::Merit => Some(Medal::Merit),
        }
    }
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

/// What changed since the version before, `version − 1`; what did not change is absent. Applied in the order of the fields.
#[derive(Debug, Clone, Default, Serialize, Deserialize)]
#[serde(default)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Delta {
    #[cfg_attr(test, ts(type = "number"))]
    pub version: u64,
    /// Milliseconds between the two versions.
    #[cfg_attr(test, ts(type = "number"))]
    pub later: i64,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub state: Option<SkillState>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub label: Option<Label>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub basis: Option<Vec<PublishedBasis>>,
    /// Who is in the window no more.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub left: Vec<u32>,
    /// Who is new in the window, in `order` behind the others for now.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub joined: Vec<Joined>,
    /// Pairs: who stands at the first place of `order` (from 0) is taken out and put in at the second, pair by pair.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub moves: Vec<u32>,
    /// Where that would be longer, the whole of it.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[cfg_attr(test, ts(optional))]
    pub order: Option<Vec<u32>>,
    /// Threes: from this place of `order` on, so many rows, their ranks grow by so much.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub shifts: Vec<i32>,
    /// Rows in which only the scale score changed, or the rank as `shifts` say.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub scales: Vec<ScaleChange>,
    /// Rows that changed otherwise, whole.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[cfg_attr(test, ts(optional, as = "Option<_>"))]
    pub rows: Vec<BoardRow>,
}

#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Joined(pub u32, pub Arc<BoardCompetitor>);

/// `[index, scale score]`
#[derive(Debug, Clone, Serialize, Deserialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ScaleChange(pub u32, pub Option<String>);

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Source {
    /// For how long it was not heard, in milliseconds; null: it is heard again.
    #[cfg_attr(test, ts(type = "number | null"))]
    pub silent_ms: Option<u64>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct Closing {
    pub code: &'static str,
    pub message: Text,
}
