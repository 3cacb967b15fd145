//! Jinbang (金榜): scoring and ranking for skills competitions.
//!
//! The rooms from the top. Arrows point down only; what lies below the server and beside no disk is pure: no clock, no files, no chance.

// Doors: the commands, the server, a tablet without a screen, and the shapes on the wire.
pub mod cli;
pub mod server;
pub mod tablet;
pub mod wire;

// What runs: from committed entries to pictures of them, and the one writer.
pub mod engine;
pub mod live;

// What is kept: the journal of marks, who vouches for it, the archive of the honours office.
pub mod archive;
pub mod journal;
pub mod witness;

// What comes in and what goes out.
pub mod bundle;
pub mod credential;
pub mod export;
pub mod import;

// What it all means: decisions, what may be seen, why, what else it could be, and who deserves what.
pub mod compare;
pub mod explain;
pub mod honours;
pub mod judging;
pub mod publication;

// Numbers.
pub mod fairness;
pub mod ranking;
pub mod scoring;

// Words, and what proofs are made of: hashes in trees, signatures.
pub mod competition;
pub mod decimal;
pub mod proof;
pub mod signing_key;

/// The runtime that every command uses.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}
