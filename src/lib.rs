//! Jinbang (金榜): scoring and ranking for skills competitions.
pub mod competition;
pub mod decimal;
pub mod engine;
pub mod journal;
pub mod judging;
pub mod live;
pub mod publication;
pub mod ranking;
pub mod scoring;
pub mod server;
pub mod wire;
