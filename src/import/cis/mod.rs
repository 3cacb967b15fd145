//! The CIS marking-scheme sheet, full and short form. Columns are found by their header text, never by position alone.

mod blocks;
mod calculations;
mod header;

use super::grid::{self, Line};
use super::{
    fault::Place,
    scheme_line::{self, SchemeLine},
    skill::calculations::Calculations,
    skill::sections::Section,
    words,
};
use crate::{competition::Text, decimal::Decimal};
use blocks::Blocks;
use header::{Column, Columns};

#[derive(Default)]
pub(super) struct Sheet<'a> {
    pub lines: Vec<SchemeLine<'a>>,
    pub calculations: Calculations,
    pub sections: Vec<Section<'a>>,
}

pub(super) fn read<'a>(workbook: &[u8], place: &Place<'a>) -> Sheet<'a> {
    let Some(mut workbook) = grid::open(workbook, place) else { return Sheet::default() };
    let names = workbook.names();
    let Some(main) = names.iter().position(|name| is_main(name)).or((names.len() == 1).then_some(0)) else {
        let remedy = "name the sheet \"CIS Marking Scheme Import\" or \"MarkingScheme\"";
        place.error("no-scheme-sheet", names.join(", "), "no sheet of the workbook is a marking scheme", remedy);
        return Sheet::default();
    };
    let calculations = names.iter().find(|name| words::one_line(name).to_lowercase().starts_with("calculation"));
    let calculations =
        calculations.and_then(|name| workbook.sheet(name, place)).map(|grid| calculations::read(&grid, place)).unwrap_or_default();
    let Some(grid) = workbook.sheet(&names[main], place) else { return Sheet { calculations, ..Sheet::default() } };
    let mut reader = SchemeReader::new(place.clone());
    for line in grid.lines() {
        reader.take(line);
    }
    if reader.columns.is_none() {
        let problem = "no row names the columns \"Aspect Type\", \"Aspect - Description\" and \"Max Mark\"";
        place.error("no-scheme-header", &names[main], problem, "keep the header rows of the CIS sheet");
    }
    reader.check_criterion_marks();
    Sheet { lines: reader.lines, calculations, sections: reader.blocks.sections }
}

fn is_main(name: &str) -> bool {
    let name: String = name.to_lowercase().chars().filter(|c| c.is_alphanumeric()).collect();
    name.contains("markingscheme") || name.contains("评分表") || name.contains("评分标准")
}

/// Goes down the sheet, remembering where it is.
struct SchemeReader<'a> {
    place: Place<'a>,
    columns: Option<Columns>,
    blocks: Blocks<'a>,
    criterion: String,
    sub_criterion: Option<SubCriterion>,
    /// Totals that header rows state, by criterion.
    stated: Vec<(String, Decimal, u64)>,
    lines: Vec<SchemeLine<'a>>,
}

struct SubCriterion {
    id: String,
    name: Text,
    day: Option<u32>,
    judgements: u32,
    measurements: u32,
}

impl<'a> SchemeReader<'a> {
    fn new(place: Place<'a>) -> Self {
        let blocks = Blocks::new(place.clone());
        Self { place, columns: None, blocks, criterion: String::new(), sub_criterion: None, stated: Vec::new(), lines: Vec::new() }
    }

    fn take(&mut self, line: &Line) {
        if let Some(columns) = Columns::find(line) {
            self.begin_criterion(&columns, line);
            self.columns = Some(columns);
        } else if self.columns.is_none() || Blocks::begin_at(line) {
            self.blocks.take(line);
        } else {
            self.take_scheme_row(line);
        }
    }

    fn begin_criterion(&mut self, columns: &Columns, line: &Line) {
        self.blocks.end();
        self.sub_criterion = None;
        self.criterion = columns.criterion.clone().unwrap_or_default();
        if let Some(total) = columns.total {
            self.stated.push((self.criterion.clone(), total, line.row));
        }
    }

