//! By what people are counted.

use std::collections::BTreeSet;

use serde::Serialize;

use crate::{
    competition::{CompetitorKind, Text},
    honours::{Gender, Held, SkillLevel, judge::Case},
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Dimension {
    Skill,
    Delegation,
    Kind,
    /// The skill level that is held.
    Level,
    Gender,
    Migrant,
    Age,
}

impl Dimension {
    pub const ALL: [Self; 7] = [Self::Skill, Self::Delegation, Self::Kind, Self::Level, Self::Gender, Self::Migrant, Self::Age];

    #[must_use]
    pub const fn word(self) -> &'static str {
        ["skill", "delegation", "kind", "level", "gender", "migrant", "age"][self as usize]
    }

    #[must_use]
    pub fn title(self) -> Text {
        let (zh, en) = match self {
            Self::Skill => ("赛项", "skill"),
            Self::Delegation => ("代表队", "delegation"),
            Self::Kind => ("身份", "kind"),
            Self::Level => ("现技能等级", "skill level held"),
            Self::Gender => ("性别", "gender"),
            Self::Migrant => ("农民工", "migrant workers"),
            Self::Age => ("年龄段", "age band"),
        };
        Text::new(zh, en)
    }

    /// What no public list says of a person.
    #[must_use]
    pub const fn is_personal(self) -> bool {
        matches!(self, Self::Level | Self::Gender | Self::Migrant | Self::Age)
    }

    /// Every value there can be, the last one unknown. Of skills and delegations those that occur.
    pub(super) fn values(self) -> Vec<Value> {
        let known = match self {
            Self::Skill | Self::Delegation => return Vec::new(),
            _ => self.words().len(),
        };
        (0..known).map(Value::Listed).chain([Value::Unknown]).collect()
    }

    /// How programs and how people read a value.
    pub(super) fn words_of(self, value: &Value) -> (String, Text) {
        match value {
            Value::Named(name) => (name.clone(), Text::plain(name)),
            Value::Listed(index) => {
                self.words().get(*index).map_or_else(unknown, |(word, zh, en)| ((*word).to_owned(), Text::new(*zh, *en)))
            }
            Value::Unknown => unknown(),
        }
    }

    fn words(self) -> Vec<Words> {
        match self {
            Self::Skill | Self::Delegation => Vec::new(),
            Self::Kind => KINDS.to_vec(),
            Self::Level => [("none", "无等级", "no level")]
                .into_iter()
                .chain(SkillLevel::WORDS.map(|(word, level)| (word, level.word_zh(), word)))
                .collect(),
            Self::Gender => GENDERS.to_vec(),
            Self::Migrant => MIGRANT.to_vec(),
            Self::Age => BANDS.to_vec(),
        }
    }
}

fn unknown() -> (String, Text) {
    ("unknown".to_owned(), Text::new("未知", "unknown"))
}

/// A row of a table; in this order.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Value {
    /// An id.
    Named(String),
    /// An index into the dimension's words.
    Listed(usize),
    Unknown,
}

type Words = (&'static str, &'static str, &'static str);

/// In the order of [`CompetitorKind::WORDS`].
const KINDS: [Words; 3] = [("worker", "职工", "workers"), ("teacher", "教师", "teachers"), ("student", "学生", "students")];
/// In the order of [`Gender::WORDS`].
const GENDERS: [Words; 2] = [("female", "女", "women"), ("male", "男", "men")];
const MIGRANT: [Words; 2] = [("yes", "农民工", "migrant workers"), ("no", "非农民工", "no migrant workers")];
const BANDS: [Words; 6] = [
    ("to-17", "17岁及以下", "17 and younger"),
    ("18-24", "18至24岁", "18 to 24"),
    ("25-34", "25至34岁", "25 to 34"),
    ("35-44", "35至44岁", "35 to 44"),
    ("45-54", "45至54岁", "45 to 54"),
    ("from-55", "55岁及以上", "55 and older"),
];
/// The oldest of each band but the last.
const BAND_ENDS: [i32; 5] = [17, 24, 34, 44, 54];

/// What is known of a person in a year, from all results together.
#[derive(Debug, Clone, Default)]
pub(super) struct Attributes {
    kinds: BTreeSet<usize>,
    genders: BTreeSet<usize>,
    migrant: BTreeSet<usize>,
    level: Option<Held>,
    bands: BTreeSet<Option<usize>>,
}

impl Attributes {
    pub(super) fn add(&mut self, case: &Case<'_>) {
        self.kinds.extend(case.kind().map(|kind: CompetitorKind| kind as usize));
        self.genders.extend(case.facts.gender.map(|gender: Gender| gender as usize));
        self.migrant.extend(case.facts.migrant.map(|migrant| usize::from(!migrant)));
        // Who rises within a year holds the higher level.
        self.level = self.level.max(case.facts.level);
        self.bands.extend(case.age().map(|(youngest, oldest)| Some(band(youngest)).filter(|of| *of == band(oldest))));
    }

    /// What two lists say differently is unknown.
    pub(super) fn value(&self, dimension: Dimension) -> Value {
        let found = match dimension {
            Dimension::Kind => only(&self.kinds),
            Dimension::Gender => only(&self.genders),
            Dimension::Migrant => only(&self.migrant),
            Dimension::Level => self.level.map(|held| match held {
                Held::Nothing => 0,
                Held::Level(level) => level as usize + 1,
            }),
            // A birthday between two competitions makes somebody older.
            Dimension::Age => self.bands.last().copied().flatten(),
            Dimension::Skill | Dimension::Delegation => None,
        };
        found.map_or(Value::Unknown, Value::Listed)
    }
}

fn only(values: &BTreeSet<usize>) -> Option<usize> {
    values.first().filter(|_| values.len() == 1).copied()
}

fn band(age: i32) -> usize {
    BAND_ENDS.iter().filter(|last| age > **last).count()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_band_ends_with_its_last_year() {
        for (age, word) in
            [(0, "to-17"), (17, "to-17"), (18, "18-24"), (24, "18-24"), (25, "25-34"), (54, "45-54"), (55, "from-55"), (99, "from-55")]
        {
            assert_eq!(BANDS[band(age)].0, word, "{age}");
        }
    }

    #[test]
    fn words_are_in_the_order_of_what_they_mean() {
        assert_eq!(KINDS.map(|(word, ..)| word), CompetitorKind::WORDS.map(|(word, _)| word));
        assert_eq!(GENDERS.map(|(word, ..)| word), Gender::WORDS.map(|(word, _)| word));
    }
}
