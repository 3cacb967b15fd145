//! RFC 9162, 2.1.3.2 and 2.1.4.2: what anybody can check who has nothing but hashes.

use super::tree::{Hash, node_hash};

/// Whether `path` leads from a leaf at this place to the root over `size` leaves.
#[must_use]
pub fn is_included(leaf: &Hash, index: usize, size: usize, path: &[Hash], root: &Hash) -> bool {
    if index >= size {
        return false;
    }
    let (mut at, mut last, mut hash) = (index, size - 1, *leaf);
    for step in path {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            hash = node_hash(step, &hash);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            hash = node_hash(&hash, step);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && hash == *root
}

/// Whether the log of `size` leaves begins with the one of `earlier` leaves.
#[must_use]
pub fn is_consistent(earlier: usize, earlier_root: &Hash, size: usize, root: &Hash, path: &[Hash]) -> bool {
    if earlier == 0 || earlier > size {
        return false;
    }
    if earlier == size {
        return path.is_empty() && earlier_root == root;
    }
    // Where the earlier tree is one whole subtree its root is the first step, and is left out.
    let (first, rest) = if earlier.is_power_of_two() {
        (earlier_root, path)
    } else {
        let Some((first, rest)) = path.split_first() else { return false };
        (first, rest)
    };
    let (mut at, mut last) = (earlier - 1, size - 1);
    while at % 2 == 1 {
        (at, last) = (at / 2, last / 2);
    }
    let (mut before, mut now) = (*first, *first);
    for step in rest {
        if last == 0 {
            return false;
        }
        if at % 2 == 1 || at == last {
            before = node_hash(step, &before);
            now = node_hash(step, &now);
            while at % 2 == 0 && at != 0 {
                (at, last) = (at / 2, last / 2);
            }
        } else {
            now = node_hash(&now, step);
        }
        (at, last) = (at / 2, last / 2);
    }
    last == 0 && before == *earlier_root && now == *root
}
