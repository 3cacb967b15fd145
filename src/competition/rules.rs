//! What a rulebook decides about places, scales, ties and medals of one skill.

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SkillRules {
    pub ranking: RankingMethod,
    pub scale: ScaleRule,
    pub ties: TieRule,
    pub medals: MedalRule,
    /// Places that totals are shown with.
    pub decimals: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankingMethod {
    /// The larger sum of marks is the better place.
    #[default]
    Total,
}

impl RankingMethod {
    /// The name and version that every published standing carries.
    #[must_use]
    pub const fn versioned_name(self) -> &'static str {
        match self {
            Self::Total => "total/1",
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum ScaleRule {
    #[default]
    None,
    /// The median at `centre`; a total one `estimator` away from it at `centre ± target_spread`. The published material
    /// says only where the median lies; the rest is this project's own choice.
    Worldskills { centre: Decimal, estimator: SpreadEstimator, target_spread: Decimal, clamp: Option<(Decimal, Decimal)>, decimals: u32 },
    /// A total of `from.0` becomes `to.0`, one of `from.1` becomes `to.1`, others in proportion.
    Linear { from: (Decimal, Decimal), to: (Decimal, Decimal), decimals: u32 },
    /// The mean at `centre`, a total one sample standard deviation above it at `centre + target_spread`: z with 0 and 1,
    /// T with 50 and 10.
    Standard { centre: Decimal, target_spread: Decimal, clamp: Option<(Decimal, Decimal)>, decimals: u32 },
    /// The mid-rank percentile: the share of the population with a lower total plus half of those with an equal one
    /// (oneself included), in per cent.
    Percentile { decimals: u32 },
}

impl ScaleRule {
    /// Places that scale scores are shown with.
    #[must_use]
    pub const fn decimals(&self) -> u32 {
        match self {
            Self::None => 0,
            Self::Worldskills { decimals, .. }
            | Self::Linear { decimals, .. }
            | Self::Standard { decimals, .. }
            | Self::Percentile { decimals } => *decimals,
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum SpreadEstimator {
    /// Sample standard deviation.
    #[default]
    Sd,
    /// Median absolute deviation × 1.4826.
    Mad,
    /// Given by the rules instead of estimated.
    Fixed(Decimal),
}

/// Equal totals are told apart by these sums in turn; what is still equal is left to `last`.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct TieRule {
    pub keys: Vec<TieKey>,
    #[serde(default)]
    pub last: TieLast,
}

/// The last word on equals.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieLast {
    /// They share a place.
    #[default]
    Shared,
    /// A witnessed draw; until there is one they share a place.
    Draw,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum TieKey {
    /// The sum of the marks of these aspects (indices into the scheme); larger is better. `name` is as the rules wrote it.
    Sum { name: String, aspects: Vec<usize> },
    /// The measured value of one aspect (a time); smaller is better, none is last.
    SmallerValue { name: String, aspect: usize },
}

impl TieKey {
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Sum { name, .. } | Self::SmallerValue { name, .. } => name,
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MedalRule {
    #[default]
    None,
    /// The best places by count; `merit`: outside the medals, in the upper half of entrants (优胜奖).
    TopN { gold: u32, silver: u32, bronze: u32, merit: bool },
    /// Shares of the skill's eligible entrants, in per cent, each rounded down to whole prizes.
    Share { per_cent: [Decimal; 3], merit: bool },
    /// Scores within `window` share a medal; from `medallion` up a medallion.
    Worldskills { window: Decimal, medallion: Decimal },
}
