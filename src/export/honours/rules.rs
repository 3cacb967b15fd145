//! For a terminal: of one competitor every rule with its fact.

use std::io::{self, Write};

use super::{CategoryReport, PersonVerdict, ProgrammeReport, RuleLine, RuleVerdict};

/// `told` is what a row says of the person.
pub(super) fn write(
    out: &mut dyn Write,
    programme: &ProgrammeReport,
    category: &CategoryReport,
    person: &PersonVerdict,
    told: [String; 8],
) -> io::Result<()> {
    let [id, name, skill, place, verdict, seat, promotion, _] = told;
    let place = if place.is_empty() { place } else { format!("place {place}") };
    let told: Vec<String> = [id, name, skill, place, verdict, seat, promotion].into_iter().filter(|part| !part.is_empty()).collect();
    writeln!(out, "    {}", told.join("  "))?;
    category.rules.iter().zip(&person.rules).try_for_each(|(rule, ruling)| write_rule(out, programme, rule, ruling))
}

fn write_rule(out: &mut dyn Write, programme: &ProgrammeReport, rule: &RuleLine, ruling: &RuleVerdict) -> io::Result<()> {
    let source = programme.sources.iter().find(|source| source.source == rule.source);
    let source = source.map_or("", |source| source.title.en.as_str());
    let clause = if rule.clause.is_empty() { String::new() } else { format!(" {}", rule.clause) };
    let unconfirmed = if rule.unconfirmed { ", unconfirmed" } else { "" };
    writeln!(out, "      {:<7}  {}  [{source}{clause}{unconfirmed}]", ruling.verdict.word(), rule.text.en)?;
    for fact in &ruling.facts {
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
