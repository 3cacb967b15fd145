//! One row per result; a withheld one has its reason in the last columns.

use std::io::{self, Write};

use super::{
    report::{OutcomeLine, OutcomesReport, WithheldLine},
    who::Who,
};
use crate::export::csv::formula_safe;

const HEADER: [&str; 23] = [
    "competition",
    "class",
    "date",
    "skill",
    "competitor",
    "member",
    "person",
    "name_zh",
    "name_en",
    "place",
    "entrants",
    "medal",
    "row",
    "level",
    "hours",
    "credits",
    "source",
    "credits_source",
    "unconfirmed",
    "result",
    "signed",
    "withheld",
    "reason",
];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &OutcomesReport) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER)?;
    for line in &report.outcomes {
        rows.write_record(head(report, &line.who).into_iter().chain(outcome(line)))?;
    }
    for line in &report.withheld {
        rows.write_record(head(report, &line.who).into_iter().chain(withheld(line)))?;
    }
    rows.flush()
}

fn head(report: &OutcomesReport, who: &Who) -> Vec<String> {
    let safe = |text: &str| formula_safe(text).into_owned();
    let name = who.name.clone().unwrap_or_default();
    vec![
        safe(&report.competition),
        report.class.word().to_owned(),
        report.ends.clone().unwrap_or_default(),
        safe(&who.skill),
        safe(&who.competitor),
        who.member.map(|member| member.to_string()).unwrap_or_default(),
        safe(&who.person),
        safe(&name.zh),
        safe(&name.en),
    ]
}

fn outcome(line: &OutcomeLine) -> Vec<String> {
    let safe = |text: &str| formula_safe(text).into_owned();
    vec![
        line.place.map(|place| place.to_string()).unwrap_or_default(),
        line.entrants.to_string(),
        line.medal.unwrap_or_default().to_owned(),
        safe(&line.row),
        line.level.unwrap_or_default().to_owned(),
        line.hours.clone().unwrap_or_default(),
        line.credits.clone().unwrap_or_default(),
        safe(&line.source),
        safe(&line.credits_source),
        if line.unconfirmed { "unconfirmed" } else { "" }.to_owned(),
        line.who.result.clone(),
        line.signed.clone(),
        String::new(),
        String::new(),
    ]
}

fn withheld(line: &WithheldLine) -> Vec<String> {
    let mut cells = vec![String::new(); 10];
    cells.extend([line.who.result.clone(), String::new(), line.reason.to_owned()]);
    cells.push(formula_safe(&line.text.en).into_owned());
    cells
}
