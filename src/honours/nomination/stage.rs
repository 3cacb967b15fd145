//! The stages of a nomination, and which step leads from where to where.

use serde::{Deserialize, Serialize};

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Stage {
    /// Somebody who qualifies was found.
    Identified,
    /// Facts and evidence were checked.
    Verified,
    /// A recommending body stands behind it.
    Recommended,
    UnderReview,
    Granted,
    Declined,
    /// From a decline, until the review is taken up again.
    Appealed,
    Withdrawn,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Step {
    Verify,
    Recommend,
    /// Also takes up an appeal.
    Review,
    Grant,
    Decline,
    Appeal,
    Withdraw,
}

impl Stage {
    pub const WORDS: [(&'static str, Self); 8] = [
        ("identified", Self::Identified),
        ("verified", Self::Verified),
        ("recommended", Self::Recommended),
        ("under-review", Self::UnderReview),
        ("granted", Self::Granted),
        ("declined", Self::Declined),
        ("appealed", Self::Appealed),
        ("withdrawn", Self::Withdrawn),
    ];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }

    /// Where a step leads from here; `None` where it does not lead from here at all.
    #[must_use]
    pub const fn after(self, step: Step) -> Option<Self> {
        match (self, step) {
            (Self::Identified, Step::Verify) => Some(Self::Verified),
            (Self::Verified, Step::Recommend) => Some(Self::Recommended),
            (Self::Recommended | Self::Appealed, Step::Review) => Some(Self::UnderReview),
            (Self::UnderReview, Step::Grant) => Some(Self::Granted),
            (Self::UnderReview, Step::Decline) => Some(Self::Declined),
            (Self::Declined, Step::Appeal) => Some(Self::Appealed),
            (Self::Identified | Self::Verified | Self::Recommended | Self::UnderReview | Self::Appealed, Step::Withdraw) => {
                Some(Self::Withdrawn)
            }
            _ => None,
        }
    }

    /// Steps that lead on from here.
    pub fn steps(self) -> impl Iterator<Item = Step> {
        Step::WORDS.into_iter().map(|(_, step)| step).filter(move |step| self.after(*step).is_some())
    }

    /// Whether it takes part in the count of a quota.
    #[must_use]
    pub const fn counts(self) -> bool {
        matches!(self, Self::Recommended | Self::UnderReview | Self::Granted)
    }

    /// Whether it stands in the way of another nomination of the same person.
    #[must_use]
    pub const fn is_alive(self) -> bool {
        !matches!(self, Self::Declined | Self::Withdrawn)
    }
}

impl Step {
    pub const WORDS: [(&'static str, Self); 7] = [
        ("verify", Self::Verify),
        ("recommend", Self::Recommend),
        ("review", Self::Review),
        ("grant", Self::Grant),
        ("decline", Self::Decline),
        ("appeal", Self::Appeal),
        ("withdraw", Self::Withdraw),
    ];

    #[must_use]
    pub const fn word(self) -> &'static str {
        Self::WORDS[self as usize].0
    }

    /// Whether it must say why: these take something away from somebody, or ask for it anew.
    #[must_use]
    pub const fn needs_reason(self) -> bool {
        matches!(self, Self::Decline | Self::Appeal | Self::Withdraw)
    }

    /// Whether it must name what was looked at.
    #[must_use]
    pub const fn needs_evidence(self) -> bool {
        matches!(self, Self::Verify)
    }
}
