//! An explanation for a terminal: indented, numbers on the right, long lines broken. Chinese characters take two columns there.

use std::io::{self, Write};

use unicode_width::{UnicodeWidthChar, UnicodeWidthStr};

use crate::{
    competition::Text,
    explain::{Explanation, Node},
};

/// Numbers end here.
const NUMBER_COLUMN: usize = 72;
const LINE_MAX_COLUMNS: usize = 100;
/// However deep a step lies, so much of a line is left for its words.
const WORDS_MIN_COLUMNS: usize = 40;
const INDENT: usize = 2;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Language {
    Zh,
    En,
    Both,
}

impl Language {
    /// The other language where there is nothing in this one.
    fn of(self, text: &Text) -> Vec<&str> {
        let (zh, en) = (text.zh.as_str(), text.en.as_str());
        let found = match self {
            Self::Zh if zh.is_empty() => vec![en],
            Self::En if en.is_empty() => vec![zh],
            Self::Zh => vec![zh],
            Self::En => vec![en],
            Self::Both if zh == en => vec![en],
            Self::Both => vec![zh, en],
        };
        found.into_iter().filter(|words| !words.is_empty()).collect()
    }

    fn line(self, text: &Text) -> String {
        self.of(text).join(" / ")
    }
}

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, explanation: &Explanation, language: Language) -> io::Result<()> {
    writeln!(out, "{} {} {}", explanation.competition, explanation.skill, explanation.competitor)?;
    write_node(out, &explanation.place, language, 0)
}

fn write_node(out: &mut dyn Write, node: &Node, language: Language, depth: usize) -> io::Result<()> {
    writeln!(out)?;
    write_step(out, node, language, depth)
}

fn write_step(out: &mut dyn Write, node: &Node, language: Language, depth: usize) -> io::Result<()> {
    let indent = depth * INDENT;
    let is_leaf = node.children.is_empty() && node.arithmetic.is_empty();
    let mut what = language.line(&node.what);
    if is_leaf && !node.source.is_empty() {
        what = format!("{what} ({})", language.line(&node.source));
    }
    write_result(out, &what, &language.line(&node.result), indent)?;
    for words in language.of(&node.rule) {
        write_wrapped(out, words, indent + 2 * INDENT, "· ")?;
    }
    if !is_leaf && !node.source.is_empty() {
        write_wrapped(out, &language.line(&node.source), indent + 2 * INDENT, "← ")?;
    }
    for line in &node.arithmetic {
        write_wrapped(out, line, indent + 2 * INDENT, "")?;
    }
    // A blank line between the large steps only.
    let write_child = if depth == 0 { write_node } else { write_step };
    node.children.iter().try_for_each(|child| write_child(out, child, language, depth + 1))
}

/// A short result ends at the column of numbers, a long one follows the words.
fn write_result(out: &mut dyn Write, what: &str, result: &str, indent: usize) -> io::Result<()> {
    let free = NUMBER_COLUMN.saturating_sub(indent + what.width());
    if result.is_empty() {
        write_wrapped(out, what, indent, "")
    } else if result.width() + 1 < free {
        let dots = ".".repeat(free - result.width() - 2);
        writeln!(out, "{}{what} {dots} {result}", " ".repeat(indent))
    } else {
        write_wrapped(out, &format!("{what}: {result}"), indent, "")
    }
}

fn write_wrapped(out: &mut dyn Write, words: &str, indent: usize, bullet: &str) -> io::Result<()> {
    let columns = LINE_MAX_COLUMNS.saturating_sub(indent + bullet.width()).max(WORDS_MIN_COLUMNS);
    let mut bullet = bullet.to_owned();
    for line in wrapped(words, columns) {
        writeln!(out, "{}{bullet}{line}", " ".repeat(indent))?;
        bullet = " ".repeat(bullet.width());
    }
    Ok(())
}

/// Breaks at blanks, and between Chinese characters, which need none.
fn wrapped(text: &str, columns: usize) -> Vec<String> {
    let mut lines = vec![String::new()];
    let mut piece = String::new();
    let mut flush = |piece: &mut String| {
        let line = lines.last_mut().filter(|line| line.is_empty() || line.width() + piece.trim_end().width() <= columns);
        match line {
            Some(line) => line.push_str(piece),
            None => lines.push(piece.clone()),
        }
        piece.clear();
    };
    for c in text.chars().filter(|c| !c.is_control()) {
        piece.push(c);
        if c == ' ' || c.width() == Some(2) {
            flush(&mut piece);
        }
    }
    flush(&mut piece);
    lines.iter().map(|line| line.trim_end().to_owned()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn long_lines_are_broken_at_blanks_and_between_chinese_characters() {
        for (text, columns, lines) in [
            ("one two three", 8, vec!["one two", "three"]),
            ("one", 2, vec!["one"]),
            ("总分高者在前", 5, vec!["总分", "高者", "在前"]),
            ("按 total/1 排序", 9, vec!["按", "total/1", "排序"]),
            ("", 9, vec![""]),
        ] {
            assert_eq!(wrapped(text, columns), lines, "{text}");
        }
    }
}
