//! One row per person, category and rule, for spreadsheets.

use std::io::{self, Write};

use super::{PersonVerdict, Report, RuleLine, RuleVerdict};
use crate::export::csv::formula_safe;

const HEADER: [&str; 19] = [
    "programme",
    "category",
    "skill",
    "competitor",
    "member",
    "person",
    "name_zh",
    "name_en",
    "place",
    "verdict",
    "seat",
    "promotion",
    "rule",
    "rule_verdict",
    "fact_zh",
    "fact_en",
    "origin",
    "supplier",
    "source",
];

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let mut rows = csv::Writer::from_writer(out);
    rows.write_record(HEADER)?;
    for programme in &report.programmes {
        for category in &programme.categories {
            for person in &category.people {
                for ruling in category.rules.iter().zip(&person.rules) {
                    rows.write_record(row(&programme.programme, &category.category, person, ruling))?;
                }
            }
        }
    }
    rows.flush()
}

fn row(programme: &str, category: &str, person: &PersonVerdict, (rule, ruling): (&RuleLine, &RuleVerdict)) -> [String; 19] {
    let safe = |text: &str| formula_safe(text).into_owned();
    let joined = |parts: Vec<&str>| safe(&parts.iter().filter(|part| !part.is_empty()).copied().collect::<Vec<_>>().join("; "));
    let origin = |fact: &super::lines::FactLine| format!("{} {}", fact.origin, fact.reference).trim_end().to_owned();
    let origins: Vec<String> = ruling.facts.iter().map(origin).collect();
    let suppliers = ruling.facts.iter().filter_map(|fact| fact.supplier.as_ref()).map(|supplier| supplier.en.as_str());
    [
        safe(programme),
        safe(category),
        safe(&person.skill),
        safe(&person.competitor),
        person.member.map(|member| member.to_string()).unwrap_or_default(),
        safe(&person.person),
        safe(&person.name.zh),
        safe(&person.name.en),
        person.place.map(|place| place.to_string()).unwrap_or_default(),
        person.verdict.word().to_owned(),
        person.seat.unwrap_or_default().to_owned(),
        person.promotion.as_ref().map(promotion_word).unwrap_or_default(),
        safe(&rule.rule),
        ruling.verdict.word().to_owned(),
        joined(ruling.facts.iter().map(|fact| fact.text.zh.as_str()).collect()),
        joined(ruling.facts.iter().map(|fact| fact.text.en.as_str()).collect()),
        joined(origins.iter().map(String::as_str).collect()),
        joined(suppliers.collect()),
        joined(vec![&rule.source, &rule.clause, if rule.unconfirmed { "unconfirmed" } else { "" }]),
    ]
}

/// `to technician`, `already technician`, `unknown, up to technician`
pub(super) fn promotion_word(promotion: &super::lines::PromotionLine) -> String {
    let level = promotion.level.unwrap_or_default();
    match promotion.state {
        "unknown" => format!("unknown, up to {level}"),
        state => format!("{state} {level}").trim_end().to_owned(),
    }
}
