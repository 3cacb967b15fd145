//! Names of people, kept beside the journal so that entries never carry them.

use serde::{Deserialize, Serialize};

use super::JournalFault;
use crate::competition::{Competition, Text};

/// `competitor/<skill>/<id>`, `expert/<skill>/<id>` or `device/<id>`.
pub type PersonKey = String;

#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PersonRecord {
    #[serde(default, skip_serializing_if = "Text::is_empty")]
    pub name: Text,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub members: Vec<String>,
}

impl PersonRecord {
    /// Takes the names out of a competition: what is left may go into the journal.
    #[must_use]
    pub fn take_from(competition: &mut Competition) -> Vec<(PersonKey, Self)> {
        let mut people = Vec::new();
        for skill in &mut competition.skills {
            for competitor in &mut skill.competitors {
                let record = Self { name: std::mem::take(&mut competitor.name), members: std::mem::take(&mut competitor.members) };
                people.push((competitor_key(&skill.id, &competitor.id), record));
            }
            for expert in &mut skill.experts {
                people.push((expert_key(&skill.id, &expert.id), Self { name: std::mem::take(&mut expert.name), members: Vec::new() }));
            }
        }
        people
    }

    pub(super) fn read(key: &str, bytes: &[u8]) -> Result<Self, JournalFault> {
        serde_json::from_slice(bytes).map_err(|error| JournalFault::damaged(format!("{key}: {error}")))
    }

    pub(super) fn written(&self) -> Result<Vec<u8>, JournalFault> {
        serde_json::to_vec(self).map_err(|error| JournalFault::Storage { what: error.to_string() })
    }

    /// The way back, for showing.
    pub fn put_into(competition: &mut Competition, mut look_up: impl FnMut(&str) -> Option<Self>) {
        for skill in &mut competition.skills {
            for competitor in &mut skill.competitors {
                if let Some(record) = look_up(&competitor_key(&skill.id, &competitor.id)) {
                    (competitor.name, competitor.members) = (record.name, record.members);
                }
            }
            for expert in &mut skill.experts {
                if let Some(record) = look_up(&expert_key(&skill.id, &expert.id)) {
                    expert.name = record.name;
                }
            }
        }
    }
}

fn competitor_key(skill: &str, id: &str) -> PersonKey {
    format!("competitor/{skill}/{id}")
}

fn expert_key(skill: &str, id: &str) -> PersonKey {
    format!("expert/{skill}/{id}")
}
