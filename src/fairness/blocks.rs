//! Who can be compared with whom: connected components.

use super::Ratings;

/// Union–find over `0..len`.
pub(super) struct Union {
    parent: Vec<u32>,
}

impl Union {
    pub(super) fn new(len: usize) -> Self {
        Self { parent: (0..u32::try_from(len).unwrap_or(u32::MAX)).collect() }
    }

    /// The smallest member of the component.
    pub(super) fn find(&mut self, mut index: u32) -> u32 {
        while self.parent[index as usize] != index {
            let above = self.parent[self.parent[index as usize] as usize];
            self.parent[index as usize] = above;
            index = above;
        }
        index
    }

    /// Answers whether they were apart.
    pub(super) fn join(&mut self, a: u32, b: u32) -> bool {
        let (a, b) = (self.find(a), self.find(b));
        self.parent[a.max(b) as usize] = a.min(b);
        a != b
    }

    /// The components that hold `members`, each ascending, by their smallest member.
    pub(super) fn components(&mut self, members: &[u32]) -> Vec<Vec<u32>> {
        let mut place = vec![usize::MAX; self.parent.len()];
        let mut components: Vec<Vec<u32>> = Vec::new();
        for &member in members {
            let root = self.find(member) as usize;
            if place[root] == usize::MAX {
                place[root] = components.len();
                components.push(Vec::new());
            }
            components[place[root]].push(member);
        }
        components
    }
}

/// The experts who scored something, in blocks: two experts of one unit are in one block. An additive effect is estimable
/// within a block and nowhere else.
#[must_use]
pub fn expert_blocks(ratings: &Ratings) -> Vec<Vec<u32>> {
    let mut union = Union::new(ratings.experts());
    for unit in ratings.units() {
        unit.windows(2).for_each(|pair| {
            union.join(pair[0].expert, pair[1].expert);
        });
    }
    union.components(&ratings.active_experts())
}

/// For each index below `len` the block that holds it.
pub(super) fn block_of(blocks: &[Vec<u32>], len: usize) -> Vec<Option<usize>> {
    let mut of = vec![None; len];
    for (index, block) in blocks.iter().enumerate() {
        for &member in block {
            of[member as usize] = Some(index);
        }
    }
    of
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::fairness::sample::table;

    #[test]
    fn experts_of_one_unit_are_connected() {
        for (rows, blocks) in [
            ("1 2 .\n. 1 2", vec![vec![0, 1, 2]]),
            ("1 2 . .\n. . 1 2", vec![vec![0, 1], vec![2, 3]]),
            ("1 . 2\n. 3 .", vec![vec![0, 2], vec![1]]),
            (". 1 .", vec![vec![1]]),
            (". . .", vec![]),
        ] {
            assert_eq!(expert_blocks(&table(rows)), blocks, "{rows}");
        }
    }
}
