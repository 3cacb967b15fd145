//! Who competes and who judges.

use serde::{Deserialize, Serialize};

use super::{CompetitorId, DelegationId, ExpertId, PanelId, SubCriterion, Text};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Delegation {
    pub id: DelegationId,
    pub name: Text,
}

/// An individual or a team. Names are personal data: they are empty in the journal and filled in from beside it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competitor {
    pub id: CompetitorId,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub name: Text,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
    /// Index into the competition's delegations.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<usize>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub kind: Option<CompetitorKind>,
    /// Index into the groups of the skill's rules.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub group: Option<usize>,
    /// A guest is ranked and never consumes a medal.
    #[serde(default = "yes")]
    pub eligible: bool,
    /// Out of the contest before it was opened: marks are kept, there is no place.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub withdrawn: bool,
}

const fn yes() -> bool {
    true
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum CompetitorKind {
    Worker,
    Teacher,
    Student,
}

impl CompetitorKind {
    pub const WORDS: [(&'static str, Self); 3] = [("worker", Self::Worker), ("teacher", Self::Teacher), ("student", Self::Student)];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Expert {
    pub id: ExpertId,
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub name: Text,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub delegation: Option<usize>,
    pub role: ExpertRole,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub panel: Option<PanelId>,
}

impl Expert {
    /// The panel whose sheet this expert has; `None`: everybody's.
    #[must_use]
    pub fn sees(&self) -> Option<&PanelId> {
        self.panel.as_ref().filter(|_| self.role == ExpertRole::Expert)
    }

    /// Whether this expert enters scores for a sub-criterion: the panel's own, or where there is no panel everyone who judges.
    #[must_use]
    pub fn may_mark(&self, sub_criterion: &SubCriterion) -> bool {
        self.role != ExpertRole::Supervisor && (sub_criterion.panel.is_none() || sub_criterion.panel == self.panel)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum ExpertRole {
    #[default]
    Expert,
    Chief,
    Supervisor,
}
