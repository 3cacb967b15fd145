//! One row per expert, for spreadsheets.

use std::io::{self, Write};

use super::super::csv::formula_safe;
use crate::fairness::report::FairnessReport;

const HEADER: [&str; 12] =
    ["skill", "expert", "n", "mean", "z", "additive", "additive_se", "severity", "severity_se", "infit", "outfit", "flags"];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &FairnessReport) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER)?;
    let number = |value: Option<f64>| value.map(|value| value.to_string()).unwrap_or_default();
    for of in &report.skills {
        for expert in &of.experts {
            rows.write_record([
                of.skill.as_str(),
                &formula_safe(&expert.expert),
                &expert.n.to_string(),
                &number(expert.mean),
                &number(expert.z),
                &number(expert.additive),
                &number(expert.additive_se),
                &number(expert.rasch.severity),
                &number(expert.rasch.se),
                &number(expert.rasch.infit),
                &number(expert.rasch.outfit),
                &expert.flags.join(" "),
            ])?;
        }
    }
    rows.flush()
}
