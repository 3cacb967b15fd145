//! One row per competitor, one column per method; then who would gain or lose which medal.

use std::io::{self, Write};

use super::super::table::write_columns;
use crate::{
    compare::{Change, Comparison, CompetitorComparison, MedalChange, Method, MethodSummary, SkillComparison},
    competition::{Medal, Text},
};

const METHODS: [&str; 7] = ["column", "method", "ranks differ", "medals differ", "tau", "", "notes"];
const METHODS_RIGHT: [bool; 7] = [false, false, true, true, true, false, false];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, comparison: &Comparison) -> io::Result<()> {
    for (index, of) in comparison.skills.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_skill(out, of)?;
    }
    Ok(())
}

fn write_skill(out: &mut dyn Write, of: &SkillComparison) -> io::Result<()> {
    writeln!(out, "{}", of.skill)?;
    let methods: Vec<[String; 7]> = Method::ALL.iter().zip(&of.methods).map(|(method, summary)| method_row(*method, summary)).collect();
    write_columns(out, &METHODS, &METHODS_RIGHT, &methods)?;
    writeln!(out)?;
    let header: Vec<&str> = std::iter::once("competitor").chain(Method::ALL.map(Method::short_name)).collect();
    let rows: Vec<Vec<String>> = of.competitors.iter().map(competitor_row).collect();
    write_columns(out, &header, &vec![false; header.len()], &rows)?;
    let sentences: Vec<String> = of.competitors.iter().flat_map(sentences).collect();
    if !sentences.is_empty() {
        writeln!(out)?;
    }
    sentences.iter().try_for_each(|sentence| writeln!(out, "  {sentence}"))
}

fn method_row(method: Method, summary: &MethodSummary) -> [String; 7] {
    let notes: Vec<&str> = summary.reason.iter().chain(&summary.notes).map(Text::en_or_zh).collect();
    let unless_own = |text: String| if method == Method::AsRuled || !summary.applies { String::new() } else { text };
    [
        method.short_name().to_owned(),
        summary.method.clone(),
        unless_own(summary.differs.to_string()),
        unless_own(summary.medals_changed.map(|count| count.to_string()).unwrap_or_default()),
        unless_own(summary.kendall_tau.map(|tau| format!("{tau:.3}")).unwrap_or_default()),
        if summary.applies { String::new() } else { "not applied".to_owned() },
        with_waiting(notes.join("; "), summary),
    ]
}

fn with_waiting(notes: String, summary: &MethodSummary) -> String {
    let listed = |what: &str, who: &[String]| if who.is_empty() { String::new() } else { format!("{what}: {}", who.join(", ")) };
    let parts = [notes, listed("no place", &summary.waiting), listed("a place besides", &summary.further)];
    parts.into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join("; ")
}

/// `2↑G`: second, which is better than by the skill's own rules, and gold.
fn competitor_row(of: &CompetitorComparison) -> Vec<String> {
    let cell = |(rank, medal): (&Option<u32>, &Option<Medal>)| {
        let Some(rank) = rank else { return String::new() };
        let arrow = match of.ranks[0] {
            Some(own) if own > *rank => "↑",
            Some(own) if own < *rank => "↓",
            _ => "",
        };
        format!("{rank}{arrow}{}", medal.map(letter).unwrap_or_default())
    };
    std::iter::once(of.competitor.clone()).chain(of.ranks.iter().zip(&of.medals).map(cell)).collect()
}

const fn letter(medal: Medal) -> &'static str {
    match medal {
        Medal::Gold => "G",
        Medal::Silver => "S",
        Medal::Bronze => "B",
        Medal::Medallion => "M",
        Medal::Merit => "m",
    }
}

/// One per medal that somebody would have instead, with all methods that say so.
fn sentences(of: &CompetitorComparison) -> Vec<String> {
    let mut kinds: Vec<MedalChange> = Vec::new();
    for change in &of.changes {
        if kinds.iter().all(|known| known.to != change.to) {
            kinds.push(*change);
        }
    }
    kinds.iter().map(|kind| sentence(of, *kind)).collect()
}

fn sentence(of: &CompetitorComparison, kind: MedalChange) -> String {
    let by = of.changes.iter().filter(|change| change.to == kind.to).filter_map(|change| Method::ALL.get(change.method as usize));
    let by: Vec<&str> = by.map(|method| method.versioned_name()).collect();
    let (from, to) = (kind.from.map(Medal::word).unwrap_or_default(), kind.to.map(Medal::word).unwrap_or_default());
    let what = match kind.change {
        Change::Gains => format!("gain {to}"),
        Change::Loses => format!("lose {from}"),
        Change::Rises => format!("rise from {from} to {to}"),
        Change::Falls => format!("fall from {from} to {to}"),
    };
    format!("{} would {what} by {}", of.competitor, by.join(", "))
}
