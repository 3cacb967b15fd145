//! `skills/<id>/`: the scheme and the rules of one skill.

pub(super) mod calculations;
mod judgement;
mod panels;
mod rules;
mod scheme;
pub(super) mod sections;

use super::{
    cis,
    fault::Place,
    files::{Content, Folder},
    keys::{Keys, TomlFile},
    limits, scheme_csv,
    scheme_line::SchemeLine,
};
use crate::{
    competition::{AspectKind, Mapping, Scheme, Skill, SkillId, SkillRules, Text, Visibility},
    decimal::Decimal,
};

/// What the rest of the folder refers to by name.
pub(super) struct SkillFolder {
    pub id: SkillId,
    pub rules_file: String,
    pub scheme_file: String,
}

impl SkillFolder {
    pub(super) fn new(id: SkillId) -> Self {
        Self { rules_file: format!("skills/{id}/skill.toml"), scheme_file: format!("skills/{id}/scheme.csv"), id }
    }
}

pub(super) fn read(folder: &Folder<'_>, files: &SkillFolder, visibility: Visibility) -> Skill {
    let skill = Some(files.id.as_str());
    let text = folder.text(&files.rules_file, skill, limits::TOML_MAX_BYTES).read();
    let place = folder.faults.in_file(&files.rules_file, skill);
    let file = match &text {
        Some(text) => TomlFile::parse(text, place),
        None => TomlFile::absent(place),
    };
    let keys = file.keys();
    let title = keys.text(&["title", "titles", "name"]).unwrap_or_else(|| Text::new("", files.id.as_str()));
    keys.string("number");
    let (scheme, rules) = scheme_and_rules(folder, files, &keys);
    keys.finish();
    Skill { id: files.id.clone(), title, visibility, scheme, rules, competitors: Vec::new(), experts: Vec::new() }
}

fn scheme_and_rules(folder: &Folder<'_>, files: &SkillFolder, keys: &Keys<'_>) -> (Scheme, SkillRules) {
    let mut calculations = calculations::read(&keys.table("calculations"));
    let csv_place = folder.faults.in_file(&files.scheme_file, Some(files.id.as_str()));
    let xlsx_file = format!("skills/{}/scheme.xlsx", files.id);
    let xlsx_place = folder.faults.in_file(&xlsx_file, Some(files.id.as_str()));
    let csv = folder.text(&files.scheme_file, Some(files.id.as_str()), limits::TABLE_MAX_BYTES);
    let workbook = folder.bytes(&xlsx_file, Some(files.id.as_str()), limits::WORKBOOK_MAX_BYTES);
    let csv_text;
    let (lines, place, sections): (Vec<SchemeLine<'_>>, Place<'_>, _) = match (csv, workbook) {
        (Content::Absent, Content::Absent) => {
            let remedy = "add scheme.csv, or the CIS marking scheme as scheme.xlsx";
            csv_place.error("no-scheme", "", "the skill has no marking scheme", remedy);
            return (Scheme::default(), SkillRules::default());
        }
        (Content::Absent, workbook) => {
            let sheet = workbook.read().map(|bytes| cis::read(bytes, &xlsx_place)).unwrap_or_default();
            for (name, calculation) in sheet.calculations {
                calculations.entry(name).or_insert(calculation);
            }
            (sheet.lines, xlsx_place, sheet.sections)
        }
        (csv, workbook) => {
            if !matches!(workbook, Content::Absent) {
                xlsx_place.error(
                    "two-schemes",
                    "scheme.csv and scheme.xlsx",
                    "the skill has two marking schemes",
                    "keep one of the two files",
                );
            }
            csv_text = csv.read().unwrap_or_default();
            (if csv_text.is_empty() { Vec::new() } else { scheme_csv::read(&csv_text, csv_place.clone()) }, csv_place, Vec::new())
        }
    };
    let builder = scheme::Builder::new(keys, calculations);
    let total = total(&keys.table("scheme"));
    let mut scheme = builder.build(&lines, &place, total);
    let sections = sections::read(keys, sections);
    sections::check(&sections, &lines);
    let seated = panels::read(keys, &mut scheme);
    if !seated.is_empty() {
        report_unseated(&scheme, &lines);
    }
    let modules = rules::modules(&keys.table("modules"), &scheme);
    let scale = rules::scale(&keys.table("scale"), scheme.max_total());
    let rules = SkillRules {
        ranking: rules::ranking(&keys.table("ranking")),
        ties: rules::ties(&keys.table("ties"), &scheme, &modules),
        medals: rules::medals(&keys.table("medals"), &scale),
        scale,
        decimals: decimals_of_totals(&scheme),
    };
    (scheme, rules)
}

fn total(keys: &Keys<'_>) -> Decimal {
    let total = keys.decimal("total").unwrap_or(Decimal::from_int(100));
    if total <= Decimal::ZERO || total > limits::MARK_MAX {
        keys.place_of("total").error("out-of-range", total.to_string(), "a scheme's total is above 0 and at most 1,000,000", "write 100");
    }
    keys.finish();
    total
}

/// Once a skill has panels, a sub-criterion of none is likely forgotten; any expert may mark it then.
fn report_unseated(scheme: &Scheme, lines: &[SchemeLine<'_>]) {
    for sub in scheme.sub_criteria.iter().filter(|sub| sub.panel.is_none()) {
        if let Some(line) = lines.iter().find(|line| line.sub_criterion == sub.id.as_str()) {
            let problem = "no panel marks this sub-criterion, so any expert of the skill may";
            line.place.column("sub_criterion").warning(
                "sub-criterion-without-panel",
                sub.id.as_str(),
                problem,
                "name it in one of the [[panels]]",
            );
        }
    }
}

/// As many places as a mark can have, at least two.
fn decimals_of_totals(scheme: &Scheme) -> u32 {
    let places = |aspect: &crate::competition::Aspect| {
        let own = match &aspect.kind {
            AspectKind::Judgement(judgement) => judgement.decimals,
            AspectKind::Measurement(measured) => match &measured.mapping {
                Mapping::Mark { step } => places_of(*step),
                Mapping::YesNo => 0,
                Mapping::Choice { choices } => choices.iter().map(|choice| places_of(choice.deduction)).max().unwrap_or(0),
                Mapping::RegularDifference { deduction, .. } => places_of(*deduction),
                Mapping::Linear { .. } | Mapping::Steps { .. } => measured.decimals,
            },
        };
        own.max(places_of(aspect.max_mark))
    };
    scheme.aspects.iter().map(places).max().unwrap_or(0).max(2)
}

pub(super) fn places_of(value: Decimal) -> u32 {
    let shown = value.to_string();
    shown.split_once('.').map_or(0, |(_, fraction)| u32::try_from(fraction.len()).unwrap_or(limits::DECIMALS_MAX))
}
