//! A bar chart per dimension over all years, and one of the programmes.

use super::year_word;
use crate::{
    competition::Text,
    export::{
        svg::{Bar, BarChart, Fill},
        table::both,
    },
    honours::statistics::{Dimension, ProgrammeCount, Row, Shown, Statistics},
};

/// A longer chart is read as a table.
const BARS_MAX_COUNT: usize = 200;

/// File names without folder, and what is in them.
#[must_use]
pub fn charts(statistics: &Statistics) -> Vec<(String, String)> {
    let of = |dimension: &Dimension| (format!("winners-by-{}.svg", dimension.word()), winners(statistics, *dimension).to_svg());
    let is_counted =
        |dimension: &&Dimension| statistics.years.iter().flat_map(|year| &year.tables).any(|table| table.dimension == **dimension);
    let mut charts: Vec<(String, String)> = Dimension::ALL.iter().filter(is_counted).map(of).collect();
    if statistics.years.iter().any(|year| !year.programmes.is_empty()) {
        charts.push(("programmes.svg".to_owned(), programmes(statistics).to_svg()));
    }
    charts
}

fn winners(statistics: &Statistics, dimension: Dimension) -> BarChart {
    let of_years = statistics.years.iter().flat_map(|year| {
        let rows = year.tables.iter().filter(move |table| table.dimension == dimension).flat_map(|table| &table.rows);
        rows.map(move |row| (year_word(year), row))
    });
    let is_told = |(_, row): &(String, &Row)| [row.winners, row.open].iter().any(|shown| *shown != Shown::Count(0));
    let bars: Vec<Bar> = of_years.filter(is_told).map(|(year, row)| winners_bar(&year, row)).collect();
    let title = dimension.title();
    BarChart {
        title: Text::new(format!("获奖人数（按{}）", title.zh), format!("Winners by {}", title.en)),
        about: about(bars.len(), Text::new("每行为一年的一个类别。", "Each bar is one value in one year.")),
        legend: vec![(Fill::Solid, Text::new("获奖", "won")), (Fill::Hatched, Text::new("名次未定", "place still open"))],
        bars: bars.into_iter().take(BARS_MAX_COUNT).collect(),
    }
}

fn winners_bar(year: &str, row: &Row) -> Bar {
    let open = if row.open == Shown::Count(0) { String::new() } else { format!(" · 未定 open {}", in_words(row.open)) };
    let share = row.share.map(|share| format!(" ({share}%)")).unwrap_or_default();
    Bar {
        label: format!("{} {year}", both(&row.title.zh, &row.title.en)),
        // What is hidden has no length either.
        parts: vec![(Fill::Solid, row.winners.count().unwrap_or(0)), (Fill::Hatched, row.open.count().unwrap_or(0))],
        note: format!("{}{share}{open}", in_words(row.winners)),
    }
}

fn in_words(shown: Shown) -> String {
    if shown == Shown::Withheld { format!("不公布 {}", shown.word()) } else { shown.word() }
}

fn programmes(statistics: &Statistics) -> BarChart {
    let of_years = statistics.years.iter().flat_map(|year| year.programmes.iter().map(move |count| (year_word(year), count)));
    let bars: Vec<Bar> =
        of_years.filter(|(_, count)| count.yes + count.unknown > 0).map(|(year, count)| programme_bar(&year, count)).collect();
    BarChart {
        title: Text::new("符合各计划条件的人数", "Who qualifies for which programme"),
        about: about(bars.len(), Text::new("每行为一年的一个计划或类别。", "Each bar is one programme or category in one year.")),
        legend: vec![
            (Fill::Solid, Text::new("符合", "yes")),
            (Fill::Hatched, Text::new("未知", "unknown")),
            (Fill::Outline, Text::new("不符合", "no")),
        ],
        bars: bars.into_iter().take(BARS_MAX_COUNT).collect(),
    }
}

fn programme_bar(year: &str, count: &ProgrammeCount) -> Bar {
    let quota = match (count.quota, count.quota_use) {
        (Some(quota), Some(used)) => format!(" · 名额 quota {}/{quota} ({used}%)", count.counted),
        _ => String::new(),
    };
    Bar {
        label: format!("{} {year}", both(&count.title.zh, &count.title.en)),
        parts: vec![(Fill::Solid, count.yes), (Fill::Hatched, count.unknown), (Fill::Outline, count.no)],
        note: format!("符合 yes {} · 未知 unknown {} · 不符合 no {}{quota}", count.yes, count.unknown, count.no),
    }
}

fn about(bars: usize, text: Text) -> Text {
    match bars.saturating_sub(BARS_MAX_COUNT) {
        0 => text,
        more => Text::new(format!("{}另有{more}行见表格。", text.zh), format!("{} {more} more are in the table.", text.en)),
    }
}
