//! Jinbang (金榜): scoring and ranking for skills competitions.
pub mod cli;
pub mod competition;
pub mod decimal;
pub mod engine;
pub mod export;
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

/// The runtime that every command uses. One core is left to the writer: with two cores a second socket thread cost a third of the
/// receipts a second.
///
/// # Errors
/// When the system gives no threads.
pub fn runtime() -> std::io::Result<tokio::runtime::Runtime> {
    let cores = std::thread::available_parallelism().map_or(1, std::num::NonZero::get);
    tokio::runtime::Builder::new_multi_thread().worker_threads(cores.saturating_sub(1).max(1)).enable_all().build()
}
