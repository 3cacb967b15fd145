//! Who competes, and what they won.

use super::{both, id_of};
use crate::{
    export::shown::{Shown, ShownCompetitor},
    wire::clics::{Award, Group, Organization, Person, Team},
};

/// What a competitor can be grouped by: what everybody is told of all.
const GROUPS: [(&str, &str, &str); 4] = [
    ("worker", "职工 Workers", "category"),
    ("teacher", "教师 Teachers", "category"),
    ("student", "学生 Students", "category"),
    ("guest", "特邀 Guests", "eligibility"),
];

pub(super) fn group_ids(competitor: &ShownCompetitor) -> Vec<String> {
    competitor.kind.iter().cloned().chain(competitor.guest.then(|| "guest".to_owned())).collect()
}

/// Only those that somebody is in.
pub fn groups(shown: &Shown) -> Vec<Group> {
    let used = |id: &str| shown.competitors.iter().any(|competitor| group_ids(competitor).iter().any(|own| own == id));
    let groups = GROUPS.iter().filter(|(id, ..)| used(id));
    groups.map(|&(id, name, kind)| Group { id: id.to_owned(), name: name.to_owned(), kind }).collect()
}

/// In the order in which their competitors are listed.
pub fn organizations(shown: &Shown) -> Vec<Organization> {
    let mut seen = std::collections::BTreeSet::new();
    let delegations = shown.competitors.iter().map(|competitor| &competitor.delegation);
    let first = delegations.filter(|delegation| !delegation.id.is_empty() && seen.insert(delegation.id.as_str()));
    first
        .map(|delegation| {
            let name = if delegation.name.is_empty() { delegation.id.clone() } else { delegation.name.en_or_zh().to_owned() };
            Organization { id: id_of(&delegation.id), name, formal_name: both(&delegation.name, &delegation.id) }
        })
        .collect()
}

pub fn team(competitor: &ShownCompetitor) -> Team {
    let delegation = &competitor.delegation.id;
    Team {
        id: id_of(&competitor.id),
        label: competitor.id.clone(),
        name: both(&competitor.name, &competitor.id),
        organization_id: (!delegation.is_empty()).then(|| id_of(delegation)),
        group_ids: group_ids(competitor),
    }
}

/// The members of a team; of a competitor alone, the competitor.
pub fn persons(competitor: &ShownCompetitor) -> Vec<Person> {
    let team = id_of(&competitor.id);
    let alone = [competitor.name.clone()];
    let members = if competitor.members.is_empty() { &alone[..] } else { &competitor.members };
    let named = members.iter().enumerate().filter(|(_, name)| !name.is_empty());
    named
        .map(|(number, name)| Person {
            id: id_of(&format!("{team}-{}", number + 1)),
            name: both(name, &competitor.id),
            role: "contestant",
            team_ids: vec![team.clone()],
        })
        .collect()
}

const AWARDS: [(&str, &str, &str); 5] = [
    ("gold", "gold-medal", "金牌 Gold medal"),
    ("silver", "silver-medal", "银牌 Silver medal"),
    ("bronze", "bronze-medal", "铜牌 Bronze medal"),
    ("medallion", "medallion-for-excellence", "优胜奖章 Medallion for Excellence"),
    ("merit", "merit", "优胜奖 Merit prize"),
];

/// Where the rules give medals, as they stand now; of a hidden board nobody is told.
pub fn awards(shown: &Shown) -> Vec<Award> {
    if shown.rules.medals.is_none() {
        return Vec::new();
    }
    let holders = |medal: &str| shown.places().filter(|place| place.medal == medal).map(|place| id_of(&place.competitor.id)).collect();
    AWARDS.iter().map(|&(medal, id, citation)| Award { id, citation, team_ids: (!shown.is_hidden()).then(|| holders(medal)) }).collect()
}
