//! The sections of the occupational standard: their marks against those of the aspects. Real schemes vary widely, so this
//! is only ever reported.

use crate::{
    decimal::Decimal,
    import::{fault::Place, keys::Keys, scheme_line::SchemeLine},
};

pub(in crate::import) struct Section<'a> {
    pub number: String,
    /// `None` where they are unreadable.
    pub marks: Option<Decimal>,
    pub place: Place<'a>,
}

/// Those of the rules, or else those of the sheet.
pub(super) fn read<'a>(keys: &Keys<'a>, of_sheet: Vec<Section<'a>>) -> Vec<Section<'a>> {
    let mut sections: Vec<Section<'a>> = Vec::new();
    for section in keys.tables("sections") {
        let number = section.string("number").unwrap_or_default();
        section.text(&["title", "name"]);
        let place = section.place_of("number");
        if number.is_empty() {
            place.error("key-missing", "", "the section has no number", "add number = 1");
        } else if sections.iter().any(|other| other.number == number) {
            place.error("duplicate-section", &number, "this section is there twice", "give it another number");
        } else {
            if !section.has("marks") {
                section.place_of("marks").error("key-missing", "", "the section has no marks", "add marks = \"10.00\"");
            }
            sections.push(Section { number, marks: section.decimal("marks"), place: section.place_of("marks") });
        }
        section.finish();
    }
    if sections.is_empty() && !keys.has("sections") { of_sheet } else { sections }
}

pub(super) fn check(sections: &[Section<'_>], lines: &[SchemeLine<'_>]) {
    if sections.is_empty() {
        return;
    }
    for line in lines.iter().filter(|line| !line.section.is_empty()) {
        if !sections.iter().any(|section| section.number == line.section) {
            let remedy = "correct the section, or add it to the sections";
            line.place.column("section").warning("unknown-section", &line.section, "there is no such section of the standard", remedy);
        }
    }
    for section in sections {
        let marks: Decimal = lines.iter().filter(|line| line.section == section.number).map(|line| line.max_mark).sum();
        if let Some(expected) = section.marks.filter(|expected| *expected != marks) {
            let problem = format!("section {} should have {expected} marks and its aspects have {marks}", section.number);
            section.place.warning("section-marks-vary", marks.to_string(), problem, "move aspects between sections, or correct its marks");
        }
    }
}
