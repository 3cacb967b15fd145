//! What a rulebook decides about the awards that are given across skills.

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AwardRules {
    /// The highest scale score of each delegation.
    pub best_of_delegation: bool,
    /// The highest scale score of all.
    pub best_of_all: bool,
    /// Points of a delegation for each gold, silver, bronze and medallion.
    pub medal_points: [Decimal; 4],
}

impl Default for AwardRules {
    /// rules.md §5: gold 4, silver 3, bronze 2, medallion 1.
    fn default() -> Self {
        Self { best_of_delegation: true, best_of_all: true, medal_points: [4, 3, 2, 1].map(Decimal::from_int) }
    }
}
