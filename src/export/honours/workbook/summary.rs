//! Per programme, tier, category and recommending body: the quota, and how many of whom.

use rust_xlsxwriter::XlsxError;

use crate::{
    export::{
        honours::heading::words as both,
        workbook::{Book, Cell, Column, Table},
    },
    honours::{Assessment, Body, BodyCount, CategoryCount, Counting, Programme, Seat},
};

#[rustfmt::skip]
pub(super) const COLUMNS: [Column; 14] = [
    Column { zh: "竞赛", en: "competition", width: 24 },
    Column { zh: "竞赛名称", en: "competition's title", width: 34 },
    Column { zh: "竞赛结束日期", en: "competition ended", width: 16 },
    Column { zh: "计划", en: "programme", width: 22 },
    Column { zh: "计划名称", en: "programme's title", width: 34 },
    Column { zh: "统计口径", en: "counted per", width: 20 },
    Column { zh: "编号", en: "id", width: 20 },
    Column { zh: "名称", en: "title", width: 36 },
    Column { zh: "名额", en: "quota", width: 8 },
    Column { zh: "符合", en: "yes", width: 8 },
    Column { zh: "待定", en: "unknown", width: 10 },
    Column { zh: "不符合", en: "no", width: 8 },
    Column { zh: "名额内", en: "seats taken", width: 12 },
    Column { zh: "候补", en: "waiting", width: 10 },
];

/// One row's counts; `None`: it is not counted so.
#[derive(Default)]
struct Line {
    per: &'static str,
    id: String,
    title: String,
    quota: Option<u32>,
    yes: Option<usize>,
    unknown: Option<usize>,
    no: Option<usize>,
    inside: Option<usize>,
    waiting: Option<usize>,
}

pub(super) fn add(
    book: &mut Book,
    table: &mut Table,
    assessment: &Assessment<'_>,
    programme: usize,
    counting: &Counting,
) -> Result<(), XlsxError> {
    let (contest, rules) = (assessment.contest, &assessment.programmes[programme]);
    for line in lines(assessment, rules, counting) {
        let cells = [
            Cell::text(contest.id.as_str()),
            Cell::text(both(&contest.title)),
            contest.ends.map_or(Cell::Empty, Cell::Date),
            Cell::text(rules.id.as_str()),
            Cell::text(both(&rules.title)),
            Cell::text(line.per),
            Cell::text(line.id),
            Cell::text(line.title),
            line.quota.map_or(Cell::Empty, Cell::Count),
            Cell::count(line.yes),
            Cell::count(line.unknown),
            Cell::count(line.no),
            Cell::count(line.inside),
            Cell::count(line.waiting),
        ];
        book.add(table, &cells)?;
    }
    Ok(())
}

fn lines(assessment: &Assessment<'_>, rules: &Programme, counting: &Counting) -> Vec<Line> {
    let all: Vec<&CategoryCount> = counting.categories.iter().collect();
    let mut lines = vec![Line {
        per: "计划 programme",
        id: rules.id.to_string(),
        title: both(&rules.title),
        quota: rules.quota,
        ..sums(&all, rules.categories.iter().any(|category| rules.has_quota(category)))
    }];
    for (index, tier) in rules.tiers.iter().enumerate() {
        let of: Vec<&CategoryCount> =
            rules.categories.iter().zip(&all).filter(|(category, _)| category.tier == Some(index)).map(|(_, count)| *count).collect();
        let has_quota = tier.quota.or(rules.quota).is_some();
        lines.push(Line { per: "层级 tier", id: tier.id.clone(), title: both(&tier.title), quota: tier.quota, ..sums(&of, has_quota) });
    }
    for (category, count) in rules.categories.iter().zip(&all) {
        let (id, title) = (category.id.to_string(), both(&category.title));
        lines.push(Line { per: "类别 category", id, title, quota: category.quota, ..sums(&[count], rules.has_quota(category)) });
    }
    lines.extend(counting.bodies.iter().map(|count| body(assessment, rules, counting, count)));
    lines
}

/// Of several categories: their counts added up.
fn sums(counts: &[&CategoryCount], has_quota: bool) -> Line {
    let sum = |of: fn(&CategoryCount) -> usize| counts.iter().map(|count| of(count)).sum::<usize>();
    let seats = |of: fn(&CategoryCount) -> usize| has_quota.then(|| sum(of));
    Line {
        yes: Some(sum(|count| count.yes)),
        unknown: Some(sum(|count| count.unknown)),
        no: Some(sum(|count| count.no)),
        inside: seats(|count| count.inside),
        waiting: seats(|count| count.waiting),
        ..Line::default()
    }
}

/// Whom a body recommends is known of those who qualify; the others are not counted by body.
fn body(assessment: &Assessment<'_>, rules: &Programme, counting: &Counting, count: &BodyCount) -> Line {
    let body: Option<&Body> = count.body.map(|index| &rules.bodies[index]);
    let is_of = |candidate: usize| {
        let channel = assessment.candidates[candidate].facts.channel.as_deref();
        rules.bodies.iter().position(|body| Some(body.id.as_str()) == channel) == count.body
    };
    let seats = |wanted: &[Seat]| {
        let all = rules.categories.iter().zip(&counting.categories).filter(|(category, _)| rules.has_quota(category));
        all.flat_map(|(_, count)| &count.seats).filter(|(candidate, seat)| wanted.contains(seat) && is_of(*candidate)).count()
    };
    Line {
        per: "推荐单位 body",
        id: body.map(|body| body.id.clone()).unwrap_or_default(),
        title: body.map_or_else(|| "未注明推荐单位 nobody says who recommends".to_owned(), |body| both(&body.title)),
        quota: body.and_then(|body| body.quota),
        yes: Some(count.total()),
        inside: Some(seats(&[Seat::Inside])),
        waiting: Some(seats(&[Seat::Waits, Seat::Border])),
        ..Line::default()
    }
}
