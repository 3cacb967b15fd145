//! The way in: from an accepted connection to a viewer's place or a tablet's. Whoever has neither is a guest. Guests have few seats and little
//! time, and when all seats are taken the guest that has waited longest leaves for the one who comes: whoever speaks at once, as tablets do,
//! gets in past any crowd of those who say nothing.

mod body;
mod connection;
mod door;
mod guests;
mod line;

use std::time::Duration;

pub use door::{Door, listen};
pub use guests::{Guest, Guests};
pub use line::{Line, Watched};

use super::limits::{BODY_TIMEOUT, HEAD_TIMEOUT, SEND_TIMEOUT};

/// How long others are waited for.
#[derive(Debug, Clone, Copy)]
pub struct Patience {
    /// For a request's head, the first and each next one.
    pub head: Duration,
    /// For the rest of a request.
    pub body: Duration,
    /// For somebody to take what is sent.
    pub send: Duration,
}

impl Default for Patience {
    fn default() -> Self {
        Self { head: HEAD_TIMEOUT, body: BODY_TIMEOUT, send: SEND_TIMEOUT }
    }
}
