//! Who gets which medal. A guest keeps the rank and never consumes a medal.

use serde::{Deserialize, Serialize};

use super::Standing;
use crate::{
    competition::{MedalRule, Skill},
    decimal::Decimal,
};

#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
#[cfg_attr(test, derive(ts_rs::TS))]
pub enum Medal {
    Gold,
    Silver,
    Bronze,
    /// Medallion for Excellence.
    Medallion,
    /// 优胜奖: outside the medals, in the upper half of entrants.
    Merit,
}

/// Fills in the medals of standings that are best first. Nobody without a mark gets one.
pub fn award(skill: &Skill, rows: &mut [Standing]) {
    let eligible: Vec<usize> =
        (0..rows.len()).filter(|&row| rows[row].rank.is_some() && skill.competitors[rows[row].competitor].eligible).collect();
    let given = match &skill.rules.medals {
        MedalRule::None => return,
        MedalRule::TopN { gold, silver, bronze, merit } => {
            let ranks: Vec<Option<u32>> = eligible.iter().map(|&row| rows[row].rank).collect();
            by_count(&ranks, [*gold, *silver, *bronze], *merit)
        }
        MedalRule::Share { per_cent, merit } => {
            let entrants = skill.competitors.iter().filter(|competitor| competitor.eligible).count();
            let ranks: Vec<Option<u32>> = eligible.iter().map(|&row| rows[row].rank).collect();
            by_count(&ranks, per_cent.map(|share| prizes(share, entrants)), *merit)
        }
        MedalRule::Worldskills { window, medallion } => {
            let scores: Vec<Decimal> = eligible.iter().map(|&row| rows[row].scale_score.unwrap_or(rows[row].total)).collect();
            by_window(&scores, *window, *medallion)
        }
    };
    for (&row, medal) in eligible.iter().zip(given) {
        rows[row].medal = medal;
    }
}

/// `per_cent` of `entrants`, rounded down.
fn prizes(per_cent: Decimal, entrants: usize) -> u32 {
    let hundred = 100 * i128::from(Decimal::ONE.units());
    let entrants = i128::try_from(entrants).unwrap_or_default();
    u32::try_from(i128::from(per_cent.units()) * entrants / hundred).unwrap_or_default()
}

/// `counts` of gold, silver, bronze. Equals share: a medal begun within its count goes to all who share the place, and the
/// places they took are gone.
fn by_count(ranks: &[Option<u32>], counts: [u32; 3], merit: bool) -> Vec<Option<Medal>> {
    let [gold, silver, bronze] = counts.map(|count| count as usize);
    let mut given = Vec::with_capacity(ranks.len());
    let mut first_of_equals = 0;
    for place in 0..ranks.len() {
        if place > 0 && ranks[place] != ranks[place - 1] {
            first_of_equals = place;
        }
        given.push(match first_of_equals {
            at if at < gold => Some(Medal::Gold),
            at if at < gold + silver => Some(Medal::Silver),
            at if at < gold + silver + bronze => Some(Medal::Bronze),
            at if merit && at < ranks.len() / 2 => Some(Medal::Merit),
            _ => None,
        });
    }
    given
}

/// rules.md §5: scores within `window` of the medal's first share it. Two golds: no silver, one or more bronze. Three or
/// more golds: no silver, bronze only within the window of the last gold. One gold, then silvers; two or more silvers: bronze only within
/// the window of the last silver.
fn by_window(scores: &[Decimal], window: Decimal, medallion: Decimal) -> Vec<Option<Medal>> {
    // Wider than a decimal: two scores far apart must not overflow.
    let within = |high: Decimal, low: Decimal| i128::from(high.units()) - i128::from(low.units()) <= i128::from(window.units());
    let share_from = |first: usize| scores[first..].iter().take_while(|&&score| within(scores[first], score)).count();
    let mut given: Vec<Option<Medal>> = Vec::with_capacity(scores.len());
    let mut give = |medal: Medal, from: usize, count: usize| -> usize {
        given.resize(from + count, Some(medal));
        from + count
    };
    let mut next = 0;
    if next < scores.len() {
        let golds = share_from(0);
        next = give(Medal::Gold, 0, golds);
        let mut last_in_window_only = golds >= 3;
        if golds == 1 && next < scores.len() {
            let silvers = share_from(next);
            next = give(Medal::Silver, next, silvers);
            last_in_window_only = silvers >= 2;
        }
        let bronze_open = next < scores.len() && (!last_in_window_only || within(scores[next - 1], scores[next]));
        if bronze_open {
            let bronzes = share_from(next);
            next = give(Medal::Bronze, next, bronzes);
        }
    }
    given.extend(scores[next..].iter().map(|&score| (score >= medallion).then_some(Medal::Medallion)));
    given
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(given: &[Option<Medal>]) -> String {
        given
            .iter()
            .map(|medal| match medal {
                Some(Medal::Gold) => 'G',
                Some(Medal::Silver) => 'S',
                Some(Medal::Bronze) => 'B',
                Some(Medal::Medallion) => 'm',
                Some(Medal::Merit) => 'w',
                None => '-',
            })
            .collect()
    }

    /// rules.md §5.
    #[test]
    fn scores_within_the_window_share_a_medal() {
        for (scores, expected) in [
            ("", ""),
            ("750", "G"),
            ("750 740 730 720 650", "GSBm-"),
            ("750 749 740 720", "GGBm"),
            ("750 748 740 739 650", "GGBB-"),
            ("750 749 748 740 700", "GGGmm"),
            ("750 749 748 747 740", "GGGBm"),
            ("750 740 739 730", "GSSm"),
            ("750 740 739 737 600", "GSSB-"),
            ("650 640 630 620", "GSB-"),
        ] {
            let scores: Vec<Decimal> = scores.split_whitespace().map(|text| text.parse().unwrap()).collect();
            assert_eq!(shown(&by_window(&scores, Decimal::from_int(2), Decimal::from_int(700))), expected, "{scores:?}");
        }
    }

    /// rules.md §5: 10, 20 and 30 per cent prizes.
    #[test]
    fn shares_are_rounded_down_to_whole_prizes() {
        for (entrants, per_cent, expected) in [
            (30, ["10", "20", "30"], [3, 6, 9]),
            (19, ["10", "20", "30"], [1, 3, 5]),
            (9, ["10", "20", "33.4"], [0, 1, 3]),
            (0, ["10", "20", "30"], [0, 0, 0]),
        ] {
            let counts = per_cent.map(|share| prizes(share.parse().unwrap(), entrants));
            assert_eq!(counts, expected, "{per_cent:?} of {entrants}");
        }
    }

    #[test]
    fn counts_go_to_all_who_share_a_place() {
        for (ranks, counts, merit, expected) in [
            ("1 2 3 4 5 6 7 8", [1, 1, 1], true, "GSBw----"),
            ("1 1 3 4 5 6 7 8", [1, 1, 1], true, "GGBw----"),
            ("1 2 2 2 5", [1, 1, 1], false, "GSSS-"),
            ("1 2 3 4 4 6", [1, 1, 1], true, "GSB---"),
            ("1 2 3 4 5 6", [1, 2, 3], false, "GSSBBB"),
        ] {
            let ranks: Vec<Option<u32>> = ranks.split_whitespace().map(|rank| rank.parse().ok()).collect();
            assert_eq!(shown(&by_count(&ranks, counts, merit)), expected, "{ranks:?}");
        }
    }
}
