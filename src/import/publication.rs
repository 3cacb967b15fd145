//! `[publication]`: what the audience sees of each skill, and when.

use std::collections::BTreeMap;

use jiff::Timestamp;

use super::{keys::Keys, limits};
use crate::competition::{Publication, Show};

const SHOWS: [(&str, Show); 3] = [("live", Show::Entered), ("signed", Show::Signed), ("hidden", Show::Hidden)];

pub(super) struct Written {
    default: Publication,
    of_skill: BTreeMap<String, Publication>,
}

impl Written {
    pub(super) fn of(&self, skill: &str) -> Publication {
        self.of_skill.get(skill).copied().unwrap_or(self.default)
    }
}

/// `skills` are the folders there are.
pub(super) fn read(keys: &Keys<'_>, skills: &[String]) -> Written {
    let default = default(keys);
    let of_skill = overrides(&keys.table("skills"), skills);
    keys.finish();
    Written { default, of_skill }
}

fn default(keys: &Keys<'_>) -> Publication {
    // Delay and freeze of every skill may stand beside the word.
    let beside = Publication { show: Show::Entered, ..when(keys) };
    match keys.has("default").then(|| keys.inner("default")).flatten() {
        Some(table) => policy(&table),
        None => checked(keys, Publication { show: keys.word("default", &SHOWS).unwrap_or_default(), ..beside }),
    }
}

fn policy(keys: &Keys<'_>) -> Publication {
    let policy = checked(keys, Publication { show: keys.word("show", &SHOWS).unwrap_or_default(), ..when(keys) });
    keys.finish();
    policy
}

fn when(keys: &Keys<'_>) -> Publication {
    let freeze_at = keys.string("freeze_at").and_then(|written| {
        let time = written.parse::<Timestamp>();
        if time.is_err() {
            let remedy = "write a time with its zone, such as \"2026-11-20T16:00:00+08:00\"";
            keys.place_of("freeze_at").error("not-a-time", written, "this is no point in time", remedy);
        }
        time.ok().map(Timestamp::as_millisecond)
    });
    let delay_minutes = keys.count("delay_minutes", 0..=limits::PUBLICATION_DELAY_MINUTES_MAX).unwrap_or(0);
    Publication { show: Show::Entered, delay_minutes, freeze_at }
}

fn checked(keys: &Keys<'_>, policy: Publication) -> Publication {
    if policy.show == Show::Hidden && policy != Publication::of(Show::Hidden) {
        let problem = "a hidden skill shows nothing that could be delayed or frozen";
        keys.place().warning("hidden-anyway", "hidden", problem, "remove delay_minutes and freeze_at, or write \"live\" or \"signed\"");
    }
    policy
}

fn overrides(keys: &Keys<'_>, skills: &[String]) -> BTreeMap<String, Publication> {
    let mut found = BTreeMap::new();
    for skill in keys.names() {
        if !skills.iter().any(|known| known == skill) {
            let remedy = format!("write the name of a folder in skills/: {}", skills.join(", "));
            keys.place_of(skill).error("unknown-skill", skill, "there is no such skill", remedy);
        }
        let word = SHOWS.iter().find(|(word, _)| *word == keys.written(skill)).map(|(_, show)| Publication::of(*show));
        match keys.inner(skill).map(|table| policy(&table)).or(word) {
            Some(policy) => _ = found.insert(skill.to_owned(), policy),
            None => keys.place_of(skill).error(
                "unknown-word",
                keys.written(skill),
                "nothing is shown in this way",
                "write \"live\", \"signed\", \"hidden\", or { show = \"live\", delay_minutes = 15 }",
            ),
        }
    }
    found
}
