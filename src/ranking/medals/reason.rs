//! Why a medal was given: the rule, what was compared with what, and the same in words.

use serde::Serialize;

use crate::{
    competition::{Medal, Text},
    decimal::Decimal,
};

/// Places count the entrants alone; equals have the same.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "rule", rename_all = "kebab-case")]
pub enum MedalReason {
    /// The medal goes to the places `first` to `last`.
    Places { place: u32, first: u32, last: u32 },
    /// The medal goes to `per_cent` of the entrants, rounded down: the places `first` to `last`.
    Share { place: u32, first: u32, last: u32, per_cent: Decimal, entrants: u32 },
    /// `score` is `difference` below `first`, the medal's best, and no further than `window`.
    Window { score: Decimal, first: Decimal, difference: Decimal, window: Decimal, opening: Opening },
    /// `score` reaches what a medallion takes.
    Medallion { score: Decimal, at_least: Decimal },
    /// Outside the medals; the upper half ends with place `last`.
    UpperHalf { place: u32, last: u32, entrants: u32 },
}

/// Why there was this medal to give within a window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(tag = "opened_by", rename_all = "kebab-case")]
pub enum Opening {
    /// Gold begins with the best.
    Best,
    /// The next score after so many of the medal above.
    Next { after: Medal, count: u32 },
    /// So many of the medal above leave it only to who is within the window of the `last` of them.
    Near { after: Medal, count: u32, last: Decimal, difference: Decimal },
}

impl MedalReason {
    /// One sentence in each language.
    #[must_use]
    pub fn text(&self, medal: Medal) -> Text {
        let (zh, en) = (medal.word_zh(), medal.word());
        match *self {
            Self::Places { place, first, last } => Text::new(
                format!("参评名次第{place}，{zh}授予{}", Places(first, last).zh()),
                format!("place {place} among the entrants; {en} goes to {}", Places(first, last).en()),
            ),
            Self::Share { place, first, last, per_cent, entrants } => Text::new(
                format!("参评名次第{place}，{zh}占参评{entrants}人的{per_cent}%（舍去小数），即{}", Places(first, last).zh()),
                format!(
                    "place {place} among the entrants; {en} goes to {per_cent} % of {entrants}, rounded down: {}",
                    Places(first, last).en()
                ),
            ),
            Self::Window { score, first, difference, window, opening } => {
                let opened = opening.text(medal);
                Text::new(
                    format!("{}；本人{score}分，与首位{zh}{first}分相差{difference}，不超过{window}分", opened.zh),
                    format!("{}; {score} is {difference} below {first}, the first {en}, and the window is {window}", opened.en),
                )
            }
            Self::Medallion { score, at_least } => {
                Text::new(format!("未获奖牌，{score}分达到{at_least}分"), format!("without a medal; {score} is at least {at_least}"))
            }
            Self::UpperHalf { place, last, entrants } => Text::new(
                format!("未获奖牌，参评名次第{place}，参评{entrants}人的前一半为前{last}名"),
                format!("outside the medals; place {place} among {entrants} entrants, whose upper half ends with place {last}"),
            ),
        }
    }
}

impl Opening {
    fn text(self, medal: Medal) -> Text {
        let (zh, en) = (medal.word_zh(), medal.word());
        match self {
            Self::Best => Text::new("最高分获金牌", "gold begins with the best score"),
            Self::Next { after, count } => Text::new(
                format!("已有{count}枚{}，其后最高分获{zh}", after.word_zh()),
                format!("{} × {} given: {en} begins with the next score", count, after.word()),
            ),
            Self::Near { after, count, last, difference } => Text::new(
                format!(
                    "已有{count}枚{}，其后最高分与末位{}{last}分相差{difference}，在窗口内，故设{zh}",
                    after.word_zh(),
                    after.word_zh()
                ),
                format!(
                    "{} × {} given: there is a {en} because the next score is {difference} below {last}, the last {}",
                    count,
                    after.word(),
                    after.word()
                ),
            ),
        }
    }
}

/// First and last place in words.
struct Places(u32, u32);

impl Places {
    fn zh(&self) -> String {
        if self.0 == self.1 { format!("第{}名", self.0) } else { format!("第{}至{}名", self.0, self.1) }
    }

    fn en(&self) -> String {
        if self.0 == self.1 { format!("place {}", self.0) } else { format!("places {} to {}", self.0, self.1) }
    }
}
