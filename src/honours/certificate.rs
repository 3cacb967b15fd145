//! What a certificate says of one person's result, and the id that follows from it.

use data_encoding::BASE32_NOPAD;
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};

use super::{Candidate, Contest, Distinction, digest::part_of, distinctions};
use crate::{
    competition::{Competition, CompetitionId, CompetitorId, Medal, SkillId, Text},
    ranking::Award,
};

#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Certificate {
    /// 26 letters and digits. The same facts give the same id; another result, name or medal gives another.
    pub id: String,
    pub competition: CompetitionId,
    pub competition_title: Text,
    /// The competition's last day.
    pub day: Option<Date>,
    pub skill: SkillId,
    pub skill_title: Text,
    pub competitor: CompetitorId,
    /// Of a team, from 1.
    pub member: Option<usize>,
    pub name: Text,
    /// The team's name, where the person is a member of one.
    pub team: Option<Text>,
    pub delegation: Option<Text>,
    pub place: u32,
    pub entrants: u32,
    pub medal: Option<Medal>,
    pub awards: Vec<Award>,
    /// Of the result that it rests on, hex.
    pub result: String,
}

/// Everybody's who has won something, in the order of the candidates. `awards` are as [`settled_awards`](super::settled_awards) gives them.
#[must_use]
pub fn certificates(
    competition: &Competition,
    contest: &Contest,
    candidates: &[Candidate],
    awards: Option<&[Vec<Vec<Award>>]>,
) -> Vec<Certificate> {
    let won = distinctions(competition, contest, candidates, awards);
    won.iter().map(|won| Certificate::new(competition, contest, candidates, won)).collect()
}

/// Of the SHA-256; enough that nobody finds a second set of facts for an id.
const ID_BYTES: usize = 16;

impl Certificate {
    #[must_use]
    pub fn new(competition: &Competition, contest: &Contest, candidates: &[Candidate], won: &Distinction) -> Self {
        let candidate = &candidates[won.candidate];
        let entry = &contest.entries[candidate.entry];
        let skill = &contest.skills[entry.skill];
        let delegation = competition.delegations.iter().find(|known| Some(known.id.as_str()) == entry.delegation.as_deref());
        let mut certificate = Self {
            id: String::new(),
            competition: contest.id.clone(),
            competition_title: contest.title.clone(),
            day: contest.ends,
            skill: skill.id.clone(),
            skill_title: skill.title.clone(),
            competitor: entry.competitor.clone(),
            member: candidate.member.map(|member| member + 1),
            name: candidate.name.clone(),
            team: candidate.member.map(|_| entry.name.clone()).filter(|team| !team.is_empty()),
            delegation: delegation.map(|delegation| delegation.name.clone()),
            place: won.place,
            entrants: skill.entrants,
            medal: won.medal,
            awards: won.awards.clone(),
            result: skill.digest.clone(),
        };
        certificate.id = certificate.facts_id();
        certificate
    }

    /// Unique within a competition, and a file's name.
    #[must_use]
    pub fn file_stem(&self) -> String {
        match self.member {
            Some(member) => format!("{}-{}-{member}", self.skill, self.competitor),
            None => format!("{}-{}", self.skill, self.competitor),
        }
    }

    /// Whose it is: the competitor, or the member of a team, of this competition.
    #[must_use]
    pub fn person(&self) -> String {
        match self.member {
            Some(member) => format!("{}:{}/{member}", self.competition, self.competitor),
            None => format!("{}:{}", self.competition, self.competitor),
        }
    }

    fn facts_id(&self) -> String {
        let mut hasher = Sha256::new();
        let empty = Text::default();
        let texts = [&self.competition_title, &self.skill_title, &self.name]
            .into_iter()
            .chain([self.team.as_ref().unwrap_or(&empty), self.delegation.as_ref().unwrap_or(&empty)]);
        for text in texts {
            part_of(&mut hasher, &text.zh);
            part_of(&mut hasher, &text.en);
        }
        for id in [self.competition.as_str(), self.skill.as_str(), self.competitor.as_str(), &self.result] {
            part_of(&mut hasher, id);
        }
        part_of(&mut hasher, &self.day.map_or_else(String::new, |day| day.to_string()));
        for number in [self.member.unwrap_or(0).to_string(), self.place.to_string(), self.entrants.to_string()] {
            part_of(&mut hasher, &number);
        }
        part_of(&mut hasher, self.medal.map_or("", Medal::word));
        for award in &self.awards {
            part_of(&mut hasher, award.word());
        }
        BASE32_NOPAD.encode(&hasher.finalize()[..ID_BYTES])
    }
}
