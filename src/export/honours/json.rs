//! For other programs: a category's rules stand once, and every fact once, whoever it speaks of.

use std::{
    collections::HashMap,
    io::{self, Write},
};

use serde::Serialize;

use super::lines::{CategoryReport, FactLine, PersonVerdict, ProgrammeReport, Report};
use crate::honours::Verdict;

#[derive(Serialize)]
struct Document<'a> {
    #[serde(flatten)]
    head: &'a Report,
    facts: &'a [&'a FactLine],
    programmes: Vec<Programme<'a>>,
}

#[derive(Serialize)]
struct Programme<'a> {
    #[serde(flatten)]
    head: &'a ProgrammeReport,
    categories: Vec<Category<'a>>,
}

#[derive(Serialize)]
struct Category<'a> {
    #[serde(flatten)]
    head: &'a CategoryReport,
    people: Vec<Person<'a>>,
}

#[derive(Serialize)]
struct Person<'a> {
    #[serde(flatten)]
    head: &'a PersonVerdict,
    rules: Vec<Ruling<'a>>,
}

#[derive(Serialize)]
struct Ruling<'a> {
    rule: &'a str,
    verdict: Verdict,
    /// Indices into the document's facts.
    facts: Vec<usize>,
}

#[derive(Default)]
struct Shared<'a> {
    facts: Vec<&'a FactLine>,
    numbers: HashMap<&'a FactLine, usize>,
}

impl<'a> Shared<'a> {
    fn number(&mut self, fact: &'a FactLine) -> usize {
        *self.numbers.entry(fact).or_insert_with(|| {
            self.facts.push(fact);
            self.facts.len() - 1
        })
    }

    fn programme(&mut self, head: &'a ProgrammeReport) -> Programme<'a> {
        Programme { head, categories: head.categories.iter().map(|category| self.category(category)).collect() }
    }

    fn category(&mut self, head: &'a CategoryReport) -> Category<'a> {
        Category { head, people: head.people.iter().map(|person| self.person(head, person)).collect() }
    }

    fn person(&mut self, category: &'a CategoryReport, head: &'a PersonVerdict) -> Person<'a> {
        let rulings = category.rules.iter().zip(&head.rules).map(|(rule, ruling)| Ruling {
            rule: &rule.rule,
            verdict: ruling.verdict,
            facts: ruling.facts.iter().map(|fact| self.number(fact)).collect(),
        });
        let rules = rulings.collect();
        Person { head, rules }
    }
}

/// # Errors
/// When `out` cannot be written.
pub fn write(out: &mut dyn Write, report: &Report) -> io::Result<()> {
    let mut shared = Shared::default();
    let programmes = report.programmes.iter().map(|programme| shared.programme(programme)).collect();
    serde_json::to_writer(&mut *out, &Document { head: report, facts: &shared.facts, programmes })?;
    writeln!(out)
}
