//! What is bounded between an origin and its edges, with its unit.

use std::time::Duration;

/// An origin says this often which versions its boards have.
pub const BEAT_INTERVAL: Duration = Duration::from_secs(1);

/// Edges that call for a beat at once get one together, so often at most.
pub const CALLS_INTERVAL: Duration = Duration::from_millis(100);

/// An origin that is silent for this time is not heard any more, and viewers are told.
pub const SILENT_MAX: Duration = Duration::from_secs(4);

/// Messages that wait to be sent to NATS; when there are as many, newer ones are made only when there is room.
pub const TO_SEND_MAX_MESSAGES: usize = 256;

/// Messages of one subscription that wait to be taken; more are dropped, and whoever misses them asks for the board.
pub const TO_TAKE_MAX_MESSAGES: usize = 4_096;

/// The largest part of an answer, in bytes; a server that allows less gets smaller ones.
pub const PART_MAX_BYTES: usize = 256 << 10;

/// Of a message, kept for its headers, in bytes.
pub const HEADERS_MAX_BYTES: usize = 4 << 10;

/// A board or an answer that is asked for, in bytes. What is larger is to be had from its origin alone.
pub const REPLY_MAX_BYTES: usize = 16 << 20;

/// An answer, or its next part, must come within this time.
pub const REPLY_TIMEOUT: Duration = Duration::from_secs(5);

/// Questions an origin answers at once; who asks more is told to come back.
pub const ASKS_AT_ONCE_MAX: usize = 8;

/// The longest question, in bytes.
pub const ASK_MAX_BYTES: usize = 8 << 10;

/// A silent connection to NATS is asked for a sign this often; after two intervals without one it is made anew.
pub const NATS_PING_INTERVAL: Duration = Duration::from_secs(5);

/// NATS must answer a handshake within this time.
pub const NATS_CONNECT_TIMEOUT: Duration = Duration::from_secs(5);

/// Between two tries to reach NATS, at most.
pub const NATS_RETRY_MAX: Duration = Duration::from_millis(500);
