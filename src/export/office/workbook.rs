//! A sheet of nominations, with typed cells, and one of quotas.

use std::path::Path;

use rust_xlsxwriter::XlsxError;

use super::{NominationTable, OfficeFileError, QuotaLine, SealedCells, TableCell, heading::heading};
use crate::{
    competition::Text,
    export::{
        certificate::words::{both, medal},
        workbook::{Book, Cell, Column},
    },
    honours::nomination::Stage,
};

#[rustfmt::skip]
const QUOTAS: [Column; 10] = [
    Column { zh: "荣誉项目", en: "programme", width: 22 },
    Column { zh: "荣誉项目名称", en: "programme's title", width: 36 },
    Column { zh: "年度", en: "year", width: 8 },
    Column { zh: "名额归属", en: "quota of", width: 18 },
    Column { zh: "名称", en: "title", width: 36 },
    Column { zh: "名额", en: "quota", width: 8 },
    Column { zh: "已授予", en: "granted", width: 10 },
    Column { zh: "已占用", en: "reserved", width: 10 },
    Column { zh: "候补", en: "waiting", width: 10 },
    Column { zh: "超出", en: "beyond", width: 10 },
];

pub(super) fn bytes(table: &NominationTable, sealed: &SealedCells, scratch: &Path) -> Result<Vec<u8>, OfficeFileError> {
    let title = Text::new("申报名单", "Nominations");
    let mut book = Book::new(&title, Some(table.day), scratch)?;
    let mut quotas = book.table("汇总 Summary", &QUOTAS)?;
    for line in &table.quotas {
        book.add(&mut quotas, &quota(line))?;
    }
    book.close(quotas)?;
    let columns: Vec<Column> = table.columns.iter().map(|column| heading(*column)).collect();
    let mut rows = book.table("申报 Nominations", columns)?;
    for row in &table.rows {
        let cells = table.cells(row, sealed);
        book.add(&mut rows, &cells.iter().map(cell).collect::<Vec<_>>())?;
    }
    book.close(rows)?;
    saved(book)
}

fn saved(book: Book) -> Result<Vec<u8>, OfficeFileError> {
    let mut bytes = std::io::Cursor::new(Vec::new());
    book.save(&mut bytes).map_err(|error: XlsxError| OfficeFileError::Workbook(error))?;
    Ok(bytes.into_inner())
}

fn cell(cell: &TableCell) -> Cell<'_> {
    match cell {
        TableCell::Empty | TableCell::Sealed => Cell::Empty,
        TableCell::Text(text) => Cell::text(text.as_str()),
        TableCell::Count(count) => Cell::Count(*count),
        TableCell::Date(date) => Cell::Date(*date),
        TableCell::Stage(stage) => Cell::text(both(&stage_text(*stage))),
        TableCell::Medal(known) => Cell::text(both(&medal(*known))),
        TableCell::Flag(flag) => Cell::text(if *flag { "是 yes" } else { "否 no" }),
    }
}

fn quota(line: &QuotaLine) -> [Cell<'_>; 10] {
    let of = match line.of.as_str() {
        "programme" => "全部 programme",
        "tier" => "层级 tier",
        "category" => "类别 category",
        "body" => "推荐单位 body",
        other => other,
    };
    [
        Cell::text(line.programme.as_str()),
        Cell::text(both(&line.programme_title)),
        u32::try_from(line.year).map_or(Cell::Empty, Cell::Count),
        Cell::text(of),
        Cell::text(both(&line.title)),
        line.quota.map_or(Cell::text("不限 no limit"), Cell::Count),
        Cell::Count(line.granted),
        Cell::Count(line.reserved),
        Cell::Count(line.waiting),
        Cell::Count(line.beyond),
    ]
}

const fn stage_words(stage: Stage) -> (&'static str, &'static str) {
    match stage {
        Stage::Identified => ("入选", "identified"),
        Stage::Verified => ("已核实", "verified"),
        Stage::Recommended => ("已推荐", "recommended"),
        Stage::UnderReview => ("评审中", "under review"),
        Stage::Granted => ("已授予", "granted"),
        Stage::Declined => ("未通过", "declined"),
        Stage::Appealed => ("复议中", "appealed"),
        Stage::Withdrawn => ("已撤回", "withdrawn"),
    }
}

fn stage_text(stage: Stage) -> Text {
    let (zh, en) = stage_words(stage);
    Text::new(zh, en)
}
