//! One line of a marking scheme, and how an entry for it becomes a mark.

use serde::{Deserialize, Serialize};

use super::{AspectId, Text};
use crate::decimal::Decimal;

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Aspect {
    pub id: AspectId,
    /// Index into the scheme's sub-criteria.
    pub sub_criterion: usize,
    pub name: Text,
    pub max_mark: Decimal,
    /// The section of the occupational standard this aspect assesses.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub section: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub requirement: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub extra: String,
    pub kind: AspectKind,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum AspectKind {
    Measurement(Measurement),
    Judgement(Judgement),
}

impl Aspect {
    /// How many scores the aspect wants: the size of the panel, or one measurement.
    #[must_use]
    pub fn wanted_scores(&self) -> usize {
        match &self.kind {
            AspectKind::Measurement(_) => 1,
            AspectKind::Judgement(judgement) => judgement.experts as usize,
        }
    }

    #[must_use]
    pub fn is_judgement(&self) -> bool {
        matches!(self.kind, AspectKind::Judgement(_))
    }
}

/// A measurement: what is entered, and the mapping to a mark (marks are rounded half up to `decimals` places).
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Measurement {
    pub decimals: u32,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub unit: String,
    /// The machine that produces the value, where one does.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub grader: Option<String>,
    /// Values that competitors really reach; for simulation and plausibility, never for marks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub typical: Option<(Decimal, Decimal)>,
    pub mapping: Mapping,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Mapping {
    /// The mark itself is entered, in steps; yes and no are full and no marks.
    Mark { step: Decimal },
    /// Full or no marks.
    YesNo,
    /// Each choice deducts from full marks.
    Choice { choices: Vec<Choice> },
    /// `deduction` for each whole `difference` away from `target`, never below 0 (CIS `REGULAR_DIFFERENCE_DEDUCTION`).
    RegularDifference { target: Decimal, difference: Decimal, deduction: Decimal, difference_type: DifferenceType },
    /// Full marks at `target` or beyond, none at `zero` or beyond, in proportion between.
    Linear { target: Decimal, zero: Decimal },
    /// The share of the first step reached, best step first; below the last step none.
    Steps { direction: Direction, steps: Vec<Step> },
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Choice {
    pub label: String,
    pub deduction: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct Step {
    pub at: Decimal,
    /// 0 to 1 of the max mark.
    pub share: Decimal,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum DifferenceType {
    /// `difference` is in the unit of the value.
    #[default]
    Unit,
    /// `difference` is in per cent of the target.
    Percent,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Direction {
    Higher,
    Lower,
}

/// How a panel's scores become a mark.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Judgement {
    pub min: Decimal,
    pub max: Decimal,
    /// The smallest difference between two scores, counted from `min`.
    pub step: Decimal,
    /// The size of the panel.
    pub experts: u32,
    /// A larger spread than this and the panel scores again; `None`: no such rule.
    pub max_spread: Option<Decimal>,
    pub reduction: Reduction,
    pub missing: Missing,
    pub result: JudgementResult,
    /// Places of the mark, rounded half up.
    pub decimals: u32,
    /// Of the scores, lowest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub descriptions: Vec<String>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Reduction {
    Mean,
    Median,
    /// Without the `drop` highest and the `drop` lowest.
    TrimmedMean {
        drop: u32,
    },
    /// The mean of the two closest; equally close pairs: the higher one (rules.ijru.sport/3.0.0).
    ClosestPair,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Missing {
    /// The mark stays open until the whole panel has scored.
    #[default]
    Wait,
    /// The panel is the scores that are there.
    Skip,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum JudgementResult {
    /// Reduced score ÷ highest score × max mark.
    #[default]
    Proportion,
    /// The reduced score itself.
    Value,
}
