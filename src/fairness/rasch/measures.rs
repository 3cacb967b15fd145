//! From raw parameters to what is reported: extreme elements, centres, separation.

use super::{
    super::{FairnessFault, Ratings, blocks},
    Element,
    categories::{CATEGORIES_MAX_COUNT, Coding},
    extremes::Sifted,
    model::{Curve, Weights},
    subsets::{subsets, triple},
};

/// The raw measures of the three facets; `None` where nothing could be estimated.
pub(super) type Raw = [Vec<Option<f64>>; 3];

/// The sign of a facet's part in B − D − C.
pub(super) const SIGN: [f64; 3] = [1.0, -1.0, -1.0];

/// Where the sum of expected categories is looked for, in logits on either side.
const SEARCH_LOGITS: f64 = 200.0;

/// Estimates the extreme elements, the last removed first, from the ratings that were still there when they left: the measure at which
/// the expected sum of categories lies `adjustment` inside the extreme one. Answers per facet the elements' standard errors.
pub(super) fn estimate_extremes(
    ratings: &Ratings,
    coding: &Coding,
    sifted: &Sifted,
    curves: &[Curve],
    raw: &mut Raw,
    adjustment: f64,
) -> [Vec<(u32, f64, u32)>; 3] {
    let mut errors = [Vec::new(), Vec::new(), Vec::new()];
    for (turn, removal) in sifted.removals.iter().enumerate().rev() {
        let mut own: Vec<Vec<(f64, u32)>> = vec![Vec::new(); raw[removal.facet].len()];
        for (rating, _) in ratings.list().iter().zip(&sifted.left_at).filter(|(_, left)| **left as usize == turn) {
            let elements = triple(rating);
            let scale = coding.scale_of[rating.aspect as usize];
            let others =
                (0..3).filter(|facet| *facet != removal.facet).map(|facet| Some(SIGN[facet] * raw[facet][elements[facet] as usize]?));
            if let Some(offset) = others.sum::<Option<f64>>().filter(|_| curves[scale as usize].top > 0) {
                own[elements[removal.facet] as usize].push((offset, scale));
            }
        }
        for &(element, top) in &removal.elements {
            let terms = &own[element as usize];
            if let Some((level, error)) = level(terms, curves, top, adjustment) {
                raw[removal.facet][element as usize] = Some(SIGN[removal.facet] * level);
                errors[removal.facet].push((element, error, u32::try_from(terms.len()).unwrap_or(u32::MAX)));
            }
        }
    }
    errors
}

/// By bisection, because the expected sum rises everywhere and may be flat at the ends.
fn level(terms: &[(f64, u32)], curves: &[Curve], top: bool, adjustment: f64) -> Option<(f64, f64)> {
    let most: f64 = terms.iter().map(|(_, scale)| curves[*scale as usize].top as f64).sum();
    let wanted = if top { most - adjustment } else { adjustment };
    let mut p: Weights = [0.0; CATEGORIES_MAX_COUNT];
    let mut sums = |at: f64| {
        terms.iter().fold((0.0, 0.0), |(mean, variance), &(offset, scale)| {
            let curve = &curves[scale as usize];
            curve.probabilities(at + offset, &mut p);
            let moments = curve.moments(&p);
            (mean + moments.0, variance + moments.1)
        })
    };
    let (mut low, mut high) = (-SEARCH_LOGITS, SEARCH_LOGITS);
    for _ in 0..80 {
        let middle = f64::midpoint(low, high);
        if sums(middle).0 < wanted { low = middle } else { high = middle }
    }
    let (at, variance) = (f64::midpoint(low, high), sums(f64::midpoint(low, high)).1);
    (!terms.is_empty() && variance > 0.0).then(|| (at, 1.0 / variance.sqrt()))
}

