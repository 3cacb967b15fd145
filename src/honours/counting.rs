//! Counted against quotas: who would be inside, who waits, and the shares that the policy watches.

use std::cmp::Ordering;

use rustc_hash::FxHashMap;

use super::{
    Assessment, Candidate, OrderKey, Place, Programme, Verdict,
    judge::{Case, judge},
};
use crate::decimal::Decimal;

/// Where somebody who qualifies stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Seat {
    Inside,
    /// Equals for whom there are too few seats left: somebody decides.
    Border,
    Waits,
    /// One category per person: counted in that one.
    CountedIn(usize),
    /// The same person is counted with another result.
    AnotherResult(usize),
}

impl Seat {
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Inside => "inside",
            Self::Border => "border",
            Self::Waits => "waits",
            Self::CountedIn(_) => "counted-elsewhere",
            Self::AnotherResult(_) => "another-result",
        }
    }
}

/// People, not results.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct CategoryCount {
    pub yes: usize,
    pub unknown: usize,
    pub no: usize,
    pub inside: usize,
    pub waiting: usize,
    /// Candidates with a yes, in the category's order.
    pub seats: Vec<(usize, Seat)>,
    /// One per watched share, over those who are counted here.
    pub shares: Vec<Share>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Share {
    pub yes: usize,
    pub no: usize,
    pub unknown: usize,
}

impl Share {
    /// Of those who are known, in per cent.
    #[must_use]
    pub fn per_cent(&self) -> Option<Decimal> {
        Decimal::ratio(i128::try_from(self.yes).ok()? * 100, i128::try_from(self.yes + self.no).ok()?, 2)
    }
}

/// What a recommending body has, per category.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BodyCount {
    /// Index into the programme's bodies; `None`: nobody says who recommends.
    pub body: Option<usize>,
    pub counted: Vec<usize>,
    /// What the ratio gives each category of as many.
    pub by_ratio: Vec<Option<Decimal>>,
}

impl BodyCount {
    #[must_use]
    pub fn total(&self) -> usize {
        self.counted.iter().sum()
    }

