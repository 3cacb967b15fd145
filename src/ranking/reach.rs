//! What is already decided: the places each competitor can still reach while marks are missing.

use crate::{decimal::Decimal, scoring::SkillTally};

/// `(best, worst)` rank per competitor, by totals. A missing mark may still become anything from zero to its maximum.
///
/// Sound for every tie chain: an equal total counts against the worst rank, since a key may decide it, unless nothing can
/// change any more for either of the two.
#[must_use]
pub fn reachable_ranks(tally: &SkillTally) -> Vec<(u32, u32)> {
    let reach: Vec<Reach> = (0..tally.competitors()).map(|competitor| totals_reachable(tally, competitor)).collect();
    if reach.iter().all(|reach| reach.complete) {
        return (0..tally.competitors()).map(|competitor| tally.rank(competitor).map_or((1, 1), |rank| (rank, rank))).collect();
    }
    let mut lows: Vec<Decimal> = reach.iter().map(|reach| reach.low).collect();
    let mut highs: Vec<Decimal> = reach.iter().map(|reach| reach.high).collect();
    lows.sort_unstable();
    highs.sort_unstable();
    reach
        .iter()
        .map(|own| {
            let certainly_better = lows.len() - lows.partition_point(|&low| low <= own.high);
            let possibly_not_worse = highs.len() - highs.partition_point(|&high| high < own.low);
            // The competitor itself is among those that are not worse.
            (as_rank(certainly_better + 1), as_rank(possibly_not_worse.max(1)))
        })
        .collect()
}

/// The lowest and the highest total a competitor can still end with.
struct Reach {
    low: Decimal,
    high: Decimal,
    /// No mark is missing. A mark of nothing may be, and its measured value still decides a tie.
    complete: bool,
}

fn totals_reachable(tally: &SkillTally, competitor: usize) -> Reach {
    let total = tally.sums(competitor).total;
    let mut reach = Reach { low: total, high: total, complete: tally.sums(competitor).done > 0 };
    for (index, aspect) in tally.aspects().iter().enumerate() {
        let mark = tally.mark(competitor, index);
        // With `missing = "skip"` a mark exists before the panel is complete and may still change.
        if mark.is_none() || tally.scores(competitor, index).count() < aspect.wanted_scores() {
            let counted = mark.unwrap_or_default();
            reach.low -= counted;
            reach.high += aspect.highest_mark() - counted;
            reach.complete = false;
        }
    }
    reach
}

fn as_rank(place: usize) -> u32 {
    u32::try_from(place).unwrap_or(u32::MAX)
}
