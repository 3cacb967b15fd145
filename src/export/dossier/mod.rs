//! What a nomination is decided by, on paper: the person, the result, every rule with its verdict and what it rests on.

mod sections;
mod words;

use jiff::civil::Date;

use super::{
    honours::{PersonVerdict, Report},
    pdf::{Flow, Page, Paper, PdfError, Typeface, document},
};
use crate::competition::{HonourId, Text};
use sections::Sections;

/// Whose dossier it is.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Subject {
    Person(String),
    /// With all members of a team.
    Competitor(String),
}

impl Subject {
    fn is(&self, person: &PersonVerdict) -> bool {
        match self {
            Self::Person(id) => person.person == *id,
            Self::Competitor(id) => person.competitor == *id,
        }
    }
}

/// How much of it is shown, and in which words.
pub struct Showing<'a> {
    pub subject: &'a Subject,
    /// Otherwise only the first letters of names.
    pub names: bool,
    /// Of a skill by its id.
    pub skill_title: &'a dyn Fn(&str) -> Text,
    pub honour_title: &'a dyn Fn(&HonourId) -> Text,
}

/// What stands in the file as its title.
pub const TITLE: &str = "提名材料 Nomination dossier";

/// Every result of the subject begins a page.
pub fn pdf(report: &Report, showing: &Showing<'_>, typeface: &Typeface) -> Result<Vec<u8>, PdfError> {
    document(TITLE, day(report), Paper::A4, &pages(report, showing, typeface)?, typeface, &mut |_, _| {})
}

/// The competition's last day.
#[must_use]
pub fn day(report: &Report) -> Option<Date> {
    report.ends.as_ref().and_then(|day| day.parse().ok())
}

/// On A4.
pub fn pages(report: &Report, showing: &Showing<'_>, typeface: &Typeface) -> Result<Vec<Page>, PdfError> {
    let mut sections = Sections { flow: Flow::new(typeface), report, showing };
    for programme in &report.programmes {
        let people = programme.categories.iter().flat_map(|category| &category.people);
        let mut seen = Vec::new();
        for person in people.filter(|person| showing.subject.is(person)) {
            let entry = (&person.skill, &person.competitor, person.member);
            if !seen.contains(&entry) {
                seen.push(entry);
                sections.person(programme, person)?;
            }
        }
    }
    Ok(sections.flow.pages(&format!("{} · jinbang", report.competition)))
}
