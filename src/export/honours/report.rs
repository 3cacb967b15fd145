//! From verdicts to what is printed of them.

use std::cmp::Reverse;

use super::lines::{
    BodyCategory, BodyLine, CategoryReport, FactLine, GrantsLine, MoneyLine, PersonVerdict, ProgrammeReport, PromotionLine, Report,
    ResultLine, RuleVerdict, ShareLine, SourceLine,
};
use crate::{
    competition::{Competition, HonourId, Text},
    honours::{
        Assessment, BodyCount, Category, CategoryCount, Counting, Fact, Grants, Origin, Place, Programme, Promotion, Rule, Seat, Share,
        Verdict, Watch,
    },
};

/// What to show; counted is always everybody.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    pub programme: Option<String>,
    pub competitor: Option<String>,
}

impl Report {
    #[must_use]
    pub fn new(competition: &Competition, assessment: &Assessment<'_>, selection: &Selection) -> Self {
        let contest = assessment.contest;
        let results = contest.skills.iter().map(|skill| ResultLine {
            skill: skill.id.to_string(),
            digest: skill.digest.clone(),
            entrants: skill.entrants,
            marks_missing: skill.marks_missing,
        });
        let wanted = |programme: &Programme| selection.programme.as_deref().is_none_or(|only| programme.id.as_str() == only);
        let programmes = (0..assessment.programmes.len()).filter(|&index| wanted(&assessment.programmes[index]));
        Self {
            competition: contest.id.to_string(),
            title: competition.title.clone(),
            class: contest.class,
            ends: contest.ends.map(|day| day.to_string()),
            results: results.collect(),
            programmes: programmes.map(|index| programme(assessment, selection, index)).collect(),
        }
    }
}

fn programme(assessment: &Assessment<'_>, selection: &Selection, index: usize) -> ProgrammeReport {
    let programme = &assessment.programmes[index];
    let counting = Counting::new(assessment, index);
    let source = |source: &crate::honours::Source| SourceLine {
        source: source.key.clone(),
        title: source.title.clone(),
        number: source.number.clone(),
        address: source.address.clone(),
        unconfirmed: source.unconfirmed,
    };
    let shown = Shown { assessment, selection, programme: index };
    ProgrammeReport {
        programme: programme.id.to_string(),
        title: programme.title.clone(),
        level: programme.level.word(),
        digest: programme.digest.clone(),
        from: programme.period.from.map(|day| day.to_string()),
        to: programme.period.to.map(|day| day.to_string()),
        goal: programme.goal,
        quota: programme.quota,
        sources: programme.sources.iter().map(source).collect(),
        procedure: programme.procedure.iter().map(|step| step.text.clone()).collect(),
        bodies: counting.bodies.iter().map(|count| body(programme, count)).collect(),
        categories: counting.categories.iter().enumerate().map(|(category, count)| shown.category(category, count)).collect(),
    }
}

fn body(programme: &Programme, count: &BodyCount) -> BodyLine {
    let body = count.body.map(|index| &programme.bodies[index]);
    let category = |(index, category): (usize, &Category)| BodyCategory {
        category: category.id.to_string(),
        counted: count.counted[index],
        by_ratio: count.by_ratio[index].map(|part| part.to_string()),
    };
    BodyLine {
        body: body.map(|body| body.id.clone()),
        title: body.map_or_else(|| Text::new("未注明推荐单位", "nobody says who recommends"), |body| body.title.clone()),
        quota: body.and_then(|body| body.quota),
        over_quota: count.is_over_quota(programme),
        categories: programme.categories.iter().enumerate().map(category).collect(),
    }
}

/// One programme as it is shown.
struct Shown<'a> {
    assessment: &'a Assessment<'a>,
    selection: &'a Selection,
    programme: usize,
}

