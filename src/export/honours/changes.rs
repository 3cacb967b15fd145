//! Whose verdict other rules change, for all three readers.

use std::{
    collections::HashSet,
    io::{self, Write},
};

use serde::Serialize;

use crate::{
    competition::Text,
    export::{
        csv::formula_safe,
        table::{both, write_columns},
    },
    honours::{Assessment, Change, RuleChange, Seat, Verdict},
};

const HEADER: [&str; 9] = ["programme", "category", "person", "name", "skill", "was", "is", "rules", "seat"];
const CSV_HEADER: [&str; 11] =
    ["programme", "category", "skill", "competitor", "person", "name_zh", "name_en", "was", "is", "rules", "seat"];

#[derive(Debug, Serialize)]
pub struct ChangesReport {
    pub competition: String,
    /// Whoever has a change, each once.
    pub people: usize,
    /// Verdicts that change, in any category.
    pub verdicts: usize,
    /// Seats that change, with the verdict or because others came or went.
    pub seats: usize,
    pub changes: Vec<ChangeLine>,
}

/// `None`: there was (is) no such category or rule.
#[derive(Debug, Serialize)]
pub struct ChangeLine {
    pub programme: String,
    pub category: String,
    pub person: String,
    pub skill: String,
    pub competitor: String,
    pub name: Text,
    pub was: Option<Verdict>,
    pub is: Option<Verdict>,
    pub seat_was: Option<&'static str>,
    pub seat_is: Option<&'static str>,
    pub rules: Vec<RuleLine>,
}

#[derive(Debug, Serialize)]
pub struct RuleLine {
    pub rule: String,
    pub was: Option<Verdict>,
    pub is: Option<Verdict>,
}

impl ChangesReport {
    #[must_use]
    pub fn new(assessment: &Assessment<'_>, changes: &[Change]) -> Self {
        let changes: Vec<ChangeLine> = changes.iter().map(|change| line(assessment, change)).collect();
        Self {
            competition: assessment.contest.id.to_string(),
            people: changes.iter().map(|line| line.person.as_str()).collect::<HashSet<_>>().len(),
            verdicts: changes.iter().filter(|line| line.was != line.is).count(),
            seats: changes.iter().filter(|line| line.seat_was != line.seat_is).count(),
            changes,
        }
    }
}

fn line(assessment: &Assessment<'_>, change: &Change) -> ChangeLine {
    let candidate = &assessment.candidates[change.candidate];
    let entry = &assessment.contest.entries[candidate.entry];
    let rule = |rule: &RuleChange| RuleLine { rule: rule.rule.to_string(), was: rule.verdict.0, is: rule.verdict.1 };
    ChangeLine {
        programme: change.programme.to_string(),
        category: change.category.to_string(),
        person: candidate.person.clone(),
        skill: assessment.contest.skills[entry.skill].id.to_string(),
        competitor: entry.competitor.to_string(),
        name: candidate.name.clone(),
        was: change.verdict.0,
        is: change.verdict.1,
        seat_was: change.seat.0.map(Seat::word),
        seat_is: change.seat.1.map(Seat::word),
        rules: change.rules.iter().map(rule).collect(),
    }
}

fn word(verdict: Option<Verdict>) -> &'static str {
    verdict.map_or("–", Verdict::word)
}

/// `place no → yes; worker is new, yes; age is gone, was no`
fn rules(line: &ChangeLine) -> String {
    let rule = |rule: &RuleLine| match (rule.was, rule.is) {
        (None, is) => format!("{} is new, {}", rule.rule, word(is)),
        (was, None) => format!("{} is gone, was {}", rule.rule, word(was)),
        (was, is) => format!("{} {} → {}", rule.rule, word(was), word(is)),
    };
    line.rules.iter().map(rule).collect::<Vec<_>>().join("; ")
}

fn seat(line: &ChangeLine) -> String {
    match (line.seat_was, line.seat_is) {
        (was, is) if was == is => String::new(),
        (was, is) => format!("{} → {}", was.unwrap_or("–"), is.unwrap_or("–")),
    }
}

/// # Errors
/// When `out` cannot be written.
pub fn write_table(out: &mut dyn Write, report: &ChangesReport) -> io::Result<()> {
    if report.changes.is_empty() {
        return writeln!(out, "{}: nobody's verdict or seat changes", report.competition);
    }
    let (people, verdicts, seats) = (report.people, report.verdicts, report.seats);
    let plural = |count: usize| if count == 1 { "" } else { "s" };
    let who = if people == 1 { "person" } else { "people" };
    writeln!(out, "{}: {people} {who}, {verdicts} verdict{}, {seats} seat{} changed", report.competition, plural(verdicts), plural(seats))?;
    let row = |line: &ChangeLine| {
        let name = both(&line.name.zh, &line.name.en);
        let (programme, category, person, skill) = (&line.programme, &line.category, &line.person, &line.skill);
        let cells = [programme, category, person, &name, skill].map(Clone::clone);
        let [programme, category, person, name, skill] = cells;
        [programme, category, person, name, skill, word(line.was).to_owned(), word(line.is).to_owned(), rules(line), seat(line)]
    };
    let rows: Vec<[String; 9]> = report.changes.iter().map(row).collect();
    write_columns(out, &HEADER, &[false; 9], &rows)
}

/// # Errors
/// When `out` cannot be written.
pub fn write_csv(out: &mut dyn Write, report: &ChangesReport) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(CSV_HEADER)?;
    for line in &report.changes {
        let told = [&line.programme, &line.category, &line.skill, &line.competitor, &line.person, &line.name.zh, &line.name.en];
        let told = told.map(|text| formula_safe(text).into_owned());
        let rest = [word(line.was).to_owned(), word(line.is).to_owned(), rules(line), seat(line)];
        rows.write_record(told.iter().chain(&rest))?;
    }
    rows.flush()
}
