//! What proofs are checked with.

use serde::Serialize;

/// The public half of the key that signs checkpoints.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct SigningKeyShown {
    /// Ed25519, 32 bytes, Base64.
    pub key: String,
    /// What people compare by eye: eight groups of four hex digits.
    pub fingerprint: String,
}

/// RFC 9162, 2.1.4: that a log begins with what it was earlier.
#[derive(Debug, Clone, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ConsistencyProof {
    pub origin: String,
    /// Entries then and now.
    pub from: usize,
    pub size: usize,
    /// SHA-256, hex.
    pub proof: Vec<String>,
}
