//! What is said where.

use super::Epoch;

/// What changed on any board.
pub const ALL_FRAMES: &str = "jinbang.v1.frames.*.*";
/// Which versions there are, of any competition.
pub const ALL_BEATS: &str = "jinbang.v1.beats.*";
/// An edge that has just come asks every origin for a beat.
pub const CALL: &str = "jinbang.v1.call";

#[must_use]
pub fn frames(competition: &str, skill: &str) -> String {
    format!("jinbang.v1.frames.{}.{}", token(competition), token(skill))
}

#[must_use]
pub fn beats(competition: &str) -> String {
    format!("jinbang.v1.beats.{}", token(competition))
}

/// Where one start of an origin is asked.
#[must_use]
pub fn asks(epoch: Epoch) -> String {
    format!("jinbang.v1.asks.{epoch}")
}

/// An id as one word of a subject: what is no plain letter, digit, `-` or `_` is written as `%` and two digits for each byte.
#[must_use]
pub fn token(id: &str) -> String {
    let byte = |byte: u8| match byte {
        b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'_' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    id.bytes().map(byte).collect()
}

/// The id that a word stands for.
#[must_use]
pub fn id(token: &str) -> Option<String> {
    super::options::plain(token).ok()
}

/// The last words of a subject, from the fourth on.
#[must_use]
pub fn words(subject: &str) -> Option<(&str, Option<&str>)> {
    let mut words = subject.split('.').skip(3);
    Some((words.next()?, words.next()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_id_is_one_word_whatever_is_in_it() {
        for (id, word) in [("city", "city"), ("2026.final", "2026%2Efinal"), ("数控", "%E6%95%B0%E6%8E%A7"), ("a_b-c", "a_b-c")] {
            assert_eq!((token(id).as_str(), super::id(word).as_deref()), (word, Some(id)));
        }
        assert_eq!(words(&frames("2026.final", "数控")), Some(("2026%2Efinal", Some("%E6%95%B0%E6%8E%A7"))));
        assert_eq!(words(&beats("city")), Some(("city", None)));
    }
}
