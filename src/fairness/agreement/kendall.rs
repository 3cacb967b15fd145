//! Kendall's coefficient of concordance W over competitors, with ties (Kendall and Gibbons, *Rank Correlation Methods*, 1990, ch. 6).

use statrs::distribution::{ChiSquared, ContinuousCDF};

use super::{
    super::{FairnessFault, Ratings},
    crossed::largest_block,
};

pub const KENDALL_METHOD: &str = "kendall-w/1";

#[derive(Debug, Clone, PartialEq)]
pub struct Kendall {
    /// 0: the experts' orders have nothing in common; 1: they are the same.
    pub w: f64,
    /// m (n − 1) W; about χ² distributed where there are more than seven competitors.
    pub chi2: f64,
    pub df: usize,
    /// The probability of at least such a χ² if experts ranked at random.
    pub p: f64,
    pub experts: Vec<u32>,
    pub competitors: Vec<u32>,
}

/// Each expert ranks competitors by the sum of their scores over all aspects the expert judges, exactly. A competitor counts for an
/// expert who scored them on every one of these aspects; of experts and competitors the largest complete block is used.
///
/// # Errors
/// Where no two experts ranked the same two competitors, or every expert gave equal places only.
pub fn kendall(ratings: &Ratings) -> Result<Kendall, FairnessFault> {
    let sums = Sums::of(ratings);
    let block = largest_block(&sums.complete()).ok_or(FairnessFault::NoCrossedCompetitors)?;
    let orders: Vec<Vec<i128>> =
        block.experts.iter().map(|&expert| block.rows.iter().map(|&competitor| sums.of_pair(expert, competitor)).collect()).collect();
    concordance(&orders).map(|(w, chi2, df, p)| Kendall { w, chi2, df, p, experts: block.experts, competitors: block.rows })
}

/// Per competitor, each expert's sum of scores, exact in units of 10⁻⁸, and their number.
struct Sums {
    of: Vec<Vec<(u32, i128, usize)>>,
    /// Per expert how many aspects they judge.
    aspects: Vec<usize>,
}

impl Sums {
    fn of(ratings: &Ratings) -> Self {
        let mut of = vec![Vec::new(); ratings.competitors()];
        for own in ratings.list().chunk_by(|a, b| a.competitor == b.competitor) {
            let mut scores: Vec<(u32, i128)> = own.iter().map(|rating| (rating.expert, i128::from(rating.value.units()))).collect();
            scores.sort_unstable();
            let by_expert = scores.chunk_by(|a, b| a.0 == b.0);
            let sum = |scores: &[(u32, i128)]| (scores[0].0, scores.iter().map(|score| score.1).sum(), scores.len());
            of[own[0].competitor as usize] = by_expert.map(sum).collect();
        }
        let mut judged: Vec<(u32, u32)> = ratings.list().iter().map(|rating| (rating.expert, rating.aspect)).collect();
        judged.sort_unstable();
        judged.dedup();
        let mut aspects = vec![0; ratings.experts()];
        for (expert, _) in &judged {
            aspects[*expert as usize] += 1;
        }
        Self { of, aspects }
    }

    /// Nought where the expert did not score the competitor.
    fn of_pair(&self, expert: u32, competitor: u32) -> i128 {
        let sums = &self.of[competitor as usize];
        sums.binary_search_by_key(&expert, |sum| sum.0).map_or(0, |place| sums[place].1)
    }

    /// Per competitor the experts who scored them on all their aspects.
    fn complete(&self) -> Vec<(u32, Vec<u32>)> {
        let whole = |&&(expert, _, count): &&(u32, i128, usize)| self.aspects[expert as usize] == count;
        (0_u32..).zip(&self.of).map(|(competitor, sums)| (competitor, sums.iter().filter(whole).map(|sum| sum.0).collect())).collect()
    }
}

/// W = 12 S ÷ (m² (n³ − n) − m T), S the squared deviations of rank sums from their mean and T = Σ (t³ − t) over groups of t equal
/// places. One list of values per expert, the larger the better.
fn concordance(orders: &[Vec<i128>]) -> Result<(f64, f64, usize, f64), FairnessFault> {
    let (m, n) = (orders.len() as f64, orders[0].len() as f64);
    let (mut rank_sums, mut ties) = (vec![0.0; orders[0].len()], 0.0);
    for values in orders {
        let mut by_value: Vec<usize> = (0..values.len()).collect();
        by_value.sort_unstable_by_key(|&index| values[index]);
        let mut below = 0.0;
        for equal in by_value.chunk_by(|&a, &b| values[a] == values[b]) {
            let t = equal.len() as f64;
            for &index in equal {
                rank_sums[index] += below + f64::midpoint(1.0, t);
            }
            below += t;
            ties += t * t * t - t;
        }
    }
    let mean = m * f64::midpoint(n, 1.0);
    let deviations: f64 = rank_sums.iter().map(|sum| (sum - mean).powi(2)).sum();
    let most = m * m * (n * n * n - n) - m * ties;
    if most <= 0.5 {
        return Err(FairnessFault::AllTied);
    }
    let w = 12.0 * deviations / most;
    let chi2 = m * (n - 1.0) * w;
    let p = ChiSquared::new(n - 1.0).map_or(f64::NAN, |chi| chi.sf(chi2));
    Ok((w, chi2, orders[0].len() - 1, p))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::{aspects, near, range, table};

    #[test]
    fn the_worked_example_comes_out() {
        let ranks = ["1 3 4 5 2 8 6 7 10 9", "2 1 4 5 6 3 8 7 10 9", "3 2 1 5 7 4 6 8 9 10", "4 2 3 1 6 7 5 9 8 10"];
        let ranks: Vec<Vec<&str>> = ranks.iter().map(|line| line.split_whitespace().collect()).collect();
        let rows: Vec<String> = (0..10).map(|of| ranks.iter().map(|expert| expert[of]).collect::<Vec<_>>().join(" ")).collect();
        let found = kendall(&table(&rows.join("\n"))).expect("data");
        assert!(near(found.w, 0.7939, 0.00005) && near(found.chi2, 28.58, 0.005) && found.df == 9, "{found:?}");
        assert!(near(found.p, 0.000_762_08, 0.000_000_01), "{found:?}");
    }

    /// By hand: ranks 1.5 1.5 3 and 1 2 3, rank sums 2.5 3.5 6, S = 6.5, W = 78 ÷ (4 × 24 − 2 × 6).
    #[test]
    fn ties_are_corrected() {
        let found = kendall(&table("5 1\n5 2\n6 3")).expect("data");
        assert!(near(found.w, 78.0 / 84.0, 1e-12), "{found:?}");
    }

    #[test]
    fn experts_count_where_they_judged_every_aspect_of_theirs() {
        let ratings = aspects(&["1 1 .\n2 2 1\n3 3 .\n4 . .", "1 1 .\n2 2 .\n3 4 .\n4 4 ."], range("0", "9", "1"));
        let found = kendall(&ratings).expect("data");
        assert_eq!((found.experts, found.competitors), (vec![0, 1], vec![0, 1, 2]));
    }

    #[test]
    fn edges_have_a_reason() {
        for (rows, fault) in [
            ("1 2", FairnessFault::NoCrossedCompetitors),
            ("1 .\n. 2", FairnessFault::NoCrossedCompetitors),
            ("3 4\n3 4", FairnessFault::AllTied),
        ] {
            assert_eq!(kendall(&table(rows)).err(), Some(fault), "{rows}");
        }
    }
}
