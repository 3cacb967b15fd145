//! How far nominations came: one row per category, year and stage.

use std::io::{self, Write};

use crate::{export::csv::formula_safe, honours::statistics::Conversion};

const HEADER: [&str; 12] = [
    "programme",
    "programme_zh",
    "programme_en",
    "category",
    "category_zh",
    "category_en",
    "year",
    "stage",
    "reached",
    "now",
    "share_of_identified",
    "median_days",
];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, conversions: &[Conversion]) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER)?;
    for of in conversions {
        let safe = |text: &str| formula_safe(text).into_owned();
        for line in &of.stages {
            rows.write_record([
                safe(&of.programme),
                safe(&of.programme_title.zh),
                safe(&of.programme_title.en),
                safe(&of.category),
                safe(&of.category_title.zh),
                safe(&of.category_title.en),
                of.year.to_string(),
                line.stage.word().to_owned(),
                line.reached.to_string(),
                line.now.to_string(),
                line.share.map(|share| share.to_string()).unwrap_or_default(),
                line.median_days.map(|days| days.to_string()).unwrap_or_default(),
            ])?;
        }
    }
    rows.flush()
}
