//! What a signature is bound to.

use data_encoding::HEXLOWER;
use sha2::{Digest, Sha256};

use super::{aspects_in, covered};
use crate::{
    competition::Skill,
    decimal::Decimal,
    judging::{records::Part, state::SkillState},
};

/// With its length, so that no two lists look alike.
fn part_of(hasher: &mut Sha256, text: &str) {
    hasher.update((text.len() as u64).to_le_bytes());
    hasher.update(text);
}

impl SkillState {
    /// SHA-256 of the marks of a part and the entries they are made of, hex.
    #[must_use]
    pub fn digest_of(&self, skill: &Skill, part: &Part) -> String {
        self.digest(skill, &covered(skill, part), 0..skill.competitors.len())
    }

    #[must_use]
    pub fn digest_of_sheet(&self, skill: &Skill, day: u32, competitor: usize) -> String {
        self.digest(skill, &covered(skill, &Part::Day { day }), competitor..competitor + 1)
    }

    fn digest(&self, skill: &Skill, subs: &[usize], competitors: std::ops::Range<usize>) -> String {
        let aspects = aspects_in(skill, subs);
        let codes = self.proceedings.codes.as_ref();
        // Behind codes as experts know them: a digest of ids could be tried with every id.
        let called = |competitor: usize| codes.map_or_else(|| skill.competitors[competitor].id.as_str(), |codes| codes.code(competitor));
        let mut competitors: Vec<usize> = competitors.collect();
        competitors.sort_unstable_by_key(|&competitor| called(competitor));
        let mut hasher = Sha256::new();
        for competitor in competitors {
            part_of(&mut hasher, called(competitor));
            for &aspect in &aspects {
                part_of(&mut hasher, &skill.scheme.aspects[aspect].id);
                let mark = self.tally.mark(competitor, aspect);
                hasher.update([u8::from(mark.is_some())]);
                hasher.update(mark.map_or(0, Decimal::units).to_le_bytes());
                let mut positions: Vec<u64> = self.tally.scores(competitor, aspect).map(|score| score.position).collect();
                positions.sort_unstable();
                hasher.update((positions.len() as u64).to_le_bytes());
                for position in positions {
                    hasher.update(position.to_le_bytes());
                }
            }
        }
        HEXLOWER.encode(&hasher.finalize())
    }
}
