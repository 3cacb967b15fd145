//! Whose verdict another version of the rules changes, and by which rule.

use std::collections::{BTreeSet, HashMap};

use super::{Assessment, Counting, Seat, Verdict};
use crate::competition::{CategoryId, ProgrammeId, RuleId};

/// Of one candidate in one category. `None`: there was (is) no such category or rule.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Change {
    pub candidate: usize,
    pub programme: ProgrammeId,
    pub category: CategoryId,
    pub verdict: (Option<Verdict>, Option<Verdict>),
    /// Of whoever qualifies; nobody is inside where there is no quota.
    pub seat: (Option<Seat>, Option<Seat>),
    /// Rules with another verdict, in the order of the new rules and then of those that are gone.
    pub rules: Vec<RuleChange>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RuleChange {
    pub rule: RuleId,
    pub verdict: (Option<Verdict>, Option<Verdict>),
}

/// One version of the programmes, with everything looked up by name.
struct Side<'a> {
    assessment: &'a Assessment<'a>,
    countings: Vec<Counting>,
}

/// Both are of the same candidates. In the order of programmes, categories and candidates.
#[must_use]
pub fn changes(old: &Assessment<'_>, new: &Assessment<'_>) -> Vec<Change> {
    let side = |assessment| Side::new(assessment);
    let (old, new) = (side(old), side(new));
    let names: BTreeSet<(ProgrammeId, CategoryId)> = old.names().chain(new.names()).collect();
    let mut changes = Vec::new();
    for (programme, category) in names {
        let (before, after) = (old.find(&programme, &category), new.find(&programme, &category));
        let (seats_before, seats_after) = (old.seats(before), new.seats(after));
        for candidate in 0..new.assessment.candidates.len() {
            let verdict = (old.verdict(candidate, before), new.verdict(candidate, after));
            let seat = (seats_before.get(&candidate).copied(), seats_after.get(&candidate).copied());
            if verdict.0 == verdict.1 && seat.0.map(Seat::word) == seat.1.map(Seat::word) {
                continue;
            }
            let seat = (old.told(seat.0, before), new.told(seat.1, after));
            let rules = rule_changes(&old.rulings(candidate, before), &new.rulings(candidate, after));
            changes.push(Change { candidate, programme: programme.clone(), category: category.clone(), verdict, seat, rules });
        }
    }
    changes
}

impl<'a> Side<'a> {
    fn new(assessment: &'a Assessment<'a>) -> Self {
        let countings = (0..assessment.programmes.len()).map(|programme| Counting::new(assessment, programme)).collect();
        Self { assessment, countings }
    }

    fn names(&self) -> impl Iterator<Item = (ProgrammeId, CategoryId)> {
        let of = |programme: &'a super::Programme| programme.categories.iter().map(|category| (programme.id.clone(), category.id.clone()));
        self.assessment.programmes.iter().flat_map(of)
    }

    fn find(&self, programme: &str, category: &str) -> Option<(usize, usize)> {
        let programmes = self.assessment.programmes;
        let at = programmes.iter().position(|known| known.id.as_str() == programme)?;
        Some((at, programmes[at].categories.iter().position(|known| known.id.as_str() == category)?))
    }

    fn verdict(&self, candidate: usize, at: Option<(usize, usize)>) -> Option<Verdict> {
        at.map(|(programme, category)| self.assessment.overall(candidate, programme, category))
    }

    fn seats(&self, at: Option<(usize, usize)>) -> HashMap<usize, Seat> {
        let count = at.map(|(programme, category)| &self.countings[programme].categories[category]);
        count.map(|count| count.seats.iter().copied().collect()).unwrap_or_default()
    }

    fn told(&self, seat: Option<Seat>, at: Option<(usize, usize)>) -> Option<Seat> {
        let (programme, category) = at?;
        let rules = &self.assessment.programmes[programme];
        seat.filter(|seat| *seat != Seat::Inside || rules.has_quota(&rules.categories[category]))
    }

    fn rulings(&self, candidate: usize, at: Option<(usize, usize)>) -> Vec<(RuleId, Verdict)> {
        let Some((programme, category)) = at else { return Vec::new() };
        self.assessment.rulings(candidate, programme, category).map(|(rule, verdict)| (rule.id.clone(), verdict)).collect()
    }
}

fn rule_changes(old: &[(RuleId, Verdict)], new: &[(RuleId, Verdict)]) -> Vec<RuleChange> {
    let of = |rulings: &[(RuleId, Verdict)], rule: &RuleId| rulings.iter().find(|(own, _)| own == rule).map(|(_, verdict)| *verdict);
    let gone = old.iter().filter(|(rule, _)| of(new, rule).is_none());
    let both = new.iter().chain(gone).map(|(rule, _)| RuleChange { rule: rule.clone(), verdict: (of(old, rule), of(new, rule)) });
    both.filter(|change| change.verdict.0 != change.verdict.1).collect()
}
