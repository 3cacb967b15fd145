//! Small numbers of a personal attribute would say who somebody is, so they are not shown, nor what they could be worked out from.

use serde::{Serialize, Serializer};

/// Fewer people than this are not shown.
pub const SMALL_BELOW_COUNT: usize = 3;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shown {
    Count(usize),
    /// Fewer than [`SMALL_BELOW_COUNT`], none included.
    Small,
    /// Not small, but the sum of all would give a small one away.
    Withheld,
}

impl Shown {
    #[must_use]
    pub const fn count(self) -> Option<usize> {
        match self {
            Self::Count(count) => Some(count),
            Self::Small | Self::Withheld => None,
        }
    }

    #[must_use]
    pub fn word(self) -> String {
        match self {
            Self::Count(count) => count.to_string(),
            Self::Small => format!("<{SMALL_BELOW_COUNT}"),
            Self::Withheld => "withheld".to_owned(),
        }
    }
}

impl Serialize for Shown {
    /// A number where it is shown, else a word.
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.count() {
            Some(count) => serializer.serialize_u64(count as u64),
            None => serializer.serialize_str(&self.word()),
        }
    }
}

/// Counts that together are a number everybody sees. The last one is of those of whom nothing is known, who are nobody's secret; it may still
/// give away others.
#[must_use]
pub fn hide_small(counts: &[usize]) -> Vec<Shown> {
    if counts.iter().all(|count| *count == 0) {
        return vec![Shown::Count(0); counts.len()];
    }
    let unknown = counts.len().saturating_sub(1);
    let is_small = |index: usize| index != unknown && counts[index] < SMALL_BELOW_COUNT;
    let mut shown: Vec<Shown> =
        (0..counts.len()).map(|index| if is_small(index) { Shown::Small } else { Shown::Count(counts[index]) }).collect();
    while gives_away(counts, &shown) {
        let open = (0..counts.len()).filter(|&index| matches!(shown[index], Shown::Count(_)));
        // Where nothing is left to hide behind, the small ones may not even be called small.
        let Some(next) = open.min_by_key(|&index| (counts[index], index)) else { return vec![Shown::Withheld; counts.len()] };
        shown[next] = Shown::Withheld;
    }
    shown
}

/// Whether one of the small ones can only be what it is.
fn gives_away(counts: &[usize], shown: &[Shown]) -> bool {
    let hidden = || (0..counts.len()).filter(|&index| shown[index].count().is_none());
    let sum: usize = hidden().map(|index| counts[index]).sum();
    let most = |index: usize| if shown[index] == Shown::Small { sum.min(SMALL_BELOW_COUNT - 1) } else { sum };
    let least = |index: usize| match shown[index] {
        Shown::Withheld if index + 1 < counts.len() => SMALL_BELOW_COUNT,
        _ => 0,
    };
    hidden().filter(|&index| shown[index] == Shown::Small).any(|own| {
        let others = |of: &dyn Fn(usize) -> usize| hidden().filter(|&index| index != own).map(of).sum::<usize>();
        let lowest = least(own).max(sum.saturating_sub(others(&most)));
        let highest = most(own).min(sum.saturating_sub(others(&least)));
        lowest >= highest
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(counts: &[usize]) -> String {
        hide_small(counts).into_iter().map(Shown::word).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn a_small_number_is_hidden_with_what_gives_it_away() {
        for (counts, shown) in [
            // 20 people, 18 of them men: that nobody is unknown would say that two are women.
            (&[2, 18, 0][..], "<3 18 withheld"),
            (&[2, 18, 5], "<3 18 withheld"),
            (&[1, 1, 30, 4], "<3 <3 30 4"),
            // Two and two are four: only twice two makes it.
            (&[2, 2, 30, 4], "<3 <3 30 withheld"),
            // Three withheld is the least there can be, so the small one would be none.
            (&[0, 3, 9, 0], "<3 withheld withheld withheld"),
            (&[5, 18, 0], "5 18 0"),
            (&[0, 0, 1], "<3 <3 withheld"),
            // All three have it, which the sum says whatever is called small.
            (&[0, 3, 0], "withheld withheld withheld"),
            (&[0, 0, 0], "0 0 0"),
            (&[], ""),
        ] {
            assert_eq!(words(counts), shown, "{counts:?}");
        }
    }
}
