//! `draws.toml`: witnessed draws of contests that are run without a server, each with its proof.

use std::str::FromStr;

use super::{
    files::{Content, Folder},
    keys::{Keys, TomlFile},
    limits,
    people::bad_id,
};
use crate::{
    competition::{Competition, IdFault, Skill, TieLast},
    ranking::draw::{Draw, DrawFault, DrawRecord, Witness},
};

pub(super) const FILE: &str = "draws.toml";

/// Per skill, by number: the draws whose proof holds.
pub(super) fn read(folder: &Folder<'_>, competition: &Competition) -> Vec<Vec<Draw>> {
    let mut draws: Vec<Vec<Draw>> = vec![Vec::new(); competition.skills.len()];
    let place = folder.faults.in_file(FILE, None);
    let Content::Read(text) = folder.text(FILE, None, limits::TOML_MAX_BYTES) else { return draws };
    let file = TomlFile::parse(&text, place);
    let root = file.keys();
    for keys in root.tables("draws") {
        let Some((skill, draw)) = read_one(&keys, competition) else { continue };
        if draws[skill].iter().any(|known| known.number == draw.number) {
            let place = keys.place_of("draw");
            let place = place.of_skill(&competition.skills[skill].id);
            place.error("duplicate-draw", draw.number.to_string(), "this draw is there twice", "remove one of the two");
        } else {
            draws[skill].push(draw);
        }
    }
    root.finish();
    for (skill, draws) in competition.skills.iter().zip(&mut draws) {
        draws.sort_by_key(|draw| draw.number);
        let missing = (1..).zip(draws.iter()).find(|(expected, draw)| *expected != draw.number);
        if let Some((number, draw)) = missing {
            let problem = format!("draw {number} is missing; draws are numbered from 1, and a cancelled one stays on record");
            let place = folder.faults.in_file(FILE, Some(&skill.id));
            place.error("draw-missing", format!("draw {}", draw.number), problem, "put the whole record back");
        }
    }
    draws
}

/// `None` where the draw cannot be used; the reason is reported.
fn read_one(keys: &Keys<'_>, competition: &Competition) -> Option<(usize, Draw)> {
    let record = record(keys);
    keys.finish();
    let record = record?;
    if record.competition != competition.id {
        let remedy = format!("a draw is of one competition; this one is {}", competition.id);
        keys.place_of("competition").error("other-competition", record.competition.as_str(), "this draw is of another competition", remedy);
        return None;
    }
    let Some(index) = competition.skill_index(&record.skill) else {
        let known: Vec<&str> = competition.skills.iter().map(|skill| skill.id.as_str()).collect();
        let remedy = format!("write the name of a folder in skills/: {}", known.join(", "));
        keys.place_of("skill").error("unknown-skill", record.skill.as_str(), "there is no such skill", remedy);
        return None;
    };
    let skill = &competition.skills[index];
    if !people_are_known(keys, skill, &record) {
        return None;
    }
    match Draw::from_record(skill, &record) {
        Ok(draw) => is_of_use(keys, skill, &draw).then_some((index, draw)),
        Err(faults) => {
            for fault in &faults {
                report(keys, skill, fault);
            }
            None
        }
    }
}

fn record(keys: &Keys<'_>) -> Option<DrawRecord> {
    let witnesses = keys.tables("witnesses").iter().map(witness).collect::<Vec<Option<Witness>>>();
    let (method, competition, skill) = (required(keys, "method"), required_id(keys, "competition"), required_id(keys, "skill"));
    let (draw, commitment) = (keys.count("draw", 1..=u32::MAX), required(keys, "commitment"));
    if !keys.has("draw") {
        missing(keys, "draw");
    }
    let competitors = ids(keys, "competitors");
    if !keys.has("competitors") {
        missing(keys, "competitors");
    }
    let order = if keys.has("order") { Some(ids(keys, "order")?) } else { None };
    Some(DrawRecord {
        cancelled: keys.string("cancelled"),
        secret: keys.string("secret"),
        seed: keys.string("seed"),
        method: method?,
        competition: competition?,
        skill: skill?,
        draw: draw?,
        competitors: competitors?,
        commitment: commitment?,
        order,
        witnesses: witnesses.into_iter().collect::<Option<_>>()?,
    })
}