/// For each facet its subsets of comparable elements, with every element that has a measure in one of them. What the estimated
/// ratings connect counts; an extreme element joins the one subset its ratings lead to, else it stands alone.
pub(super) fn comparable(ratings: &Ratings, sifted: &Sifted, raw: &Raw) -> [Vec<Vec<u32>>; 3] {
    let sizes = [ratings.competitors(), ratings.aspects().len(), ratings.experts()];
    let used = ratings.list().iter().zip(&sifted.left_at);
    let of_estimated = subsets(sizes, used.clone().filter(|(_, left)| **left == super::extremes::KEPT).map(|(rating, _)| triple(rating)));
    if sifted.removals.is_empty() {
        return of_estimated;
    }
    let measured = |rating| triple(rating).iter().zip(raw).all(|(&index, facet)| facet[index as usize].is_some());
    let of_all = subsets(sizes, used.filter(|(rating, _)| measured(rating)).map(|(rating, _)| triple(rating)));
    std::array::from_fn(|facet| with_extremes(&of_estimated[facet], &of_all[facet], sizes[facet]))
}

fn with_extremes(estimated: &[Vec<u32>], all: &[Vec<u32>], size: usize) -> Vec<Vec<u32>> {
    let known = blocks::block_of(estimated, size);
    let mut estimated = estimated.to_vec();
    for members in all {
        let mut homes: Vec<usize> = members.iter().filter_map(|&member| known[member as usize]).collect();
        homes.sort_unstable();
        homes.dedup();
        for &member in members.iter().filter(|member| known[**member as usize].is_none()) {
            if let [home] = homes[..] { estimated[home].push(member) } else { estimated.push(vec![member]) }
        }
    }
    for subset in &mut estimated {
        subset.sort_unstable();
    }
    estimated.sort_unstable();
    estimated
}

/// Moves the measures of each subset so that they sum to zero; answers the means taken off.
pub(super) fn centre(measures: &mut [Option<f64>], subsets: &[Vec<u32>]) -> Vec<f64> {
    let means = subsets.iter().map(|subset| {
        let known: Vec<f64> = subset.iter().filter_map(|&index| measures[index as usize]).collect();
        let mean = known.iter().sum::<f64>() / known.len().max(1) as f64;
        for &index in subset {
            measures[index as usize].iter_mut().for_each(|measure| *measure -= mean);
        }
        mean
    });
    means.collect()
}

/// How well a facet's elements are told apart (Wright and Masters 1982, p. 92; extreme elements left out).
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Separation {
    pub elements: usize,
    /// Sample standard deviation of the measures.
    pub sd: f64,
    /// Root mean square of their standard errors.
    pub rmse: f64,
    /// √(sd² − rmse²) ÷ rmse, 0 where errors explain all of the spread.
    pub separation: f64,
    /// (sd² − rmse²) ÷ sd², 0 to 1.
    pub reliability: f64,
}

/// # Errors
/// When the facet is not one subset, or fewer than two elements have a measure.
pub(super) fn separation(elements: &[Option<Element>], subsets: usize) -> Result<Separation, FairnessFault> {
    if subsets > 1 {
        return Err(FairnessFault::Disconnected(subsets));
    }
    let estimated: Vec<&Element> = elements.iter().flatten().filter(|element| !element.extreme).collect();
    if estimated.len() < 2 {
        return Err(FairnessFault::NoDegreesOfFreedom);
    }
    let count = estimated.len() as f64;
    let mean = estimated.iter().map(|element| element.measure).sum::<f64>() / count;
    let variance = estimated.iter().map(|element| (element.measure - mean).powi(2)).sum::<f64>() / (count - 1.0);
    let error = estimated.iter().map(|element| element.error * element.error).sum::<f64>() / count;
    let true_variance = (variance - error).max(0.0);
    let reliability = if variance > 0.0 { true_variance / variance } else { 0.0 };
    Ok(Separation {
        elements: estimated.len(),
        sd: variance.sqrt(),
        rmse: error.sqrt(),
        separation: (true_variance / error).sqrt(),
        reliability,
    })
}
