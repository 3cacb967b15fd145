//! Everybody judged by every rule of every programme. Verdicts are kept, one byte each; reasons are worked out again when asked for.

use rustc_hash::FxHashMap;

use super::{
    Candidate, Contest, Fact, Programme, Promotion, Rule, Verdict, fact,
    judge::{Case, judge},
    promotion,
};

pub struct Assessment<'a> {
    pub contest: &'a Contest,
    pub candidates: &'a [Candidate],
    pub programmes: &'a [Programme],
    /// Per candidate one for each rule, in the order of programmes, categories and rules.
    verdicts: Vec<Verdict>,
    /// Per programme and category where its rules begin.
    begins: Vec<Vec<usize>>,
    rules: usize,
    /// Per candidate the number of the person, from 0.
    persons: Vec<usize>,
}

impl<'a> Assessment<'a> {
    #[must_use]
    pub fn new(contest: &'a Contest, candidates: &'a [Candidate], programmes: &'a [Programme]) -> Self {
        let mut rules = 0;
        let mut begin = |count: usize| {
            rules += count;
            rules - count
        };
        let begins =
            programmes.iter().map(|programme| programme.categories.iter().map(|category| begin(category.rules.len())).collect()).collect();
        let all: Vec<&Rule> = programmes.iter().flat_map(|programme| &programme.categories).flat_map(|category| &category.rules).collect();
        let mut verdicts = Vec::with_capacity(rules * candidates.len());
        for candidate in candidates {
            let case = Case::new(contest, candidate);
            verdicts.extend(all.iter().map(|rule| judge(&rule.condition, &case)));
        }
        Self { contest, candidates, programmes, verdicts, begins, rules, persons: persons(candidates) }
    }

    /// The same for every result of one person; below the number of candidates.
    pub(super) fn person(&self, candidate: usize) -> usize {
        self.persons[candidate]
    }

    /// Each rule of a category with its verdict. Everything is an index.
    pub fn rulings(&self, candidate: usize, programme: usize, category: usize) -> impl Iterator<Item = (&'a Rule, Verdict)> {
        let rules = &self.programmes[programme].categories[category].rules;
        let from = candidate * self.rules + self.begins[programme][category];
        rules.iter().zip(self.verdicts[from..from + rules.len()].iter().copied())
    }

    /// All rules together.
    #[must_use]
    pub fn overall(&self, candidate: usize, programme: usize, category: usize) -> Verdict {
        Verdict::all(self.rulings(candidate, programme, category).map(|(_, verdict)| verdict))
    }

    /// What the verdict of a rule rests on.
    #[must_use]
    pub fn facts(&self, candidate: usize, rule: &Rule) -> Vec<Fact> {
        fact::facts(&rule.condition, &Case::new(self.contest, &self.candidates[candidate]))
    }

    /// `None` where the category promotes nobody.
    #[must_use]
    pub fn promotion(&self, candidate: usize, programme: usize, category: usize) -> Option<Promotion> {
        let grants = &self.programmes[programme].categories[category].grants;
        promotion(&grants.promotion, self.candidates[candidate].facts.level)
    }
}

fn persons(candidates: &[Candidate]) -> Vec<usize> {
    let mut numbers: FxHashMap<&str, usize> = FxHashMap::default();
    candidates
        .iter()
        .map(|candidate| {
            let next = numbers.len();
            *numbers.entry(&candidate.person).or_insert(next)
        })
        .collect()
}
