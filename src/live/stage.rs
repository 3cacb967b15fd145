//! A competition as the audience knows it, wherever its boards are made.

use std::sync::Arc;

use super::BoardChannel;
use crate::competition::Outline;

pub struct Stage {
    pub outline: Outline,
    /// Of its skills, in their order.
    pub boards: Vec<Arc<BoardChannel>>,
}

/// Where boards come from: a server of its own marks, or another server.
pub trait Boards: Send + Sync {
    fn find(&self, competition: &str) -> Option<Arc<Stage>>;

    /// Makes a board fresh that nobody watches, where boards are made here.
    fn refresh(&self, stage: &Stage, skill: usize);

    /// Whether competitions may be missing that are soon there.
    fn is_waiting(&self) -> bool;
}
