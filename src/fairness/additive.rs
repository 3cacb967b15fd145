//! The additive effect of each expert: score = unit + expert + error, by least squares.

use nalgebra::{Cholesky, DMatrix, DVector, Dyn};

use super::{FairnessFault, Rating, Ratings, blocks, conjugate, expert_blocks};

pub const ADDITIVE_METHOD: &str = "additive-effect/1";
/// Up to so many experts the normal equations are factorised, which also gives standard errors; above, they are solved by
/// conjugate gradients.
pub const DIRECT_MAX_EXPERTS: usize = 1_000;
const CONJUGATE_TOLERANCE: f64 = 1e-13;
const CONJUGATE_MAX_STEPS: u32 = 20_000;

/// Effects in units of the score; positive: higher marks than the others of the same block give.
#[derive(Debug, Clone)]
pub struct Additive {
    /// Per expert, summing to zero within each block. `None`: no score, or nobody in the block to compare with.
    pub effects: Vec<Option<f64>>,
    /// Per expert; `None` also without degrees of freedom, and above [`DIRECT_MAX_EXPERTS`].
    pub errors: Vec<Option<f64>>,
    /// Effects of one block can be compared, effects of two cannot.
    pub blocks: Vec<Vec<u32>>,
    /// Per rating, in the order of [`Ratings::list`]: score − unit − expert.
    pub residuals: Vec<f64>,
    /// Scores − units − experts + blocks.
    pub degrees_of_freedom: usize,
    /// √(sum of squared residuals ÷ degrees of freedom).
    pub residual_sd: Option<f64>,
}

impl Additive {
    #[must_use]
    pub const fn is_connected(&self) -> bool {
        self.blocks.len() <= 1
    }
}

/// Least squares of `y(u, e) = unit(u) + effect(e)`. The units are eliminated (each is the mean of its scores less their experts'
/// effects), which leaves the experts' Laplacian `L = Σ over units of (I − 11ᵀ/k)`, solved within each block under the condition that
/// effects sum to zero: Searle, *Linear Models* (1971), ch. 7. Standard errors are `s √(L⁺ₑₑ)`.
///
/// # Errors
/// Without scores, and with one expert only.
pub fn additive(ratings: &Ratings) -> Result<Additive, FairnessFault> {
    let experts = ratings.active_experts();
    match experts.len() {
        0 => return Err(FairnessFault::NoScores),
        1 => return Err(FairnessFault::OneExpert),
        _ => {}
    }
    let blocks = expert_blocks(ratings);
    let (effects, variances) = solve(ratings, &experts, &blocks);
    let block_of = blocks::block_of(&blocks, ratings.experts());
    let compared = |expert: usize| block_of[expert].is_some_and(|block| blocks[block].len() > 1);
    let residuals = residuals(ratings, &effects);
    let units = ratings.units().count();
    let degrees_of_freedom = (ratings.list().len() + blocks.len()).saturating_sub(units + experts.len());
    let squares = conjugate::dot(&residuals, &residuals);
    let residual_sd = (degrees_of_freedom > 0).then(|| (squares / degrees_of_freedom as f64).sqrt());
    let error = |expert: usize| Some(residual_sd? * variances.as_ref()?[expert].max(0.0).sqrt());
    Ok(Additive {
        errors: (0..ratings.experts()).map(|expert| error(expert).filter(|_| compared(expert))).collect(),
        effects: effects.iter().enumerate().map(|(expert, effect)| compared(expert).then_some(*effect)).collect(),
        blocks,
        residuals,
        degrees_of_freedom,
        residual_sd,
    })
}

/// Per expert the effect and, where it was computed, its variance in units of the error variance.
fn solve(ratings: &Ratings, experts: &[u32], blocks: &[Vec<u32>]) -> (Vec<f64>, Option<Vec<f64>>) {
    let right = right_side(ratings);
    if experts.len() <= DIRECT_MAX_EXPERTS
        && let Some((effects, variances)) = directly(ratings, experts, blocks, &right)
    {
        return (effects, Some(variances));
    }
    let mut diagonal = vec![0.0; ratings.experts()];
    for unit in ratings.units() {
        for rating in unit {
            diagonal[rating.expert as usize] += 1.0 - 1.0 / count(unit);
        }
    }
    let mut effects = vec![0.0; ratings.experts()];
    let laplacian = |v: &[f64], out: &mut [f64]| {
        out.fill(0.0);
        for unit in ratings.units() {
            let mean = unit.iter().map(|rating| v[rating.expert as usize]).sum::<f64>() / count(unit);
            for rating in unit {
                out[rating.expert as usize] += v[rating.expert as usize] - mean;
            }
        }
    };
    conjugate::solve(laplacian, &diagonal, &right, &mut effects, CONJUGATE_TOLERANCE, CONJUGATE_MAX_STEPS);
    for block in blocks {
        let mean = block.iter().map(|&expert| effects[expert as usize]).sum::<f64>() / block.len() as f64;
        for &expert in block {
            effects[expert as usize] -= mean;
        }
    }
    (effects, None)
}

/// Per expert the sum of scores, each less the mean of its unit.
fn right_side(ratings: &Ratings) -> Vec<f64> {
    let mut right = vec![0.0; ratings.experts()];
    for unit in ratings.units() {
        let mean = unit.iter().map(Rating::score).sum::<f64>() / count(unit);
        for rating in unit {
            right[rating.expert as usize] += rating.score() - mean;
        }
    }
    right
}

