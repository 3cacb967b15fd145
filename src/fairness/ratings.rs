//! What the experts gave: a sparse list of scores, checked once.

use crate::{
    competition::{AspectKind, Skill, Text},
    decimal::Decimal,
    scoring::{SkillTally, Value},
};

/// One score: one expert, one competitor, one aspect. Indices are those of the skill's lists.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Rating {
    pub competitor: u32,
    pub aspect: u32,
    pub expert: u32,
    pub value: Decimal,
    /// Order of entry: a journal position or a row. Only comparisons count.
    pub position: u64,
    /// Whether expert and competitor belong to the same delegation.
    pub compatriot: bool,
}

impl Rating {
    /// What is rated: a competitor on an aspect.
    #[must_use]
    pub const fn unit(&self) -> (u32, u32) {
        (self.competitor, self.aspect)
    }

    #[must_use]
    pub fn score(&self) -> f64 {
        self.value.to_f64()
    }
}

/// The scores an aspect allows: `min`, `min + step` … `max`; a step of zero allows everything between.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ScoreRange {
    pub min: Decimal,
    pub max: Decimal,
    pub step: Decimal,
}

impl ScoreRange {
    const fn holds(&self, value: Decimal) -> bool {
        self.min.units() <= value.units() && value.units() <= self.max.units()
    }
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum RatingsFault {
    #[error("a score names competitor {competitor}, aspect {aspect} or expert {expert}, and there are fewer")]
    NoSuchIndex { competitor: u32, aspect: u32, expert: u32 },
    #[error("the score {value} is outside {min} to {max}")]
    OutOfRange { value: Decimal, min: Decimal, max: Decimal },
    #[error("expert {expert} scored competitor {competitor} twice on aspect {aspect}")]
    ScoredTwice { competitor: u32, aspect: u32, expert: u32 },
}

impl RatingsFault {
    #[must_use]
    pub fn message(&self) -> Text {
        let zh = match self {
            Self::NoSuchIndex { competitor, aspect, expert } => {
                format!("评分所指的选手 {competitor}、评分点 {aspect} 或裁判 {expert} 不存在")
            }
            Self::OutOfRange { value, min, max } => format!("分数 {value} 不在 {min} 至 {max} 之间"),
            Self::ScoredTwice { competitor, aspect, expert } => format!("裁判 {expert} 对选手 {competitor} 的评分点 {aspect} 评了两次"),
        };
        Text::new(zh, self.to_string())
    }
}

/// All scores of a skill, sorted by competitor, aspect and expert; at most one of each.
#[derive(Debug, Clone)]
pub struct Ratings {
    competitors: usize,
    experts: usize,
    aspects: Vec<ScoreRange>,
    list: Vec<Rating>,
}

impl Ratings {
    /// # Errors
    /// When a score names nobody, lies outside its aspect's range, or is there twice.
    pub fn new(competitors: usize, experts: usize, aspects: Vec<ScoreRange>, mut list: Vec<Rating>) -> Result<Self, RatingsFault> {
        for &Rating { competitor, aspect, expert, value, .. } in &list {
            let range = aspects.get(aspect as usize).filter(|_| (competitor as usize) < competitors && (expert as usize) < experts);
            let &range = range.ok_or(RatingsFault::NoSuchIndex { competitor, aspect, expert })?;
            if !range.holds(value) {
                return Err(RatingsFault::OutOfRange { value, min: range.min, max: range.max });
            }
        }
        list.sort_unstable_by_key(|rating| (rating.competitor, rating.aspect, rating.expert));
        let twice = list.windows(2).find(|pair| pair[0].unit() == pair[1].unit() && pair[0].expert == pair[1].expert);
        if let Some(&[Rating { competitor, aspect, expert, .. }, _]) = twice {
            return Err(RatingsFault::ScoredTwice { competitor, aspect, expert });
        }
        Ok(Self { competitors, experts, aspects, list })
    }

    /// The judgement scores of each panel's current round. An aspect that is measured has no ratings.
    ///
    /// # Errors
    /// When the tally holds a score its skill does not allow.
    pub fn of(skill: &Skill, tally: &SkillTally) -> Result<Self, RatingsFault> {
        let mut list = Vec::new();
        for (competitor, who) in (0_u32..).zip(&skill.competitors) {
            for (aspect, _) in (0_u32..).zip(&skill.scheme.aspects).filter(|(_, aspect)| aspect.is_judgement()) {
                for score in tally.scores(competitor as usize, aspect as usize) {
                    if let Value::Number(value) = score.value {
                        let delegation = skill.experts.get(usize::from(score.expert)).and_then(|expert| expert.delegation);
                        let compatriot = delegation.is_some() && delegation == who.delegation;
                        let expert = u32::from(score.expert);
                        list.push(Rating { competitor, aspect, expert, value, position: score.position, compatriot });
                    }
                }
            }
        }
        let ranges = skill.scheme.aspects.iter().map(|aspect| match &aspect.kind {
            AspectKind::Judgement(rule) => ScoreRange { min: rule.min, max: rule.max, step: rule.step },
            AspectKind::Measurement(_) => ScoreRange { min: Decimal::ZERO, max: aspect.max_mark, step: Decimal::ZERO },
        });
        Self::new(skill.competitors.len(), skill.experts.len(), ranges.collect(), list)
    }

    /// Of a skill without judgement.
    #[must_use]
    pub const fn none() -> Self {
        Self { competitors: 0, experts: 0, aspects: Vec::new(), list: Vec::new() }
    }

    #[must_use]
    pub fn list(&self) -> &[Rating] {
        &self.list
    }

    /// One slice per unit, by competitor and aspect.
    pub fn units(&self) -> impl Iterator<Item = &[Rating]> {
        self.list.chunk_by(|a, b| a.unit() == b.unit())
    }

    #[must_use]
    pub const fn competitors(&self) -> usize {
        self.competitors
    }

    #[must_use]
    pub const fn experts(&self) -> usize {
        self.experts
    }

    #[must_use]
    pub fn aspects(&self) -> &[ScoreRange] {
        &self.aspects
    }

    /// Experts with at least one score, by index.
    #[must_use]
    pub fn active_experts(&self) -> Vec<u32> {
        used(self.experts, self.list.iter().map(|rating| rating.expert))
    }

    /// Competitors with at least one score, by index.
    #[must_use]
    pub fn active_competitors(&self) -> Vec<u32> {
        used(self.competitors, self.list.iter().map(|rating| rating.competitor))
    }

    /// Aspects with at least one score, by index.
    #[must_use]
    pub fn active_aspects(&self) -> Vec<u32> {
        used(self.aspects.len(), self.list.iter().map(|rating| rating.aspect))
    }
}

fn used(count: usize, indices: impl Iterator<Item = u32>) -> Vec<u32> {
    let mut seen = vec![false; count];
    indices.for_each(|index| seen[index as usize] = true);
    (0_u32..).zip(seen).filter_map(|(index, seen)| seen.then_some(index)).collect()
}
