//! A skill as a contest of the CLICS Contest API, for scoreboards, resolvers and overlays that speak it.
//!
//! A contest there has one scoreboard with one score for each team, so every skill is a contest of its own, and a competition the base
//! address they are listed under.

mod objects;
mod scoreboard;
mod times;

use serde::Serialize;

use super::shown::Shown;
use crate::{
    competition::{Outline, SkillOutline, Text},
    wire::clics::{Access, ApiInformation, Award, Contest, Endpoint, Group, Organization, Person, Provider, State, Team},
};

pub use scoreboard::{has_group, scoreboard};
use sha2::{Digest, Sha256};
use times::{SPAN, Span};

/// What there are many of. In the order the feed tells them in: nothing is named before it is there.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Collection {
    Groups,
    Organizations,
    Teams,
    Persons,
    Awards,
}

#[derive(Debug, Serialize)]
#[serde(untagged)]
#[cfg_attr(test, derive(schemars::JsonSchema))]
pub enum Object {
    Group(Group),
    Organization(Organization),
    Team(Team),
    Person(Person),
    Award(Award),
}

impl Collection {
    pub const ALL: [Self; 5] = [Self::Groups, Self::Organizations, Self::Teams, Self::Persons, Self::Awards];

    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Groups => "groups",
            Self::Organizations => "organizations",
            Self::Teams => "teams",
            Self::Persons => "persons",
            Self::Awards => "awards",
        }
    }

    #[must_use]
    pub fn objects(self, shown: &Shown) -> Vec<Object> {
        match self {
            Self::Groups => objects::groups(shown).into_iter().map(Object::Group).collect(),
            Self::Organizations => objects::organizations(shown).into_iter().map(Object::Organization).collect(),
            Self::Teams => shown.competitors.iter().map(objects::team).map(Object::Team).collect(),
            Self::Persons => shown.competitors.iter().flat_map(objects::persons).map(Object::Person).collect(),
            Self::Awards => objects::awards(shown).into_iter().map(Object::Award).collect(),
        }
    }
}

impl Object {
    #[must_use]
    pub fn id(&self) -> &str {
        match self {
            Self::Group(group) => &group.id,
            Self::Organization(organization) => &organization.id,
            Self::Team(team) => &team.id,
            Self::Person(person) => &person.id,
            Self::Award(award) => award.id,
        }
    }

    /// The one property that holds an id of something else and can be filtered by.
    #[must_use]
    pub fn organization_id(&self) -> Option<&str> {
        match self {
            Self::Team(team) => team.organization_id.as_deref(),
            _ => None,
        }
    }
}

#[must_use]
pub const fn information() -> ApiInformation {
    ApiInformation {
        version: "2026-01",
        version_url: "https://ccs-specs.icpc.io/2026-01/contest_api",
        provider: Provider { name: "Jinbang", version: env!("CARGO_PKG_VERSION") },
    }
}

#[must_use]
pub fn contest(competition: &Outline, skill: &SkillOutline) -> Contest {
    let span = Span::of(competition);
    let (name, competition) = (both(&skill.title, &skill.id), both(&competition.title, &competition.id));
    Contest {
        id: id_of(&skill.id),
        formal_name: format!("{competition} · {name}"),
        name,
        start_time: span.as_ref().map(Span::start_text),
        duration: span.as_ref().map_or_else(|| SPAN.to_owned(), Span::duration_text),
        scoreboard_type: "score",
    }
}

/// The folder of a competition knows days, not hours: they begin and end at midnight UTC.
#[must_use]
pub fn state(competition: &Outline, shown: &Shown) -> State {
    let span = Span::of(competition);
    let started = span.as_ref().filter(|_| !matches!(shown.state.as_str(), "hidden" | "not-started"));
    let ended = started.filter(|_| shown.is_final());
    let frozen = shown.label.as_ref().filter(|label| label.kind == "frozen").and(started);
    State {
        started: started.map(Span::start_text),
        frozen: frozen.and_then(|_| times::time(shown.label.as_ref()?.since)),
        ended: ended.map(Span::end_text),
        thawed: None,
        finalized: ended.map(Span::end_text),
        end_of_updates: None,
    }
}

/// The property names of everything that is told.
#[must_use]
pub fn access() -> Access {
    let endpoint = |kind, properties: &[&'static str]| Endpoint { kind, properties: properties.to_vec() };
    Access {
        capabilities: Vec::new(),
        endpoints: vec![
            endpoint("contest", &["id", "name", "formal_name", "start_time", "duration", "scoreboard_type"]),
            endpoint("groups", &["id", "name", "type"]),
            endpoint("organizations", &["id", "name", "formal_name"]),
            endpoint("teams", &["id", "label", "name", "organization_id", "group_ids"]),
            endpoint("persons", &["id", "name", "role", "team_ids"]),
            endpoint("awards", &["id", "citation", "team_ids"]),
            endpoint("state", &["started", "frozen", "ended", "thawed", "finalized", "end_of_updates"]),
            endpoint("scoreboard", &["time", "contest_time", "state", "rows"]),
        ],
    }
}

/// The longest id the API allows, in bytes.
const ID_MAX_BYTES: usize = 36;

/// The id itself where the API allows it: letters, digits, `_`, `.` and `-`, no `-` or `.` first and no `.` last. Else one made from it.
#[must_use]
pub fn id_of(id: &str) -> String {
    let good = |byte: u8| byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'.' | b'-');
    let fits = !id.is_empty() && id.len() <= ID_MAX_BYTES && id.bytes().all(good);
    if fits && !id.starts_with(['-', '.']) && !id.ends_with('.') { id.to_owned() } else { made_id(id) }
}

fn made_id(of: &str) -> String {
    format!("x-{}", &data_encoding::HEXLOWER.encode(&Sha256::digest(of.as_bytes()))[..24])
}

/// `中文 English`, once where they are the same; the id where there are no words.
pub(super) fn both(text: &Text, id: &str) -> String {
    match (text.zh.trim(), text.en.trim()) {
        ("", "") => id.to_owned(),
        (one, "") | ("", one) => one.to_owned(),
        (zh, en) if zh == en => zh.to_owned(),
        (zh, en) => format!("{zh} {en}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_stay_where_the_format_allows_them() {
        for id in ["C1", "web", "A1.M1", "x_y-z", "1", &"a".repeat(36)] {
            assert_eq!(id_of(id), *id);
        }
        let mut made: Vec<String> = ["数控", "-a", ".a", "a.", &"a".repeat(37)].iter().map(|id| id_of(id)).collect();
        assert!(made.iter().all(|id| id.len() == 26 && id.starts_with("x-")), "{made:?}");
        made.sort();
        made.dedup();
        assert_eq!(made.len(), 5);
    }
}
