//! Machines that measure: their tokens, at the organiser's desk, and what they post.

mod ctftime;
mod desk;
mod post;
mod token;

pub use ctftime::post_scoreboard;
pub use desk::{add, list, revoke};
pub use post::post_measurements;
pub use token::require_grader;
