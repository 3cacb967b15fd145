//! How many wrong messages a connection sent lately.

use std::time::{Duration, Instant};

#[derive(Default)]
pub struct WrongMessages {
    since: Option<Instant>,
    count: u32,
}

impl WrongMessages {
    /// Counts one more; true when the connection has sent `limit` within a minute.
    pub fn too_many(&mut self, limit: u32) -> bool {
        let now = Instant::now();
        if self.since.is_none_or(|since| now - since > Duration::from_mins(1)) {
            *self = Self { since: Some(now), count: 0 };
        }
        self.count += 1;
        self.count >= limit
    }
}
