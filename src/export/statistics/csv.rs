//! One row per year, dimension and value, and one per programme and category.

use std::io::{self, Write};

use super::year_word;
use crate::{
    export::csv::formula_safe,
    honours::statistics::{ProgrammeCount, Row, SHARE_DECIMALS, Statistics},
};

const HEADER: [&str; 22] = [
    "year",
    "by",
    "value",
    "title_zh",
    "title_en",
    "people",
    "winners",
    "share_of_winners",
    "open",
    "gold",
    "silver",
    "bronze",
    "medallion",
    "merit",
    "best_of_delegation",
    "best_of_all",
    "yes",
    "unknown",
    "no",
    "counted",
    "quota",
    "share_of_quota",
];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, statistics: &Statistics) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER)?;
    for year in &statistics.years {
        let word = year_word(year);
        let nothing = || vec![String::new(); 7];
        let whole = [year.people.to_string(), year.winners.to_string(), String::new(), year.open.to_string()];
        let head = [&word, "year", &word, "全年", "the whole year"].map(str::to_owned);
        rows.write_record(head.into_iter().chain(whole).chain(nothing()).chain(vec![String::new(); 6]))?;
        for table in &year.tables {
            for row in &table.rows {
                rows.write_record(of_value(&word, table.dimension.word(), row))?;
            }
        }
        for count in &year.programmes {
            rows.write_record(of_programme(&word, count))?;
        }
    }
    rows.flush()
}

fn of_value(year: &str, by: &str, row: &Row) -> Vec<String> {
    let safe = |text: &str| formula_safe(text).into_owned();
    let mut cells = vec![year.to_owned(), by.to_owned(), safe(&row.value), safe(&row.title.zh), safe(&row.title.en)];
    let share = row.share.map(|share| share.fixed(SHARE_DECIMALS)).unwrap_or_default();
    cells.extend([row.people.word(), row.winners.word(), share, row.open.word()]);
    cells.extend(match &row.prizes {
        Some(own) => [own.gold, own.silver, own.bronze, own.medallion, own.merit, own.best_of_delegation, own.best_of_all]
            .map(|count| count.to_string())
            .to_vec(),
        None => vec![String::new(); 7],
    });
    cells.extend(vec![String::new(); 6]);
    cells
}

fn of_programme(year: &str, count: &ProgrammeCount) -> Vec<String> {
    let safe = |text: &str| formula_safe(text).into_owned();
    let value = count.category.as_ref().map_or_else(|| count.programme.clone(), |category| format!("{}/{category}", count.programme));
    let by = if count.category.is_some() { "category" } else { "programme" };
    let mut cells = vec![year.to_owned(), by.to_owned(), safe(&value), safe(&count.title.zh), safe(&count.title.en)];
    cells.extend(vec![String::new(); 11]);
    cells.extend([count.yes, count.unknown, count.no, count.counted].map(|count| count.to_string()));
    cells.push(count.quota.map(|quota| quota.to_string()).unwrap_or_default());
    cells.push(count.quota_use.map(|share| share.fixed(SHARE_DECIMALS)).unwrap_or_default());
    cells
}
