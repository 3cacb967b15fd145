//! What a rulebook decides about places, scales, ties and medals of one skill.

use serde::{Deserialize, Serialize};

use super::{MedalRules, TotalRule};
use crate::decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct SkillRules {
    pub ranking: RankingMethod,
    #[serde(default)]
    pub total: TotalRule,
    pub scale: ScaleRule,
    #[serde(default)]
    pub population: PopulationRule,
    /// Scales that only tie keys speak of.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub more_scales: Vec<NamedScale>,
    pub ties: TieRule,
    pub medals: MedalRules,
    /// Places that totals are shown with.
    pub decimals: u32,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum RankingMethod {
    /// The larger total is the better place.
    #[default]
    Total,
    /// The larger scale score is the better place: where groups stand on a scale of their own, or ties of rounded scale scores count.
    Scale,
    /// Every expert's own totals rank the competitors, and the majority of places decides (WDSF rules 5–8).
    RankMajority,
}

impl RankingMethod {
    /// The name and version that every published standing carries.
    #[must_use]
    pub const fn versioned_name(self) -> &'static str {
        match self {
            Self::Total => "total/1",
            Self::Scale => "scale/1",
            Self::RankMajority => "rank-majority/1",
        }
    }

    /// Whether places follow the scores that a points window compares.
    #[must_use]
    pub const fn follows_scores(self) -> bool {
        match self {
            Self::Total | Self::Scale => true,
            Self::RankMajority => false,
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
    /// The name and version that every published standing carries; `None` where there is no scale.
    #[must_use]
    pub fn versioned_name(&self) -> Option<&'static str> {
        match self {
            Self::None => None,
            Self::Worldskills { .. } => Some("worldskills/1"),
            Self::Linear { .. } => Some("linear/1"),
            Self::Standard { centre, target_spread, .. } => Some(match (*centre, *target_spread) {
                (Decimal::ZERO, Decimal::ONE) => "z/1",
                (centre, spread) if (centre, spread) == (Decimal::from_int(50), Decimal::from_int(10)) => "t/1",
                _ => "standard/1",
            }),
            Self::Percentile { .. } => Some("percentile/1"),
        }
    }

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

/// Whose results a scale's middle and spread are taken from, and who stands on it. Nobody without a mark and nobody who has withdrawn does.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct PopulationRule {
    pub who: PopulationMembers,
    pub missing: MissingMarks,
    /// Every group on a scale of its own.
    #[serde(default)]
    pub per_group: bool,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum PopulationMembers {
    #[default]
    All,
    /// Guests stand on the scale and do not move it.
    Eligible,
}

/// What becomes of competitors whose marks are not all there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum MissingMarks {
    /// They are on the scale with the marks they have.
    #[default]
    SoFar,
    /// They are not on the scale before their last mark.
    Wait,
}

/// A scale besides the skill's own.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct NamedScale {
    pub name: String,
    /// Indices of the aspects whose marks are summed; `None`: the total.
    pub of: Option<Vec<usize>>,
    pub rule: ScaleRule,
    pub population: PopulationRule,
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
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
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
    /// A scale score; larger is better, none is last. `scale`: index into the skill's `more_scales`; `None`: its own scale.
    Scale { name: String, scale: Option<usize> },
}

impl TieKey {
    #[must_use]
    pub fn name(&self) -> &str {
        match self {
            Self::Sum { name, .. } | Self::SmallerValue { name, .. } | Self::Scale { name, .. } => name,
        }
    }
}
