//! Honours that exist: titles, medals, prizes, commendations, allowances and supports, each with its level.

use std::collections::BTreeMap;

use crate::competition::{HonourId, Text};

/// From the lowest.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum HonourLevel {
    Municipal,
    /// Provincial or ministerial.
    Provincial,
    National,
}

impl HonourLevel {
    pub const WORDS: [(&'static str, Self); 3] =
        [("municipal", Self::Municipal), ("provincial", Self::Provincial), ("national", Self::National)];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum HonourKind {
    Title,
    Medal,
    Prize,
    Commendation,
    Allowance,
    /// Recognised by an authority, such as talent that is short.
    Recognition,
    /// Money or training from a talent programme.
    Support,
}

impl HonourKind {
    pub const WORDS: [(&'static str, Self); 7] = [
        ("title", Self::Title),
        ("medal", Self::Medal),
        ("prize", Self::Prize),
        ("commendation", Self::Commendation),
        ("allowance", Self::Allowance),
        ("recognition", Self::Recognition),
        ("support", Self::Support),
    ];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Honour {
    pub title: Text,
    pub kind: HonourKind,
    pub level: HonourLevel,
}

#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Catalogue {
    pub honours: BTreeMap<HonourId, Honour>,
    /// There is no honours.toml to look them up in.
    pub is_missing: bool,
}

impl Catalogue {
    /// Of these kinds and at this level; `or_above`: or a higher one.
    #[must_use]
    pub fn of(&self, kinds: &[HonourKind], level: HonourLevel, or_above: bool) -> Vec<HonourId> {
        let fits = |honour: &Honour| kinds.contains(&honour.kind) && (honour.level == level || (or_above && honour.level > level));
        self.honours.iter().filter(|(_, honour)| fits(honour)).map(|(id, _)| id.clone()).collect()
    }
}
