//! What a rulebook decides about medals and prizes of one skill.

use serde::{Deserialize, Serialize};

use crate::decimal::Decimal;

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Medal {
    Gold,
    Silver,
    Bronze,
    /// Medallion for Excellence.
    Medallion,
    /// 优胜奖: outside the medals, in the upper half of entrants.
    Merit,
}

impl Medal {
    /// As rules and results write them.
    pub const WORDS: [(&'static str, Self); 5] =
        [("gold", Self::Gold), ("silver", Self::Silver), ("bronze", Self::Bronze), ("medallion", Self::Medallion), ("merit", Self::Merit)];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }

    #[must_use]
    pub const fn word_zh(self) -> &'static str {
        match self {
            Self::Gold => "金牌",
            Self::Silver => "银牌",
            Self::Bronze => "铜牌",
            Self::Medallion => "优胜奖章",
            Self::Merit => "优胜奖",
        }
    }
}

/// Who gets which medal. *Entrants* are the eligible competitors who have a result and are not withdrawn.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct MedalRules {
    pub rule: MedalRule,
    /// What few entrants leave of the rule; the smallest `at_most` that fits counts.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub small_fields: Vec<SmallField>,
}

#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum MedalRule {
    #[default]
    None,
    /// The best places by count; `merit`: outside the medals, in the upper half of entrants (优胜奖).
    TopN { gold: u32, silver: u32, bronze: u32, merit: bool },
    /// Shares of the entrants, in per cent, each rounded down to whole prizes.
    Share { per_cent: [Decimal; 3], merit: bool },
    /// Scores within `window` share a medal; from `medallion` up a medallion.
    Worldskills { window: Decimal, medallion: Decimal, bronze_after_silvers: BronzeAfterSilvers },
}

/// Whether one gold and several silvers leave a bronze. The source says only that such results exist (rules.md §5).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum BronzeAfterSilvers {
    /// Only within the window of the last silver: three medals are given, as they are after three golds, where the source
    /// has this rule. This project's own choice.
    #[default]
    Window,
    /// The next best gets it.
    Always,
}

/// Moscow 2018: under 6 competitors fewer medals, 3 or fewer void the event (rules.md §5).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SmallField {
    /// Entrants.
    pub at_most: u32,
    /// Only these are given; with none of them the skill is void.
    pub medals: Vec<Medal>,
}

impl From<MedalRule> for MedalRules {
    fn from(rule: MedalRule) -> Self {
        Self { rule, small_fields: Vec::new() }
    }
}

impl MedalRules {
    /// The rule for so few entrants, if there is one.
    #[must_use]
    pub fn small_field(&self, entrants: usize) -> Option<&SmallField> {
        self.small_fields.iter().filter(|field| entrants <= field.at_most as usize).min_by_key(|field| field.at_most)
    }

    /// Too few entrants for any medal: the skill counts for no award either.
    #[must_use]
    pub fn is_void(&self, entrants: usize) -> bool {
        self.small_field(entrants).is_some_and(|field| field.medals.is_empty())
    }
}

impl MedalRule {
    /// Whether it can give this medal at all.
    #[must_use]
    pub fn gives(&self, medal: Medal) -> bool {
        match self {
            Self::None => false,
            Self::TopN { merit, .. } | Self::Share { merit, .. } => match medal {
                Medal::Gold | Medal::Silver | Medal::Bronze => true,
                Medal::Medallion => false,
                Medal::Merit => *merit,
            },
            Self::Worldskills { .. } => medal != Medal::Merit,
        }
    }
}