fn witness(keys: &Keys<'_>) -> Option<Witness> {
    let (expert, value) = (required_id(keys, "expert"), required(keys, "value"));
    keys.finish();
    Some(Witness { expert: expert?, value: value? })
}

fn missing(keys: &Keys<'_>, key: &'static str) {
    keys.place_of(key).error("key-missing", "", format!("a draw needs {key}"), "copy the record as `jinbang draw` or the server wrote it");
}

fn required(keys: &Keys<'_>, key: &'static str) -> Option<String> {
    if !keys.has(key) {
        missing(keys, key);
    }
    keys.string(key)
}

fn checked<T: FromStr<Err = IdFault>>(keys: &Keys<'_>, key: &'static str, written: &str) -> Option<T> {
    written.parse().map_err(|fault| bad_id(&keys.place_of(key), written, &fault)).ok()
}

fn required_id<T: FromStr<Err = IdFault>>(keys: &Keys<'_>, key: &'static str) -> Option<T> {
    required(keys, key).and_then(|written| checked(keys, key, &written))
}

fn ids<T: FromStr<Err = IdFault>>(keys: &Keys<'_>, key: &'static str) -> Option<Vec<T>> {
    keys.strings(key)?.iter().map(|written| checked(keys, key, written)).collect()
}

fn people_are_known(keys: &Keys<'_>, skill: &Skill, record: &DrawRecord) -> bool {
    let competitor = record.competitors.iter().find(|id| skill.competitor_index(id).is_none());
    let expert = record.witnesses.iter().find(|witness| skill.expert_index(&witness.expert).is_none());
    if let Some(id) = competitor {
        let place = keys.place_of("competitors");
        place.of_skill(&skill.id).error(
            "unknown-competitor",
            id.as_str(),
            "the skill has no such competitor",
            "add them to competitors.csv",
        );
    }
    if let Some(witness) = expert {
        let place = keys.place_of("witnesses");
        let problem = "a witness is an expert or supervisor of the skill";
        place.of_skill(&skill.id).error("unknown-expert", witness.expert.as_str(), problem, "add them to experts.csv");
    }
    competitor.is_none() && expert.is_none()
}

/// What has no effect deserves a word.
fn is_of_use(keys: &Keys<'_>, skill: &Skill, draw: &Draw) -> bool {
    let number = draw.number.to_string();
    if skill.rules.ties.last != TieLast::Draw {
        let problem = format!("the rules of {} end no tie by a draw, so this one has no effect", skill.id);
        let remedy = "write last = \"draw\" under [ties] in skill.toml, or remove the draw";
        keys.place().of_skill(&skill.id).warning("draw-without-rule", number, problem, remedy);
        return false;
    }
    if draw.is_open() {
        let problem = "this draw is committed and not revealed, so it has no effect yet";
        keys.place().of_skill(&skill.id).warning(
            "draw-not-revealed",
            number,
            problem,
            "let the witnesses speak, then `jinbang draw reveal`",
        );
    }
    true
}

fn report(keys: &Keys<'_>, skill: &Skill, fault: &DrawFault) {
    let place = keys.place_of(fault.field());
    let code = match fault {
        DrawFault::Commitment { .. } | DrawFault::Seed { .. } | DrawFault::Order { .. } => "draw-not-proven",
        _ => "draw-malformed",
    };
    let remedy = "the record was changed after the draw; put back what was written then";
    place.of_skill(&skill.id).error(code, keys.written(fault.field()), fault.to_string(), remedy);
}
