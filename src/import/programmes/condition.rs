//! `when = { … }`: one condition per key; several keys in one table must all hold.

use super::parts;
use crate::{
    competition::{CompetitorKind, Medal},
    decimal::Decimal,
    honours::{Catalogue, Condition, Gender, HonourKind, HonourLevel, Places, SkillLevel},
    import::{head::CLASSES, keys::Keys, limits},
};

/// `None` where something is unusable, which is reported.
pub(super) fn read(keys: &Keys<'_>, catalogue: &Catalogue) -> Option<Condition> {
    within(keys, catalogue, 0)
}

fn within(keys: &Keys<'_>, catalogue: &Catalogue, depth: u32) -> Option<Condition> {
    if depth >= limits::CONDITION_DEPTH_MAX {
        let problem = format!("conditions are nested more than {} deep", limits::CONDITION_DEPTH_MAX);
        keys.place().error("too-deep", "", problem, "write it flatter");
        return None;
    }
    let mut found = Vec::new();
    results(keys, &mut found);
    people(keys, catalogue, &mut found);
    combinations(keys, catalogue, depth, &mut found);
    let asked = keys.names().len();
    keys.finish_strictly();
    if asked == 0 {
        keys.place().error("condition-missing", "", "nothing is asked here", "add a condition such as place = { single = 3 }");
    }
    // One that is unusable must not leave the others to decide.
    match found.len() {
        1 if asked == 1 => found.pop(),
        all if all == asked && all > 0 => Some(Condition::All(found)),
        _ => None,
    }
}

/// What the result says.
fn results(keys: &Keys<'_>, found: &mut Vec<Condition>) {
    if keys.has("place") {
        found.extend(places(&keys.table("place")).map(Condition::Place));
    }
    found.extend(keys.words("medal", &Medal::WORDS).map(Condition::Medal));
    found.extend(only_true(keys, "upper_half").map(|()| Condition::UpperHalf));
    found.extend(only_true(keys, "ranked").map(|()| Condition::Ranked));
    if keys.has("part") {
        found.extend(part(&keys.table("part")));
    }
    found.extend(keys.words("class", &CLASSES).map(Condition::Class));
    found.extend(keys.some_strings("field").map(Condition::Field));
}

fn people(keys: &Keys<'_>, catalogue: &Catalogue, found: &mut Vec<Condition>) {
    found.extend(keys.words("kind", &CompetitorKind::WORDS).map(Condition::Kind));
    found.extend(parts::honours(keys, "holds", catalogue).map(Condition::Honour));
    if keys.has("honour") {
        found.extend(honours_of_kind(&keys.table("honour"), catalogue));
    }
    if keys.has("level") {
        found.extend(level(&keys.table("level")));
    }
    found.extend(not_negative(keys, "front_line_years").map(Condition::FrontLineYears));
    found.extend(keys.count("age_at_most", 1..=150).map(Condition::AgeAtMost));
    found.extend(keys.some_strings("province").map(Condition::Province));
    found.extend(keys.some_strings("channel").map(Condition::Channel));
    found.extend(keys.some_strings("employer").map(Condition::Employer));
    found.extend(keys.some_strings("occupation").map(Condition::Occupation));
    found.extend(keys.flag("migrant").map(Condition::Migrant));
    found.extend(keys.word("gender", &Gender::WORDS).map(Condition::Gender));
    found.extend(keys.string("document").map(Condition::Document));
}

fn combinations(keys: &Keys<'_>, catalogue: &Catalogue, depth: u32, found: &mut Vec<Condition>) {
    for (key, combined) in [("all", Condition::All as fn(Vec<Condition>) -> Condition), ("any", Condition::Any)] {
        if !keys.has(key) {
            continue;
        }
        let tables = keys.tables(key);
        let inner: Vec<Option<Condition>> = tables.iter().map(|table| within(table, catalogue, depth + 1)).collect();
        let inner: Option<Vec<Condition>> = inner.into_iter().collect();
        if inner.as_ref().is_some_and(Vec::is_empty) {
            keys.place_of(key).error("empty-list", "[]", format!("{key} combines nothing"), "name conditions, or remove it");
        }
        found.extend(inner.filter(|inner| !inner.is_empty()).map(combined));
    }
    if keys.has("not") {
        found.extend(within(&keys.table("not"), catalogue, depth + 1).map(|inner| Condition::Not(Box::new(inner))));
    }
}

