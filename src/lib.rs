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
pub mod wire;
