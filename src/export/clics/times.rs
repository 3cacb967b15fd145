//! Times as the API writes them, all with milliseconds.

use jiff::{Timestamp, civil::Date, tz::TimeZone};

use crate::competition::Outline;

const HOUR_MS: i64 = 3_600_000;

/// The length of a contest whose days nobody wrote down.
pub const SPAN: &str = "0:00:00.000";

/// From the first day of a competition to the end of its last one.
pub struct Span {
    start: i64,
    end: i64,
}

impl Span {
    pub fn of(competition: &Outline) -> Option<Self> {
        let midnight = |day: &str| Some(day.parse::<Date>().ok()?.to_zoned(TimeZone::UTC).ok()?.timestamp().as_millisecond());
        let start = midnight(competition.starts.as_ref()?)?;
        let last = competition.ends.as_deref().map_or(Some(start), midnight)?;
        Some(Self { start, end: last.max(start) + 24 * HOUR_MS })
    }

    pub fn start_text(&self) -> String {
        time(self.start).unwrap_or_default()
    }

    pub fn end_text(&self) -> String {
        time(self.end).unwrap_or_default()
    }

    pub fn duration_text(&self) -> String {
        relative(self.end - self.start)
    }

    /// The contest's own time.
    pub fn since_start(&self, at: i64) -> String {
        relative(at - self.start)
    }
}

/// `2026-11-20T08:00:00.000Z`; `None` for times beyond the calendar.
pub fn time(at: i64) -> Option<String> {
    Timestamp::from_millisecond(at).ok().map(|at| at.strftime("%Y-%m-%dT%H:%M:%S.%3fZ").to_string())
}

/// `-1:02:03.004`
fn relative(ms: i64) -> String {
    let (sign, ms) = (if ms < 0 { "-" } else { "" }, ms.unsigned_abs());
    let seconds = ms / 1_000;
    format!("{sign}{}:{:02}:{:02}.{:03}", seconds / 3_600, seconds / 60 % 60, seconds % 60, ms % 1_000)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn times_are_written_as_the_format_has_them() {
        assert_eq!(time(1_767_225_600_007).as_deref(), Some("2026-01-01T00:00:00.007Z"));
        assert_eq!(time(i64::MAX), None);
        for (ms, written) in [(0, "0:00:00.000"), (345_600_000, "96:00:00.000"), (-3_723_004, "-1:02:03.004"), (59_999, "0:00:59.999")] {
            assert_eq!(relative(ms), written);
        }
    }
}
