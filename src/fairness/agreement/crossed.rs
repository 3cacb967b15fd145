//! The largest complete block in a design with gaps: experts who all rated the same rows.

use rustc_hash::FxHashMap;

/// So many of the commonest sets of experts are looked at.
const CANDIDATES_MAX_COUNT: usize = 64;

/// Experts, ascending, and the rows that all of them rated.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Block {
    pub(super) experts: Vec<u32>,
    pub(super) rows: Vec<u32>,
}

/// Among the sets of experts that some row has exactly, the one whose block (its experts × the rows rated by all of them) holds the most
/// ratings; of equals the one with more rows, then the one with the first experts. `rows` have their experts ascending. `None` where no
/// set of two experts shares two rows.
pub(super) fn largest_block(rows: &[(u32, Vec<u32>)]) -> Option<Block> {
    let mut by_set: FxHashMap<&[u32], Vec<u32>> = FxHashMap::default();
    for (row, experts) in rows {
        by_set.entry(experts).or_default().push(*row);
    }
    let mut sets: Vec<(&[u32], Vec<u32>)> = by_set.into_iter().collect();
    sets.sort_unstable_by(|a, b| (b.0.len() * b.1.len()).cmp(&(a.0.len() * a.1.len())).then(a.0.cmp(b.0)));
    let blocks = sets.iter().filter(|(set, _)| set.len() >= 2).take(CANDIDATES_MAX_COUNT).map(|(set, _)| {
        let mut shared: Vec<u32> = sets.iter().filter(|(other, _)| holds(other, set)).flat_map(|(_, rows)| rows.iter().copied()).collect();
        shared.sort_unstable();
        Block { experts: set.to_vec(), rows: shared }
    });
    let larger = |a: &Block, b: &Block| {
        let size = |block: &Block| (block.experts.len() * block.rows.len(), block.rows.len());
        size(a).cmp(&size(b)).then_with(|| b.experts.cmp(&a.experts))
    };
    blocks.filter(|block| block.rows.len() >= 2).max_by(larger)
}

fn holds(set: &[u32], part: &[u32]) -> bool {
    part.iter().all(|expert| set.binary_search(expert).is_ok())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_block_with_most_ratings_wins() {
        for (sets, expected) in [
            (vec![vec![0, 1, 2], vec![0, 1, 2], vec![0, 1]], Some((vec![0, 1], vec![0, 1, 2]))),
            (vec![vec![0, 1, 2], vec![0, 1, 2], vec![3, 4], vec![3, 4]], Some((vec![0, 1, 2], vec![0, 1]))),
            (vec![vec![0], vec![0], vec![1]], None),
            (vec![vec![0, 1], vec![2, 3]], None),
        ] {
            let rows: Vec<(u32, Vec<u32>)> = (0..).zip(sets).collect();
            let found = largest_block(&rows).map(|block| (block.experts, block.rows));
            assert_eq!(found, expected, "{rows:?}");
        }
    }
}
