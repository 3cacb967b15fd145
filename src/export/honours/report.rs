//! From verdicts to what is printed of them.

use super::{
    lines::{
        BodyCategory, BodyLine, CategoryReport, GrantsLine, MoneyLine, ProgrammeReport, Report, ResultLine, RungLine, ShareLine, SourceLine,
    },
    listing::{Listed, Listing},
};
use crate::{
    competition::{Competition, HonourId, Text},
    honours::{Assessment, BodyCount, Category, CategoryCount, Counting, Grants, Programme, Rung, Share, Verdict, Watch},
};

/// What to show; counted is always everybody.
#[derive(Debug, Clone, Default)]
pub struct Selection {
    pub programme: Option<String>,
    /// A competitor, a member of a team (`IM-20/1`) or a person.
    pub competitor: Option<String>,
    /// Also those whose verdict is no, where nobody is asked for by name.
    pub all: bool,
}

impl Selection {
    pub(super) fn programmes(&self, assessment: &Assessment<'_>) -> Vec<usize> {
        let is_wanted = |index: &usize| self.programme.as_deref().is_none_or(|only| assessment.programmes[*index].id.as_str() == only);
        (0..assessment.programmes.len()).filter(is_wanted).collect()
    }
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
        let programmes = selection.programmes(assessment).into_iter();
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
    let listing = Listing::new(assessment, index);
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
        categories: counting.categories.iter().enumerate().map(|(index, count)| category(&listing, selection, index, count)).collect(),
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

fn category(listing: &Listing<'_>, selection: &Selection, index: usize, count: &CategoryCount) -> CategoryReport {
    let (programme, category) = (listing.rules(), &listing.rules().categories[index]);
    let mut listed = listing.everybody(index, count);
    if let Some(only) = selection.competitor.as_deref() {
        listed.retain(|one| listing.is_called(one, only));
    }
    let found = listed.len();
    if !selection.all && selection.competitor.is_none() {
        listed.retain(|one| one.verdict != Verdict::No);
    }
    let person = |listed: &Listed| {
        let mut person = listing.person(index, listed);
        person.rules = listing.reasons(index, listed);
        person
    };
    CategoryReport {
        category: category.id.to_string(),
        title: category.title.clone(),
        tier: category.tier.map(|tier| programme.tiers[tier].id.clone()),
        quota: category.quota.or_else(|| programme.tiers[category.tier?].quota),
        has_quota: programme.has_quota(category),
        ratio: category.ratio,
        yes: count.yes,
        unknown: count.unknown,
        no: count.no,
        inside: count.inside,
        waiting: count.waiting,
        shares: programme.watch.iter().zip(&count.shares).map(share).collect(),
        grants: grants(&category.grants),
        evidence: category.evidence.clone(),
        left_out: found - listed.len(),
        rules: listing.rule_lines(index),
        people: listed.iter().map(person).collect(),
    }
}

fn share((watch, share): (&Watch, &Share)) -> ShareLine {
    ShareLine {
        watch: watch.id.clone(),
        title: watch.title.clone(),
        yes: share.yes,
        no: share.no,
        unknown: share.unknown,
        per_cent: share.per_cent().map(|share| share.to_string()),
        at_least: watch.at_least.map(|share| share.to_string()),
    }
}

const fn rung(rung: Rung) -> RungLine {
    RungLine { from: if let Some(from) = rung.from { Some(from.word()) } else { None }, to: rung.to.word() }
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
        promotion: grants.promotion.iter().copied().map(rung).collect(),
        certificate: Some(grants.certificate.clone()).filter(|certificate| !certificate.is_empty()),
        training: grants.training.clone(),
        posts: grants.posts.clone(),
        recommended_for: ids(&grants.recommended_for),
    }
}
