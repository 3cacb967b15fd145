//! Jinbang (金榜): scoring and ranking for skills competitions.
pub mod competition;
pub mod decimal;
pub mod ranking;
pub mod scoring;
