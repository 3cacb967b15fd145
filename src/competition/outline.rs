//! What anybody may know of a competition: its name, its days, its skills.

use serde::Deserialize;

use super::{Competition, CompetitionId, SkillId, Text};

/// Also read from a longer list: what else is said there is passed over.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Outline {
    pub id: CompetitionId,
    pub title: Text,
    /// First and last day, `YYYY-MM-DD`.
    pub starts: Option<String>,
    pub ends: Option<String>,
    pub skills: Vec<SkillOutline>,
}

#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct SkillOutline {
    pub id: SkillId,
    pub title: Text,
}

impl Outline {
    #[must_use]
    pub fn of(competition: &Competition) -> Self {
        let skills = competition.skills.iter().map(|skill| SkillOutline { id: skill.id.clone(), title: skill.title.clone() });
        Self {
            id: competition.id.clone(),
            title: competition.title.clone(),
            starts: competition.starts.clone(),
            ends: competition.ends.clone(),
            skills: skills.collect(),
        }
    }

    #[must_use]
    pub fn skill_index(&self, id: &str) -> Option<usize> {
        self.skills.iter().position(|skill| skill.id.as_str() == id)
    }
}
