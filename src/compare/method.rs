//! The methods that are compared, by name.

use crate::{
    competition::{ScaleRule, Skill, SpreadEstimator, Text},
    decimal::Decimal,
    fairness,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    /// The skill's own rules.
    AsRuled,
    /// Panels reduced in another way.
    Reduced(Way),
    /// By majority of the experts' own places.
    RankMajority,
    /// Scores without what an expert adds or takes away.
    Adjusted(fairness::Method),
    /// Places by the scores of this scale.
    Scale(Kind),
}

/// How a panel's scores are put together.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Way {
    Mean,
    DropHighLow,
    Median,
    ClosestPair,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    Worldskills,
    WorldskillsMad,
    Linear,
    Z,
    T,
    Percentile,
}

impl Method {
    /// The skill's own rules first.
    pub const ALL: [Self; 15] = [
        Self::AsRuled,
        Self::Reduced(Way::Mean),
        Self::Reduced(Way::DropHighLow),
        Self::Reduced(Way::Median),
        Self::Reduced(Way::ClosestPair),
        Self::RankMajority,
        Self::Adjusted(fairness::Method::Z),
        Self::Adjusted(fairness::Method::Additive),
        Self::Adjusted(fairness::Method::Rasch),
        Self::Scale(Kind::Worldskills),
        Self::Scale(Kind::WorldskillsMad),
        Self::Scale(Kind::Linear),
        Self::Scale(Kind::Z),
        Self::Scale(Kind::T),
        Self::Scale(Kind::Percentile),
    ];

    /// Name and version, short name for a narrow column, title in both languages.
    const fn words(self) -> [&'static str; 4] {
        use fairness::Method::{Additive, Rasch, Z};
        match self {
            Self::AsRuled => ["as-ruled/1", "rules", "本赛项规则", "the skill's own rules"],
            Self::Reduced(Way::Mean) => ["raw/1", "raw", "平均分", "plain mean of the panel"],
            Self::Reduced(Way::DropHighLow) => {
                ["drop-high-low/1", "drop", "去掉最高分和最低分", "without the highest and the lowest score"]
            }
            Self::Reduced(Way::Median) => ["median/1", "median", "中位数", "median of the panel"],
            Self::Reduced(Way::ClosestPair) => ["closest-pair/1", "pair", "最接近的两个分数", "the two closest scores"],
            Self::RankMajority => ["rank-majority/1", "majority", "名次多数制", "majority of the experts' places"],
            Self::Adjusted(Z) => ["z-adjusted/1", "z-adj", "按 z 分数校正", "adjusted by z"],
            Self::Adjusted(Additive) => ["additive-adjusted/1", "additive", "按加性裁判效应校正", "adjusted by additive effects"],
            Self::Adjusted(Rasch) => ["rasch-adjusted/1", "rasch", "按 Rasch 模型校正", "adjusted by the Rasch model"],
            Self::Scale(Kind::Worldskills) => {
                ["scale:worldskills/1", "s:ws", "WorldSkills 标准分（标准差）", "WorldSkills scale, standard deviation"]
            }
            Self::Scale(Kind::WorldskillsMad) => {
                ["scale:worldskills-mad/1", "s:mad", "WorldSkills 标准分（绝对中位差）", "WorldSkills scale, median absolute deviation"]
            }
            Self::Scale(Kind::Linear) => ["scale:linear/1", "s:linear", "线性换算", "linear scale"],
            Self::Scale(Kind::Z) => ["scale:z/1", "s:z", "z 分数", "z scores"],
            Self::Scale(Kind::T) => ["scale:t/1", "s:t", "T 分数", "T scores"],
            Self::Scale(Kind::Percentile) => ["scale:percentile/1", "s:pct", "百分位", "percentiles"],
        }
    }

    #[must_use]
    pub const fn versioned_name(self) -> &'static str {
        self.words()[0]
    }

    #[must_use]
    pub const fn short_name(self) -> &'static str {
        self.words()[1]
    }

    #[must_use]
    pub fn title(self) -> Text {
        Text::new(self.words()[2], self.words()[3])
    }
}

impl Way {
    /// Scores it takes; a panel that gave fewer counts by its mean.
    pub(super) const fn takes(self) -> usize {
        match self {
            Self::Mean | Self::Median => 1,
            Self::ClosestPair => 2,
            Self::DropHighLow => 3,
        }
    }
}

impl Kind {
    /// The skill's own rule where it is of this kind, else the defaults of the folder format.
    pub(super) fn rule(self, skill: &Skill) -> ScaleRule {
        let own = &skill.rules.scale;
        if self.is_of(own) { own.clone() } else { self.default_rule(highest_total(skill)) }
    }

    fn is_of(self, rule: &ScaleRule) -> bool {
        match rule {
            ScaleRule::Worldskills { estimator: SpreadEstimator::Mad, .. } => self == Self::WorldskillsMad,
            ScaleRule::Worldskills { .. } => self == Self::Worldskills,
            ScaleRule::Linear { .. } => self == Self::Linear,
            ScaleRule::Standard { .. } => {
                rule.versioned_name() == Some("z/1") && self == Self::Z || rule.versioned_name() == Some("t/1") && self == Self::T
            }
            ScaleRule::Percentile { .. } => self == Self::Percentile,
            ScaleRule::None => false,
        }
    }

    fn default_rule(self, highest_total: Decimal) -> ScaleRule {
        let int = Decimal::from_int;
        let worldskills =
            |estimator| ScaleRule::Worldskills { centre: int(700), estimator, target_spread: int(30), clamp: None, decimals: 0 };
        let standard =
            |centre, spread, decimals| ScaleRule::Standard { centre: int(centre), target_spread: int(spread), clamp: None, decimals };
        match self {
            Self::Worldskills => worldskills(SpreadEstimator::Sd),
            Self::WorldskillsMad => worldskills(SpreadEstimator::Mad),
            Self::Linear => ScaleRule::Linear {
                from: (Decimal::ZERO, highest_total.max(Decimal::from_units(1))),
                to: (Decimal::ZERO, int(100)),
                decimals: 2,
            },
            Self::Z => standard(0, 1, 4),
            Self::T => standard(50, 10, 2),
            Self::Percentile => ScaleRule::Percentile { decimals: 2 },
        }
    }
}

fn highest_total(skill: &Skill) -> Decimal {
    skill.rules.total.highest(skill.scheme.max_total())
}
