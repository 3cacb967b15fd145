//! For a terminal. Chinese characters take two columns there.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{Results, SkillStandings, delegation_of, delegations};
use crate::{
    competition::{Competition, Medal},
    ranking::Standing,
};

const HEADER: [&str; 9] = ["rank", "competitor", "name", "delegation", "total", "scale", "medal", "awards", "can end"];
/// Numbers are read from the right.
const RIGHT: [bool; 9] = [true, false, false, false, true, true, false, false, false];
const DELEGATIONS: [&str; 13] = [
    "rank",
    "delegation",
    "name",
    "entries",
    "skills",
    "gold",
    "silver",
    "bronze",
    "medallion",
    "medal points",
    "per skill",
    "point score",
    "per score",
];
const NAME_MAX_COLUMNS: usize = 32;

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, results: &Results<'_>) -> io::Result<()> {
    for (index, of) in results.skills.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let state = if of.is_complete() { "complete" } else { "marks are missing" };
        writeln!(out, "{}  {}  ({state})", of.skill.id, both(&of.skill.title.zh, &of.skill.title.en))?;
        writeln!(out, "  {}", of.rules())?;
        let rows: Vec<[String; 9]> = of.standings.iter().map(|standing| row(results.competition, of, standing)).collect();
        write_columns(out, &HEADER, &RIGHT, &rows)?;
        of.notes().into_iter().try_for_each(|note| writeln!(out, "  {note}"))?;
    }
    if results.delegations.as_ref().is_some_and(|rows| !rows.is_empty()) {
        writeln!(out)?;
        write_delegations(out, results)?;
    }
    Ok(())
}

fn row(competition: &Competition, of: &SkillStandings<'_>, standing: &Standing) -> [String; 9] {
    let competitor = &of.skill.competitors[standing.competitor];
    let reach = match of.reach[standing.competitor] {
        Some((best, worst)) if best < worst => format!("{best}–{worst}"),
        _ => String::new(),
    };
    [
        standing.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
        competitor.id.to_string() + note(competitor.eligible, standing.withdrawn),
        shortened(&both(&competitor.name.zh, &competitor.name.en)),
        delegation_of(competition, of.skill, standing.competitor).to_owned(),
        of.total(standing),
        of.scale_score(standing).unwrap_or_default(),
        standing.medal.map(Medal::word).unwrap_or_default().to_owned(),
        of.awards(standing).join(" "),
        reach,
    ]
}

const fn note(eligible: bool, withdrawn: bool) -> &'static str {
    match (withdrawn, eligible) {
        (true, _) => " (withdrawn)",
        (false, false) => " (guest)",
        (false, true) => "",
    }
}

pub(super) fn both(zh: &str, en: &str) -> String {
    if zh == en || en.is_empty() { zh.to_owned() } else { format!("{zh} {en}").trim().to_owned() }
}

fn shortened(name: &str) -> String {
    let mut kept = String::new();
    for c in name.chars().filter(|c| !c.is_control()) {
        kept.push(c);
        if kept.width() > NAME_MAX_COLUMNS {
            kept.pop();
            kept.push('…');
            break;
        }
    }
    kept
}

/// Medal points per skill entered, point score per scale score.
///
/// # Errors
/// When `out` cannot be written.
pub fn write_delegations(out: &mut dyn Write, results: &Results<'_>) -> io::Result<()> {
    writeln!(out, "delegations")?;
    let row = |line: delegations::Line<'_>| {
        let name = if line.has_name() { shortened(&both(&line.name.zh, &line.name.en)) } else { String::new() };
        let [rank, delegation, _, _, numbers @ ..] = line.cells();
        let [entries, skills, gold, silver, bronze, medallion, points, per_skill, score, per_score] = numbers;
        [rank, delegation, name, entries, skills, gold, silver, bronze, medallion, points, per_skill, score, per_score]
    };
    let rows: Vec<[String; 13]> = delegations::lines(results).into_iter().map(row).collect();
    let right: [bool; 13] = std::array::from_fn(|column| !(1..=2).contains(&column));
    write_columns(out, &DELEGATIONS, &right, &rows)
}

/// Columns without any content are left out.
pub(super) fn write_columns(out: &mut dyn Write, header: &[&str], right: &[bool], rows: &[impl AsRef<[String]>]) -> io::Result<()> {
    let width = |column: usize| rows.iter().map(|row| row.as_ref()[column].width()).max().unwrap_or(0);
    let shown: Vec<usize> = (0..header.len()).filter(|&column| width(column) > 0).collect();
    let widths: Vec<usize> = shown.iter().map(|&column| width(column).max(header[column].width())).collect();
    let line = |row: &dyn Fn(usize) -> String| {
        let cells = shown.iter().zip(&widths).map(|(&column, &width)| padded(&row(column), width, right[column]));
        format!("  {}", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    writeln!(out, "{}", line(&|column| header[column].to_owned()))?;
    rows.iter().try_for_each(|row| writeln!(out, "{}", line(&|column| row.as_ref()[column].clone())))
}

fn padded(text: &str, width: usize, right: bool) -> String {
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    if right { blanks + text } else { text.to_owned() + &blanks }
}
