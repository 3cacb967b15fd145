//! For a terminal: what a category counts, brings, and wants to see.

use std::io::{self, Write};

use super::{
    CategoryReport,
    lines::{GrantsLine, RungLine},
};
use crate::{competition::Text, decimal::Decimal, export::table::both, honours::Verdict};

pub(super) fn words(text: &Text) -> String {
    both(&text.zh, &text.en)
}

pub(super) fn write(out: &mut dyn Write, category: &CategoryReport) -> io::Result<()> {
    writeln!(out, "  {}  {}", category.category, words(&category.title))?;
    let (yes, unknown, no) = (category.yes, category.unknown, category.no);
    writeln!(out, "    {yes} yes, {unknown} unknown, {no} no{}", seats(category))?;
    for share in category.shares.iter().filter(|share| share.yes + share.no + share.unknown > 0) {
        let per_cent = share.per_cent.as_deref().map(|share| format!(" = {} %", short(share))).unwrap_or_default();
        let wanted = share.at_least.as_deref().map(|share| format!(", wanted {} %", short(share))).unwrap_or_default();
        let unknown = if share.unknown > 0 { format!(", {} unknown", share.unknown) } else { String::new() };
        writeln!(out, "    {}: {} of {}{per_cent}{unknown}{wanted}", words(&share.title), share.yes, share.yes + share.no)?;
    }
    if category.people.iter().any(|person| person.verdict != Verdict::No) {
        let (grants, evidence) = (grants(&category.grants), joined(&category.evidence));
        for (what, told) in [("grants", grants), ("evidence", evidence)].iter().filter(|(_, told)| !told.is_empty()) {
            writeln!(out, "    {what}: {told}")?;
        }
    }
    Ok(())
}

fn seats(category: &CategoryReport) -> String {
    if !category.has_quota {
        return String::new();
    }
    let quota = category.quota.map(|quota| format!(" of {quota}")).unwrap_or_default();
    let waiting = if category.waiting > 0 { format!(", {} wait", category.waiting) } else { String::new() };
    format!("; inside {}{quota}{waiting}", category.inside)
}

/// A share to one decimal: `40`, `66.7`.
pub(super) fn short(per_cent: &str) -> String {
    let rounded = per_cent.parse::<Decimal>().ok().and_then(|share| share.rounded(1));
    rounded.map_or_else(|| per_cent.to_owned(), |share| share.to_string())
}

fn joined(texts: &[Text]) -> String {
    texts.iter().map(words).collect::<Vec<_>>().join("; ")
}

/// `promotion to technician, from technician to senior-technician`
fn promotion(grants: &GrantsLine) -> Option<String> {
    let rung = |rung: &RungLine| match rung.from {
        Some(from) => format!("from {from} to {}", rung.to),
        None => format!("to {}", rung.to),
    };
    let rungs: Vec<String> = grants.promotion.iter().map(rung).collect();
    (!rungs.is_empty()).then(|| format!("promotion {}", rungs.join(", ")))
}

/// In one line. What a promotion is to each person, the rows say.
fn grants(grants: &GrantsLine) -> String {
    let mut told = Vec::new();
    told.extend(grants.money.as_ref().map(|money| format!("{} {} {}", money.amount, money.currency, words(&money.purpose))));
    told.extend((!grants.honours.is_empty()).then(|| grants.honours.join(", ")));
    told.extend(promotion(grants));
    told.extend(grants.certificate.as_ref().map(words));
    told.extend(grants.training.iter().chain(&grants.posts).map(words));
    told.extend((!grants.recommended_for.is_empty()).then(|| format!("recommended for {}", grants.recommended_for.join(", "))));
    told.join("; ")
}
