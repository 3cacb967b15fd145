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

// What is kept: the journal of marks, the archive of the honours office.
pub mod archive;
pub mod journal;

// What comes in and what goes out.
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

// Words.
pub mod competition;
pub mod decimal;

/// The runtime that every command uses.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}
