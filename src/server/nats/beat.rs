use serde::{Deserialize, Serialize};
use serde_json::value::RawValue;

use super::Epoch;
use crate::competition::SkillId;

/// What an origin says of a competition again and again: whoever has missed something finds out.
#[derive(Debug, Serialize, Deserialize)]
pub struct Beat {
    pub epoch: Epoch,
    /// How people reach the origin.
    pub url: String,
    /// Where the competition stands in the origin's list.
    pub place: usize,
    /// Of the competition's entry in the list of competitions.
    pub tag: String,
    /// That entry, byte for byte; only when it is another than in the beat before.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub entry: Option<Box<RawValue>>,
    pub boards: Vec<BoardAt>,
}

/// The newest version of a board, and the tag of its bytes.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct BoardAt(pub SkillId, pub u64, pub String);
