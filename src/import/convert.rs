//! A CIS workbook as `scheme.csv`, for whoever wants to edit the scheme without a spreadsheet.

use std::{fs, path::Path};

use toml_edit::{Array, ArrayOfTables, DocumentMut, InlineTable, Item, Table, Value, value};

use super::{
    Overlay, cis,
    fault::Faults,
    read_as_if,
    scheme_line::SchemeLine,
    skill::{SkillFolder, calculations::Calculations, sections::Section},
};
use crate::{
    competition::{DifferenceType, Mapping, SkillId, Text},
    decimal::Decimal,
};

/// `scheme.csv`, and `skill.toml` with what the workbook said beside its rows.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Converted {
    pub table: String,
    pub rules: String,
    /// The skill is the same, read from either; otherwise the workbook should stay.
    pub same: bool,
}

#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NotConvertible {
    #[error("the skill has no scheme.xlsx")]
    NoWorkbook,
    #[error("the workbook holds no scheme that can be read")]
    NoScheme,
    #[error("skill.toml has to be corrected first: {0}")]
    Rules(String),
}

/// Reads the workbook of a skill and writes it as a table.
///
/// # Errors
/// When there is none, or nothing can be made of it.
pub fn workbook_as_table(root: &Path, skill: &SkillId) -> Result<Converted, NotConvertible> {
    let files = SkillFolder::new(skill.clone());
    let workbook = fs::read(root.join(&files.workbook_file)).map_err(|_| NotConvertible::NoWorkbook)?;
    let written = fs::read_to_string(root.join(&files.rules_file)).unwrap_or_default();
    let faults = Faults::default();
    let sheet = cis::read(&workbook, &faults.in_file(&files.workbook_file, None));
    if sheet.lines.is_empty() {
        return Err(NotConvertible::NoScheme);
    }
    let mut rules: DocumentMut =
        written.parse().map_err(|fault: toml_edit::TomlError| NotConvertible::Rules(fault.message().to_owned()))?;
    add_calculations(&mut rules, &sheet.calculations, &sheet.lines);
    add_sections(&mut rules, &sheet.sections);
    let (table, rules) = (table_of(&sheet.lines), rules.to_string());
    let instead = Overlay::from([
        (files.scheme_file, Some(table.clone().into_bytes())),
        (files.rules_file, Some(rules.clone().into_bytes())),
        (files.workbook_file, None),
    ]);
    let skill_in = |overlay: &Overlay| read_as_if(root, overlay).competition?.skill(skill).cloned();
    let same = skill_in(&Overlay::default()) == skill_in(&instead);
    Ok(Converted { table, rules, same })
}

const COLUMNS: [&str; 15] = [
    "criterion",
    "sub_criterion",
    "day",
    "aspect",
    "type",
    "max_mark",
    "name",
    "name_en",
    "criterion_name",
    "criterion_name_en",
    "sub_criterion_name",
    "sub_criterion_name_en",
    "section",
    "calculation",
    "requirement",
];

fn table_of(lines: &[SchemeLine<'_>]) -> String {
    let scores = lines.iter().map(|line| line.descriptions.len()).max().unwrap_or(0);
    let mut header: Vec<String> = COLUMNS.iter().map(ToString::to_string).collect();
    header.push("extra".to_owned());
    header.extend((0..scores).map(|score| format!("score_{score}")));
    let mut writer = csv::Writer::from_writer(Vec::new());
    let rows = lines.iter().map(|line| {
        let mut row = cells(line);
        row.resize(header.len(), String::new());
        row
    });
    for row in std::iter::once(header.clone()).chain(rows) {
        // Into memory, rows of one length: nothing can go wrong.
        let _ = writer.write_record(row);
    }
    String::from_utf8(writer.into_inner().unwrap_or_default()).unwrap_or_default()
}

fn cells(line: &SchemeLine<'_>) -> Vec<String> {
    let (name, name_en) = both(&line.name);
    let (criterion_name, criterion_name_en) = both(&line.criterion_name);
    let (sub_criterion_name, sub_criterion_name_en) = both(&line.sub_criterion_name);
    let mut row = vec![
        line.criterion.clone(),
        line.sub_criterion.clone(),
        line.day.map(|day| day.to_string()).unwrap_or_default(),
        line.aspect.clone(),
        if line.judged { "J" } else { "M" }.to_owned(),
        line.max_mark.to_string(),
        name,
        name_en,
        criterion_name,
        criterion_name_en,
        sub_criterion_name,
        sub_criterion_name_en,
        line.section.clone(),
        line.calculation.clone(),
        line.requirement.clone(),
        line.extra.clone(),
    ];
    row.extend(line.descriptions.iter().cloned());
    row
}

fn both(text: &Text) -> (String, String) {
    if text.zh.is_empty() { (text.en.clone(), String::new()) } else { (text.zh.clone(), text.en.clone()) }
}

/// Those that the scheme uses; one of the same name in `skill.toml` comes first.
fn add_calculations(rules: &mut DocumentMut, found: &Calculations, lines: &[SchemeLine<'_>]) {
    for (name, calculation) in found.iter().filter(|(name, _)| lines.iter().any(|line| line.calculation == **name)) {
        let Some(described) = described(&calculation.mapping) else { continue };
        let all = rules.entry("calculations").or_insert_with(|| Item::Table(Table::new()));
        if let Some(all) = all.as_table_like_mut().filter(|all| !all.contains_key(name)) {
            all.insert(name, Item::Table(described));
        }
    }
}

fn described(mapping: &Mapping) -> Option<Table> {
    let mut table = Table::new();
    match mapping {
        Mapping::Choice { choices } => {
            table["kind"] = value("choice");
            table["choices"] = value(
                choices
                    .iter()
                    .map(|choice| {
                        let pairs = [("label", Value::from(choice.label.as_str())), ("deduction", number(choice.deduction))];
                        pairs.into_iter().collect::<InlineTable>()
                    })
                    .collect::<Array>(),
            );
        }
        Mapping::RegularDifference { target, difference, deduction, difference_type } => {
            table["kind"] = value("regular-difference");
            for (key, decimal) in [("target", target), ("difference", difference), ("deduction", deduction)] {
                table[key] = Item::Value(number(*decimal));
            }
            if *difference_type == DifferenceType::Percent {
                table["difference_type"] = value("percent");
            }
        }
        // The sheet knows no others.
        _ => return None,
    }
    Some(table)
}

fn number(decimal: Decimal) -> Value {
    let text = decimal.to_string();
    text.parse().unwrap_or_else(|_| Value::from(text))
}

fn add_sections(rules: &mut DocumentMut, sections: &[Section<'_>]) {
    if sections.is_empty() || rules.contains_key("sections") {
        return;
    }
    let listed: ArrayOfTables = sections
        .iter()
        .filter_map(|section| {
            let mut table = Table::new();
            table["number"] = value(section.number.as_str());
            table["marks"] = Item::Value(number(section.marks?));
            Some(table)
        })
        .collect();
    rules["sections"] = Item::ArrayOfTables(listed);
}