fn places(keys: &Keys<'_>) -> Option<Places> {
    let range = |key: &'static str| keys.range(key, limits::PLACE_MAX);
    let places = Places { single: range("single"), pair: range("pair"), trio: range("trio"), larger: range("larger") };
    keys.finish_strictly();
    if keys.names().is_empty() {
        keys.place().error("condition-missing", "", "no place is named", "write place = { single = 5, pair = 3, trio = 2 }");
        return None;
    }
    // A range that is there and unusable is reported, and must not read as "earns nothing".
    let named = [("single", places.single), ("pair", places.pair), ("trio", places.trio), ("larger", places.larger)];
    named.iter().all(|(key, range)| range.is_some() || !keys.names().contains(key)).then_some(places)
}

fn part(keys: &Keys<'_>) -> Option<Condition> {
    let name = parts::required(keys, "name", keys.string("name"));
    let per_cent = parts::required(keys, "per_cent", share(keys, "per_cent"));
    keys.finish_strictly();
    Some(Condition::PartPassed { part: name?, per_cent: per_cent? })
}

/// Per cent, 0 to 100.
pub(super) fn share(keys: &Keys<'_>, key: &'static str) -> Option<Decimal> {
    let share = keys.decimal(key)?;
    if share.is_negative() || share > Decimal::from_int(100) {
        keys.place_of(key).error(
            "out-of-range",
            share.to_string(),
            format!("{key} is a share in per cent"),
            "write a number from 0 to 100",
        );
        return None;
    }
    Some(share)
}

fn honours_of_kind(keys: &Keys<'_>, catalogue: &Catalogue) -> Option<Condition> {
    let kinds = parts::required(keys, "kinds", keys.words("kinds", &HonourKind::WORDS));
    let level = parts::required(keys, "at_least", keys.word("at_least", &HonourLevel::WORDS));
    keys.finish_strictly();
    let honours = catalogue.of(&kinds?, level?, true);
    if honours.is_empty() {
        keys.place().error("no-such-honour", "", "honours.toml has no honour of this kind and level", "add it there, or ask for another");
        return None;
    }
    Some(Condition::Honour(honours))
}

fn level(keys: &Keys<'_>) -> Option<Condition> {
    let (at_least, at_most) = (keys.word("at_least", &SkillLevel::WORDS), keys.word("at_most", &SkillLevel::WORDS));
    let asked = [(at_least, "at_least"), (at_most, "at_most")];
    keys.finish_strictly();
    if let (Some(low), Some(high)) = (at_least, at_most)
        && low > high
    {
        let found = format!("{} to {}", low.word(), high.word());
        keys.place().error("reversed-range", found, "the lowest level is above the highest", "exchange at_least and at_most");
        return None;
    }
    if at_least.is_none() && at_most.is_none() && !keys.has("at_least") && !keys.has("at_most") {
        keys.place().error("condition-missing", "", "no level is named", "write level = { at_least = \"technician\" }");
    }
    let usable = asked.iter().all(|(level, key)| level.is_some() || !keys.has(key));
    (usable && (at_least.is_some() || at_most.is_some())).then_some(Condition::Level { at_least, at_most })
}

fn only_true(keys: &Keys<'_>, key: &'static str) -> Option<()> {
    let flag = keys.flag(key)?;
    if !flag {
        keys.place_of(key).error(
            "not-true",
            "false",
            format!("{key} can only be asked for"),
            format!("write not = {{ {key} = true }}, or remove it"),
        );
    }
    flag.then_some(())
}

fn not_negative(keys: &Keys<'_>, key: &'static str) -> Option<Decimal> {
    let number = keys.decimal(key)?;
    if number.is_negative() {
        keys.place_of(key).error("out-of-range", number.to_string(), format!("{key} is below zero"), "write 0 or more");
        return None;
    }
    Some(number)
}
