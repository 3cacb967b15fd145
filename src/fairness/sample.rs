//! Tables of scores for tests.

use super::{Rating, Ratings, ScoreRange};
use crate::decimal::Decimal;

pub(super) fn dec(text: &str) -> Decimal {
    text.parse().unwrap_or_else(|fault| panic!("{text}: {fault}"))
}

pub(super) fn range(min: &str, max: &str, step: &str) -> ScoreRange {
    ScoreRange { min: dec(min), max: dec(max), step: dec(step) }
}

/// One line per competitor, one column per expert, one aspect of 0 to 100 in steps of 1; `.` or `*` where there is no score.
pub(super) fn table(rows: &str) -> Ratings {
    aspects(&[rows], range("0", "100", "1"))
}

/// One table per aspect.
pub(super) fn aspects(tables: &[&str], of: ScoreRange) -> Ratings {
    let mut list = Vec::new();
    let (mut competitors, mut experts) = (0, 0);
    for (aspect, rows) in (0_u32..).zip(tables) {
        for (competitor, row) in (0_u32..).zip(rows.lines()) {
            for (expert, score) in (0_u32..).zip(row.split_whitespace()) {
                (competitors, experts) = (competitors.max(competitor + 1), experts.max(expert + 1));
                if !matches!(score, "." | "*") {
                    let position = list.len() as u64 + 1;
                    list.push(Rating { competitor, aspect, expert, value: dec(score), position, compatriot: false });
                }
            }
        }
    }
    Ratings::new(competitors as usize, experts as usize, vec![of; tables.len()], list).expect("a sound table")
}

pub(super) fn near(found: f64, expected: f64, tolerance: f64) -> bool {
    (found - expected).abs() <= tolerance
}
