//! For a terminal: who qualifies, who may, and why; of one competitor every rule.

use std::io::{self, Write};

use super::{
    CategoryReport, PersonVerdict, ProgrammeReport, Report, Selection,
    csv::promotion_word,
    heading::{self, words},
    rules,
};
use crate::{export::table::write_columns, honours::Verdict};

const HEADER: [&str; 8] = ["person", "name", "skill", "place", "verdict", "seat", "promotion", "open"];
const RIGHT: [bool; 8] = [false, false, false, true, false, false, false, false];
/// Results that may qualify, the best first; the others are counted.
const UNKNOWN_SHOWN_MAX_COUNT: usize = 12;
/// What is missing is named up to so many times per person.
const OPEN_NAMED_MAX_COUNT: usize = 3;

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &Report, selection: &Selection) -> io::Result<()> {
    writeln!(out, "{}  {}  (class {})", report.competition, words(&report.title), report.class.word())?;
    for result in &report.results {
        let state = if result.marks_missing == 0 { "complete".to_owned() } else { format!("{} marks are missing", result.marks_missing) };
        writeln!(out, "  {}  result sha256:{}  ({state})", result.skill, &result.digest[..result.digest.len().min(16)])?;
    }
    for programme in &report.programmes {
        write_programme(out, programme, selection)?;
    }
    write_left_out(out, report)
}

/// Nobody qualifies or may qualify in it, and nobody asked for those who do not.
const fn is_left_out(category: &CategoryReport) -> bool {
    category.people.is_empty() && category.left_out > 0
}

/// Who takes silence for an answer must know what was not told.
fn write_left_out(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let all = || report.programmes.iter().flat_map(|programme| &programme.categories);
    let categories = all().filter(|category| is_left_out(category)).count();
    let noes: usize = all().filter(|category| !is_left_out(category)).map(|category| category.left_out).sum();
    let of_categories = match categories {
        0 => None,
        1 => Some("1 category with nobody at yes or unknown".to_owned()),
        more => Some(format!("{more} categories with nobody at yes or unknown")),
    };
    let of_people = (noes > 0).then(|| format!("{noes} no in the categories shown"));
    let told: Vec<String> = [of_categories, of_people].into_iter().flatten().collect();
    if told.is_empty() { Ok(()) } else { writeln!(out, "\nleft out: {}; --all shows them", told.join(", ")) }
}

fn write_programme(out: &mut dyn Write, programme: &ProgrammeReport, selection: &Selection) -> io::Result<()> {
    if programme.categories.iter().all(is_left_out) {
        return Ok(());
    }
    writeln!(out, "\n{}  {}", programme.programme, words(&programme.title))?;
    for body in programme.bodies.iter().filter(|body| body.categories.iter().any(|category| category.counted > 0)) {
        let count = |category: &super::lines::BodyCategory| match &category.by_ratio {
            Some(by_ratio) => format!("{} {} (by ratio {by_ratio})", category.category, category.counted),
            None => format!("{} {}", category.category, category.counted),
        };
        let counts: Vec<String> = body.categories.iter().map(count).collect();
        let over = if body.over_quota { "  above its quota" } else { "" };
        writeln!(out, "  {}: {}{over}", words(&body.title), counts.join(", "))?;
    }
    for category in programme.categories.iter().filter(|category| !is_left_out(category)) {
        heading::write(out, category)?;
        if selection.competitor.is_some() {
            category.people.iter().try_for_each(|person| rules::write(out, programme, category, person, row(person)))?;
        } else {
            write_people(out, category, selection.all)?;
        }
    }
    Ok(())
}

fn write_people(out: &mut dyn Write, category: &CategoryReport, all: bool) -> io::Result<()> {
    let with = |verdict: Verdict| category.people.iter().filter(move |person| person.verdict == verdict);
    let shown = if all { usize::MAX } else { UNKNOWN_SHOWN_MAX_COUNT };
    let listed = with(Verdict::Yes).chain(with(Verdict::Unknown).take(shown)).chain(with(Verdict::No));
    let rows: Vec<[String; 8]> = listed.map(row).collect();
    if !rows.is_empty() {
        write_columns(out, &HEADER, &RIGHT, &rows)?;
    }
    match with(Verdict::Unknown).count().saturating_sub(shown) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more unknown, which --all lists"),
    }
}

fn row(person: &PersonVerdict) -> [String; 8] {
    let seat = match (&person.counted_in, person.seat) {
        (Some(category), _) => format!("counted in {category}"),
        (None, seat) => seat.unwrap_or_default().to_owned(),
    };
    [
        person.person.clone(),
        words(&person.name),
        person.skill.clone(),
        person.place.map(|place| place.to_string()).unwrap_or_default(),
        person.verdict.word().to_owned(),
        seat,
        person.promotion.as_ref().map(promotion_word).unwrap_or_default(),
        open(person),
    ]
}

/// What is missing, and who can supply it.
fn open(person: &PersonVerdict) -> String {
    let open = person.rules.iter().filter(|rule| rule.verdict == Verdict::Unknown);
    let asked = open.flat_map(|rule| &rule.facts).map(|fact| {
        let what = fact.text.en.strip_prefix("missing: ").unwrap_or(&fact.text.en);
        fact.supplier.as_ref().map_or_else(|| what.to_owned(), |supplier| format!("{what} ({})", supplier.en))
    });
    let mut asked: Vec<String> = asked.collect();
    asked.dedup();
    let more = asked.len().saturating_sub(OPEN_NAMED_MAX_COUNT);
    asked.truncate(OPEN_NAMED_MAX_COUNT);
    if more > 0 { format!("{} and {more} more", asked.join("; ")) } else { asked.join("; ") }
}
