//! Random numbers that are the same everywhere: a named generator, and only + − × ÷ on top of it.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

pub(super) struct Chance(ChaCha8Rng);

impl Chance {
    /// Streams of one seed are independent of one another.
    pub(super) fn new(seed: u64, stream: u64) -> Self {
        let mut generator = ChaCha8Rng::seed_from_u64(seed);
        generator.set_stream(stream);
        Self(generator)
    }

    /// From 0 to below 1.
    #[allow(clippy::cast_precision_loss)] // 53 bits fit exactly
    pub(super) fn uniform(&mut self) -> f64 {
        (self.0.next_u64() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// Mean 0, deviation 1: the sum of twelve uniform numbers is close enough to normal and needs no logarithm.
    pub(super) fn normal(&mut self) -> f64 {
        (0..12).map(|_| self.uniform()).sum::<f64>() - 6.0
    }
}

/// From any number to between 0 and 1, 0 to a half.
pub(super) fn squashed(value: f64) -> f64 {
    0.5 + 0.5 * value / (1.0 + value.abs())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The stream of a seed must never change: marks.csv files are compared by their bytes.
    #[test]
    fn a_seed_gives_the_same_numbers_for_ever() {
        let mut chance = Chance::new(7, 1);
        let drawn: Vec<u64> = (0..3).map(|_| chance.0.next_u64()).collect();
        assert_eq!(drawn, [18_301_176_669_829_311_175, 166_969_048_821_288_533, 13_311_386_896_195_443_538]);
        let mut other = Chance::new(7, 2);
        assert_ne!(other.0.next_u64(), drawn[0]);
    }

    #[test]
    fn normal_numbers_have_mean_nought_and_deviation_one() {
        let mut chance = Chance::new(1, 0);
        let drawn: Vec<f64> = (0..10_000).map(|_| chance.normal()).collect();
        let mean = drawn.iter().sum::<f64>() / 10_000.0;
        let variance = drawn.iter().map(|value| value * value).sum::<f64>() / 10_000.0;
        assert!(mean.abs() < 0.05 && (variance - 1.0).abs() < 0.1, "{mean} {variance}");
    }
}
