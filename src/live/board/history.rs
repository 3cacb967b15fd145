//! The places of a board over time: of its published versions alone, from the server's start on.

use serde::{Deserialize, Serialize};

use crate::{judging::Millis, wire::BoardRow};

/// Moments kept of one board. When there would be more, every other one goes, and from then on they lie further apart.
pub const HISTORY_MAX_SAMPLES: usize = 240;

/// A larger board has no history.
pub const HISTORY_MAX_COMPETITORS: usize = 2_000;

/// Moments lie at least this far apart at first.
const LEAST_APART_MS: Millis = 1_000;

/// A place, or none.
type Place = Option<u32>;

#[derive(Clone, Serialize, Deserialize)]
pub(super) struct History {
    samples: Vec<Sample>,
    apart_ms: Millis,
}

#[derive(Clone, Serialize, Deserialize)]
struct Sample {
    at: Millis,
    /// By competitor.
    ranks: Vec<Place>,
}

impl Default for History {
    fn default() -> Self {
        Self { samples: Vec::new(), apart_ms: LEAST_APART_MS }
    }
}

impl History {
    /// `rows`: of everybody, by competitor. Once nobody has a place any more, because the skill is hidden, what was is gone too.
    pub fn record(&mut self, at: Millis, rows: &[BoardRow]) {
        if rows.len() > HISTORY_MAX_COMPETITORS || rows.iter().all(|row| row.1.is_none()) {
            *self = Self::default();
            return;
        }
        let ranks: Vec<Place> = rows.iter().map(|row| row.1).collect();
        match self.samples.last_mut() {
            Some(last) if last.ranks == ranks => {}
            Some(last) if at - last.at < self.apart_ms => last.ranks = ranks,
            _ => self.samples.push(Sample { at, ranks }),
        }
        if self.samples.len() > HISTORY_MAX_SAMPLES {
            self.thin();
        }
    }

    /// Whether this may be the history of so many competitors.
    pub fn is_of(&self, competitors: usize) -> bool {
        let fits = |sample: &Sample| sample.ranks.len() == competitors;
        self.samples.len() <= HISTORY_MAX_SAMPLES && self.apart_ms > 0 && self.samples.iter().all(fits)
    }

    fn thin(&mut self) {
        let mut at = 0;
        self.samples.retain(|_| {
            at += 1;
            at % 2 == 1
        });
        self.apart_ms *= 2;
    }

    /// When a competitor came to which place, oldest first.
    pub fn of(&self, competitor: usize) -> Vec<(Millis, Place)> {
        let mut points: Vec<(Millis, Place)> = Vec::new();
        for sample in &self.samples {
            let place = sample.ranks.get(competitor).copied().flatten();
            if points.last().is_none_or(|(_, before)| *before != place) {
                points.push((sample.at, place));
            }
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::wire::BoardMedal;

    fn rows(ranks: &[Place]) -> Vec<BoardRow> {
        let row = |(index, rank): (usize, &Place)| {
            BoardRow(u32::try_from(index).expect("few"), *rank, String::new(), 0, BoardMedal::None, None, 0)
        };
        ranks.iter().enumerate().map(row).collect()
    }

    #[test]
    fn a_place_is_told_when_it_changes() {
        let mut history = History::default();
        for (at, ranks) in [(0, [Some(1), None]), (5_000, [Some(1), Some(2)]), (9_000, [Some(2), Some(1)])] {
            history.record(at, &rows(&ranks));
        }
        assert_eq!(history.of(0), [(0, Some(1)), (9_000, Some(2))]);
        assert_eq!(history.of(1), [(0, None), (5_000, Some(2)), (9_000, Some(1))]);
        assert_eq!(history.of(7), [(0, None)]);
    }

    #[test]
    fn it_stays_small_and_keeps_its_beginning_and_its_end() {
        let mut history = History::default();
        for at in 0..100_000_u32 {
            history.record(Millis::from(at) * 1_000, &rows(&[Some(at % 7 + 1), Some(8)]));
            assert!(history.samples.len() <= HISTORY_MAX_SAMPLES);
        }
        let points = history.of(0);
        assert_eq!(points[0].0, 0);
        assert_eq!(points.last().map(|last| last.1), Some(Some(99_999 % 7 + 1)));
    }

    #[test]
    fn what_is_hidden_again_has_no_history() {
        let mut history = History::default();
        history.record(0, &rows(&[Some(1)]));
        history.record(5_000, &rows(&[None]));
        assert!(history.of(0).is_empty());
    }

    #[test]
    fn a_larger_board_has_none() {
        let mut history = History::default();
        history.record(0, &rows(&vec![Some(1); HISTORY_MAX_COMPETITORS + 1]));
        assert!(history.of(0).is_empty());
    }
}
