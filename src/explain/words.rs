//! Turns of phrase that several steps share.

use crate::{competition::Text, decimal::Decimal, scoring::Score};

use super::{Entries, Question, calc::minus_sign};

/// Ids that are named before the others are only counted.
const NAMED_MAX_COUNT: usize = 8;

/// A key of the skill's rules.
pub(super) fn rule_key(key: &str) -> Text {
    Text::plain(format!("skill.toml {key}"))
}

/// `模块 A 名称` / `criterion A name`, with what there is of a name.
pub(super) fn named(zh: &str, en: &str, id: &str, name: &Text) -> Text {
    let with = |word: &str, own: &str, other: &str| {
        let name = if own.is_empty() { other } else { own };
        if name.is_empty() || name == id { format!("{word} {id}") } else { format!("{word} {id} {name}") }
    };
    Text::new(with(zh, &name.zh, &name.en), with(en, &name.en, &name.zh))
}

pub(super) fn shown(number: Decimal) -> String {
    minus_sign(&number.to_string())
}

/// `C1, C2, C3 and 4 more`
pub(super) fn listed(ids: &[&str]) -> Text {
    let named = &ids[..ids.len().min(NAMED_MAX_COUNT)];
    let more = ids.len() - named.len();
    match more {
        0 => Text::new(named.join("、"), named.join(", ")),
        _ => Text::new(format!("{}等{}人", named.join("、"), ids.len()), format!("{} and {more} more", named.join(", "))),
    }
}

impl Question<'_> {
    pub(super) fn entry(&self, score: &Score) -> Text {
        match self.entries {
            Entries::Journal { .. } => Text::new(format!("日志第{}条", score.position), format!("journal entry {}", score.position)),
            Entries::MarksCsv => Text::new(format!("marks.csv 第{}行", score.position), format!("marks.csv row {}", score.position)),
        }
    }

    /// How many of these aspects have a mark.
    pub(super) fn done(&self, aspects: &[usize]) -> usize {
        aspects.iter().filter(|&&aspect| self.mark(aspect).is_some()).count()
    }
}

pub(super) fn no_mark() -> Text {
    Text::new("尚无分数", "no mark yet")
}

/// A sum, and how much of it is missing.
pub(super) fn so_far(sum: &str, done: usize, wanted: usize) -> Text {
    match wanted - done {
        0 => Text::plain(sum),
        missing => Text::new(
            format!("目前{sum}（{wanted}项中缺{missing}项分数）"),
            format!("{sum} so far, {missing} of {wanted} marks are missing"),
        ),
    }
}
