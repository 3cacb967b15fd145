//! Why a figure is not there, in words for the people who look for it.

use super::RatingsFault;
use crate::competition::Text;

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum FairnessFault {
    #[error("there are no judgement scores")]
    NoScores,
    #[error("there is one expert; a comparison takes two")]
    OneExpert,
    #[error("fewer than two competitors were scored")]
    OneCompetitor,
    #[error("all scores are equal")]
    AllEqual,
    #[error("units do not differ more than experts do, so the formula divides by nothing")]
    UnitsDoNotDiffer,
    #[error("the experts fall into {0} blocks that share no rated unit; figures of different blocks cannot be compared")]
    Disconnected(usize),
    #[error("every score is at an end of its scale, so no measure can be estimated")]
    AllExtreme,
    #[error("scores of some stand apart from those of all others, so the estimates have no bounds")]
    Separated,
    #[error("the estimates did not settle within {0} iterations")]
    NotConverged(u32),
    #[error("no unit was scored by two experts")]
    NoSharedUnit,
    #[error("no two experts scored the same two competitors on all their aspects")]
    NoCrossedCompetitors,
    #[error("every expert gives all competitors the same place")]
    AllTied,
    #[error("the ratio metric takes no scores below zero")]
    NegativeScores,
    #[error("there are more than {0} different scores")]
    TooManyValues(usize),
    #[error("there are too few scores to estimate the error")]
    NoDegreesOfFreedom,
    #[error("standard errors are computed for at most {0} experts")]
    TooManyExperts(usize),
    #[error("the experts agree exactly, so there is no interval")]
    ExactAgreement,
    #[error(transparent)]
    Ratings(#[from] RatingsFault),
}

impl FairnessFault {
    /// The name in the report.
    #[must_use]
    pub const fn code(&self) -> &'static str {
        match self {
            Self::NoScores => "no-scores",
            Self::OneExpert => "one-expert",
            Self::OneCompetitor => "one-competitor",
            Self::AllEqual => "all-equal",
            Self::UnitsDoNotDiffer => "units-do-not-differ",
            Self::Disconnected(_) => "disconnected",
            Self::AllExtreme => "all-extreme",
            Self::Separated => "separated",
            Self::NotConverged(_) => "not-converged",
            Self::NoSharedUnit => "no-shared-unit",
            Self::NoCrossedCompetitors => "no-crossed-competitors",
            Self::AllTied => "all-tied",
            Self::NegativeScores => "negative-scores",
            Self::TooManyValues(_) => "too-many-values",
            Self::NoDegreesOfFreedom => "no-degrees-of-freedom",
            Self::TooManyExperts(_) => "too-many-experts",
            Self::ExactAgreement => "exact-agreement",
            Self::Ratings(RatingsFault::NoSuchIndex { .. }) => "no-such-index",
            Self::Ratings(RatingsFault::OutOfRange { .. }) => "out-of-range",
            Self::Ratings(RatingsFault::ScoredTwice { .. }) => "scored-twice",
        }
    }

    #[must_use]
    pub fn message(&self) -> Text {
        let zh = match self {
            Self::NoScores => "没有评判分".to_owned(),
            Self::OneExpert => "只有一名裁判，无从比较".to_owned(),
            Self::OneCompetitor => "被评分的选手不足两名".to_owned(),
            Self::AllEqual => "所有分数都相同".to_owned(),
            Self::UnitsDoNotDiffer => "评分对象之间的差异不大于裁判之间的差异，公式的分母为零或负".to_owned(),
            Self::Disconnected(blocks) => format!("裁判分为 {blocks} 个互不相交的组，组间数值不可比较"),
            Self::AllExtreme => "所有分数都在量表两端，无法估计".to_owned(),
            Self::Separated => "部分分数与其余分数完全分离，估计值没有界限".to_owned(),
            Self::NotConverged(iterations) => format!("估计在 {iterations} 次迭代内未收敛"),
            Self::NoSharedUnit => "没有任何评分单元由两名裁判评分".to_owned(),
            Self::NoCrossedCompetitors => "没有两名裁判对相同的两名选手评完全部评分点".to_owned(),
            Self::AllTied => "每名裁判给所有选手的名次都相同".to_owned(),
            Self::NegativeScores => "比率度量不接受负分".to_owned(),
            Self::TooManyValues(limit) => format!("不同的分数超过 {limit} 个"),
            Self::NoDegreesOfFreedom => "分数太少，无法估计误差".to_owned(),
            Self::TooManyExperts(limit) => format!("裁判超过 {limit} 名时不计算标准误"),
            Self::ExactAgreement => "裁判完全一致，没有区间".to_owned(),
            Self::Ratings(fault) => return fault.message(),
        };
        Text::new(zh, self.to_string())
    }
}
