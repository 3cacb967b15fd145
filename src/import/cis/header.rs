//! Which column is which, by the words of its header: broken over lines, misspelt, in either language.

use crate::import::grid::Line;
use crate::{decimal::Decimal, import::words};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Column {
    SubId,
    SubName,
    Day,
    Type,
    Description,
    Score,
    Extra,
    Requirement,
    Section,
    Calculation,
    MaxMark,
    Criterion,
    Total,
}

/// Words that headers are made of; misspelt ones are brought back to these.
const VOCABULARY: [&str; 24] = [
    "sub",
    "criterion",
    "criteria",
    "id",
    "name",
    "description",
    "day",
    "marking",
    "aspect",
    "type",
    "judg",
    "judgement",
    "judgment",
    "score",
    "extra",
    "requirement",
    "wsos",
    "wsss",
    "section",
    "calculation",
    "max",
    "maximum",
    "mark",
    "total",
];

pub(super) struct Columns {
    found: Vec<(Column, u32)>,
    /// The letter behind "Criterion".
    pub criterion: Option<String>,
    /// The number behind "Total Mark".
    pub total: Option<Decimal>,
}

impl Columns {
    /// When the row is a header of aspects: it has a type, a max mark, and a description or name.
    pub(super) fn find(line: &Line) -> Option<Self> {
        let mut columns = Self { found: Vec::new(), criterion: None, total: None };
        for (index, text) in line.cells() {
            let Some(column) = recognised(text) else { continue };
            if column == Column::Criterion {
                columns.criterion = words::one_line(text).split(' ').nth(1).map(str::to_owned);
            }
            if column == Column::Total {
                columns.total = line.cells().filter(|(other, _)| *other > index).find_map(|(_, text)| text.parse().ok());
            }
            if columns.index(column).is_none() {
                columns.found.push((column, index));
            }
        }
        let complete = [Column::Type, Column::MaxMark, Column::Description].iter().all(|column| columns.index(*column).is_some());
        complete.then_some(columns)
    }

    fn index(&self, column: Column) -> Option<u32> {
        self.found.iter().find(|(found, _)| *found == column).map(|(_, index)| *index)
    }

    pub(super) fn cell(&self, line: &Line, column: Column) -> String {
        self.index(column).map_or("", |index| line.cell(index)).to_owned()
    }
}

fn recognised(header: &str) -> Option<Column> {
    let words = header_words(header);
    let has = |word: &str| words.iter().any(|found| found == word);
    let judgement = has("judg") || has("judgement") || has("judgment");
    Some(match words.len() {
        0 => return None,
        _ if has("extra") => Column::Extra,
        _ if has("calculation") => Column::Calculation,
        _ if has("requirement") => Column::Requirement,
        _ if has("wsos") || has("wsss") || has("section") => Column::Section,
        _ if (has("max") || has("maximum")) && has("mark") => Column::MaxMark,
        _ if has("total") && has("mark") => Column::Total,
        _ if has("aspect") && has("type") => Column::Type,
        _ if has("aspect") && (has("description") || has("name")) => Column::Description,
        _ if judgement && has("score") => Column::Score,
        _ if has("day") => Column::Day,
        _ if has("sub") && has("id") => Column::SubId,
        _ if has("sub") && (has("name") || has("description")) => Column::SubName,
        1 if has("name") => Column::SubName,
        2 if words[0] == "criterion" && words[1].chars().count() <= 2 => Column::Criterion,
        _ => return None,
    })
}

/// Lower-case words without punctuation, misspellings corrected.
fn header_words(header: &str) -> Vec<String> {
    let header = header.to_lowercase();
    header.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).map(|word| corrected(word).to_owned()).collect()
}

fn corrected(word: &str) -> &str {
    let allowed = match word.len() {
        0..=3 => 0,
        4..=6 => 1,
        _ => 2,
    };
    let word = match word {
        "marks" => "mark",
        _ => word,
    };
    VOCABULARY.into_iter().find(|known| known.len() > 3 && strsim::osa_distance(word, known) <= allowed).unwrap_or(word)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn headers_are_recognised_by_their_words() {
        for (header, expected) in [
            ("Sub\nCriterion\nID", Some(Column::SubId)),
            ("Sub Criteria ID", Some(Column::SubId)),
            ("Sub Criterion\nName or Description", Some(Column::SubName)),
            ("Sub Criterion Name or Desciption / 子项名称", Some(Column::SubName)),
            ("name", Some(Column::SubName)),
            ("Day of\nMarking", Some(Column::Day)),
            ("Aspect\nType\nM = Meas\nJ = Judg", Some(Column::Type)),
            ("Aspekt Type", Some(Column::Type)),
            ("Aspect - Description", Some(Column::Description)),
            ("Aspect – Desription", Some(Column::Description)),
            ("Judg Score", Some(Column::Score)),
            ("Extra Aspect Description (Meas or Judg)\nOR\nJudgement Score Description (Judg only)", Some(Column::Extra)),
            ("Requirement (Measurement Only)", Some(Column::Requirement)),
            ("WSSS Section", Some(Column::Section)),
            ("Calculation Row (Export only)", Some(Column::Calculation)),
            ("Max\nMark", Some(Column::MaxMark)),
            ("Maximum Marks", Some(Column::MaxMark)),
            ("Criterion A", Some(Column::Criterion)),
            ("Total\nMark", Some(Column::Total)),
            ("Variation", None),
            ("20.00", None),
        ] {
            assert_eq!(recognised(header), expected, "{header:?}");
        }
    }
}
