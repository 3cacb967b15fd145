//! The many-facet Rasch model, by joint maximum likelihood.

mod assemble;
mod categories;
mod extremes;
mod fit;
mod measures;
mod model;
mod solve;
mod subsets;
#[cfg(test)]
mod tests;

pub use categories::{CATEGORIES_MAX_COUNT, Category, ScaleGroup};
pub use fit::Fit;
pub use measures::Separation;
pub use solve::{Convergence, ITERATIONS_MAX_COUNT, MARGIN_TOLERANCE};

use super::{FairnessFault, Ratings};
use categories::Coding;
use extremes::{KEPT, Sifted};
use model::Model;
use subsets::triple;

pub const RASCH_METHOD: &str = "many-facet-rasch/1";

/// Joint estimates are a little too far apart, because every competitor brings a parameter of their own.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub enum BiasCorrection {
    /// Estimates as they come.
    #[default]
    None,
    /// Measures, thresholds and their errors times (L − 1) ÷ L, L the smallest of the facets' mean numbers of ratings per element
    /// (Wright and Douglas 1977); fit is computed before. With L below 2 nothing is corrected.
    Length,
}

impl BiasCorrection {
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::None => "none",
            Self::Length => "length",
        }
    }
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct RaschOptions {
    pub bias: BiasCorrection,
    /// How far inside an extreme sum of categories an extreme element is put, in categories.
    pub extreme_adjustment: f64,
}

impl Default for RaschOptions {
    fn default() -> Self {
        Self { bias: BiasCorrection::None, extreme_adjustment: 0.3 }
    }
}

/// A competitor's ability, an aspect's difficulty, or an expert's severity, in logits.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Element {
    pub measure: f64,
    /// 1 ÷ √information, the other parameters taken as known.
    pub error: f64,
    /// Ratings it was estimated from.
    pub ratings: u32,
    /// Always the lowest or always the highest category: `measure` is the stated adjustment's, and there is no fit.
    pub extreme: bool,
    pub fit: Option<Fit>,
}

/// Measures by index; `None`: no rating that says anything. Those of one subset sum to zero, except the competitors' where every
/// facet is one subset: then they are relative to aspects and experts. Two subsets of a facet cannot be compared.
#[derive(Debug, Clone)]
pub struct Rasch {
    pub competitors: Vec<Option<Element>>,
    pub aspects: Vec<Option<Element>>,
    pub experts: Vec<Option<Element>>,
    pub competitor_subsets: Vec<Vec<u32>>,
    pub aspect_subsets: Vec<Vec<u32>>,
    pub expert_subsets: Vec<Vec<u32>>,
    pub scales: Vec<ScaleGroup>,
    /// Per rating, in the order of [`Ratings::list`]: residual ÷ its standard deviation; `None` for those not estimated from.
    pub residuals: Vec<Option<f64>>,
    /// Per rating the score that an expert of average severity among those comparable would be expected to give.
    pub fair_scores: Vec<Option<f64>>,
    pub convergence: Convergence,
    pub options: RaschOptions,
    pub bias_factor: f64,
    pub competitor_separation: Result<Separation, FairnessFault>,
    pub aspect_separation: Result<Separation, FairnessFault>,
    pub expert_separation: Result<Separation, FairnessFault>,
}

/// Estimates all facets at once. `progress` hears the number of each iteration and the largest residual margin before it.
///
/// # Errors
/// Without scores, with one expert, with equal or only extreme scores, and where no finite maximum exists or is reached.
pub fn rasch(ratings: &Ratings, options: RaschOptions, progress: &mut dyn FnMut(u32, f64)) -> Result<Rasch, FairnessFault> {
    match ratings.active_experts().len() {
        0 => return Err(FairnessFault::NoScores),
        1 => return Err(FairnessFault::OneExpert),
        _ => {}
    }
    if ratings.list().windows(2).all(|pair| pair[0].value == pair[1].value) {
        return Err(FairnessFault::AllEqual);
    }
    let coding = Coding::of(ratings);
    let sifted = extremes::sift(ratings, &coding);
    if !sifted.left_at.contains(&KEPT) {
        return Err(FairnessFault::AllExtreme);
    }
    let (model, starts) = build(ratings, &coding, &sifted);
    let mut at = starting_point(&model);
    let convergence = solve::maximise(&model, &mut at, progress)?;
    let estimated = assemble::Estimated { ratings, coding: &coding, sifted: &sifted, model: &model, starts, at: &at };
    Ok(estimated.assembled(convergence, options))
}

/// The first place of each facet's parameters, and the end of the last.
type Starts = [usize; 4];

fn build(ratings: &Ratings, coding: &Coding, sifted: &Sifted) -> (Model, Starts) {
    let (aspects, experts) = (ratings.competitors(), ratings.competitors() + ratings.aspects().len());
    let starts = [0, aspects, experts, experts + ratings.experts()];
    let mut parameters = starts[3];
    let thresholds = (0_u32..).zip(&coding.scales).map(|(scale, _)| {
        let count = sifted.observed.top(scale);
        parameters += count;
        (parameters - count, count)
    });
    let thresholds = thresholds.collect();
    let mut model = Model { places: Vec::new(), categories: Vec::new(), scales: Vec::new(), thresholds, parameters };
    for ((rating, &step), _) in ratings.list().iter().zip(&coding.steps).zip(&sifted.left_at).filter(|(_, left)| **left == KEPT) {
        let scale = coding.scale_of[rating.aspect as usize];
        let elements = triple(rating);
        model.places.push(std::array::from_fn(|facet| elements[facet] + u32::try_from(starts[facet]).unwrap_or(u32::MAX)));
        model.categories.push(sifted.observed.category(scale, step));
        model.scales.push(scale);
    }
    (model, starts)
}

/// Everything at zero but the thresholds, which start where they would be if all else were.
fn starting_point(model: &Model) -> Vec<f64> {
    let mut counts = vec![[0_u32; CATEGORIES_MAX_COUNT]; model.thresholds.len()];
    model.categories.iter().zip(&model.scales).for_each(|(&category, &scale)| counts[scale as usize][usize::from(category)] += 1);
    let mut at = vec![0.0; model.parameters];
    for (&(first, count), counts) in model.thresholds.iter().zip(&counts) {
        let below_to_above = |k: usize| (f64::from(counts[k]) / f64::from(counts[k + 1].max(1))).max(f64::MIN_POSITIVE).ln();
        (0..count).for_each(|k| at[first + k] = below_to_above(k));
    }
    at
}
