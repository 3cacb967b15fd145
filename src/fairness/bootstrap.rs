//! How sure are the ranks: what other scores from the same panels could have made of them.

use rand_chacha::{
    ChaCha8Rng,
    rand_core::{RngCore, SeedableRng},
};

use crate::{
    competition::{AspectKind, Judgement, Skill},
    decimal::Decimal,
    scoring::{CellState, PANEL_MAX_EXPERTS, PanelOutcome, SkillTally, TotalFormula, Value, panel},
};

pub const BOOTSTRAP_METHOD: &str = "bootstrap-panel-scores/1";
/// Share of the replicates inside an interval.
pub const RANK_CONFIDENCE: f64 = 0.95;
/// Fewer replicates than asked for are made above so many drawn scores, or so many kept ranks, but never fewer than
/// [`REPLICATES_MIN_COUNT`].
pub const DRAWS_MAX_COUNT: usize = 50_000_000;
pub const KEPT_MAX_COUNT: usize = 10_000_000;
pub const REPLICATES_MIN_COUNT: u32 = 100;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BootstrapOptions {
    pub seed: u32,
    /// As many as memory and time allow, up to this.
    pub replicates: u32,
}

impl Default for BootstrapOptions {
    fn default() -> Self {
        Self { seed: 1, replicates: 1_000 }
    }
}

/// The middle 95 % of the replicates, ends included.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct RankInterval {
    pub rank: (u32, u32),
    pub total: (Decimal, Decimal),
}

#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RankConfidence {
    pub seed: u32,
    /// As many as were made.
    pub replicates: u32,
    /// Per competitor; `None` for whoever has no place.
    pub competitors: Vec<Option<RankInterval>>,
}

/// A mark whose panel did not agree.
struct OpenCell<'a> {
    rule: &'a Judgement,
    max_mark: Decimal,
    scores: Vec<Decimal>,
    /// The weighted parts of the total that the mark is in.
    parts: Vec<usize>,
}

/// One competitor's sums of the marks that no draw changes, and the others.
struct Entrant<'a> {
    fixed: Decimal,
    /// Per weighted part of the total.
    fixed_parts: Vec<Decimal>,
    cells: Vec<OpenCell<'a>>,
    group: Option<usize>,
}

/// Draws each panel's scores anew, with replacement and as many as there are, within each cell on its own; reduces them by the
/// skill's own rule; adds the measured marks; ranks the totals (equal ones share; tie keys and majorities are not asked). Replicate r takes stream
/// r of `ChaCha8` seeded with `seed`, so that the answer depends on nothing else. `progress` hears how many are done.
///
/// Drawing within cells treats a severe expert's low scores as if each cell met its own experts, so intervals are on the wide side
/// where severities differ; drawing k of k scores makes them narrower by √((k − 1) ÷ k).
#[must_use]
pub fn rank_confidence(skill: &Skill, tally: &SkillTally, options: BootstrapOptions, progress: &mut dyn FnMut(u32, u32)) -> RankConfidence {
    let entrants: Vec<Option<Entrant<'_>>> = (0..tally.competitors()).map(|competitor| entrant(skill, tally, competitor)).collect();
    let formula = TotalFormula::of(skill);
    let replicates = affordable(&entrants, options.replicates);
    let present: Vec<usize> = (0..entrants.len()).filter(|&index| entrants[index].is_some()).collect();
    let mut totals = vec![Vec::with_capacity(replicates as usize); entrants.len()];
    let mut ranks = vec![Vec::with_capacity(replicates as usize); entrants.len()];
    for replicate in 0..replicates {
        progress(replicate, replicates);
        let mut random = ChaCha8Rng::seed_from_u64(u64::from(options.seed));
        random.set_stream(u64::from(replicate));
        let mut order: Vec<(Decimal, usize)> =
            present.iter().filter_map(|&index| Some((entrants[index].as_ref()?.drawn(&formula, &mut random), index))).collect();
        order.sort_unstable_by(|a, b| b.cmp(a));
        let mut place = 0_u32;
        for equal in order.chunk_by(|a, b| a.0 == b.0) {
            for &(total, index) in equal {
                totals[index].push(total);
                ranks[index].push(place + 1);
            }
            place += u32::try_from(equal.len()).unwrap_or(u32::MAX);
        }
    }
    let interval = |index: usize| {
        entrants[index].as_ref()?;
        Some(RankInterval { rank: middle(&mut ranks[index].clone())?, total: middle(&mut totals[index].clone())? })
    };
    RankConfidence { seed: options.seed, replicates, competitors: (0..entrants.len()).map(interval).collect() }
}

