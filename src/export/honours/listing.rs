//! The people of one programme as they are listed: in which order, and with which reasons.

use std::cmp::Reverse;

use super::lines::{FactLine, PersonVerdict, PromotionLine, RuleLine, RuleVerdict};
use crate::honours::{Assessment, CategoryCount, Entry, Fact, Origin, Place, Programme, Promotion, Rule, Seat, SkillLevel, Verdict};

pub(super) struct Listing<'a> {
    pub assessment: &'a Assessment<'a>,
    programme: usize,
}

/// One result of a person in a category.
pub(super) struct Listed {
    pub candidate: usize,
    pub verdict: Verdict,
    /// Of whoever qualifies.
    pub seat: Option<Seat>,
}

impl<'a> Listing<'a> {
    pub(super) const fn new(assessment: &'a Assessment<'a>, programme: usize) -> Self {
        Self { assessment, programme }
    }

    pub(super) fn rules(&self) -> &'a Programme {
        &self.assessment.programmes[self.programme]
    }

    pub(super) fn entry(&self, candidate: usize) -> &'a Entry {
        &self.assessment.contest.entries[self.assessment.candidates[candidate].entry]
    }

    /// Those who qualify in their order, then who may, then who does not, each by place.
    pub(super) fn everybody(&self, category: usize, count: &CategoryCount) -> Vec<Listed> {
        let listed = |candidate, verdict, seat| Listed { candidate, verdict, seat };
        let mut all: Vec<Listed> = count.seats.iter().map(|(candidate, seat)| listed(*candidate, Verdict::Yes, Some(*seat))).collect();
        let qualified = all.len();
        let verdicts = (0..self.assessment.candidates.len()).map(|index| (index, self.assessment.overall(index, self.programme, category)));
        all.extend(verdicts.filter(|(_, verdict)| *verdict != Verdict::Yes).map(|(index, verdict)| listed(index, verdict, None)));
        all[qualified..].sort_by_key(|one| (Reverse(one.verdict), self.place(one.candidate).unwrap_or(u32::MAX)));
        all
    }

    pub(super) fn is_called(&self, listed: &Listed, name: &str) -> bool {
        self.assessment.candidates[listed.candidate].is_called(self.assessment.contest, name)
    }

    fn place(&self, candidate: usize) -> Option<u32> {
        if let Place::At(place) = self.entry(candidate).place { Some(place) } else { None }
    }

    /// Without the rules.
    pub(super) fn person(&self, category: usize, listed: &Listed) -> PersonVerdict {
        let (assessment, index) = (self.assessment, listed.candidate);
        let (candidate, entry) = (&assessment.candidates[index], self.entry(index));
        let has_quota = self.rules().has_quota(&self.rules().categories[category]);
        let counted_in = match listed.seat {
            Some(Seat::CountedIn(other)) => Some(self.rules().categories[other].id.to_string()),
            _ => None,
        };
        let may_qualify = listed.verdict != Verdict::No;
        PersonVerdict {
            person: candidate.person.clone(),
            skill: assessment.contest.skills[entry.skill].id.to_string(),
            competitor: entry.competitor.to_string(),
            member: candidate.member.map(|member| member + 1),
            name: candidate.name.clone(),
            place: self.place(index),
            verdict: listed.verdict,
            seat: listed.seat.filter(|seat| has_quota || *seat != Seat::Inside).map(Seat::word),
            counted_in,
            promotion: assessment.promotion(index, self.programme, category).filter(|_| may_qualify).map(promotion),
            rules: Vec::new(),
        }
    }

    /// What each rule says of somebody, in the order of [`Listing::rule_lines`].
    pub(super) fn reasons(&self, category: usize, listed: &Listed) -> Vec<RuleVerdict> {
        let facts = |rule: &Rule| self.assessment.facts(listed.candidate, rule).into_iter().map(fact).collect();
        let rulings = self.assessment.rulings(listed.candidate, self.programme, category);
        rulings.map(|(rule, verdict)| RuleVerdict { verdict, facts: facts(rule) }).collect()
    }

    pub(super) fn rule_lines(&self, category: usize) -> Vec<RuleLine> {
        let line = |rule: &Rule| RuleLine {
            rule: rule.id.to_string(),
            text: rule.text.clone(),
            source: self.rules().source_of(rule).map(|source| source.key.clone()).unwrap_or_default(),
            clause: rule.clause.clone(),
            unconfirmed: rule.is_unconfirmed(self.rules()),
        };
        self.rules().categories[category].rules.iter().map(line).collect()
    }
}

fn promotion(promotion: Promotion) -> PromotionLine {
    let (state, level) = match promotion {
        Promotion::To(level) => ("to", Some(level)),
        Promotion::Already(level) => ("already", Some(level)),
        Promotion::None => ("none", None),
        Promotion::Unknown { up_to } => ("unknown", Some(up_to)),
    };
    PromotionLine { state, level: level.map(SkillLevel::word), level_zh: level.map(SkillLevel::word_zh) }
}

fn fact(fact: Fact) -> FactLine {
    let mut supplied_by = None;
    let (origin, reference) = match fact.origin {
        Origin::Result { digest } => ("result", digest),
        Origin::Competition => ("competition", "competition.toml".to_owned()),
        Origin::Entry => ("entry", "competitors.csv".to_owned()),
        Origin::Document { name, row } => ("document", format!("{name} (people.csv:{row})")),
        Origin::Declaration { row } => ("declaration", format!("people.csv:{row}")),
        Origin::Missing { supplier } => {
            supplied_by = Some(supplier.text());
            ("missing", String::new())
        }
    };
    FactLine { text: fact.text, origin, reference, supplier: supplied_by }
}
