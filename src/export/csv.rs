//! One row per competitor or delegation, for spreadsheets.

use std::{
    borrow::Cow,
    io::{self, Write},
};

use super::{Results, delegation_of, delegations};
use crate::competition::Medal;

const HEADER: [&str; 13] = [
    "skill",
    "rank",
    "competitor",
    "name_zh",
    "name_en",
    "delegation",
    "total",
    "scale_score",
    "medal",
    "awards",
    "best_rank",
    "worst_rank",
    "rules",
];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, results: &Results<'_>) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER)?;
    for of in &results.skills {
        let rules = of.rules();
        for standing in &of.standings {
            let competitor = &of.skill.competitors[standing.competitor];
            let (best, worst) = of.best_and_worst(standing);
            rows.write_record([
                of.skill.id.as_str(),
                &standing.rank.map(|rank| rank.to_string()).unwrap_or_default(),
                &formula_safe(&competitor.id),
                &formula_safe(&competitor.name.zh),
                &formula_safe(&competitor.name.en),
                &formula_safe(delegation_of(results.competition, of.skill, standing.competitor)),
                &of.total(standing),
                &of.scale_score(standing).unwrap_or_default(),
                standing.medal.map(Medal::word).unwrap_or_default(),
                &of.awards(standing).join(";"),
                &best.map(|rank| rank.to_string()).unwrap_or_default(),
                &worst.map(|rank| rank.to_string()).unwrap_or_default(),
                &rules,
            ])?;
        }
    }
    rows.flush()
}

/// One row per delegation.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_delegations(out: &mut dyn Write, results: &Results<'_>) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(delegations::HEADER)?;
    for line in delegations::lines(results) {
        let mut cells = line.cells();
        cells[delegations::WORDS].iter_mut().for_each(|cell| *cell = formula_safe(cell).into_owned());
        rows.write_record(cells)?;
    }
    rows.flush()
}

/// A spreadsheet would run a name that begins like a formula; an apostrophe keeps it a text. For words, never for numbers.
/// A name that begins with an apostrophe gets another, so that taking one off gives every name back.
#[must_use]
pub fn formula_safe(text: &str) -> Cow<'_, str> {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '＝', '＋', '－', '＠', '\'']) {
        Cow::Owned(format!("'{text}"))
    } else {
        Cow::Borrowed(text)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_name_is_a_formula() {
        for (text, written) in
            [("=1+1", "'=1+1"), ("-A", "'-A"), ("@x", "'@x"), ("\tx", "'\tx"), ("\rx", "'\rx"), ("'x", "''x"), ("沈翀", "沈翀"), ("", "")]
        {
            assert_eq!(formula_safe(text), written);
        }
    }
}
