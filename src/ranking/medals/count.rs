//! Medals by place: so many, or such a share of the entrants.

use super::{GivenMedal, MedalReason};
use crate::{
    competition::{Medal, MedalRule, SmallField},
    decimal::Decimal,
};

const MEDALS: [Medal; 3] = [Medal::Gold, Medal::Silver, Medal::Bronze];

/// How many entrants there are, and what so few of them leave of the rule.
pub(super) struct Field<'a> {
    pub entrants: usize,
    pub small: Option<&'a SmallField>,
}

impl Field<'_> {
    pub(super) fn gives(&self, medal: Medal) -> bool {
        self.small.is_none_or(|small| small.medals.contains(&medal))
    }
}

/// `counts` of gold, silver, bronze; `ranks` are the entrants', best first.
pub(super) fn top(ranks: &[Option<u32>], field: &Field<'_>, counts: [u32; 3], merit: bool) -> Vec<Option<GivenMedal>> {
    by_place(ranks, field, counts, merit, |_, place, (first, last)| MedalReason::Places { place, first, last })
}

/// Shares of gold, silver, bronze in per cent of the entrants, each rounded down.
pub(super) fn shares(ranks: &[Option<u32>], field: &Field<'_>, per_cent: [Decimal; 3], merit: bool) -> Vec<Option<GivenMedal>> {
    let counts = per_cent.map(|share| prizes(share, field.entrants));
    by_place(ranks, field, counts, merit, |medal, place, (first, last)| MedalReason::Share {
        place,
        first,
        last,
        per_cent: per_cent[medal],
        entrants: whole(field.entrants),
    })
}

/// `per_cent` of `entrants`, rounded down.
fn prizes(per_cent: Decimal, entrants: usize) -> u32 {
    let hundred = 100 * i128::from(Decimal::ONE.units());
    let entrants = i128::try_from(entrants).unwrap_or_default();
    u32::try_from(i128::from(per_cent.units()) * entrants / hundred).unwrap_or_default()
}

/// Equals share: a medal goes to everyone who shares a place it begins at, and the places they take are gone. The same at the
/// border of the upper half, the places 1 to entrants ÷ 2 rounded down.
fn by_place(
    ranks: &[Option<u32>],
    field: &Field<'_>,
    counts: [u32; 3],
    merit: bool,
    reason: impl Fn(usize, u32, (u32, u32)) -> MedalReason,
) -> Vec<Option<GivenMedal>> {
    let ranges = ranges(field, counts, merit);
    let mut place = 0;
    let won = |place: u32| {
        let (medal, range) = *ranges.iter().find(|(_, (first, last))| (*first..=*last).contains(&place))?;
        let reason = match MEDALS.iter().position(|other| *other == medal) {
            Some(index) => reason(index, place, range),
            None => MedalReason::UpperHalf { place, last: range.1, entrants: whole(field.entrants) },
        };
        Some(GivenMedal { medal, reason })
    };
    let each = ranks.iter().enumerate().map(|(index, rank)| {
        if index == 0 || *rank != ranks[index - 1] {
            place = whole(index + 1);
        }
        won(place)
    });
    each.collect()
}

/// First and last place of each medal; none where the last comes before the first.
fn ranges(field: &Field<'_>, counts: [u32; 3], merit: bool) -> Vec<(Medal, (u32, u32))> {
    let mut ranges = Vec::with_capacity(MEDALS.len() + 1);
    let mut taken = 0_u32;
    for (medal, count) in MEDALS.into_iter().zip(counts) {
        let count = if field.gives(medal) { count } else { 0 };
        ranges.push((medal, (taken + 1, taken + count)));
        taken += count;
    }
    if merit && field.gives(Medal::Merit) {
        ranges.push((Medal::Merit, (taken + 1, whole(field.entrants / 2))));
    }
    ranges
}

/// Where medals go by place: first and last place of each.
pub(super) fn place_ranges(rule: &MedalRule, field: &Field<'_>) -> Vec<(Medal, (u32, u32))> {
    match rule {
        MedalRule::TopN { gold, silver, bronze, merit } => ranges(field, [*gold, *silver, *bronze], *merit),
        MedalRule::Share { per_cent, merit } => ranges(field, per_cent.map(|share| prizes(share, field.entrants)), *merit),
        MedalRule::None | MedalRule::Worldskills { .. } => Vec::new(),
    }
}

pub(super) fn whole(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}

#[cfg(test)]
mod tests {
    use super::*;

    /// rules.md §5: 10, 20 and 30 per cent prizes.
    #[test]
    fn shares_are_rounded_down_to_whole_prizes() {
        for (entrants, per_cent, expected) in [
            (30, ["10", "20", "30"], [3, 6, 9]),
            (19, ["10", "20", "30"], [1, 3, 5]),
            (9, ["10", "20", "33.4"], [0, 1, 3]),
            (3, ["33.33333333", "33.33333334", "33.33333333"], [0, 1, 0]),
            (0, ["10", "20", "30"], [0, 0, 0]),
        ] {
            let counts = per_cent.map(|share| prizes(share.parse().unwrap(), entrants));
            assert_eq!(counts, expected, "{per_cent:?} of {entrants}");
        }
    }
}
