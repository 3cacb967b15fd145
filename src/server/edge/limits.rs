//! What an edge bounds beside what every server does, with its unit.

use std::time::Duration;

/// Boards that are asked for at once.
pub const LOADS_AT_ONCE_MAX: usize = 4;

/// Messages of a board that wait for the board itself, while it is asked for.
pub const WAITING_MAX_FRAMES: usize = 256;

/// Boards of one competition that an edge takes from an origin.
pub const BOARDS_MAX: usize = 2_000;

/// The longest beat, in bytes.
pub const BEAT_MAX_BYTES: usize = 1 << 20;

/// An answer of an origin is as good as new for this time.
pub const ANSWER_FRESH: Duration = Duration::from_secs(1);

/// Answers that are kept, in number, and the longest of them, in bytes.
pub const ANSWERS_KEPT_MAX: usize = 128;
pub const ANSWER_KEPT_MAX_BYTES: usize = 512 << 10;

/// Questions of one edge that are under way; others wait.
pub const QUESTIONS_AT_ONCE_MAX: usize = 4;

/// Whoever asks something of an origin waits for its turn at most this long.
pub const QUESTION_TIMEOUT: Duration = Duration::from_secs(10);

/// How often an edge looks whether an origin is silent.
pub const LOOK_INTERVAL: Duration = Duration::from_millis(500);
