//! Jinbang (金榜): scoring and ranking for skills competitions.
pub mod archive;
pub mod cli;
pub mod compare;
pub mod competition;
pub mod credential;
pub mod decimal;
pub mod engine;
pub mod explain;
pub mod export;
pub mod fairness;
pub mod honours;
pub mod import;
pub mod journal;
pub mod judging;
pub mod live;
pub mod publication;
pub mod ranking;
pub mod scoring;
pub mod server;
pub mod tablet;
pub mod wire;

/// The runtime that every command uses.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    tokio::runtime::Builder::new_multi_thread().enable_all().build()
}
