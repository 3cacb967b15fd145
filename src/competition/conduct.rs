//! How judging is conducted: who signs what, until when, how long one may appeal, behind how many codes.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Conduct {
    #[serde(default)]
    pub signing: SigningRule,
    /// Until when a day's marks are to be there, in milliseconds since 1970.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub deadlines: BTreeMap<u32, i64>,
    /// How long after the day was signed one may appeal; `None`: until the skill is signed.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub appeal_minutes: Option<u32>,
    /// Codes between a competitor and the experts, one drawn over the other; 0: experts see ids and names.
    #[serde(default, skip_serializing_if = "is_zero")]
    pub code_layers: u8,
}

#[allow(clippy::trivially_copy_pass_by_ref)]
const fn is_zero(layers: &u8) -> bool {
    *layers == 0
}

/// Who signs each part, in this order. A capacity that nobody in the skill has is not waited for.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SigningRule {
    pub sub_criterion: Vec<Capacity>,
    pub day: Vec<Capacity>,
    pub skill: Vec<Capacity>,
    /// Each competitor signs the own sheet of each day.
    pub competitor: bool,
}

impl Default for SigningRule {
    fn default() -> Self {
        Self {
            sub_criterion: vec![Capacity::Team, Capacity::Chief],
            day: vec![Capacity::Chief],
            skill: vec![Capacity::Chief, Capacity::Supervisor],
            competitor: false,
        }
    }
}

/// As what somebody signs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Capacity {
    /// Everyone who made entries in the sub-criterion.
    Team,
    Chief,
    Supervisor,
}
