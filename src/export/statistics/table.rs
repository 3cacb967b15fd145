//! For a terminal: a table per year and dimension.

use std::io::{self, Write};

use super::year_word;
use crate::{
    export::table::{both, write_columns},
    honours::statistics::{ProgrammeCount, Row, SHARE_DECIMALS, Shown, Statistics, Table, YearStatistics},
};

const HEADER: [&str; 13] = [
    "value",
    "name",
    "people",
    "winners",
    "% of winners",
    "open",
    "gold",
    "silver",
    "bronze",
    "medallion",
    "merit",
    "best of delegation",
    "best of all",
];
const PROGRAMMES: [&str; 9] = ["programme", "category", "title", "yes", "unknown", "no", "counted", "quota", "% of quota"];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, statistics: &Statistics) -> io::Result<()> {
    for (index, year) in statistics.years.iter().enumerate() {
        if index > 0 {
            writeln!(out)?;
        }
        write_year(out, year)?;
    }
    Ok(())
}

fn write_year(out: &mut dyn Write, year: &YearStatistics) -> io::Result<()> {
    writeln!(out, "{}  {}", year_word(year), year.competitions.join(", "))?;
    let (people, winners, open) = (year.people, year.winners, year.open);
    writeln!(out, "  {people} people, {winners} winners, {open} open; beside them {} guests, {} withdrawn", year.guests, year.withdrawn)?;
    for table in year.tables.iter().filter(|table| !table.rows.is_empty()) {
        write_table(out, table)?;
    }
    if !year.programmes.is_empty() {
        writeln!(out, "\nby programme 计划")?;
        let rows: Vec<[String; 9]> = year.programmes.iter().map(programme).collect();
        write_columns(out, &PROGRAMMES, &[false, false, false, true, true, true, true, true, true], &rows)?;
    }
    Ok(())
}

fn write_table(out: &mut dyn Write, table: &Table) -> io::Result<()> {
    writeln!(out, "\nby {} {}", table.title.en, table.title.zh)?;
    // A long list of what nobody is says nothing.
    let is_told = |row: &&Row| [row.people, row.winners, row.open].iter().any(|shown| *shown != Shown::Count(0));
    let rows: Vec<[String; 13]> = table.rows.iter().filter(is_told).map(row).collect();
    let right: [bool; 13] = std::array::from_fn(|column| column > 1);
    write_columns(out, &HEADER, &right, &rows)
}

fn row(row: &Row) -> [String; 13] {
    let prizes = row.prizes.as_ref().map(|own| {
        [own.gold, own.silver, own.bronze, own.medallion, own.merit, own.best_of_delegation, own.best_of_all].map(|count| match count {
            0 => String::new(),
            count => count.to_string(),
        })
    });
    let [gold, silver, bronze, medallion, merit, best_of_delegation, best_of_all] = prizes.unwrap_or_default();
    let name = both(&row.title.zh, &row.title.en);
    [
        row.value.clone(),
        if name == row.value { String::new() } else { name },
        row.people.word(),
        row.winners.word(),
        row.share.map(|share| share.fixed(SHARE_DECIMALS)).unwrap_or_default(),
        row.open.word(),
        gold,
        silver,
        bronze,
        medallion,
        merit,
        best_of_delegation,
        best_of_all,
    ]
}

fn programme(count: &ProgrammeCount) -> [String; 9] {
    [
        if count.category.is_none() { count.programme.clone() } else { String::new() },
        count.category.clone().unwrap_or_default(),
        both(&count.title.zh, &count.title.en),
        count.yes.to_string(),
        count.unknown.to_string(),
        count.no.to_string(),
        count.counted.to_string(),
        count.quota.map(|quota| quota.to_string()).unwrap_or_default(),
        count.quota_use.map(|share| share.fixed(SHARE_DECIMALS)).unwrap_or_default(),
    ]
}
