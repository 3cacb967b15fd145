//! The vocabulary: what a competition is made of. No input or output, no arithmetic.

mod aspect;
mod awards;
mod conduct;
mod ids;
mod medals;
mod outline;
mod people;
mod publication;
mod rules;
mod scheme;
mod text;
mod total;

use serde::{Deserialize, Serialize};

pub use aspect::{
    Aspect, AspectKind, Choice, DifferenceType, Direction, Judgement, JudgementResult, Mapping, Measurement, Missing, Reduction, Step,
};
pub use awards::AwardRules;
pub use conduct::{Capacity, Conduct, SigningRule};
pub use ids::{
    AspectId, BrowserId, CategoryId, CompetitionId, CompetitorId, CriterionId, DelegationId, DeviceId, ExpertId, GraderId, GroupId,
    HonourId, ID_MAX_BYTES, IdFault, PanelId, ProgrammeId, RuleId, SkillId, SubCriterionId,
};
pub use medals::{BronzeAfterSilvers, Medal, MedalRule, MedalRules, SmallField};
pub use outline::{Outline, SkillOutline};
pub use people::{Competitor, CompetitorKind, Delegation, Expert, ExpertRole};
pub use publication::{Publication, Show};
pub use rules::{
    MissingMarks, NamedScale, PopulationMembers, PopulationRule, RankingMethod, ScaleRule, SkillRules, SpreadEstimator, TieKey, TieLast,
    TieRule,
};
pub use scheme::{Criterion, Scheme, SubCriterion};
pub use text::{Text, has_chinese, masked_name};
pub use total::{Group, TotalRule, WeightedPart};

/// A competition as opened: skills with their schemes, rules and people.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Competition {
    pub id: CompetitionId,
    pub title: Text,
    pub class: CompetitionClass,
    /// First and last day, `YYYY-MM-DD`.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub starts: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub ends: Option<String>,
    #[serde(default)]
    pub awards: AwardRules,
    pub delegations: Vec<Delegation>,
    pub skills: Vec<Skill>,
}

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Skill {
    pub id: SkillId,
    pub title: Text,
    #[serde(alias = "visibility")]
    pub publication: Publication,
    pub scheme: Scheme,
    pub rules: SkillRules,
    #[serde(default)]
    pub conduct: Conduct,
    pub competitors: Vec<Competitor>,
    pub experts: Vec<Expert>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum CompetitionClass {
    National,
    #[serde(rename = "class-1")]
    Class1,
    #[serde(rename = "class-2")]
    Class2,
    Provincial,
    #[default]
    Municipal,
}

impl CompetitionClass {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::National => "national",
            Self::Class1 => "class-1",
            Self::Class2 => "class-2",
            Self::Provincial => "provincial",
            Self::Municipal => "municipal",
        }
    }
}

impl Competition {
    #[must_use]
    pub fn skill(&self, id: &str) -> Option<&Skill> {
        self.skills.iter().find(|skill| skill.id.as_str() == id)
    }

    #[must_use]
    pub fn skill_index(&self, id: &str) -> Option<usize> {
        self.skills.iter().position(|skill| skill.id.as_str() == id)
    }
}

impl Skill {
    #[must_use]
    pub fn competitor_index(&self, id: &str) -> Option<usize> {
        self.competitors.iter().position(|competitor| competitor.id.as_str() == id)
    }

    #[must_use]
    pub fn expert_index(&self, id: &str) -> Option<usize> {
        self.experts.iter().position(|expert| expert.id.as_str() == id)
    }
}
