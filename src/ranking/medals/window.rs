//! Medals by points: competitors within a window share a medal (rules.md §5).

use super::{
    GivenMedal, MedalReason, Opening,
    count::{Field, whole},
};
use crate::{
    competition::{BronzeAfterSilvers, Medal},
    decimal::Decimal,
};

pub(super) struct Window {
    pub points: Decimal,
    pub medallion: Decimal,
    pub bronze_after_silvers: BronzeAfterSilvers,
}

impl Window {
    /// Each medal goes to the best who is left and to all within the window of that score.
    ///
    /// Two golds: no silver, one or more bronze. Three or more golds: no silver, and bronze only if the next is within the
    /// window of the last gold. After several silvers the rules choose. `scores` are the entrants', best first.
    pub(super) fn medals(&self, scores: &[Decimal], field: &Field<'_>) -> Vec<Option<GivenMedal>> {
        let mut given = Vec::with_capacity(scores.len());
        if field.gives(Medal::Gold) {
            self.share(Medal::Gold, Opening::Best, scores, &mut given);
        }
        let golds = given.len();
        if golds == 1 && field.gives(Medal::Silver) {
            self.share(Medal::Silver, Opening::Next { after: Medal::Gold, count: 1 }, scores, &mut given);
        }
        if field.gives(Medal::Bronze)
            && let Some(opening) = self.bronze(golds, scores, given.len())
        {
            self.share(Medal::Bronze, opening, scores, &mut given);
        }
        let medallions = scores[given.len()..].iter().map(|&score| {
            let reason = MedalReason::Medallion { score, at_least: self.medallion };
            (field.gives(Medal::Medallion) && score >= self.medallion).then_some(GivenMedal { medal: Medal::Medallion, reason })
        });
        let medallions: Vec<_> = medallions.collect();
        given.extend(medallions);
        given
    }

    /// Gives the medal to the first who has none and to all within the window.
    fn share(&self, medal: Medal, opening: Opening, scores: &[Decimal], given: &mut Vec<Option<GivenMedal>>) {
        let Some(&first) = scores.get(given.len()) else { return };
        let sharing = scores[given.len()..].iter().map_while(|&score| self.apart(first, score).map(|difference| (score, difference)));
        given.extend(sharing.map(|(score, difference)| {
            let reason = MedalReason::Window { score, first, difference, window: self.points, opening };
            Some(GivenMedal { medal, reason })
        }));
    }

    /// Why there is a bronze for the next who has no medal, after `medals` golds and silvers.
    fn bronze(&self, golds: usize, scores: &[Decimal], medals: usize) -> Option<Opening> {
        let next = *scores.get(medals)?;
        let last = *scores.get(medals.checked_sub(1)?)?;
        let (after, count) = if golds == 1 { (Medal::Silver, medals - golds) } else { (Medal::Gold, golds) };
        let near_only = match after {
            Medal::Silver => count >= 2 && self.bronze_after_silvers == BronzeAfterSilvers::Window,
            _ => count >= 3,
        };
        if !near_only {
            return Some(Opening::Next { after, count: whole(count) });
        }
        let difference = self.apart(last, next)?;
        Some(Opening::Near { after, count: whole(count), last, difference })
    }

    /// How far apart two scores within the window are.
    fn apart(&self, high: Decimal, low: Decimal) -> Option<Decimal> {
        // Wider than a decimal: two scores far apart must not overflow.
        let difference = i128::from(high.units()) - i128::from(low.units());
        let within = difference <= i128::from(self.points.units());
        i64::try_from(difference).ok().filter(|_| within).map(Decimal::from_units)
    }
}
