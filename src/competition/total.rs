//! What a rulebook decides about totals: weights of modules, groups of competitors.

use serde::{Deserialize, Serialize};

use super::GroupId;
use crate::decimal::Decimal;

/// How a competitor's marks become the total.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TotalRule {
    /// Empty: the total is the sum of all marks. Else the sum, over these parts, of weight × (marks of the part ÷ its highest sum).
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub parts: Vec<WeightedPart>,
    /// Places of a total that was weighted or multiplied by a group's factor, rounded half up. A plain sum is exact.
    pub decimals: u32,
    /// Those who compete under the same conditions: a venue, a session, a variant of the task.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub groups: Vec<Group>,
}

/// A module of the scheme with its weight in the total (theory 20, practice 80).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct WeightedPart {
    pub name: String,
    /// Indices into the scheme.
    pub aspects: Vec<usize>,
    /// What the max marks of these aspects add up to; above 0.
    pub max: Decimal,
    pub weight: Decimal,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Group {
    pub id: GroupId,
    /// The totals of this group are multiplied by it.
    pub factor: Decimal,
}

impl TotalRule {
    #[must_use]
    pub fn is_weighted(&self) -> bool {
        !self.parts.is_empty()
    }

    /// The highest total there can be. `sum`: what all max marks add up to.
    #[must_use]
    pub fn highest(&self, sum: Decimal) -> Decimal {
        let weights: Decimal = self.parts.iter().map(|part| part.weight).sum();
        let plain = if self.is_weighted() { weights } else { sum };
        let factor = self.groups.iter().map(|group| group.factor).max().unwrap_or(Decimal::ONE);
        let product = i128::from(plain.units()) * i128::from(factor.units());
        let one = i128::from(Decimal::ONE.units());
        if self.has_factors() { Decimal::ratio(product, one * one, self.decimals).unwrap_or(plain) } else { plain }
    }

    /// Whether any group's totals are multiplied by something.
    #[must_use]
    pub fn has_factors(&self) -> bool {
        self.groups.iter().any(|group| group.factor != Decimal::ONE)
    }
}
