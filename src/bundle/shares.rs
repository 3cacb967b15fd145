//! Whose log an entry goes to, and what of it. Each skill has a log of its own, so that a bundle holds all of it and none can be left
//! out, and nothing is said about other skills. The opening goes to each with its own part; what people wrote stays behind.

use std::borrow::Cow;

use rustc_hash::FxHashMap;
use serde_json::Value;

use super::{Salt, Seed};
use crate::{
    competition::{DeviceId, SkillId},
    judging::{Body, Entry},
    proof::{Hash, leaf_hash},
};

/// Members that hold what somebody wrote; names may be in it.
const FREE_TEXT: [&str; 4] = ["reason", "grounds", "run", "evidence"];

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ShareFault {
    #[error("entry {0} belongs to no skill")]
    Nobodys(u64),
    #[error("entry {position}: {what}")]
    NotJson { position: u64, what: String },
}

/// What a log holds of one entry.
pub struct Share<'a> {
    /// Index of the skill.
    pub skill: usize,
    pub salt: Salt,
    pub json: Cow<'a, [u8]>,
}

impl Share<'_> {
    #[must_use]
    pub fn leaf(&self) -> Hash {
        leaf(&self.salt, &self.json)
    }
}

pub(super) fn leaf(salt: &Salt, json: &[u8]) -> Hash {
    leaf_hash(&[salt, json])
}

/// Takes the entries of a competition one after the other.
pub struct Shares {
    seed: Seed,
    skills: Vec<SkillId>,
    index: FxHashMap<SkillId, usize>,
    /// The skill a device was paired for.
    devices: FxHashMap<DeviceId, usize>,
}

impl Shares {
    #[must_use]
    pub fn new(seed: Seed) -> Self {
        Self { seed, skills: Vec::new(), index: FxHashMap::default(), devices: FxHashMap::default() }
    }

    /// As opened.
    #[must_use]
    pub fn skills(&self) -> &[SkillId] {
        &self.skills
    }

    /// `json`: the entry as the journal has it.
    ///
    /// # Errors
    /// When it cannot be read, or no skill is its own.
    pub fn of<'a>(&mut self, entry: &Entry, json: &'a [u8]) -> Result<Vec<Share<'a>>, ShareFault> {
        let (position, salt) = (entry.position, self.seed.salt(entry.position));
        if let Body::Opened { competition } = &entry.body {
            self.skills = competition.skills.iter().map(|skill| skill.id.clone()).collect();
            self.index = self.skills.iter().enumerate().map(|(index, skill)| (skill.clone(), index)).collect();
            return (0..self.skills.len())
                .map(|skill| Ok(Share { skill, salt, json: Cow::Owned(of_opening(json, skill, position)?) }))
                .collect();
        }
        let skill = self.whose(&entry.body).ok_or(ShareFault::Nobodys(position))?;
        if let Body::DevicePaired { device, .. } = &entry.body {
            self.devices.insert(device.clone(), skill);
        }
        Ok(vec![Share { skill, salt, json: self.without_texts(position, json)? }])
    }

    fn whose(&self, body: &Body) -> Option<usize> {
        match body {
            Body::DeviceRevoked { device } | Body::RecoveryLoaded { device, .. } => self.devices.get(device).copied(),
            other => self.index.get(other.skill()?).copied(),
        }
    }

    fn without_texts<'a>(&self, position: u64, json: &'a [u8]) -> Result<Cow<'a, [u8]>, ShareFault> {
        let is_in = |name: &&str| {
            let member = format!("\"{name}\":");
            json.windows(member.len()).any(|window| window == member.as_bytes())
        };
        if !FREE_TEXT.iter().any(is_in) {
            return Ok(Cow::Borrowed(json));
        }
        let mut value = read(json, position)?;
        withhold(&mut value, &|text| self.seed.withheld(position, text));
        Ok(Cow::Owned(value.to_string().into_bytes()))
    }
}

fn read(json: &[u8], position: u64) -> Result<Value, ShareFault> {
    serde_json::from_slice(json).map_err(|error| ShareFault::NotJson { position, what: error.to_string() })
}

fn of_opening(json: &[u8], skill: usize, position: u64) -> Result<Vec<u8>, ShareFault> {
    let mut value = read(json, position)?;
    if let Some(skills) = value.pointer_mut("/body/opened/competition/skills").and_then(Value::as_array_mut)
        && skill < skills.len()
    {
        let own = skills.swap_remove(skill);
        *skills = vec![own];
    }
    Ok(value.to_string().into_bytes())
}

fn withhold(value: &mut Value, commitment: &impl Fn(&str) -> String) {
    match value {
        Value::Object(members) => {
            for (name, member) in members {
                match member {
                    Value::String(text) if FREE_TEXT.contains(&name.as_str()) => *text = commitment(text),
                    other => withhold(other, commitment),
                }
            }
        }
        Value::Array(all) => all.iter_mut().for_each(|one| withhold(one, commitment)),
        _ => {}
    }
}
