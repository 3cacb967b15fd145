//! For a terminal: the outcomes, and what each of the others waits for.

use std::io::{self, Write};

use super::{
    report::{OutcomeLine, OutcomesReport},
    who::Who,
};
use crate::export::table::{both, write_columns};

const HEADER: [&str; 11] = ["person", "name", "skill", "place", "medal", "level", "hours", "credits", "row", "source", "signed"];
const RIGHT: [bool; 11] = [false, false, false, true, false, false, true, true, false, false, false];
/// People that are named for one reason; the others are counted.
const NAMED_MAX_COUNT: usize = 12;

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &OutcomesReport) -> io::Result<()> {
    let title = both(&report.title.zh, &report.title.en);
    writeln!(out, "{}  {title}  (class {})", report.competition, report.class.word())?;
    writeln!(out, "  by {}  {}", report.rules.id, both(&report.rules.title.zh, &report.rules.title.en))?;
    writeln!(out, "  {} outcomes, {} withheld", report.outcomes.len(), report.withheld.len())?;
    if !report.outcomes.is_empty() {
        let rows: Vec<[String; 11]> = report.outcomes.iter().map(row).collect();
        write_columns(out, &HEADER, &RIGHT, &rows)?;
    }
    write_withheld(out, report)
}

fn row(line: &OutcomeLine) -> [String; 11] {
    let unconfirmed = if line.unconfirmed { " (unconfirmed)" } else { "" };
    let sources =
        if line.source == line.credits_source { line.source.clone() } else { format!("{}, {}", line.source, line.credits_source) };
    [
        line.who.person.clone(),
        name(&line.who),
        line.who.skill.clone(),
        line.place.map(|place| place.to_string()).unwrap_or_default(),
        line.medal.unwrap_or_default().to_owned(),
        line.level.unwrap_or_default().to_owned(),
        line.hours.clone().unwrap_or_default(),
        line.credits.clone().unwrap_or_default(),
        line.row.clone(),
        format!("{sources}{unconfirmed}"),
        line.signed.clone(),
    ]
}

fn name(who: &Who) -> String {
    who.name.as_ref().map(|name| both(&name.zh, &name.en)).unwrap_or_default()
}

/// Those of one reason together.
fn write_withheld(out: &mut dyn Write, report: &OutcomesReport) -> io::Result<()> {
    let mut reasons: Vec<(&str, String, Vec<&str>)> = Vec::new();
    for line in &report.withheld {
        let ask = line.supplier.as_ref().map(|supplier| format!(" (ask {})", supplier.en)).unwrap_or_default();
        let told = format!("{}: {}{ask}", line.reason, line.text.en);
        match reasons.iter_mut().find(|(skill, known, _)| *skill == line.who.skill && *known == told) {
            Some((_, _, people)) => people.push(&line.who.person),
            None => reasons.push((&line.who.skill, told, vec![&line.who.person])),
        }
    }
    for (skill, told, people) in reasons {
        let named = people[..people.len().min(NAMED_MAX_COUNT)].join(", ");
        let more = people.len().saturating_sub(NAMED_MAX_COUNT);
        let more = if more > 0 { format!(" and {more} more") } else { String::new() };
        writeln!(out, "  withheld in {skill}  {told}\n    {named}{more}")?;
    }
    Ok(())
}
