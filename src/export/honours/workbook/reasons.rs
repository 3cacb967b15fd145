//! Rule by rule, of whoever qualifies or may qualify.

use rust_xlsxwriter::XlsxError;

use super::words;
use crate::export::{
    honours::{PersonVerdict, RuleLine, heading::words as both, lines::FactLine, listing::Listing},
    workbook::{Book, Cell, Column, Table},
};

#[rustfmt::skip]
pub(super) const COLUMNS: [Column; 17] = [
    Column { zh: "计划", en: "programme", width: 22 },
    Column { zh: "类别", en: "category", width: 20 },
    Column { zh: "人员", en: "person", width: 12 },
    Column { zh: "姓名", en: "name", width: 24 },
    Column { zh: "赛项", en: "skill", width: 24 },
    Column { zh: "结论", en: "verdict", width: 14 },
    Column { zh: "条件编号", en: "rule", width: 16 },
    Column { zh: "条件", en: "rule in Chinese", width: 40 },
    Column { zh: "条件英文", en: "rule in English", width: 40 },
    Column { zh: "是否符合", en: "rule's verdict", width: 14 },
    Column { zh: "事实", en: "fact in Chinese", width: 36 },
    Column { zh: "事实英文", en: "fact in English", width: 36 },
    Column { zh: "出处", en: "origin", width: 20 },
    Column { zh: "出处编号", en: "reference", width: 24 },
    Column { zh: "由谁提供", en: "who can supply it", width: 24 },
    Column { zh: "政策依据", en: "source", width: 30 },
    Column { zh: "是否核实", en: "confirmed", width: 18 },
];

pub(super) fn add(
    book: &mut Book,
    table: &mut Table,
    listing: &Listing<'_>,
    category: usize,
    rules: &[RuleLine],
    person: &PersonVerdict,
) -> Result<(), XlsxError> {
    let programme = listing.rules();
    let in_category = &programme.categories[category];
    for ((line, rule), ruling) in rules.iter().zip(&in_category.rules).zip(&person.rules) {
        let facts = |of: &dyn Fn(&FactLine) -> String| joined(ruling.facts.iter().map(of));
        let source = programme.source_of(rule).map(|source| both(&source.title)).unwrap_or_default();
        let cells = [
            Cell::text(programme.id.as_str()),
            Cell::text(in_category.id.as_str()),
            Cell::text(&person.person),
            Cell::text(both(&person.name)),
            Cell::text(&person.skill),
            Cell::text(words::verdict(person.verdict)),
            Cell::text(&line.rule),
            Cell::text(&line.text.zh),
            Cell::text(&line.text.en),
            Cell::text(words::verdict(ruling.verdict)),
            Cell::text(facts(&|fact| fact.text.zh.clone())),
            Cell::text(facts(&|fact| fact.text.en.clone())),
            Cell::text(facts(&|fact| words::origin(fact.origin).to_owned())),
            Cell::text(facts(&|fact| fact.reference.clone())),
            Cell::text(facts(&|fact| fact.supplier.as_ref().map(both).unwrap_or_default())),
            Cell::text(format!("{source} {}", line.clause).trim().to_owned()),
            Cell::text(words::unconfirmed(line.unconfirmed)),
        ];
        book.add(table, &cells)?;
    }
    Ok(())
}

/// Each once, in order.
fn joined(parts: impl Iterator<Item = String>) -> String {
    let mut told: Vec<String> = Vec::new();
    for part in parts.filter(|part| !part.is_empty()) {
        if !told.contains(&part) {
            told.push(part);
        }
    }
    told.join("；")
}
