//! People × programmes × categories: a row for each.

use rust_xlsxwriter::XlsxError;

use super::words;
use crate::{
    export::{
        honours::{
            PersonVerdict,
            heading::words as both,
            listing::{Listed, Listing},
        },
        workbook::{Book, Cell, Column, Table},
    },
    honours::Verdict,
};

#[rustfmt::skip]
pub(super) const COLUMNS: [Column; 19] = [
    Column { zh: "计划", en: "programme", width: 22 },
    Column { zh: "计划名称", en: "programme's title", width: 30 },
    Column { zh: "类别", en: "category", width: 20 },
    Column { zh: "类别名称", en: "category's title", width: 30 },
    Column { zh: "人员", en: "person", width: 12 },
    Column { zh: "姓名", en: "name in Chinese", width: 14 },
    Column { zh: "英文姓名", en: "name in English", width: 20 },
    Column { zh: "赛项", en: "skill", width: 24 },
    Column { zh: "参赛号", en: "competitor", width: 12 },
    Column { zh: "队员序号", en: "member", width: 10 },
    Column { zh: "代表队", en: "delegation", width: 14 },
    Column { zh: "名次", en: "place", width: 8 },
    Column { zh: "总分", en: "total", width: 10 },
    Column { zh: "竞赛结束日期", en: "competition ended", width: 16 },
    Column { zh: "结论", en: "verdict", width: 14 },
    Column { zh: "名额", en: "seat", width: 20 },
    Column { zh: "技能等级晋升", en: "promotion", width: 30 },
    Column { zh: "尚缺", en: "missing", width: 40 },
    Column { zh: "由谁提供", en: "who can supply it", width: 30 },
];

pub(super) fn add(
    book: &mut Book,
    table: &mut Table,
    listing: &Listing<'_>,
    category: usize,
    listed: &Listed,
    person: &PersonVerdict,
) -> Result<(), XlsxError> {
    let (rules, contest, entry) = (listing.rules(), listing.assessment.contest, listing.entry(listed.candidate));
    let in_category = &rules.categories[category];
    let (missing, supplier) = missing(person);
    let cells = [
        Cell::text(rules.id.as_str()),
        Cell::text(both(&rules.title)),
        Cell::text(in_category.id.as_str()),
        Cell::text(both(&in_category.title)),
        Cell::text(&person.person),
        Cell::text(&person.name.zh),
        Cell::text(&person.name.en),
        Cell::text(&person.skill),
        Cell::text(&person.competitor),
        Cell::count(person.member),
        Cell::text(entry.delegation.as_deref().unwrap_or_default()),
        person.place.map_or(Cell::Empty, Cell::Count),
        Cell::Number(entry.total),
        contest.ends.map_or(Cell::Empty, Cell::Date),
        Cell::text(words::verdict(person.verdict)),
        Cell::text(words::seat(person)),
        Cell::text(person.promotion.as_ref().map(words::promotion).unwrap_or_default()),
        Cell::text(missing),
        Cell::text(supplier),
    ];
    book.add(table, &cells)
}

/// What keeps somebody from a yes, and whom to ask, each once.
fn missing(person: &PersonVerdict) -> (String, String) {
    let (mut what, mut whom): (Vec<&str>, Vec<String>) = (Vec::new(), Vec::new());
    for fact in person.rules.iter().filter(|rule| rule.verdict == Verdict::Unknown).flat_map(|rule| &rule.facts) {
        let Some(supplier) = &fact.supplier else { continue };
        let told = fact.text.zh.strip_prefix("缺少：").unwrap_or(&fact.text.zh);
        let asked = both(supplier);
        if !what.contains(&told) {
            what.push(told);
        }
        if !whom.contains(&asked) {
            whom.push(asked);
        }
    }
    (what.join("；"), whom.join("；"))
}
