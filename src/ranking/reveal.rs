//! In which order a result is shown to a hall.

use std::{cmp::Reverse, num::NonZeroU32};

use serde::{Deserialize, Serialize};

use super::{Medal, Standing};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub enum Reveal {
    /// Everybody with a place, from the last place up.
    Places,
    /// The same of those with gold, silver or bronze.
    Medallists,
    /// All bronze medals at once, then all silver ones, then gold.
    Medals,
}

/// Who is shown at each step, the first step first; equals come together. Whoever is in none of them is shown with the whole result at the end.
/// `from_place`: places behind it are shown together as the first step of [`Reveal::Places`].
#[must_use]
pub fn reveal_steps(standings: &[Standing], reveal: Reveal, from_place: Option<NonZeroU32>) -> Vec<Vec<usize>> {
    let shown = |standing: &Standing| Some((key(standing, standing.rank?, reveal, from_place)?, standing.competitor));
    let mut shown: Vec<(u32, usize)> = standings.iter().filter_map(shown).collect();
    // Stable: best first within a step, as in the standings.
    shown.sort_by_key(|(key, _)| Reverse(*key));
    shown.chunk_by(|one, next| one.0 == next.0).map(|step| step.iter().map(|(_, competitor)| *competitor).collect()).collect()
}

/// The same for those who are shown together.
fn key(standing: &Standing, rank: u32, reveal: Reveal, from_place: Option<NonZeroU32>) -> Option<u32> {
    let medal = match standing.medal {
        Some(Medal::Gold) => Some(1),
        Some(Medal::Silver) => Some(2),
        Some(Medal::Bronze) => Some(3),
        Some(Medal::Medallion | Medal::Merit) | None => None,
    };
    match reveal {
        Reveal::Places => Some(from_place.map_or(rank, |from| if rank > from.get() { u32::MAX } else { rank })),
        Reveal::Medallists => medal.map(|_| rank),
        Reveal::Medals => medal,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::decimal::Decimal;

    /// Best first: place and medal.
    fn standings(rows: &[(Option<u32>, Option<Medal>)]) -> Vec<Standing> {
        let standing = |(competitor, &(rank, medal)): (usize, &(Option<u32>, Option<Medal>))| Standing {
            competitor,
            rank,
            total: Decimal::ZERO,
            done: 1,
            withdrawn: rank.is_none(),
            scale_score: None,
            medal,
        };
        rows.iter().enumerate().map(standing).collect()
    }

    #[test]
    fn steps_go_up_and_equals_come_together() {
        use Medal::{Bronze, Gold, Medallion, Silver};
        // Two golds, a guest without a medal between the medallists, two equals at the end, one without a place.
        let rows = standings(&[
            (Some(1), Some(Gold)),
            (Some(1), Some(Gold)),
            (Some(3), None),
            (Some(4), Some(Bronze)),
            (Some(5), Some(Silver)),
            (Some(6), Some(Medallion)),
            (Some(7), None),
            (Some(7), None),
            (None, None),
        ]);
        let steps = |reveal, from: u32| reveal_steps(&rows, reveal, NonZeroU32::new(from));
        assert_eq!(steps(Reveal::Places, 0), [vec![6, 7], vec![5], vec![4], vec![3], vec![2], vec![0, 1]]);
        assert_eq!(steps(Reveal::Places, 4), [vec![4, 5, 6, 7], vec![3], vec![2], vec![0, 1]]);
        assert_eq!(steps(Reveal::Places, 99), steps(Reveal::Places, 0));
        assert_eq!(steps(Reveal::Medallists, 4), [vec![4], vec![3], vec![0, 1]]);
    }

    #[test]
    fn medals_come_by_colour() {
        use Medal::{Bronze, Gold, Silver};
        let rows =
            standings(&[(Some(1), Some(Gold)), (Some(2), Some(Silver)), (Some(3), Some(Silver)), (Some(4), Some(Bronze)), (Some(5), None)]);
        assert_eq!(reveal_steps(&rows, Reveal::Medals, None), [vec![3], vec![1, 2], vec![0]]);
    }

    #[test]
    fn without_places_there_is_nothing_to_show() {
        assert!(reveal_steps(&standings(&[(None, None)]), Reveal::Places, None).is_empty());
        assert!(reveal_steps(&standings(&[(Some(1), None)]), Reveal::Medals, None).is_empty());
    }
}