    /// More than the body may recommend a year.
    #[must_use]
    pub fn is_over_quota(&self, rules: &Programme) -> bool {
        let quota = self.body.and_then(|body| rules.bodies[body].quota);
        quota.is_some_and(|quota| self.total() > quota as usize)
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Counting {
    pub categories: Vec<CategoryCount>,
    pub bodies: Vec<BodyCount>,
}

impl Counting {
    /// Of one programme, by index.
    #[must_use]
    pub fn new(assessment: &Assessment<'_>, programme: usize) -> Self {
        let rules = &assessment.programmes[programme];
        let mut categories: Vec<CategoryCount> =
            (0..rules.categories.len()).map(|category| qualified(assessment, programme, category)).collect();
        count_once(assessment, rules, &mut categories);
        seat(assessment, rules, &mut categories);
        for count in &mut categories {
            count.shares = rules.watch.iter().map(|watch| share(assessment, count, &watch.condition)).collect();
        }
        let bodies = bodies(assessment.candidates, rules, &categories);
        Self { categories, bodies }
    }
}

/// Each person with the best result; the others point to it.
fn qualified(assessment: &Assessment<'_>, programme: usize, category: usize) -> CategoryCount {
    let keys = &assessment.programmes[programme].categories[category].order;
    let everybody = 0..assessment.candidates.len();
    let verdicts: Vec<Verdict> = everybody.clone().map(|candidate| assessment.overall(candidate, programme, category)).collect();
    // By person: the candidate with the best result.
    let mut best: Vec<Option<usize>> = vec![None; everybody.len()];
    for candidate in everybody {
        let best = &mut best[assessment.person(candidate)];
        let is_better = |than: usize| {
            let by_verdict = verdicts[candidate].cmp(&verdicts[than]);
            by_verdict.then_with(|| order(assessment, keys, than, candidate)) == Ordering::Greater
        };
        if best.is_none_or(is_better) {
            *best = Some(candidate);
        }
    }
    let mut count = CategoryCount::default();
    for candidate in best.iter().flatten() {
        match verdicts[*candidate] {
            Verdict::Yes => count.yes += 1,
            Verdict::Unknown => count.unknown += 1,
            Verdict::No => count.no += 1,
        }
    }
    let yes = (0..verdicts.len()).filter(|&candidate| verdicts[candidate] == Verdict::Yes);
    let seat = |candidate: usize| match best[assessment.person(candidate)] {
        Some(counted) if counted != candidate => Seat::AnotherResult(counted),
        _ => Seat::Waits,
    };
    count.seats = yes.map(|candidate| (candidate, seat(candidate))).collect();
    count.seats.sort_by(|(one, _), (other, _)| order(assessment, keys, *one, *other));
    count
}

/// The first of exclusive categories takes a person.
fn count_once(assessment: &Assessment<'_>, rules: &Programme, counts: &mut [CategoryCount]) {
    for exclusive in &rules.exclusive {
        let mut taken: FxHashMap<usize, usize> = FxHashMap::default();
        for &category in &exclusive.categories {
            for (candidate, seat) in counts[category].seats.iter_mut().filter(|(_, seat)| *seat == Seat::Waits) {
                let first = *taken.entry(assessment.person(*candidate)).or_insert(category);
                if first != category {
                    *seat = Seat::CountedIn(first);
                }
            }
        }
    }
}

/// Seats go by the category's order until a quota is full: its own, its tier's, the programme's.
fn seat(assessment: &Assessment<'_>, rules: &Programme, counts: &mut [CategoryCount]) {
    let as_count = |quota: Option<u32>| quota.map_or(usize::MAX, |quota| quota as usize);
    let mut left = as_count(rules.quota);
    let mut left_in_tier: Vec<usize> = rules.tiers.iter().map(|tier| as_count(tier.quota)).collect();
    for (category, count) in rules.categories.iter().zip(counts) {
        let in_tier = category.tier.map_or(usize::MAX, |tier| left_in_tier[tier]);
        let seats = as_count(category.quota).min(in_tier).min(left);
        let (mut inside, mut is_full) = (0, false);
        let mut waiting: Vec<&mut (usize, Seat)> = count.seats.iter_mut().filter(|(_, seat)| *seat == Seat::Waits).collect();
        for equals in waiting.chunk_by_mut(|one, other| order(assessment, &category.order, one.0, other.0) == Ordering::Equal) {
            let fits = !is_full && inside + equals.len() <= seats;
            let seat = match (fits, is_full || inside == seats) {
                (true, _) => Seat::Inside,
                (false, false) => Seat::Border,
                (false, true) => Seat::Waits,
            };
            inside += if fits { equals.len() } else { 0 };
            is_full |= !fits;
            for (_, own) in equals.iter_mut() {
                *own = seat;
            }
        }
        count.inside = inside;
        count.waiting = count.seats.iter().filter(|(_, seat)| matches!(seat, Seat::Waits | Seat::Border)).count();
        left = left.saturating_sub(inside);
        if let Some(tier) = category.tier {
            left_in_tier[tier] = left_in_tier[tier].saturating_sub(inside);
        }
    }
}

/// Who comes first. Places and totals of several skills are set side by side as they are.
fn order(assessment: &Assessment<'_>, keys: &[OrderKey], one: usize, other: usize) -> Ordering {
    let of = |candidate: usize| {
        let candidate = &assessment.candidates[candidate];
        (&assessment.contest.entries[candidate.entry], &candidate.facts)
    };
    let ((one, one_facts), (other, other_facts)) = (of(one), of(other));
    let place = |place: Place| if let Place::At(place) = place { place } else { u32::MAX };
    let by = |key: &OrderKey| match key {
        OrderKey::Place => place(one.place).cmp(&place(other.place)),
        OrderKey::Total => other.total.cmp(&one.total),
        OrderKey::FrontLineYears => other_facts.front_line_years.cmp(&one_facts.front_line_years),
    };
    keys.iter().map(by).find(|order| *order != Ordering::Equal).unwrap_or(Ordering::Equal)
}

/// Those who take up a seat or wait for one here.
fn counted(count: &CategoryCount) -> impl Iterator<Item = usize> {
    count.seats.iter().filter(|(_, seat)| matches!(seat, Seat::Inside | Seat::Border | Seat::Waits)).map(|(candidate, _)| *candidate)
}

fn share(assessment: &Assessment<'_>, count: &CategoryCount, condition: &super::Condition) -> Share {
    let mut share = Share::default();
    for candidate in counted(count) {
        match judge(condition, &Case::new(assessment.contest, &assessment.candidates[candidate])) {
            Verdict::Yes => share.yes += 1,
            Verdict::No => share.no += 1,
            Verdict::Unknown => share.unknown += 1,
        }
    }
    share
}

fn bodies(candidates: &[Candidate], rules: &Programme, counts: &[CategoryCount]) -> Vec<BodyCount> {
    if rules.bodies.is_empty() {
        return Vec::new();
    }
    let body_of = |candidate: usize| {
        let channel = candidates[candidate].facts.channel.as_deref();
        channel.and_then(|channel| rules.bodies.iter().position(|body| body.id == channel))
    };
    let rows = (0..rules.bodies.len()).map(Some).chain([None]).map(|body| {
        let of = |count: &CategoryCount| counted(count).filter(|&candidate| body_of(candidate) == body).count();
        let counted: Vec<usize> = counts.iter().map(of).collect();
        BodyCount { body, by_ratio: by_ratio(rules, counted.iter().sum()), counted }
    });
    rows.filter(|row| row.body.is_some() || row.total() > 0).collect()
}

fn by_ratio(rules: &Programme, total: usize) -> Vec<Option<Decimal>> {
    let whole: u32 = rules.categories.iter().filter_map(|category| category.ratio).sum();
    let part = |ratio: u32| Decimal::ratio(i128::try_from(total).ok()? * i128::from(ratio), i128::from(whole), 2);
    rules.categories.iter().map(|category| category.ratio.and_then(part)).collect()
}
