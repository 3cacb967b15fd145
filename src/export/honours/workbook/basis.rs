//! What the verdicts rest on: results by their digests, programmes by those of their files, and where their rules come from.

use rust_xlsxwriter::XlsxError;

use super::words;
use crate::{
    export::{
        honours::heading::words as both,
        workbook::{Book, Cell, Column, Table},
    },
    honours::{Contest, Programme},
};

#[rustfmt::skip]
pub(super) const COLUMNS: [Column; 9] = [
    Column { zh: "种类", en: "kind", width: 20 },
    Column { zh: "编号", en: "id", width: 24 },
    Column { zh: "名称", en: "title", width: 44 },
    Column { zh: "起始日期", en: "from", width: 12 },
    Column { zh: "终止日期", en: "to", width: 12 },
    Column { zh: "参赛人（队）数", en: "entrants", width: 16 },
    Column { zh: "未录入评分", en: "marks missing", width: 14 },
    Column { zh: "文号与网址", en: "number and address", width: 40 },
    Column { zh: "摘要值或核实情况", en: "SHA-256, or whether confirmed", width: 40 },
];

pub(super) fn add_results(book: &mut Book, table: &mut Table, contest: &Contest) -> Result<(), XlsxError> {
    for skill in &contest.skills {
        let cells = [
            Cell::text("成绩 result"),
            Cell::text(skill.id.as_str()),
            Cell::text(both(&skill.title)),
            Cell::Empty,
            contest.ends.map_or(Cell::Empty, Cell::Date),
            Cell::Count(skill.entrants),
            Cell::count(Some(skill.marks_missing)),
            Cell::Empty,
            Cell::text(&skill.digest),
        ];
        book.add(table, &cells)?;
    }
    Ok(())
}

pub(super) fn add_programme(book: &mut Book, table: &mut Table, programme: &Programme) -> Result<(), XlsxError> {
    let day = |day: Option<jiff::civil::Date>| day.map_or(Cell::Empty, Cell::Date);
    let cells = [
        Cell::text("计划 programme"),
        Cell::text(programme.id.as_str()),
        Cell::text(both(&programme.title)),
        day(programme.period.from),
        day(programme.period.to),
        Cell::Empty,
        Cell::Empty,
        Cell::Empty,
        Cell::text(&programme.digest),
    ];
    book.add(table, &cells)?;
    for source in &programme.sources {
        let cells = [
            Cell::text("政策依据 source"),
            Cell::text(format!("{}: {}", programme.id, source.key)),
            Cell::text(both(&source.title)),
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::Empty,
            Cell::text(format!("{} {}", source.number, source.address).trim().to_owned()),
            Cell::text(words::unconfirmed(source.unconfirmed)),
        ];
        book.add(table, &cells)?;
    }
    Ok(())
}
