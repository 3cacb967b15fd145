//! A board as everybody gets it, read back from the very bytes that everybody gets: what is made of it for other programs cannot say more.

use serde::Deserialize;

use crate::{competition::Text, wire::row_flags};

#[derive(Debug, Clone, Deserialize)]
pub struct Shown {
    /// When this version was made, in milliseconds since 1970.
    pub at: i64,
    pub competition: Text,
    pub skill: Text,
    pub state: String,
    #[serde(default)]
    pub label: Option<ShownLabel>,
    pub rules: ShownRules,
    pub decimals: u32,
    pub max_total: String,
    pub aspects: u32,
    pub competitors: Vec<ShownCompetitor>,
    rows: Vec<Row>,
    order: Vec<u32>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ShownLabel {
    pub kind: String,
    #[serde(default)]
    pub minutes: u32,
    #[serde(default)]
    pub since: i64,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ShownRules {
    pub method: String,
    /// What matters here is whether there is a medal rule.
    pub medals: Option<serde_json::Value>,
    pub scale: Option<serde_json::Value>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ShownCompetitor {
    pub id: String,
    pub name: Text,
    pub delegation: ShownDelegation,
    pub kind: Option<String>,
    pub guest: bool,
    pub members: Vec<Text>,
}

#[derive(Debug, Clone, Deserialize)]
pub struct ShownDelegation {
    pub id: String,
    pub name: Text,
}

/// `[index, rank, total, done, medal, scale score, flags]`
#[derive(Debug, Clone, Deserialize)]
struct Row(u32, Option<u32>, String, u32, String, Option<String>, u32);

/// A competitor in the order of places.
pub struct Place<'a> {
    pub competitor: &'a ShownCompetitor,
    pub rank: Option<u32>,
    /// Empty while the board is hidden.
    pub total: &'a str,
    pub done: u32,
    /// A word, or nothing.
    pub medal: &'a str,
    pub scale_score: Option<&'a str>,
    pub withdrawn: bool,
    pub under_appeal: bool,
}

impl Shown {
    /// `None`: these are not the bytes of a whole board.
    #[must_use]
    pub fn read(snapshot: &[u8]) -> Option<Self> {
        serde_json::from_slice(snapshot).ok()
    }

    /// Best first; those without a place last.
    pub fn places(&self) -> impl Iterator<Item = Place<'_>> {
        let mut rows = vec![None; self.competitors.len()];
        for row in &self.rows {
            if let Some(place) = rows.get_mut(row.0 as usize) {
                *place = Some(row);
            }
        }
        self.order.iter().filter_map(move |&index| {
            let competitor = self.competitors.get(index as usize)?;
            let Row(_, rank, total, done, medal, scale_score, flags) = rows.get(index as usize).copied().flatten()?;
            let is = |flag: u32| flags & flag != 0;
            Some(Place {
                competitor,
                rank: *rank,
                total,
                done: *done,
                medal,
                scale_score: scale_score.as_deref(),
                withdrawn: is(row_flags::WITHDRAWN),
                under_appeal: is(row_flags::UNDER_APPEAL),
            })
        })
    }

    #[must_use]
    pub fn is_hidden(&self) -> bool {
        self.state == "hidden"
    }

    /// Nothing is provisional any more.
    #[must_use]
    pub fn is_final(&self) -> bool {
        self.label.as_ref().map_or(self.state == "locked", |label| label.kind == "final")
    }
}
