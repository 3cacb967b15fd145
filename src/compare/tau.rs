//! How alike two orders are: Kendall's tau-b, by counting the exchanges of a merge sort (Knight 1966).

/// −1: reversed, 1: the same; `None` where one of the orders has no two different ranks.
pub(super) fn tau_b(mut pairs: Vec<(u32, u32)>) -> Option<f64> {
    pairs.sort_unstable();
    let all = pairs_among(pairs.len());
    let tied_first = tied(&pairs, |one, other| one.0 == other.0);
    let tied_both = tied(&pairs, |one, other| one == other);
    let mut second: Vec<u32> = pairs.iter().map(|pair| pair.1).collect();
    let discordant = exchanges(&mut second);
    let tied_second = tied(&second, |one, other| one == other);
    let concordant_less_discordant = all - tied_first - tied_second + tied_both - 2 * discordant;
    let below = ((all - tied_first) as f64 * (all - tied_second) as f64).sqrt();
    (below > 0.0).then(|| (concordant_less_discordant as f64 / below * 1e6).round() / 1e6 + 0.0)
}

const fn pairs_among(count: usize) -> i64 {
    let count = count.cast_signed() as i64;
    count * (count - 1) / 2
}

/// Pairs of equals in a sorted list.
fn tied<T>(sorted: &[T], same: impl Fn(&T, &T) -> bool) -> i64 {
    sorted.chunk_by(same).map(|equals| pairs_among(equals.len())).sum()
}

/// Sorts, and counts the pairs that stood the wrong way round.
fn exchanges(ranks: &mut [u32]) -> i64 {
    if ranks.len() < 2 {
        return 0;
    }
    let middle = ranks.len() / 2;
    let (left, right) = ranks.split_at_mut(middle);
    let within = exchanges(left) + exchanges(right);
    let across = left.iter().map(|one| right.partition_point(|other| other < one)).sum::<usize>().cast_signed() as i64;
    // Two sorted runs, which a stable sort merges in one pass.
    #[allow(clippy::stable_sort_primitive)]
    ranks.sort();
    within + across
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tau_counts_pairs() {
        for (first, second, expected) in [
            (vec![1, 2, 3], vec![1, 2, 3], Some(1.0)),
            (vec![1, 2, 3], vec![3, 2, 1], Some(-1.0)),
            // One pair of three turned round: (2 − 1) ÷ 3.
            (vec![1, 2, 3], vec![2, 1, 3], Some(0.333_333)),
            // A tie on one side: 2 ÷ √(3 × 2).
            (vec![1, 2, 3], vec![1, 2, 2], Some(0.816_497)),
            (vec![1, 1], vec![1, 2], None),
            (vec![1], vec![1], None),
            (Vec::new(), Vec::new(), None),
        ] {
            assert_eq!(tau_b(first.iter().copied().zip(second.iter().copied()).collect()), expected, "{first:?} {second:?}");
        }
    }
}
