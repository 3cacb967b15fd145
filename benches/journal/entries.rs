//! A journal's entries: an opening, a paired tablet, then its marks.

use jinbang::{
    journal::{Block, BlockBuilder, Hash, chain_start},
    judging::{Actor, Body, CommandId, Entry, MarkEntry},
};

use super::support::competition::{competition, id, measured, skill};

const COMPETITORS: usize = 10_000;
const ASPECTS: usize = 100;
const START_MS: i64 = 1_763_600_000_000;

/// The entries that come before any mark.
const BEFORE_MARKS: u64 = 2;

/// Makes one block after another, each bound to the one before.
pub struct Blocks {
    next: u64,
    before: Hash,
}

impl Blocks {
    pub fn new() -> Self {
        Self { next: 1, before: chain_start(&id("bench")) }
    }

    pub fn next(&mut self, entries: u64) -> Block {
        let mut builder = BlockBuilder::new(self.next, self.before);
        for position in self.next..self.next + entries {
            builder.push(&entry(position)).expect("a small entry");
        }
        self.next += entries;
        let (block, hash) = builder.finish();
        self.before = hash;
        block
    }

    pub fn opening(&mut self) -> Block {
        self.next(BEFORE_MARKS)
    }
}

fn entry(position: u64) -> Entry {
    let (actor, command, body) = match position {
        1 => {
            let competition = Box::new(competition(skill(COMPETITORS, ASPECTS, &measured(), 1)));
            (Actor::Organiser, None, Body::Opened { competition })
        }
        2 => {
            let token_hash = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08".to_owned();
            (Actor::Organiser, None, Body::DevicePaired { device: id("d-ABCDEFGHJK"), skill: id("bench"), expert: id("E0"), token_hash })
        }
        _ => {
            let sequence = position - BEFORE_MARKS;
            (Actor::Expert(id("E0")), Some(CommandId { device: id("d-ABCDEFGHJK"), sequence }), Body::Mark(mark(sequence)))
        }
    };
    Entry { position, at: START_MS + position.cast_signed(), actor, command, browser: None, body }
}

fn mark(sequence: u64) -> MarkEntry {
    let cell = usize::try_from(sequence).unwrap_or(0);
    MarkEntry {
        skill: id("bench"),
        competitor: id(format!("C{:05}", cell / ASPECTS % COMPETITORS)),
        aspect: id(format!("A1.M{}", cell % ASPECTS)),
        value: format!("0.{:02}", sequence % 100),
        round: 1,
        corrects: None,
        reason: None,
        confirms: None,
        made_at: Some(START_MS),
    }
}
