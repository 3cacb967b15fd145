//! A board in the format that ctftime.org reads scoreboards in.

use serde::Serialize;

use super::{clics::both, shown::Shown};

/// Marks by task are not published: there are no tasks.
#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CtftimeScoreboard {
    pub tasks: Vec<String>,
    pub standings: Vec<CtftimeStanding>,
}

#[derive(Debug, Serialize)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub struct CtftimeStanding {
    /// Shared by equals.
    pub pos: u32,
    pub team: String,
    /// The format has a number here; nothing is computed with it.
    pub score: f64,
}

/// Whoever has a place.
#[must_use]
pub fn scoreboard(shown: &Shown) -> CtftimeScoreboard {
    let standings = shown.places().filter_map(|place| {
        let team = both(&place.competitor.name, &place.competitor.id);
        Some(CtftimeStanding { pos: place.rank?, team, score: place.total.parse().unwrap_or_default() })
    });
    CtftimeScoreboard { tasks: Vec::new(), standings: standings.collect() }
}
