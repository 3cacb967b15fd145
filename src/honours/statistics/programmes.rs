//! Who qualifies for what, and how much of each quota that takes, over all competitions of a year.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::{
    Edition,
    people::{PersonKey, person_keys},
    table::per_cent,
};
use crate::{
    competition::Text,
    decimal::Decimal,
    honours::{Assessment, Category, Counting, Programme, Seat, Verdict},
};

/// People, each with the best verdict.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[cfg_attr(test, derive(ts_rs::TS, schemars::JsonSchema))]
pub struct ProgrammeCount {
    pub programme: String,
    /// `None`: the whole programme.
    pub category: Option<String>,
    pub title: Text,
    pub yes: usize,
    pub unknown: usize,
    pub no: usize,
    /// Who takes up a seat here or waits for one, and not in a category that goes before.
    pub counted: usize,
    /// A year.
    pub quota: Option<u32>,
    /// Counted, of the quota, in per cent; above 100 where people wait.
    #[cfg_attr(test, ts(type = "string | null"), schemars(with = "Option<String>"))]
    pub quota_use: Option<Decimal>,
}

#[derive(Default)]
struct Counted<'a> {
    best: BTreeMap<PersonKey<'a>, Verdict>,
    counted: BTreeSet<PersonKey<'a>>,
}

impl<'a> Counted<'a> {
    fn judged(&mut self, person: &PersonKey<'a>, verdict: Verdict) {
        let best = self.best.entry(person.clone()).or_insert(verdict);
        *best = verdict.max(*best);
    }

    fn count(self, programme: &Programme, category: Option<&str>, title: &Text, quota: Option<u32>) -> ProgrammeCount {
        let with = |verdict: Verdict| self.best.values().filter(|own| **own == verdict).count();
        let counted = self.counted.len();
        ProgrammeCount {
            programme: programme.id.to_string(),
            category: category.map(str::to_owned),
            title: title.clone(),
            yes: with(Verdict::Yes),
            unknown: with(Verdict::Unknown),
            no: with(Verdict::No),
            counted,
            quota,
            quota_use: quota.and_then(|quota| per_cent(counted, quota as usize)),
        }
    }
}

/// In the order of programmes, each before its categories.
pub(super) fn programme_counts(editions: &[Edition<'_>], programmes: &[Programme]) -> Vec<ProgrammeCount> {
    let assessed: Vec<_> =
        editions.iter().map(|edition| (Assessment::new(edition.contest, edition.candidates, programmes), person_keys(edition))).collect();
    programmes.iter().enumerate().flat_map(|(index, programme)| of_programme(&assessed, index, programme)).collect()
}

fn of_programme(assessed: &[(Assessment<'_>, Vec<PersonKey<'_>>)], index: usize, programme: &Programme) -> Vec<ProgrammeCount> {
    let mut whole = Counted::default();
    let mut categories: Vec<Counted<'_>> = programme.categories.iter().map(|_| Counted::default()).collect();
    for (assessment, persons) in assessed {
        let counting = Counting::new(assessment, index);
        for (category, (own, counts)) in categories.iter_mut().zip(&counting.categories).enumerate() {
            for (candidate, person) in persons.iter().enumerate() {
                let verdict = assessment.overall(candidate, index, category);
                own.judged(person, verdict);
                whole.judged(person, verdict);
            }
            let takes = |seat: &Seat| matches!(seat, Seat::Inside | Seat::Border | Seat::Waits);
            for (candidate, _) in counts.seats.iter().filter(|(_, seat)| takes(seat)) {
                own.counted.insert(persons[*candidate].clone());
                whole.counted.insert(persons[*candidate].clone());
            }
        }
    }
    let own = categories.into_iter().zip(&programme.categories);
    let quota = |own: &Category| own.quota.or_else(|| own.tier.and_then(|tier| programme.tiers[tier].quota));
    let of_categories = own.map(|(counted, own)| counted.count(programme, Some(own.id.as_str()), &own.title, quota(own)));
    let mut rows: Vec<ProgrammeCount> = of_categories.collect();
    rows.insert(0, whole.count(programme, None, &programme.title, programme.quota));
    rows
}