    fn take_scheme_row(&mut self, line: &Line) {
        let Some(columns) = &self.columns else { return };
        let cell = |column| columns.cell(line, column);
        let (sub, kind, name) = (cell(Column::SubId), cell(Column::Type), cell(Column::Description));
        if !sub.is_empty() {
            self.sub_criterion = Some(SubCriterion {
                id: words::one_line(&sub),
                name: words::bilingual(&cell(Column::SubName)),
                day: scheme_line::day(&self.place.row(line.row).column("Day of Marking"), &cell(Column::Day)),
                judgements: 0,
                measurements: 0,
            });
        }
        if !kind.is_empty() {
            self.take_aspect(line, &kind);
        } else if !cell(Column::Score).is_empty() {
            let (score, text) = (cell(Column::Score), cell(Column::Extra));
            self.take_description(line, &score, if text.is_empty() { &name } else { &text });
        } else if !cell(Column::MaxMark).is_empty() && !name.is_empty() {
            let place = self.place.row(line.row).column("Aspect Type");
            place.error("type-missing", &name, "a row with a max mark has no aspect type", "write M (measurement) or J (judgement)");
        }
    }

    fn take_aspect(&mut self, line: &Line, kind: &str) {
        let Some(columns) = &self.columns else { return };
        let place = self.place.row(line.row);
        let cell = |column| columns.cell(line, column);
        // `J1`, `M12` in the short form: the number is not needed.
        let kind = kind.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.' || c.is_whitespace());
        let judged = scheme_line::is_judged(&place.column("Aspect Type"), kind);
        let max_mark = scheme_line::max_mark(&place.column("Max Mark"), &cell(Column::MaxMark));
        let Some(sub) = &mut self.sub_criterion else {
            place.column("Sub Criterion ID").error(
                "no-sub-criterion",
                cell(Column::Description),
                "the aspect is above the first sub-criterion",
                "put a row with the sub-criterion's id above it",
            );
            return;
        };
        let Some(judged) = judged else { return };
        let number = if judged { &mut sub.judgements } else { &mut sub.measurements };
        *number += 1;
        let Some(max_mark) = max_mark else { return };
        let criterion =
            if self.criterion.is_empty() { sub.id.trim_end_matches(|c: char| c.is_ascii_digit() || c == '.') } else { &self.criterion };
        self.lines.push(SchemeLine {
            place,
            criterion: criterion.to_owned(),
            criterion_name: self.blocks.criterion_name(criterion),
            sub_criterion: sub.id.clone(),
            sub_criterion_name: sub.name.clone(),
            day: sub.day,
            aspect: format!("{}.{}{number}", sub.id, if judged { 'J' } else { 'M' }),
            judged,
            name: words::bilingual(&cell(Column::Description)),
            max_mark,
            section: cell(Column::Section),
            calculation: words::one_line(&cell(Column::Calculation)),
            requirement: cell(Column::Requirement),
            extra: cell(Column::Extra),
            descriptions: Vec::new(),
        });
    }

    /// What a score means; its place in the list is the score's.
    fn take_description(&mut self, line: &Line, score: &str, text: &str) {
        let place = self.place.row(line.row).column("Judg Score");
        let Ok(score @ 0..=100) = score.parse::<usize>() else {
            place.warning("bad-score", score, "this is no score that could be described", "write 0, 1, 2 or 3");
            return;
        };
        match self.lines.last_mut().filter(|aspect| aspect.judged) {
            None => place.warning(
                "score-without-judgement",
                score.to_string(),
                "a described score stands under no judgement aspect",
                "put it under its aspect",
            ),
            Some(aspect) => {
                aspect.descriptions.resize((score + 1).max(aspect.descriptions.len()), String::new());
                text.clone_into(&mut aspect.descriptions[score]);
            }
        }
    }

    /// What header rows and the table of criteria state against the sum of the aspects.
    fn check_criterion_marks(&self) {
        let stated = self.stated.iter().chain(self.blocks.criteria.iter().map(|criterion| &criterion.stated));
        for (criterion, total, row) in stated {
            let found: Decimal = self.lines.iter().filter(|line| line.criterion == *criterion).map(|line| line.max_mark).sum();
            if found != *total {
                let problem = format!("criterion {criterion} is stated with {total} marks and its aspects have {found}");
                self.place.row(*row).column("Total Mark").warning(
                    "criterion-marks-differ",
                    total.to_string(),
                    problem,
                    "correct the aspects or the stated mark",
                );
            }
        }
    }
}
