//! What a verdict rests on, in 64 letters: the same result gives the same digest.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::Part;
use crate::{
    competition::{Competition, Medal, Skill},
    ranking::{PublishedRules, Standing},
};

/// With its length, so that no two lists look alike.
pub(super) fn part_of(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_le_bytes());
    hasher.update(text);
}

/// SHA-256 of the rules and of everybody's place, total, medal and parts, hex. `parts` are by the index of the competitor.
pub(super) fn of_result(competition: &Competition, skill: &Skill, standings: &[Standing], parts: impl Fn(usize) -> Vec<Part>) -> String {
    let mut hasher = Sha256::new();
    part_of(&mut hasher, &competition.id);
    part_of(&mut hasher, competition.class.word());
    part_of(&mut hasher, competition.ends.as_deref().unwrap_or_default());
    part_of(&mut hasher, &skill.id);
    part_of(&mut hasher, &PublishedRules::of(&skill.rules).line(&[]));
    for standing in standings {
        let competitor = &skill.competitors[standing.competitor];
        part_of(&mut hasher, &competitor.id);
        part_of(&mut hasher, &standing.rank.map_or_else(String::new, |rank| rank.to_string()));
        part_of(&mut hasher, &standing.total.to_string());
        part_of(&mut hasher, standing.medal.map_or("", Medal::word));
        part_of(&mut hasher, if competitor.eligible { "entrant" } else { "guest" });
        hasher.update([u8::from(standing.withdrawn)]);
        hasher.update(standing.done.to_le_bytes());
        for part in parts(standing.competitor) {
            hasher.update(part.marks.units().to_le_bytes());
        }
    }
    HEXLOWER.encode(&hasher.finalize())
}
