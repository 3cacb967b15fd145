//! For a terminal: who qualifies, who may, and why; of one competitor every rule.

use std::io::{self, Write};

use super::{CategoryReport, PersonVerdict, ProgrammeReport, Report, RuleVerdict, Selection, csv::promotion_word};
use crate::{
    competition::Text,
    export::table::{both, write_columns},
    honours::Verdict,
};

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
    Ok(())
}

fn words(text: &Text) -> String {
    both(&text.zh, &text.en)
}

fn write_programme(out: &mut dyn Write, programme: &ProgrammeReport, selection: &Selection) -> io::Result<()> {
    writeln!(out, "\n{}  {}", programme.programme, words(&programme.title))?;
    for body in programme.bodies.iter().filter(|body| body.categories.iter().any(|category| category.counted > 0)) {
        let count = |category: &super::lines::BodyCategory| match &category.by_ratio {
            Some(by_ratio) => format!("{} {} (by ratio {by_ratio})", category.category, category.counted),
            None => format!("{} {}", category.category, category.counted),
        };
        let counts: Vec<String> = body.categories.iter().map(count).collect();
        let over = if body.over_quota { "  above its quota" } else { "" };
        writeln!(out, "  {}: {}{over}", body.title.en, counts.join(", "))?;
    }
    for category in &programme.categories {
        write_head(out, category)?;
        if selection.competitor.is_some() {
            category.people.iter().try_for_each(|person| write_rules(out, programme, person))?;
        } else {
            write_people(out, category)?;
        }
    }
    Ok(())
}

fn write_head(out: &mut dyn Write, category: &CategoryReport) -> io::Result<()> {
    let quota = category.quota.map(|quota| format!(" of {quota}")).unwrap_or_default();
    let waiting = if category.waiting > 0 { format!(", {} wait", category.waiting) } else { String::new() };
    writeln!(out, "  {}  {}", category.category, words(&category.title))?;
    let (yes, unknown, no) = (category.yes, category.unknown, category.no);
    writeln!(out, "    {yes} yes, {unknown} unknown, {no} no; inside {}{quota}{waiting}", category.inside)?;
    for share in category.shares.iter().filter(|share| share.yes + share.no + share.unknown > 0) {
        let per_cent = share.per_cent.as_ref().map(|share| format!(" = {share} %")).unwrap_or_default();
        let wanted = share.at_least.as_ref().map(|share| format!(", wanted {share} %")).unwrap_or_default();
        let unknown = if share.unknown > 0 { format!(", {} unknown", share.unknown) } else { String::new() };
        writeln!(out, "    {}: {} of {}{per_cent}{unknown}{wanted}", share.title.en, share.yes, share.yes + share.no)?;
    }
    Ok(())
}

fn write_people(out: &mut dyn Write, category: &CategoryReport) -> io::Result<()> {
    let with = |verdict: Verdict| category.people.iter().filter(move |person| person.verdict == verdict);
    let rows: Vec<[String; 8]> = with(Verdict::Yes).chain(with(Verdict::Unknown).take(UNKNOWN_SHOWN_MAX_COUNT)).map(row).collect();
    if !rows.is_empty() {
        write_columns(out, &HEADER, &RIGHT, &rows)?;
    }
    match with(Verdict::Unknown).count().saturating_sub(UNKNOWN_SHOWN_MAX_COUNT) {
        0 => Ok(()),
        more => writeln!(out, "  and {more} more unknown, which --format csv lists"),
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

fn write_rules(out: &mut dyn Write, programme: &ProgrammeReport, person: &PersonVerdict) -> io::Result<()> {
    let [id, name, skill, place, verdict, seat, promotion, _] = row(person);
    let place = if place.is_empty() { place } else { format!("place {place}") };
    let told: Vec<&str> =
        [&id, &name, &skill, &place, &verdict, &seat, &promotion].into_iter().map(String::as_str).filter(|part| !part.is_empty()).collect();
    writeln!(out, "    {}", told.join("  "))?;
    person.rules.iter().try_for_each(|rule| write_rule(out, programme, rule))
}

fn write_rule(out: &mut dyn Write, programme: &ProgrammeReport, rule: &RuleVerdict) -> io::Result<()> {
    let source = programme.sources.iter().find(|source| source.source == rule.source);
    let source = source.map_or("", |source| source.title.en.as_str());
    let clause = if rule.clause.is_empty() { String::new() } else { format!(" {}", rule.clause) };
    let unconfirmed = if rule.unconfirmed { ", unconfirmed" } else { "" };
    writeln!(out, "      {:<7}  {}  [{source}{clause}{unconfirmed}]", rule.verdict.word(), rule.text.en)?;
    for fact in &rule.facts {
        let from = match (&fact.supplier, fact.origin) {
            (Some(supplier), _) => format!("ask {}", supplier.en),
            (None, "result") => format!("result sha256:{}", &fact.reference[..fact.reference.len().min(16)]),
            (None, "entry" | "competition") => fact.reference.clone(),
            (None, origin) => format!("{origin} {}", fact.reference),
        };
        writeln!(out, "               {} ({from})", fact.text.en)?;
    }
    Ok(())
}