fn entrant<'a>(skill: &'a Skill, tally: &SkillTally, competitor: usize) -> Option<Entrant<'a>> {
    let sums = tally.sums(competitor);
    let weighted = &skill.rules.total.parts;
    let fixed_parts = sums.parts.iter().take(weighted.len()).map(|part| part.sum).collect();
    let mut entrant = Entrant { fixed: sums.sum, fixed_parts, cells: Vec::new(), group: skill.competitors[competitor].group };
    for (index, aspect) in skill.scheme.aspects.iter().enumerate() {
        let CellState::Done(mark) = tally.state(competitor, index) else { continue };
        let AspectKind::Judgement(rule) = &aspect.kind else { continue };
        let number = |value| if let Value::Number(number) = value { Some(number) } else { None };
        let scores: Vec<Decimal> = tally.scores(competitor, index).filter_map(|score| number(score.value)).collect();
        if scores.windows(2).any(|pair| pair[0] != pair[1]) {
            let parts: Vec<usize> = (0..weighted.len()).filter(|&part| weighted[part].aspects.contains(&index)).collect();
            entrant.fixed -= mark;
            for &part in &parts {
                entrant.fixed_parts[part] -= mark;
            }
            entrant.cells.push(OpenCell { rule, max_mark: aspect.max_mark, scores, parts });
        }
    }
    sums.is_placed().then_some(entrant)
}

fn affordable(entrants: &[Option<Entrant<'_>>], wanted: u32) -> u32 {
    let draws: usize = entrants.iter().flatten().flat_map(|entrant| &entrant.cells).map(|cell| cell.scores.len()).sum();
    let most = (DRAWS_MAX_COUNT / draws.max(1)).min(KEPT_MAX_COUNT / entrants.len().max(1));
    wanted.min(u32::try_from(most).unwrap_or(u32::MAX).max(REPLICATES_MIN_COUNT))
}

impl Entrant<'_> {
    fn drawn(&self, formula: &TotalFormula, random: &mut ChaCha8Rng) -> Decimal {
        let mut drawn = [Decimal::ZERO; PANEL_MAX_EXPERTS as usize];
        let (mut sum, mut parts) = (self.fixed, self.fixed_parts.clone());
        for cell in &self.cells {
            let drawn = &mut drawn[..cell.scores.len()];
            drawn.fill_with(|| cell.scores[below(random, cell.scores.len())]);
            // As many scores as made a mark, no further apart than those: they always make one.
            if let PanelOutcome::Mark(mark) = panel::outcome(cell.rule, cell.max_mark, drawn) {
                sum += mark;
                for &part in &cell.parts {
                    parts[part] += mark;
                }
            }
        }
        formula.total(sum, parts, self.group).unwrap_or(sum)
    }
}

/// From 0 to below `limit`, which is a panel's size.
fn below(random: &mut ChaCha8Rng, limit: usize) -> usize {
    usize::try_from((u64::from(random.next_u32()) * limit as u64) >> 32).unwrap_or(0)
}

/// The values between which the middle share lies, by nearest rank.
#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss)] // between 0 and the number of values
fn middle<T: Ord + Copy>(values: &mut [T]) -> Option<(T, T)> {
    values.sort_unstable();
    let cut = (values.len() as f64 * (1.0 - RANK_CONFIDENCE) / 2.0).floor() as usize;
    Some((*values.get(cut)?, *values.get(values.len().checked_sub(cut + 1)?)?))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_leaves_the_same_share_on_both_sides() {
        let mut thousand: Vec<u32> = (1..=1_000).rev().collect();
        assert_eq!(middle(&mut thousand), Some((26, 975)));
        assert_eq!(middle(&mut [7]), Some((7, 7)));
        assert_eq!(middle::<u32>(&mut []), None);
    }

    #[test]
    fn draws_reach_every_score_and_no_further() {
        let mut random = ChaCha8Rng::seed_from_u64(1);
        let mut seen = [0; 3];
        (0..3_000).for_each(|_| seen[below(&mut random, 3)] += 1);
        assert!(seen.iter().all(|count| (900..1_100).contains(count)), "{seen:?}");
    }
}
