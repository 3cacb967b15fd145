//! What several benches need: a made-up competition, a folder on the disk, figures.
#![allow(dead_code)] // each bench uses its part

pub mod competition;
pub mod process;
pub mod redis;

/// The middle one; of an even number, the upper.
pub fn median(values: &mut [f64]) -> f64 {
    quantile(values, 0.5)
}

#[allow(clippy::cast_possible_truncation, clippy::cast_precision_loss, clippy::cast_sign_loss)]
pub fn quantile(values: &mut [f64], share: f64) -> f64 {
    values.sort_unstable_by(f64::total_cmp);
    let index = (values.len() as f64 * share) as usize;
    values.get(index.min(values.len().saturating_sub(1))).copied().unwrap_or(f64::NAN)
}

/// Numbers that look random and are the same every time.
pub struct Scatter(u64);

impl Scatter {
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    /// From 0 to below `limit`.
    pub fn below(&mut self, limit: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mixed = (self.0 ^ (self.0 >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((mixed ^ (mixed >> 31)) % limit as u64).unwrap_or(0)
    }
}

pub fn scratch() -> tempfile::TempDir {
    // On the disk: a temporary folder may be in memory.
    let target = concat!(env!("CARGO_MANIFEST_DIR"), "/target");
    std::fs::create_dir_all(target).expect("target/ is there");
    tempfile::tempdir_in(target).expect("target/ takes a folder")
}
