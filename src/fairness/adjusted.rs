//! Scores as they would be from experts of average severity. They inform; whether they replace anything is for the rules to say.

use super::{Additive, FairnessFault, Rasch, RaschOptions, Ratings, Standardised, additive, blocks, rasch, standardised};

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Method {
    Z,
    Additive,
    Rasch,
}

/// One value per rating, on the scale of the scores and not rounded or kept within its ends.
#[derive(Debug, Clone, PartialEq)]
pub struct Adjusted {
    /// In the order of [`Ratings::list`].
    pub scores: Vec<f64>,
    /// Ratings about which the method says nothing, and that therefore are as they were given.
    pub unchanged: usize,
}

impl Adjusted {
    /// The mean of each unit's adjusted scores: `(competitor, aspect, mean)`, by competitor and aspect.
    pub fn units<'a>(&'a self, ratings: &'a Ratings) -> impl Iterator<Item = (u32, u32, f64)> + 'a {
        let mut left = &self.scores[..];
        ratings.units().map(move |unit| {
            let (own, rest) = left.split_at(unit.len());
            left = rest;
            (unit[0].competitor, unit[0].aspect, own.iter().sum::<f64>() / own.len() as f64)
        })
    }
}

/// Adjusts every score by `method`, with default options.
///
/// # Errors
/// Where the method gives no answer, and where competitors on one aspect were scored by experts who cannot be compared: their adjusted
/// scores would not be comparable either. Panels that are apart but each judge whole aspects are no obstacle.
pub fn adjusted_scores(ratings: &Ratings, method: Method) -> Result<Adjusted, FairnessFault> {
    match method {
        Method::Z if ratings.list().is_empty() => Err(FairnessFault::NoScores),
        Method::Z => Ok(adjusted_by_z(ratings, &standardised(ratings))),
        Method::Additive => adjusted_by_effect(ratings, &additive(ratings)?),
        Method::Rasch => adjusted_by_rasch(ratings, &rasch(ratings, RaschOptions::default(), &mut |_, _| {})?),
    }
}

/// `aspect mean + aspect sd × (d − z) ÷ sd of d`, d the rating's deviation and z and its sd the expert's: every expert gets the same mean
/// and spread. An expert whose deviations are all alike, or who gave one score, gives the aspects' means. Aspects without spread
/// stay as they are.
#[must_use]
pub fn adjusted_by_z(ratings: &Ratings, of: &Standardised) -> Adjusted {
    let value = |place: usize| {
        let rating = &ratings.list()[place];
        let (mean, sd) = of.spreads[rating.aspect as usize]?;
        let own = of.deviations[place]? - of.z[rating.expert as usize]?;
        Some(mean + sd * of.spread[rating.expert as usize].map_or(0.0, |spread| own / spread))
    };
    collected(ratings, value)
}

/// `score − effect`, the effect within the expert's block.
///
/// # Errors
/// Where an aspect was scored by two blocks.
pub fn adjusted_by_effect(ratings: &Ratings, of: &Additive) -> Result<Adjusted, FairnessFault> {
    comparable_within_aspects(ratings, &of.blocks)?;
    let value = |place: usize| Some(ratings.list()[place].score() - of.effects[ratings.list()[place].expert as usize]?);
    Ok(collected(ratings, value))
}

/// The fair average: the score expected of an expert of average severity, the same for all ratings of a unit.
///
/// # Errors
/// Where an aspect was scored by two subsets of experts.
pub fn adjusted_by_rasch(ratings: &Ratings, of: &Rasch) -> Result<Adjusted, FairnessFault> {
    comparable_within_aspects(ratings, &of.expert_subsets)?;
    Ok(collected(ratings, |place| of.fair_scores[place]))
}

fn collected(ratings: &Ratings, value: impl Fn(usize) -> Option<f64>) -> Adjusted {
    let mut unchanged = 0;
    let scores = ratings.list().iter().enumerate().map(|(place, rating)| {
        value(place).unwrap_or_else(|| {
            unchanged += 1;
            rating.score()
        })
    });
    Adjusted { scores: scores.collect(), unchanged }
}

fn comparable_within_aspects(ratings: &Ratings, blocks: &[Vec<u32>]) -> Result<(), FairnessFault> {
    let block_of = blocks::block_of(blocks, ratings.experts());
    let mut of_aspect = vec![None; ratings.aspects().len()];
    for rating in ratings.list() {
        let own = block_of[rating.expert as usize];
        let known = of_aspect[rating.aspect as usize].get_or_insert(own);
        if *known != own {
            return Err(FairnessFault::Disconnected(blocks.len()));
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::{aspects, near, range, table};

    fn by(method: Method, rows: &str) -> Vec<f64> {
        let ratings = table(rows);
        adjusted_scores(&ratings, method).expect("comparable").units(&ratings).map(|(_, _, mean)| mean).collect()
    }

    #[test]
    fn what_an_expert_adds_is_taken_away() {
        for (method, rows, expected) in [
            // Expert 0 gives 2 more than expert 1: the means of complete units stay, the others move by 1.
            (Method::Additive, "5 3\n8 6\n9 .\n. 7", vec![4.0, 7.0, 8.0, 8.0]),
            (Method::Additive, "5 5\n8 8", vec![5.0, 8.0]),
            (
                Method::Z,
                "5 3\n7 5",
                vec![5.0 - 1.632_993_161_855_452 / std::f64::consts::SQRT_2, 5.0 + 1.632_993_161_855_452 / std::f64::consts::SQRT_2],
            ),
            (Method::Z, "5 5\n5 5", vec![5.0, 5.0]),
        ] {
            let found = by(method, rows);
            assert!(found.iter().zip(&expected).all(|(a, b)| near(*a, *b, 1e-9)), "{method:?} {rows}: {found:?}");
        }
    }

    #[test]
    fn panels_apart_are_compared_within_their_aspects_only() {
        let whole_aspects = aspects(&["5 3 . .\n8 6 . .", ". . 4 4\n. . 6 7"], range("0", "9", "1"));
        assert!(adjusted_scores(&whole_aspects, Method::Additive).is_ok());
        let split = table("5 3 . .\n. . 4 4");
        assert_eq!(adjusted_scores(&split, Method::Additive).err(), Some(FairnessFault::Disconnected(2)));
        assert_eq!(adjusted_scores(&table(". ."), Method::Z).err(), Some(FairnessFault::NoScores));
    }

    #[test]
    fn rasch_gives_each_unit_one_fair_average() {
        let ratings =
            aspects(&["2 1 3\n1 2 0\n3 2 1\n1 0 2\n0 1 2\n2 3 1", "1 2 2\n2 0 1\n3 3 1\n0 1 0\n2 1 3\n1 2 3"], range("0", "3", "1"));
        let found = adjusted_scores(&ratings, Method::Rasch).expect("finite");
        assert!(found.unchanged == 0 && found.scores.iter().all(|score| (0.0..=3.0).contains(score)), "{found:?}");
        assert!(found.scores.chunks(3).all(|unit| near(unit[0], unit[2], 1e-12)), "{found:?}");
    }
}
