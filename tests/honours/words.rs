//! People and results in words: `class-1 worker pair 3 of:40 gold holds:may-day-medal`.

use jinbang::{
    competition::{CompetitionClass, CompetitorKind, HonourId, Medal, Text},
    decimal::Decimal,
    honours::{Birth, Candidate, Contest, ContestSkill, Entry, Facts, Gender, Held, Part, Place, Provisional, SkillLevel, candidates},
};

use crate::common::competition::{dec, id};

/// A contest of one skill with one entry for each line, and its candidates. What a line does not say: class national, alone, of 40 entrants,
/// in welding, no honours held, everything else unknown.
pub fn contest(lines: &[&str]) -> (Contest, Vec<Candidate>) {
    let mut contest = Contest {
        id: id("cup"),
        title: Text::plain("Cup"),
        class: CompetitionClass::National,
        ends: "2025-10-01".parse().ok(),
        skills: vec![ContestSkill {
            id: id("welding"),
            title: Text::plain("Welding"),
            digest: "d".repeat(64),
            entrants: 40,
            marks_missing: 0,
            parts: vec!["practice".to_owned(), "theory".to_owned()],
        }],
        entries: Vec::new(),
    };
    let mut facts = Vec::new();
    for (index, line) in lines.iter().enumerate() {
        let mut entry = Entry {
            skill: 0,
            competitor: id(&format!("C{index}")),
            name: Text::default(),
            members: Vec::new(),
            delegation: None,
            kind: None,
            place: Place::Provisional(Provisional::NoPlace),
            medal: None,
            total: Decimal::ZERO,
            parts: vec![Part { marks: Decimal::ZERO, max: dec("100") }; 2],
        };
        let mut own = Facts { honours: Some(Vec::new()), ..Facts::default() };
        for word in line.split_whitespace() {
            read(word, &mut contest, &mut entry, &mut own);
        }
        contest.entries.push(entry);
        facts.push(own);
    }
    let mut candidates = candidates(&contest, &[]);
    for candidate in &mut candidates {
        candidate.facts = facts[candidate.entry].clone();
        if let Some(person) = candidate.facts.documents.iter().find_map(|word| word.strip_prefix("person=")) {
            candidate.person = person.to_owned();
        }
    }
    (contest, candidates)
}

fn read(word: &str, contest: &mut Contest, entry: &mut Entry, facts: &mut Facts) {
    let team = |size: usize| vec!["甲".to_owned(); size];
    if let Ok(place) = word.parse() {
        entry.place = Place::At(place);
        return;
    }
    if let Some((_, medal)) = Medal::WORDS.iter().find(|(own, _)| *own == word) {
        entry.medal = Some(*medal);
        return;
    }
    if let Some((_, kind)) = CompetitorKind::WORDS.iter().find(|(own, _)| *own == word) {
        entry.kind = Some(*kind);
        return;
    }
    match word {
        "national" => contest.class = CompetitionClass::National,
        "class-1" => contest.class = CompetitionClass::Class1,
        "class-2" => contest.class = CompetitionClass::Class2,
        "provincial" => contest.class = CompetitionClass::Provincial,
        "municipal" => contest.class = CompetitionClass::Municipal,
        "single" => entry.members = Vec::new(),
        "pair" => entry.members = team(2),
        "trio" => entry.members = team(3),
        "four" => entry.members = team(4),
        "guest" => entry.place = Place::Guest,
        "void" => entry.place = Place::Void,
        "withdrawn" => entry.place = Place::Withdrawn,
        "unmarked" => {
            entry.place = Place::Provisional(Provisional::MarksMissing);
            contest.skills[0].marks_missing = 3;
        }
        "undrawn" => entry.place = Place::Provisional(Provisional::Draw),
        "female" => facts.gender = Some(Gender::Female),
        "migrant" => facts.migrant = Some(true),
        "undeclared" => facts.honours = None,
        "undated" => contest.ends = None,
        _ => fact(word, contest, entry, facts),
    }
}

fn fact(word: &str, contest: &mut Contest, entry: &mut Entry, facts: &mut Facts) {
    let (key, value) = word.split_once(':').unwrap_or_else(|| panic!("{word:?} is no word of a case"));
    let text = || Some(value.to_owned());
    match key {
        "of" => contest.skills[0].entrants = value.parse().expect("a number"),
        "field" => contest.skills[0].id = id(value),
        "ends" => contest.ends = Some(value.parse().expect("a date")),
        "practice" => entry.parts[0].marks = dec(value),
        "theory" => entry.parts[1].marks = dec(value),
        "total" => entry.total = dec(value),
        "holds" => facts.honours.get_or_insert_default().push(id::<HonourId>(value)),
        "level" => facts.level = Some(SkillLevel::read(value).map_or(Held::Nothing, Held::Level)),
        "years" => facts.front_line_years = Some(dec(value)),
        "born" => facts.born = Some(value.parse().map_or_else(|_| Birth::Day(value.parse().expect("a date")), Birth::Year)),
        "delegation" => entry.delegation = text(),
        "province" => facts.province = text(),
        "occupation" => facts.occupation = text(),
        "channel" => facts.channel = text(),
        "document" => facts.documents.push(value.to_owned()),
        "person" => facts.documents.push(format!("person={value}")),
        _ => panic!("{word:?} is no word of a case"),
    }
}
