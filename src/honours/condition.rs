//! What a rule can ask: a small closed set. Which places, levels and words it asks for is data.

use jiff::civil::Date;

use super::{Gender, SkillLevel};
use crate::{
    competition::{CompetitionClass, CompetitorKind, HonourId, Medal},
    decimal::Decimal,
};

#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Condition {
    /// The place lies in the range for this size of team.
    Place(Places),
    Medal(Vec<Medal>),
    /// A place up to half the number of entrants, rounded down, as 优胜奖 counts it (rules.md §5).
    UpperHalf,
    /// Whoever has a place at all.
    Ranked,
    /// At least so many per cent of the highest marks of a module or criterion.
    PartPassed {
        part: String,
        per_cent: Decimal,
    },
    Kind(Vec<CompetitorKind>),
    Class(Vec<CompetitionClass>),
    /// Ids of skills.
    Field(Vec<String>),
    /// The competition's last day.
    Held {
        from: Option<Date>,
        to: Option<Date>,
    },
    /// Any of these.
    Honour(Vec<HonourId>),
    Level {
        at_least: Option<SkillLevel>,
        at_most: Option<SkillLevel>,
    },
    FrontLineYears(Decimal),
    /// On the competition's last day.
    AgeAtMost(u32),
    Province(Vec<String>),
    Channel(Vec<String>),
    Employer(Vec<String>),
    Occupation(Vec<String>),
    Migrant(bool),
    Gender(Gender),
    /// Somebody has seen it. One that is not listed is missing, which proves nothing.
    Document(String),
    All(Vec<Condition>),
    Any(Vec<Condition>),
    Not(Box<Condition>),
}

/// First and last place by the size of a team; a size without a range earns nothing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Places {
    pub single: Option<(u32, u32)>,
    pub pair: Option<(u32, u32)>,
    pub trio: Option<(u32, u32)>,
    /// Four and more.
    pub larger: Option<(u32, u32)>,
}

impl Places {
    #[must_use]
    pub const fn of(&self, team_size: u32) -> Option<(u32, u32)> {
        match team_size {
            0 | 1 => self.single,
            2 => self.pair,
            3 => self.trio,
            _ => self.larger,
        }
    }
}

impl Condition {
    /// Whether it is a combination of others.
    #[must_use]
    pub fn parts(&self) -> &[Self] {
        match self {
            Self::All(parts) | Self::Any(parts) => parts,
            Self::Not(part) => std::slice::from_ref(part),
            _ => &[],
        }
    }
}