impl Shown<'_> {
    fn rules(&self) -> &Programme {
        &self.assessment.programmes[self.programme]
    }

    fn category(&self, index: usize, count: &CategoryCount) -> CategoryReport {
        let (programme, category) = (self.rules(), &self.rules().categories[index]);
        let mut seats = vec![None; self.assessment.candidates.len()];
        for (candidate, seat) in &count.seats {
            seats[*candidate] = Some(*seat);
        }
        // Those who qualify in their order, then who may, then who does not, each by place.
        let mut others: Vec<usize> = (0..seats.len()).filter(|&candidate| seats[candidate].is_none()).collect();
        others.sort_by_key(|&candidate| {
            (Reverse(self.assessment.overall(candidate, self.programme, index)), self.place(candidate).unwrap_or(u32::MAX))
        });
        let people = count.seats.iter().map(|(candidate, _)| *candidate).chain(others).filter(|&candidate| self.is_wanted(candidate));
        CategoryReport {
            category: category.id.to_string(),
            title: category.title.clone(),
            tier: category.tier.map(|tier| programme.tiers[tier].id.clone()),
            quota: category.quota.or_else(|| programme.tiers[category.tier?].quota),
            ratio: category.ratio,
            yes: count.yes,
            unknown: count.unknown,
            no: count.no,
            inside: count.inside,
            waiting: count.waiting,
            shares: programme.watch.iter().zip(&count.shares).map(share).collect(),
            grants: grants(&category.grants),
            evidence: category.evidence.clone(),
            people: people.map(|candidate| self.person(index, candidate, seats[candidate])).collect(),
        }
    }

    fn place(&self, candidate: usize) -> Option<u32> {
        let entry = &self.assessment.contest.entries[self.assessment.candidates[candidate].entry];
        if let Place::At(place) = entry.place { Some(place) } else { None }
    }

    fn is_wanted(&self, candidate: usize) -> bool {
        let entry = &self.assessment.contest.entries[self.assessment.candidates[candidate].entry];
        self.selection.competitor.as_deref().is_none_or(|only| entry.competitor.as_str() == only)
    }

    fn person(&self, category: usize, index: usize, seat: Option<Seat>) -> PersonVerdict {
        let assessment = self.assessment;
        let candidate = &assessment.candidates[index];
        let entry = &assessment.contest.entries[candidate.entry];
        let verdict = assessment.overall(index, self.programme, category);
        let counted_in = match seat {
            Some(Seat::CountedIn(other)) => Some(self.rules().categories[other].id.to_string()),
            _ => None,
        };
        PersonVerdict {
            person: candidate.person.clone(),
            skill: assessment.contest.skills[entry.skill].id.to_string(),
            competitor: entry.competitor.to_string(),
            member: candidate.member.map(|member| member + 1),
            name: candidate.name.clone(),
            place: self.place(index),
            verdict,
            seat: seat.map(Seat::word),
            counted_in,
            promotion: assessment.promotion(index, self.programme, category).filter(|_| verdict != Verdict::No).map(promotion),
            rules: assessment.rulings(index, self.programme, category).map(|(rule, verdict)| self.rule(index, rule, verdict)).collect(),
        }
    }

    fn rule(&self, candidate: usize, rule: &Rule, verdict: Verdict) -> RuleVerdict {
        RuleVerdict {
            rule: rule.id.to_string(),
            text: rule.text.clone(),
            verdict,
            source: self.rules().source_of(rule).map(|source| source.key.clone()).unwrap_or_default(),
            clause: rule.clause.clone(),
            unconfirmed: rule.is_unconfirmed(self.rules()),
            facts: self.assessment.facts(candidate, rule).into_iter().map(fact).collect(),
        }
    }
}

fn share((watch, share): (&Watch, &Share)) -> ShareLine {
    ShareLine {
        watch: watch.id.clone(),
        title: watch.title.clone(),
        yes: share.yes,
        no: share.no,
        unknown: share.unknown,
        per_cent: share.per_cent().map(|share| share.fixed(2)),
        at_least: watch.at_least.map(|share| share.to_string()),
    }
}

fn grants(grants: &Grants) -> GrantsLine {
    let ids = |honours: &[HonourId]| honours.iter().map(ToString::to_string).collect();
    GrantsLine {
        money: grants.money.as_ref().map(|money| MoneyLine {
            amount: money.amount.to_string(),
            currency: money.currency.clone(),
            purpose: money.purpose.clone(),
        }),
        honours: ids(&grants.honours),
        certificate: Some(grants.certificate.clone()).filter(|certificate| !certificate.is_empty()),
        training: grants.training.clone(),
        posts: grants.posts.clone(),
        recommended_for: ids(&grants.recommended_for),
    }
}

fn promotion(promotion: Promotion) -> PromotionLine {
    let (state, level) = match promotion {
        Promotion::To(level) => ("to", Some(level)),
        Promotion::Already(level) => ("already", Some(level)),
        Promotion::None => ("none", None),
        Promotion::Unknown { up_to } => ("unknown", Some(up_to)),
    };
    PromotionLine { state, level: level.map(crate::honours::SkillLevel::word), level_zh: level.map(crate::honours::SkillLevel::word_zh) }
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
