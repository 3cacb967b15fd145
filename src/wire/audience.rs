//! What the board's page asks for besides the board.

use serde::Serialize;

use super::SkillState;
use crate::{competition::Text, publication::Label};

/// `/api/boards/{competition}/{skill}/history/{competitor}`
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct PlaceHistory {
    pub competitor: String,
    /// Changes, oldest first.
    pub points: Vec<HistoryPoint>,
}

/// `[at, rank]`
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct HistoryPoint(#[cfg_attr(test, ts(type = "number"))] pub i64, pub Option<u32>);

/// `/api/delegations/{competition}`
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DelegationTable {
    pub competition: Text,
    pub skills: Vec<DelegationSkill>,
    /// Most medal points first.
    pub delegations: Vec<DelegationStanding>,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DelegationSkill {
    pub id: String,
    pub title: Text,
    pub state: SkillState,
    pub label: Label,
}

#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct DelegationStanding {
    pub id: String,
    pub name: Text,
    /// By medal points; shared by equals.
    pub rank: u32,
    /// Competitors on the boards, guests left out.
    pub entries: u32,
    /// Gold, silver, bronze, medallions.
    pub medals: [u32; 4],
    pub points: String,
    /// Skills in which the delegation has a medal.
    pub skills: Vec<SkillMedals>,
}

/// `[index of the skill, its medals]`
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SkillMedals(pub u32, pub [u32; 4]);
