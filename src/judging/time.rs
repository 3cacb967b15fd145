/// Milliseconds since 1970, UTC.
pub type Millis = i64;
