//! `[signing]`, `[days]`, `[appeals]`, `[blind]`.

use std::collections::BTreeMap;

use jiff::Timestamp;

use crate::{
    competition::{Capacity, Conduct, Scheme, SigningRule},
    import::{keys::Keys, limits},
};

const CAPACITIES: [(&str, Capacity); 3] = [("team", Capacity::Team), ("chief", Capacity::Chief), ("supervisor", Capacity::Supervisor)];

pub(super) fn read(keys: &Keys<'_>, scheme: &Scheme) -> Conduct {
    let appeals = keys.table("appeals");
    let appeal_minutes = appeals.count("minutes", 1..=limits::APPEAL_MINUTES_MAX);
    appeals.finish();
    let blind = keys.table("blind");
    let layers = blind.count("layers", 0..=u32::from(limits::CODE_LAYERS_MAX)).unwrap_or(0);
    blind.finish();
    Conduct {
        signing: signing(&keys.table("signing")),
        deadlines: deadlines(&keys.table("days"), scheme),
        appeal_minutes,
        code_layers: u8::try_from(layers).unwrap_or(0),
    }
}

fn signing(keys: &Keys<'_>) -> SigningRule {
    let default = SigningRule::default();
    let rule = SigningRule {
        sub_criterion: capacities(keys, "sub_criterion", true).unwrap_or(default.sub_criterion),
        day: capacities(keys, "day", false).unwrap_or(default.day),
        skill: capacities(keys, "skill", false).unwrap_or(default.skill),
        competitor: keys.flag("competitor").unwrap_or(default.competitor),
    };
    keys.finish();
    rule
}

fn capacities(keys: &Keys<'_>, key: &'static str, with_team: bool) -> Option<Vec<Capacity>> {
    let mut found = Vec::new();
    for word in keys.strings(key)? {
        let known = CAPACITIES.iter().find(|(name, capacity)| *name == word && (with_team || *capacity != Capacity::Team));
        match known {
            Some((_, capacity)) if found.contains(capacity) => {
                keys.place_of(key).warning("capacity-twice", &word, "nobody signs twice", "remove it");
            }
            Some((_, capacity)) => found.push(*capacity),
            None => {
                let words = if with_team { "team, chief, supervisor" } else { "chief, supervisor" };
                keys.place_of(key).error("unknown-word", &word, "nobody signs in this capacity here", format!("write some of: {words}"));
            }
        }
    }
    Some(found)
}

fn deadlines(keys: &Keys<'_>, scheme: &Scheme) -> BTreeMap<u32, i64> {
    let mut deadlines = BTreeMap::new();
    for (name, table) in keys.named_tables() {
        let day = name.parse::<u32>().ok().filter(|day| scheme.sub_criteria.iter().any(|sub| sub.day.unwrap_or(1) == *day));
        let written = table.string("deadline");
        table.finish();
        let Some(day) = day else {
            table.place().error("unknown-day", &name, "nothing of the scheme is marked on this day", "write a day of the scheme");
            continue;
        };
        let Some(written) = written else { continue };
        if let Ok(time) = written.parse::<Timestamp>() {
            deadlines.insert(day, time.as_millisecond());
        } else {
            let remedy = "write a time with its zone, such as 2026-11-18T18:00:00+08:00";
            table.place_of("deadline").error("not-a-time", written, "this is no point in time", remedy);
        }
    }
    deadlines
}