/// By Cholesky: `L + w J/n` in each block of n experts has the inverse `L⁺ + J/(w n)`, and its solutions sum to zero.
fn directly(ratings: &Ratings, experts: &[u32], blocks: &[Vec<u32>], right: &[f64]) -> Option<(Vec<f64>, Vec<f64>)> {
    let mut place = vec![0; ratings.experts()];
    experts.iter().enumerate().for_each(|(index, &expert)| place[expert as usize] = index);
    let mut matrix = DMatrix::<f64>::zeros(experts.len(), experts.len());
    for unit in ratings.units() {
        let share = 1.0 / count(unit);
        for a in unit {
            let a = place[a.expert as usize];
            matrix[(a, a)] += 1.0;
            for b in unit {
                matrix[(a, place[b.expert as usize])] -= share;
            }
        }
    }
    let weight = matrix.diagonal().max().max(1.0);
    for block in blocks {
        let each = weight / size(block);
        for &a in block {
            for &b in block {
                matrix[(place[a as usize], place[b as usize])] += each;
            }
        }
    }
    let factor: Cholesky<f64, Dyn> = Cholesky::new(matrix)?;
    let solution = factor.solve(&DVector::from_iterator(experts.len(), experts.iter().map(|&expert| right[expert as usize])));
    let inverse = factor.inverse();
    let (mut effects, mut variances) = (vec![0.0; ratings.experts()], vec![0.0; ratings.experts()]);
    for block in blocks {
        for &expert in block {
            let index = place[expert as usize];
            effects[expert as usize] = solution[index];
            variances[expert as usize] = inverse[(index, index)] - 1.0 / (weight * size(block));
        }
    }
    Some((effects, variances))
}

fn residuals(ratings: &Ratings, effects: &[f64]) -> Vec<f64> {
    let mut residuals = Vec::with_capacity(ratings.list().len());
    for unit in ratings.units() {
        let less_expert = |rating: &Rating| rating.score() - effects[rating.expert as usize];
        let level = unit.iter().map(less_expert).sum::<f64>() / count(unit);
        residuals.extend(unit.iter().map(|rating| less_expert(rating) - level));
    }
    residuals
}

const fn count(unit: &[Rating]) -> f64 {
    unit.len() as f64
}

const fn size(block: &[u32]) -> f64 {
    block.len() as f64
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::{near, table};

    fn effects(rows: &str) -> Vec<Option<f64>> {
        additive(&table(rows)).expect("two experts").effects
    }

    /// Each row is unit + expert without error, with gaps: the experts' part comes back exactly.
    #[test]
    fn exact_data_give_the_effects_back() {
        for (rows, expected) in [
            ("11 10 9\n21 20 19\n31 30 29", vec![Some(1.0), Some(0.0), Some(-1.0)]),
            ("11 10 .\n. 20 19\n31 . 29", vec![Some(1.0), Some(0.0), Some(-1.0)]),
            ("11 10 . .\n. . 5 9", vec![Some(0.5), Some(-0.5), Some(-2.0), Some(2.0)]),
            ("7 7 7\n3 3 3", vec![Some(0.0); 3]),
            ("11 9 .\n. . 4", vec![Some(1.0), Some(-1.0), None]),
        ] {
            let found = effects(rows);
            let same = |(found, expected): (&Option<f64>, &Option<f64>)| match (found, expected) {
                (Some(found), Some(expected)) => near(*found, *expected, 1e-9),
                (found, expected) => found == expected,
            };
            assert!(found.iter().zip(&expected).all(same), "{rows}: {found:?}");
        }
    }

    /// Two experts on n units: the effect is half the mean difference, its error half the error of that mean.
    #[test]
    fn two_experts_are_the_paired_comparison() {
        let fit = additive(&table("5 3\n6 5\n9 6\n4 4")).expect("two experts");
        let (mean, sd) = (1.5, (5.0_f64 / 3.0).sqrt());
        assert!(near(fit.effects[0].unwrap_or_default(), mean / 2.0, 1e-9), "{fit:?}");
        assert!(near(fit.errors[0].unwrap_or_default(), sd / 2.0 / 2.0, 1e-9), "{fit:?}");
        assert_eq!(fit.degrees_of_freedom, 3);
    }

    #[test]
    fn conjugate_gradients_and_cholesky_agree() {
        let ratings = table("5 3 . 1\n. 5 6 .\n9 . 6 7\n4 4 5 .");
        let right = right_side(&ratings);
        let direct = directly(&ratings, &ratings.active_experts(), &expert_blocks(&ratings), &right).expect("positive definite").0;
        let blocks = expert_blocks(&ratings);
        let many: Vec<u32> = (0..=u32::try_from(DIRECT_MAX_EXPERTS).unwrap_or(0)).collect();
        let (iterated, variances) = solve(&ratings, &many, &blocks);
        assert!(direct.iter().zip(&iterated).all(|(a, b)| near(*a, *b, 1e-9)) && variances.is_none(), "{direct:?} {iterated:?}");
    }

    #[test]
    fn a_comparison_takes_two_experts() {
        for (rows, fault) in [(". .", FairnessFault::NoScores), ("1 .\n2 .", FairnessFault::OneExpert)] {
            assert_eq!(additive(&table(rows)).err(), Some(fault), "{rows}");
        }
    }
}
