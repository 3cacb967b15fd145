//! `skills/<id>/`: the scheme and the rules of one skill.

pub(super) mod calculations;
mod conduct;
mod contradictions;
mod judgement;
mod medals;
mod modules;
mod panels;
mod scales;
mod scheme;
pub(super) mod sections;
mod selector;
mod ties;
mod totals;

use calculations::Calculations;

use super::{
    cis,
    fault::Place,
    files::{Content, Folder},
    keys::{Keys, TomlFile},
    limits, scheme_csv,
    scheme_line::SchemeLine,
};
use crate::{
    competition::{AspectKind, Mapping, Publication, Scheme, Skill, SkillId, SkillRules, Text},
    decimal::Decimal,
};

/// What the rest of the folder refers to by name.
pub(super) struct SkillFolder {
    pub id: SkillId,
    pub rules_file: String,
    pub scheme_file: String,
    pub workbook_file: String,
}

impl SkillFolder {
    pub(super) fn new(id: SkillId) -> Self {
        Self {
            rules_file: format!("skills/{id}/skill.toml"),
            scheme_file: format!("skills/{id}/scheme.csv"),
            workbook_file: format!("skills/{id}/scheme.xlsx"),
            id,
        }
    }
}

pub(super) fn read(folder: &Folder<'_>, files: &SkillFolder, publication: Publication) -> Skill {
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
    let conduct = conduct::read(&keys, &scheme);
    keys.finish();
    Skill { id: files.id.clone(), title, publication, scheme, rules, conduct, competitors: Vec::new(), experts: Vec::new() }
}

fn scheme_and_rules(folder: &Folder<'_>, files: &SkillFolder, keys: &Keys<'_>) -> (Scheme, SkillRules) {
    let mut calculations = calculations::read(&keys.table("calculations"));
    let source = Source::read(folder, files);
    let Some((mut lines, place, sections)) = source.lines(folder, files, &mut calculations) else {
        check_rules_alone(keys, calculations);
        return (Scheme::default(), SkillRules::default());
    };
    if lines.len() > limits::ASPECTS_MAX_PER_SKILL {
        let problem = format!("a skill has at most {} aspects", limits::ASPECTS_MAX_PER_SKILL);
        place.error("too-many-aspects", format!("{} aspects", lines.len()), problem, "split the skill");
        lines.truncate(limits::ASPECTS_MAX_PER_SKILL);
    }
    let total = total(&keys.table("scheme"));
    let mut scheme = scheme::Builder::new(keys, calculations).build(&lines, &place, total);
    sections::check(&sections::read(keys, sections), &lines);
    if !panels::read(keys, &mut scheme).is_empty() {
        report_unseated(&scheme, &lines);
    }
    let rules = skill_rules(keys, &scheme);
    (scheme, rules)
}

/// Without a scheme, what speaks of aspects cannot be checked; the rest can.
fn check_rules_alone(keys: &Keys<'_>, calculations: Calculations) {
    scheme::Builder::new(keys, calculations);
    let ranking = keys.table("ranking");
    let method = totals::method(&ranking);
    let groups = totals::groups(&keys.table("groups"));
    let (scale, _) = scales::scale(&keys.table("scale"), Decimal::from_int(100), &groups);
    medals::read(&keys.table("medals"), &scale, method);
    for key in ["scheme", "panels", "modules", "ties", "sections", "scales"] {
        keys.has(key);
    }
}

fn skill_rules(keys: &Keys<'_>, scheme: &Scheme) -> SkillRules {
    let modules = modules::modules(&keys.table("modules"), scheme);
    let ranking_keys = keys.table("ranking");
    let ranking = totals::method(&ranking_keys);
    let total = totals::total(&ranking_keys, scheme, &modules, totals::groups(&keys.table("groups")));
    let max_total = total.highest(scheme.max_total());
    let (scale, population) = scales::scale(&keys.table("scale"), max_total, &total.groups);
    let more_scales = scales::more(&keys.table("scales"), scheme, &modules, max_total, &total.groups);
    let known = ties::Known { scheme, modules: &modules, scale: &scale, more_scales: &more_scales };
    let ties = ties::ties(&keys.table("ties"), &known);
    let medals = medals::read(&keys.table("medals"), &scale, ranking);
    let decimals = if total.is_weighted() || total.has_factors() { total.decimals } else { 0 }.max(decimals_of_marks(scheme));
    let rules = SkillRules { ranking, total, scale, population, more_scales, ties, medals, decimals };
    contradictions::check(keys, scheme, &rules);
    rules
}

/// The files a scheme may come from; there should be one of the two.
struct Source {
    csv: Content<String>,
    workbook: Content<Vec<u8>>,
}

type Lines<'a> = (Vec<SchemeLine<'a>>, Place<'a>, Vec<sections::Section<'a>>);

impl Source {
    fn read(folder: &Folder<'_>, files: &SkillFolder) -> Self {
        let skill = Some(files.id.as_str());
        Self {
            csv: folder.text(&files.scheme_file, skill, limits::TABLE_MAX_BYTES),
            workbook: folder.bytes(&files.workbook_file, skill, limits::WORKBOOK_MAX_BYTES),
        }
    }

    /// The aspects, where a fault of the whole scheme is reported, and the sections a sheet states. A sheet brings
    /// calculations along; those of `skill.toml` come first.
    fn lines<'a>(&'a self, folder: &Folder<'a>, files: &'a SkillFolder, calculations: &mut Calculations) -> Option<Lines<'a>> {
        let csv_place = folder.faults.in_file(&files.scheme_file, Some(files.id.as_str()));
        let place = folder.faults.in_file(&files.workbook_file, Some(files.id.as_str()));
        match (&self.csv, &self.workbook) {
            (Content::Absent, Content::Absent) => {
                let remedy = "add scheme.csv, or the CIS marking scheme as scheme.xlsx";
                csv_place.error("no-scheme", "", "the skill has no marking scheme", remedy);
                None
            }
            (Content::Absent, Content::Read(workbook)) => {
                let sheet = cis::read(workbook, &place);
                for (name, calculation) in sheet.calculations {
                    calculations.entry(name).or_insert(calculation);
                }
                Some((sheet.lines, place, sheet.sections))
            }
            (Content::Absent, Content::Unusable) => None,
            (csv, workbook) => {
                if !matches!(workbook, Content::Absent) {
                    place.error(
                        "two-schemes",
                        "scheme.csv and scheme.xlsx",
                        "the skill has two marking schemes",
                        "keep one of the two files",
                    );
                }
                let Content::Read(text) = csv else { return None };
                Some((scheme_csv::read(text, csv_place.clone()), csv_place, Vec::new()))
            }
        }
    }
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
fn decimals_of_marks(scheme: &Scheme) -> u32 {
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
