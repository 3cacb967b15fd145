//! Statistics for people at a terminal, for spreadsheets, and as charts. As JSON they are what they are.

pub mod chart;
pub mod csv;
pub mod stages;
pub mod table;

use crate::honours::statistics::YearStatistics;

fn year_word(of: &YearStatistics) -> String {
    of.year.map_or_else(|| "undated".to_owned(), |year| year.to_string())
}
