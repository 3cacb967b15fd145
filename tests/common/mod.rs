//! What the tests share: small competitions in code and in folders, a room of judges, storage that breaks, a running server and its clients.

pub mod board;
pub mod busy_tablet;
pub mod competition;
pub mod contest;
pub mod disk;
pub mod draws;
pub mod edge;
pub mod folder;
pub mod http;
pub mod judges;
pub mod left_behind;
pub mod nats;
pub mod office;
pub mod postgres;
pub mod process;
pub mod random;
pub mod room;
pub mod schema;
pub mod secure;
pub mod small_disk;
pub mod socket;
pub mod stream;
pub mod venue;
pub mod written;

use proptest::test_runner::{Config, RngAlgorithm, TestRng, TestRunner};

/// A seed to repeat a run with `JINBANG_SEED=…`; printed, so that a failure names it.
pub fn seed() -> u64 {
    let seed = std::env::var("JINBANG_SEED").ok().and_then(|text| text.parse().ok()).unwrap_or_else(rand::random);
    println!("JINBANG_SEED={seed}");
    seed
}

/// How much is wanted of something, from the environment.
pub fn wanted<T: std::str::FromStr>(name: &str, otherwise: T) -> T {
    std::env::var(name).ok().and_then(|text| text.parse().ok()).unwrap_or(otherwise)
}

/// A property runner that starts at [`seed`].
pub fn runner(cases: u32) -> TestRunner {
    let mut bytes = [0; 32];
    bytes[..8].copy_from_slice(&seed().to_le_bytes());
    TestRunner::new_with_rng(
        Config { cases, failure_persistence: None, ..Config::default() },
        TestRng::from_seed(RngAlgorithm::ChaCha, &bytes),
    )
}
