//! `scheme.csv`: one row per aspect.

use super::{
    fault::Place,
    scheme_line::{self, SchemeLine},
    table::{Row, Table},
    words,
};

const REQUIRED: [&str; 3] = ["aspect", "type", "max_mark"];
const OPTIONAL: [&str; 13] = [
    "criterion",
    "sub_criterion",
    "day",
    "name",
    "section",
    "calculation",
    "name_en",
    "criterion_name",
    "criterion_name_en",
    "sub_criterion_name",
    "sub_criterion_name_en",
    "requirement",
    "extra",
];
/// Of judgement scores; a scale with more whole scores than this has no descriptions.
const SCORES: [&str; 11] =
    ["score_0", "score_1", "score_2", "score_3", "score_4", "score_5", "score_6", "score_7", "score_8", "score_9", "score_10"];

pub(super) fn read<'a>(text: &'a str, place: Place<'a>) -> Vec<SchemeLine<'a>> {
    let optional: Vec<&'static str> = OPTIONAL.iter().chain(&SCORES).copied().collect();
    let Some(table) = Table::open(text, place, &REQUIRED, &optional) else { return Vec::new() };
    table.rows().filter_map(|row| line(&row)).collect()
}

fn line<'a>(row: &Row<'_, 'a>) -> Option<SchemeLine<'a>> {
    let (aspect, criterion, sub_criterion) = (row.cell("aspect"), row.cell("criterion"), row.cell("sub_criterion"));
    // `A1.M1` says itself where it belongs.
    let sub_criterion = if sub_criterion.is_empty() { aspect.split_once('.').map_or(criterion, |(sub, _)| sub) } else { sub_criterion };
    let criterion = if criterion.is_empty() { sub_criterion.trim_end_matches(|c: char| c.is_ascii_digit()) } else { criterion };
    // Both faults of a row are worth knowing.
    let judged = scheme_line::is_judged(&row.place_of("type"), row.cell("type"));
    let max_mark = scheme_line::max_mark(&row.place_of("max_mark"), row.cell("max_mark"));
    Some(SchemeLine {
        place: row.place(),
        criterion: criterion.to_owned(),
        criterion_name: words::text(row.cell("criterion_name"), row.cell("criterion_name_en")),
        sub_criterion: if sub_criterion.is_empty() { criterion } else { sub_criterion }.to_owned(),
        sub_criterion_name: words::text(row.cell("sub_criterion_name"), row.cell("sub_criterion_name_en")),
        day: scheme_line::day(&row.place_of("day"), row.cell("day")),
        aspect: aspect.to_owned(),
        judged: judged?,
        name: words::text(row.cell("name"), row.cell("name_en")),
        max_mark: max_mark?,
        section: row.cell("section").to_owned(),
        calculation: row.cell("calculation").to_owned(),
        requirement: row.cell("requirement").to_owned(),
        extra: row.cell("extra").to_owned(),
        descriptions: descriptions(row),
    })
}

fn descriptions(row: &Row<'_, '_>) -> Vec<String> {
    let mut found: Vec<String> = SCORES.iter().map(|column| row.cell(column).to_owned()).collect();
    found.truncate(found.iter().rposition(|text| !text.is_empty()).map_or(0, |last| last + 1));
    found
}
