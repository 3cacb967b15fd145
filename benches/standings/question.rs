//! What both are asked.

use super::support::Scatter;

pub const COMPETITORS: usize = 100_000;
pub const FIRST_ROWS: usize = 50;
pub const ASPECTS: usize = 10;

/// Hundredths of a mark.
pub struct Mark {
    pub competitor: usize,
    pub aspect: usize,
    pub hundredths: i32,
}

pub fn hundredths(number: usize) -> i32 {
    i32::try_from(number).unwrap_or(0)
}

pub fn marks(count: usize, seed: u64) -> Vec<Mark> {
    let mut scatter = Scatter::new(seed);
    let mut below = |limit| scatter.below(limit);
    (0..count).map(|_| Mark { competitor: below(COMPETITORS), aspect: below(ASPECTS), hundredths: hundredths(below(101)) }).collect()
}
