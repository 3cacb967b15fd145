//! Criterion → sub-criterion → aspect.

use serde::{Deserialize, Serialize};

use super::{Aspect, AspectId, CriterionId, PanelId, SubCriterionId, Text};
use crate::decimal::Decimal;

/// A marking scheme. The three lists are in the scheme's order and refer to one another by index.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Scheme {
    pub criteria: Vec<Criterion>,
    pub sub_criteria: Vec<SubCriterion>,
    pub aspects: Vec<Aspect>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Criterion {
    pub id: CriterionId,
    pub name: Text,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct SubCriterion {
    pub id: SubCriterionId,
    /// Index into the scheme's criteria.
    pub criterion: usize,
    pub name: Text,
    /// The day of marking, from 1; `None` where the scheme does not say.
    pub day: Option<u32>,
    /// Who marks it; `None`: any expert of the skill.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<PanelId>,
}

impl Scheme {
    #[must_use]
    pub fn aspect_index(&self, id: &str) -> Option<usize> {
        self.aspects.iter().position(|aspect| aspect.id.as_str() == id)
    }

    #[must_use]
    pub fn sub_criterion_index(&self, id: &str) -> Option<usize> {
        self.sub_criteria.iter().position(|sub| sub.id.as_str() == id)
    }

    #[must_use]
    pub fn max_total(&self) -> Decimal {
        self.aspects.iter().map(|aspect| aspect.max_mark).sum()
    }

    #[must_use]
    pub fn criterion_of(&self, aspect: usize) -> usize {
        self.sub_criteria[self.aspects[aspect].sub_criterion].criterion
    }

    #[must_use]
    pub fn find_aspect(&self, id: &AspectId) -> Option<&Aspect> {
        self.aspects.iter().find(|aspect| aspect.id == *id)
    }
}
