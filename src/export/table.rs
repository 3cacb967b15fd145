//! For a terminal. Chinese characters take two columns there.

use std::io::{self, Write};

use unicode_width::UnicodeWidthStr;

use super::{SkillStandings, delegation_of, medal_word};
use crate::{competition::Competition, ranking::Standing};

const HEADER: [&str; 8] = ["rank", "competitor", "name", "delegation", "total", "scale", "medal", "can end"];
/// Numbers are read from the right.
const RIGHT: [bool; 8] = [true, false, false, false, true, true, false, false];
const NAME_MAX_COLUMNS: usize = 32;

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, competition: &Competition, skills: &[SkillStandings<'_>]) -> io::Result<()> {
    for (index, of) in skills.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        let state = if of.is_complete() { "complete" } else { "marks are missing" };
        writeln!(
            out,
            "{}  {}  ({}, {state})",
            of.skill.id,
            both(&of.skill.title.zh, &of.skill.title.en),
            of.skill.rules.ranking.versioned_name()
        )?;
        let rows: Vec<[String; 8]> = of.standings.iter().map(|standing| row(competition, of, standing)).collect();
        write_columns(out, &HEADER, &RIGHT, &rows)?;
    }
    Ok(())
}

fn row(competition: &Competition, of: &SkillStandings<'_>, standing: &Standing) -> [String; 8] {
    let competitor = &of.skill.competitors[standing.competitor];
    let reach = if of.reach[standing.competitor].0 == of.reach[standing.competitor].1 {
        String::new()
    } else {
        format!("{}–{}", of.reach[standing.competitor].0, of.reach[standing.competitor].1)
    };
    [
        standing.rank.map_or_else(|| "–".to_owned(), |rank| rank.to_string()),
        competitor.id.to_string() + if competitor.eligible { "" } else { " (guest)" },
        shortened(&both(&competitor.name.zh, &competitor.name.en)),
        delegation_of(competition, of.skill, standing.competitor).to_owned(),
        of.total(standing),
        of.scale_score(standing).unwrap_or_default(),
        standing.medal.map(medal_word).unwrap_or_default().to_owned(),
        reach,
    ]
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

/// Columns without any content are left out.
pub(super) fn write_columns<const N: usize>(
    out: &mut dyn Write,
    header: &[&str; N],
    right: &[bool; N],
    rows: &[[String; N]],
) -> io::Result<()> {
    let width = |column: usize| rows.iter().map(|row| row[column].width()).max().unwrap_or(0);
    let shown: Vec<usize> = (0..N).filter(|&column| width(column) > 0).collect();
    let widths: Vec<usize> = shown.iter().map(|&column| width(column).max(header[column].width())).collect();
    let header = header.map(str::to_owned);
    for row in std::iter::once(&header).chain(rows) {
        let cells = shown.iter().zip(&widths).map(|(&column, &width)| padded(&row[column], width, right[column]));
        writeln!(out, "  {}", cells.collect::<Vec<_>>().join("  ").trim_end())?;
    }
    Ok(())
}

fn padded(text: &str, width: usize, right: bool) -> String {
    let blanks = " ".repeat(width.saturating_sub(text.width()));
    if right { blanks + text } else { text.to_owned() + &blanks }
}
