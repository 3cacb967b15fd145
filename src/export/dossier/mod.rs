//! What a nomination is decided by, on paper: the person, the result, every rule with its verdict and what it rests on.

mod sections;
mod words;

use jiff::civil::Date;

use super::{
    honours::{PersonVerdict, Report},
    pdf::{Flow, Paper, PdfError, Typeface, document},
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

/// Every result of the subject begins a page.
pub fn pdf(report: &Report, showing: &Showing<'_>, typeface: &Typeface) -> Result<Vec<u8>, PdfError> {
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
    let foot = format!("{} · jinbang", report.competition);
    let day: Option<Date> = report.ends.as_ref().and_then(|day| day.parse().ok());
    document("提名材料 Nomination dossier", day, Paper::A4, &sections.flow.pages(&foot), typeface)
}
